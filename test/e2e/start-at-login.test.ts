/** Auto-start: what the app writes for the desktop, and what the desktop starts from it. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../desktop/processes.js';
import { waitFor } from '../desktop/wait.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const autostartFolder = (desk: Desk): string => join(desk.session.env['XDG_CONFIG_HOME'] ?? '', 'autostart');

/** Waits for this desk's file. Other desks of the session have their own. */
async function autostartFile(desk: Desk): Promise<string> {
  return waitFor('the autostart file', async () => {
    for (const name of await readdir(autostartFolder(desk))) {
      const file = join(autostartFolder(desk), name);
      if ((await readFile(file, 'utf8')).includes(desk.userData)) return file;
    }
    return null;
  });
}

/** Turns the switch in the settings window. */
async function turnSwitch(desk: Desk): Promise<void> {
  await desk.session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('switch', { name: 'Start when you log in' }).click();
}

const OFF = 'Starting at log-in is switched off in the settings of your system.';

test('what the desktop starts at log-in is the app, hidden, with its icon in the tray', async ({ desk, session }) => {
  const file = await test.step('the switch writes a valid file', async () => {
    await desk.launch();
    await turnSwitch(desk);
    const written = await autostartFile(desk);
    expect((await run('desktop-file-validate', [written])).stdout).toBe('');
    await desk.quit();
    return written;
  });

  await test.step('the desktop runs it: the icon comes, no window does', async () => {
    session.background.start('log-in', 'gio', ['launch', file], { env: desk.env() });
    await session.tray.tooltipMatching(/^Signed out$/);
    // The app answers once it has started.
    expect((await desk.cli('--status')).stderr).toContain('not signed in');
    expect(await session.screen.windows('^Presence Tray$')).toEqual([]);
    expect(await desk.cli('--quit')).toMatchObject({ status: 0 });
    await session.tray.gone();
  });

  await test.step('the app has moved: its next start heals the file', async () => {
    const good = await readFile(file, 'utf8');
    await writeFile(file, good.replace(/^Exec=.*$/m, 'Exec=/gone/presence-tray --hidden'));
    await desk.launch();
    await expect.poll(() => readFile(file, 'utf8')).toBe(good);
    await desk.quit();
  });

  for (const [how, change] of [
    ['Hidden=true', (text: string) => `${text}Hidden=true\n`],
    ['GNOME’s own switch', (text: string) => text.replace('enabled=true', 'enabled=false')],
  ] as const)
    await test.step(`switched off in the system’s settings by ${how}, it stays off and the app says so`, async () => {
      const good = await readFile(file, 'utf8');
      const off = change(good);
      await writeFile(file, off);
      await desk.launch();
      await expect((await desk.popup()).getByText(OFF).first()).toBeVisible();
      await session.tray.choose('Settings');
      await expect((await desk.window('settings')).getByText(OFF).first()).toBeVisible();
      expect(await readFile(file, 'utf8')).toBe(off);
      await desk.quit();
      await writeFile(file, good);
    });

  await test.step('kept for another desktop only, it is off here, says so, and one turn of the switch mends it', async () => {
    const good = await readFile(file, 'utf8');
    await writeFile(file, `${good}OnlyShowIn=KDE;\n`);
    await desk.launch();
    await session.tray.choose('Settings');
    const settings = await desk.window('settings');
    const sw = settings.getByRole('switch', { name: 'Start when you log in' });
    await expect(sw).not.toBeChecked();
    await expect(settings.getByText('the start-up file is for KDE only').first()).toBeVisible();
    await sw.click();
    await expect(sw).toBeChecked();
    await expect.poll(() => readFile(file, 'utf8')).toBe(good);
    await desk.quit();
  });

  await test.step('the switch takes it away again', async () => {
    await desk.launch();
    await turnSwitch(desk);
    await expect.poll(() => existsSync(file)).toBe(false);
  });
});

test('a bare window manager may not start it: the app says so, and with which command it does', async ({
  desk,
  session,
}) => {
  const bare = { XDG_CURRENT_DESKTOP: 'i3' };
  await desk.launch({ env: bare });
  await turnSwitch(desk);
  const settings = await desk.window('settings');
  await expect(settings.getByText(/may not start programs when you log in/).first()).toBeVisible();
  await expect(settings.getByText(`--user-data-dir=${desk.userData} --hidden`).first()).toBeVisible();
  await expect(settings.getByRole('switch', { name: 'Start when you log in' })).toBeChecked();
  const { stdout } = await desk.cliIn({ ...bare, LC_ALL: 'C.UTF-8' }, '--diagnostics');
  expect(stdout).toMatch(/^ {2}Start at log-in +not ok\. This desktop may not start programs/m);
  await session.tray.choose('Quit');
  await desk.ended();

  await test.step('nothing of it once the log-in has started the app', async () => {
    await desk.launch({ env: bare, args: ['--hidden'] });
    await session.tray.choose('Settings');
    const settings = await desk.window('settings');
    await expect(settings.getByText('The app starts in the tray, without a window.').first()).toBeVisible();
    await expect(settings.getByText(/may not start programs/)).toBeHidden();
  });
});
