/**
 * What ends without being asked to: a window's renderer, an error in main, a disk that takes nothing. The app goes on,
 * and says so.
 */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run } from '../desktop/processes.js';
import { waitFor } from '../desktop/wait.js';
import { electronBinary, type Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

/** The process that draws the popup. */
const rendererOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ webContents }) => {
    const popup = webContents.getAllWebContents().find((contents) => contents.getURL().includes('/popup/'));
    if (popup === undefined) throw new Error('There is no popup.');
    return popup.getOSProcessId();
  });

/** Ends the popup's renderer as the system does when memory is short; resolves once the app has noticed. */
async function killPopup(desk: Desk, app: ElectronApplication, times: number): Promise<void> {
  process.kill(await rendererOf(app), 'SIGKILL');
  await desk.logged(
    new RegExp(`"message":"crashed","what":"popup","reason":"killed","exitCode":\\d+,"times":${times}`),
  );
}

/** The popup that is there now, once it is on the screen. */
const shownPopup = (desk: Desk): Promise<Page> =>
  waitFor('the new popup', async () => {
    const popup = await desk.popup();
    return (await desk.isShown(popup)) ? popup : null;
  });

async function pick(desk: Desk, popup: Page, name: string): Promise<void> {
  await desk.clickOn(popup.getByRole('option', { name, exact: true }));
  await expect.poll(() => desk.presenceOf(ADA).label).toBe(name);
}

test('a popup whose renderer is killed is there again: at once in sight, else at the next click', async ({
  desk,
  session,
}) => {
  const app = await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);

  await test.step('while it is open', async () => {
    await desk.openPopup();
    await killPopup(desk, app, 1);
    const popup = await shownPopup(desk);
    await expect(popup.getByRole('status', { name: 'Current presence' })).toBeVisible();
    await pick(desk, popup, 'Break');
  });

  await test.step('while it is closed', async () => {
    await session.screen.key('Escape');
    const before = await desk.popup();
    await expect.poll(() => desk.isShown(before)).toBe(false);
    await killPopup(desk, app, 2);
    await session.tray.click();
    const popup = await shownPopup(desk);
    await pick(desk, popup, 'Meal');
    await session.tray.tooltipMatching(/^Meal/);
  });
});

test('after three crashes within a minute nothing is tried until somebody asks, and the person is told why', async ({
  desk,
  session,
}) => {
  const app = await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  await desk.openPopup();
  for (const times of [1, 2]) {
    await killPopup(desk, app, times);
    await shownPopup(desk);
  }
  await killPopup(desk, app, 3);
  await session.notifications.matching(/three times within a minute/);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  await session.tray.click();
  await pick(desk, await shownPopup(desk), 'Break');
});

test('an error in main that nobody caught is in the log with its stack, without secrets, and the app goes on', async ({
  desk,
  session,
}) => {
  const app = await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  const secret = 'kT9xQ2vB7nM4cL8wR1zY6pD3sF5hJ0gAeUiOqWtXbNcVmKl';
  await app.evaluate((_electron, token) => {
    void Promise.reject(new Error(`nobody caught this rejection: Bearer ${token}`));
    setTimeout(() => {
      throw new Error('nobody caught this exception');
    });
  }, secret);
  await desk.logged(/"kind":"unhandledRejection".*nobody caught this rejection: Bearer \*\*\*.*"stack":"Error/);
  await desk.logged(/"kind":"uncaughtException".*nobody caught this exception.*"stack":"Error/);
  await desk.logged(/"message":"crashed","what":"main","reason":"\w+","exitCode":null,"times":2/);
  await pick(desk, await desk.openPopup(), 'Break');
  await session.tray.tooltipMatching(/^Break/);
});

test('from a folder that may not be written the app runs from memory at once, and says so', async ({
  desk,
  session,
}) => {
  await mkdir(desk.userData, { recursive: true });
  await chmod(desk.userData, 0o500);
  try {
    await desk.launch();
    const popup = await desk.popup();
    await expect(popup.getByText(/^Your changes cannot be saved: .* may not be written\./)).toBeVisible();
    await desk.signIn(ADA);
    await session.tray.tooltipMatching(/^Available/);
    await pick(desk, await desk.openPopup(), 'Break');
    expect(await readdir(desk.userData)).toEqual([]);

    // There is no lock, and a second start shows the first all the same.
    expect(await desk.cli()).toMatchObject({ status: 0 });
    expect((await desk.cli('--status')).stdout).toMatch(/^Break/);
    await desk.quit();
  } finally {
    await chmod(desk.userData, 0o700);
  }
});

test('a folder that can neither be opened nor made is refused: never is another one taken in silence', async ({
  session,
  desk,
}) => {
  const usual = join(session.env['XDG_CONFIG_HOME'] ?? '', 'Presence Tray');
  const env = { ...desk.env(), XDG_CONFIG_HOME: session.env['XDG_CONFIG_HOME'] };
  for (const args of [[], ['--hidden'], ['--status'], ['--set', 'Break'], ['--quit']]) {
    const line = [projectFolder, '--user-data-dir=/proc/nowhere/presence-tray', ...args];
    const { status, stdout, stderr } = await run(electronBinary(), line, { env, limitMs: 60_000 });
    expect({ status, stdout }, args.join(' ')).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('The folder /proc/nowhere/presence-tray (--user-data-dir) can neither be opened nor made');
  }
  // Chromium makes its default folder before our first line; nothing of ours is in it, and no lock.
  const names = await readdir(usual).catch(() => []);
  expect(names.filter((name) => /^Singleton|^logs$|\.json$/.test(name))).toEqual([]);
});
