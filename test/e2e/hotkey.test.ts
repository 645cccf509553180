/** Hotkeys while another program has the focus, and how an agent assigns them in the settings window. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

/** Another program that the agent works in. It takes the focus. */
async function otherProgram(desk: Desk): Promise<{ id: string; end(): Promise<void> }> {
  const { background, screen, env } = desk.session;
  const args = ['-title', 'Customer record', '-size', '400x300', 'xc:white'];
  const program = background.start('other-program', 'display', args, { env });
  const id = await screen.window('Customer record');
  await screen.focus(id);
  return { id, end: () => background.end(program) };
}

test('the hotkey opens the popup over the program the agent works in', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  const other = await otherProgram(desk);
  await session.screen.key('ctrl+shift+F9');
  await expect.poll(() => desk.isShown(popup)).toBe(true);
  await session.screen.key('Escape');
  await expect.poll(() => desk.isShown(popup)).toBe(false);
  await other.end();
});

/** The settings window at its hotkeys, focused. */
async function hotkeySettings(desk: Desk): Promise<Page> {
  await desk.session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('tab', { name: 'Hotkeys' }).click();
  await desk.session.screen.focus(await desk.session.screen.window('^Settings$'));
  return settings;
}

const row = (settings: Page, name: string): Locator => settings.getByRole('listitem').filter({ hasText: name });

/** Chooses a presence for a new hotkey. The row then waits for keys. */
async function addFor(settings: Page, presence: string): Promise<void> {
  await settings.getByLabel('Choose a presence').selectOption({ label: presence });
  await settings.getByRole('button', { name: 'Add hotkey' }).click();
  await expect(row(settings, presence)).toContainText('Press the keys');
}

test('an agent gives presences hotkeys by pressing them, and each refusal says why', async ({ desk, session }) => {
  const { screen } = session;
  await desk.launch();
  await desk.signIn(ADA);
  await desk.browser.close();
  const settings = await hotkeySettings(desk);

  await test.step('no presence has one until the agent gives it', async () => {
    await expect(settings.getByRole('listitem')).toHaveCount(2);
    await expect(row(settings, 'Open the popup')).toContainText('Ctrl Shift F9');
    await expect(row(settings, 'Back to the previous presence')).toContainText('none');
  });

  await test.step('keys that cannot be a hotkey are refused with their reason', async () => {
    await addFor(settings, 'Break');
    for (const [keys, reason] of [
      ['b', 'Add Ctrl, Alt or Super'],
      ['ctrl+c', 'is used inside most programs'],
      ['super+l', 'belongs to the system'],
    ] as const) {
      await screen.key(keys);
      await expect(row(settings, 'Break').getByRole('alert')).toContainText(reason);
    }
    await screen.key('ctrl+shift+F9');
    await expect(row(settings, 'Break').getByRole('alert')).toContainText('already stands for open the popup');
  });

  await test.step('pressed, it is taken', async () => {
    await row(settings, 'Break').getByRole('button', { name: 'Set' }).click();
    await screen.key('ctrl+alt+b');
    await expect(row(settings, 'Break')).toContainText('Ctrl Alt B');
  });

  await test.step('one for On Queue asks once', async () => {
    await addFor(settings, 'On Queue');
    await screen.key('ctrl+alt+q');
    await expect(row(settings, 'On Queue').getByRole('alert')).toContainText('puts you on queue from any program');
    await expect(row(settings, 'On Queue')).not.toContainText('Ctrl Alt Q');
    await row(settings, 'On Queue').getByRole('button', { name: 'Set it anyway' }).click();
    await expect(row(settings, 'On Queue')).toContainText('Ctrl Alt Q');
  });

  await test.step('the test tells that it arrives, and sets nothing', async () => {
    await settings.getByRole('button', { name: 'Test hotkeys' }).click();
    await screen.key('ctrl+alt+b');
    await expect(row(settings, 'Break')).toContainText('It works.');
    await settings.getByRole('button', { name: 'End test' }).click();
    expect(desk.presenceOf(ADA).label).toBe('Available');
  });

  await test.step('after a restart it sets the presence from another program, and the card says so without the focus', async () => {
    await desk.quit();
    const app = await desk.launch({ args: ['--hidden'] });
    await session.tray.tooltipMatching(/^Available/);
    const other = await otherProgram(desk);
    await screen.key('ctrl+alt+b');
    const card = await desk.window('card');
    await expect(card.getByRole('status')).toContainText('Break');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
    expect(await screen.active()).toBe(other.id);
    const shown = () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().some(
          (window) => window.webContents.getURL().includes('/card/') && window.isVisible(),
        ),
      );
    await expect.poll(shown, 'it goes away by itself').toBe(false);
    await other.end();
  });
});

test('a refused pick by hotkey stays on the card until it was seen', async ({ desk, session, org }) => {
  await desk.launch();
  await desk.signIn(ADA);
  await desk.browser.close();
  const settings = await hotkeySettings(desk);
  await addFor(settings, 'Meal');
  await session.screen.key('ctrl+alt+m');
  await expect(row(settings, 'Meal')).toContainText('Ctrl Alt M');
  await settings.close();

  org.faults.add({
    match: { verb: 'PATCH' },
    times: 1,
    status: 409,
    code: 'conflict',
    message: 'Somebody was faster.',
  });
  const other = await otherProgram(desk);
  await session.screen.key('ctrl+alt+m');
  const card = await desk.window('card');
  await expect(card.getByRole('alert')).toContainText('Somebody was faster.');
  expect(await session.screen.active()).toBe(other.id);
  await desk.clickOn(card.getByRole('button', { name: 'Dismiss' }));
  await expect(card.getByRole('alert')).toBeHidden();
  expect(desk.presenceOf(ADA).label).toBe('Available');
  await other.end();
});

test('a hotkey that another program holds is kept, with its reason', async ({ desk, session }) => {
  // The window manager has Alt+F6, and the system does not reserve it.
  await mkdir(desk.userData, { recursive: true });
  await writeFile(join(desk.userData, 'settings.json'), JSON.stringify({ openPopupHotkey: 'Alt+F6' }));
  await desk.launch();
  const settings = await hotkeySettings(desk);
  await expect(row(settings, 'Open the popup')).toContainText('Alt F6');
  await expect(row(settings, 'Open the popup')).toContainText('is taken by another program or by the system');
  await row(settings, 'Open the popup').getByRole('button', { name: 'Change' }).click();
  await session.screen.key('ctrl+shift+F8');
  await expect(row(settings, 'Open the popup')).toContainText('Ctrl Shift F8');
  const popup = await desk.popup();
  const other = await otherProgram(desk);
  await expect.poll(() => desk.isShown(popup)).toBe(false);
  await session.screen.key('ctrl+shift+F8');
  await expect.poll(() => desk.isShown(popup)).toBe(true);
  await other.end();
});
