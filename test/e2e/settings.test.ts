/**
 * The settings window by mouse and keyboard. What an agent sets there is used in the popup and the tray's menu, and
 * survives a restart.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { RIGHT } from '../desktop/screen.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const MESSAGE = 'back at noon';

/** Opens a section of the settings from the tray's menu. */
async function openSection(desk: Desk, name: string): Promise<Page> {
  await desk.session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('tab', { name }).click();
  return settings;
}

const panel = (settings: Page): Locator => settings.getByRole('tabpanel');

test('a limit, a message and an automation are set in the settings, used at once, and still there after a restart', async ({
  desk,
  session,
}) => {
  const app = await desk.launch();
  await desk.signIn(ADA);

  await test.step('Limit… in the menu of a presence leads to the limits, ready for the minutes', async () => {
    const popup = await desk.openPopup();
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }), RIGHT);
    await desk.clickOn(popup.getByRole('menuitem', { name: 'Limit…' }));
    const settings = await desk.window('settings');
    await expect(settings.getByRole('tab', { name: 'Limits' })).toHaveAttribute('aria-selected', 'true');
    await expect(settings.getByRole('combobox', { name: 'Choose a presence' }).locator('option:checked')).toHaveText(
      'Break',
    );
    await expect(settings.getByRole('textbox', { name: 'Remind after, in minutes', exact: true })).toBeFocused();
    await session.screen.type('0:20');
    await session.screen.key('Return');
    await expect(settings.getByRole('textbox', { name: 'Break: remind after, in minutes' })).toHaveValue('20');
  });

  await test.step('a message is added by typing it', async () => {
    const settings = await openSection(desk, 'Messages');
    await desk.clickOn(settings.getByRole('textbox', { name: 'Message', exact: true }));
    await session.screen.type(MESSAGE);
    await session.screen.key('Return');
    await expect(panel(settings).getByRole('listitem')).toContainText([MESSAGE]);
  });

  await test.step('an automation is switched on, and never offers On Queue', async () => {
    const settings = await openSection(desk, 'Automations');
    const name = 'When the screen is locked';
    await desk.clickOn(settings.getByRole('switch', { name }));
    await expect(settings.getByRole('switch', { name })).toBeChecked();
    const rule = settings.getByRole('group', { name });
    const presence = rule.getByRole('combobox', { name: 'Set' });
    await expect(presence.locator('option:checked')).toHaveText('Away');
    expect(await presence.locator('option').allTextContents()).not.toContain('On Queue');
    await desk.clickOn(rule.getByRole('textbox', { name: 'Message' }));
    await session.screen.type('away from my desk');
    await session.screen.key('Tab');
    await expect(rule.getByRole('textbox', { name: 'Message' })).toHaveValue('away from my desk');
  });

  await test.step('the popup shows the limit and offers the message', async () => {
    const popup = await desk.openPopup();
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
    await expect(popup.getByText(/limit 20/)).toBeVisible();
    await desk.clickOn(popup.getByRole('button', { name: 'Edit message' }));
    await desk.clickOn(popup.getByRole('button', { name: MESSAGE }));
    await session.screen.key('Return');
    await expect.poll(() => desk.presenceOf(ADA).message).toBe(MESSAGE);
  });

  await test.step('the lock sets what the automation says, and takes it back', async () => {
    await session.tray.choose('All presences', 'Available', 'Available');
    // An automation does nothing during a change, so the app must have the service's word first.
    await session.tray.tooltipMatching(/^Available/);
    // A double of the system's signal. Other tests cover each desktop's real one.
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Away', message: 'away from my desk' });
    await session.tray.tooltipMatching(/^Away/);
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
    await session.tray.tooltipMatching(/^Available/);
    expect(desk.presenceOf(ADA).label).toBe('Available');
  });

  await test.step('all of it is there after a restart, in the tray’s menu too', async () => {
    await desk.quit();
    await desk.launch();
    await session.tray.tooltipMatching(/^Available/);
    await session.tray.choose('Status message', MESSAGE);
    await expect.poll(() => desk.presenceOf(ADA).message).toBe(MESSAGE);
    const settings = await openSection(desk, 'Limits');
    await expect(settings.getByRole('textbox', { name: 'Break: remind after, in minutes' })).toHaveValue('20');
    await settings.getByRole('tab', { name: 'Messages' }).click();
    await expect(panel(settings).getByRole('listitem')).toContainText([MESSAGE]);
    await settings.getByRole('tab', { name: 'Automations' }).click();
    await expect(settings.getByRole('textbox', { name: 'Message' })).toHaveValue('away from my desk');
  });
});

test('a hotkey sends a presence with its message, and goes with that message', async ({ desk, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  const settings = await openSection(desk, 'Messages');
  await desk.clickOn(settings.getByRole('textbox', { name: 'Message', exact: true }));
  await session.screen.type(MESSAGE);
  await session.screen.key('Return');
  await expect(panel(settings).getByRole('listitem')).toContainText([MESSAGE]);

  await settings.getByRole('tab', { name: 'Hotkeys' }).click();
  await settings.getByRole('combobox', { name: 'Choose a presence' }).selectOption('Meal');
  await settings.getByRole('combobox', { name: 'Message to send along' }).selectOption(MESSAGE);
  await desk.clickOn(settings.getByRole('button', { name: 'Add hotkey' }));
  await expect(settings.getByText('Press the keys…')).toBeVisible();
  await session.screen.key('ctrl+shift+F7');
  await expect(settings.getByText('Ctrl Shift F7')).toBeVisible();
  await session.screen.key('ctrl+shift+F7');
  await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Meal', message: MESSAGE });

  await settings.getByRole('tab', { name: 'Messages' }).click();
  await desk.clickOn(settings.getByRole('button', { name: `Delete: ${MESSAGE}` }));
  await expect(settings.getByRole('alert')).toContainText('Ctrl Shift F7');
  await desk.clickOn(settings.getByRole('button', { name: 'Delete both' }));
  await expect(panel(settings).getByRole('listitem')).toHaveCount(0);
  await settings.getByRole('tab', { name: 'Hotkeys' }).click();
  await expect(settings.getByText('Open the popup')).toBeVisible();
  await expect(settings.getByText('Ctrl Shift F7')).toHaveCount(0);
});

test('Ctrl + draws every window larger, Ctrl 0 as before, and what was chosen stays over a restart', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  const drawn = (page: Page): Promise<number> => page.evaluate(() => window.devicePixelRatio);
  const settings = await openSection(desk, 'General');
  const before = await drawn(settings);
  await session.screen.key('ctrl+plus', 'ctrl+plus');
  await expect.poll(() => drawn(settings)).toBe(before * 1.25);
  await expect(settings.getByRole('combobox', { name: 'Size of texts and controls' })).toHaveValue('125');

  await test.step('the popup grows with it: it shows as much as before', async () => {
    const popup = await desk.openPopupAgain();
    expect(await drawn(popup)).toBe(before * 1.25);
    await expect.poll(() => popup.evaluate(() => window.innerWidth)).toBe(360);
    await expect
      .poll(() => popup.evaluate(() => document.documentElement.scrollHeight - window.innerHeight))
      .toBeLessThanOrEqual(1);
    await session.screen.key('Escape');
  });

  await desk.quit();
  // Hidden, because the click that opens the popup here would close one that is already open.
  await desk.launch({ args: ['--hidden'] });
  await session.tray.tooltipMatching(/^Available/);
  const popup = await desk.openPopup();
  expect(await drawn(popup)).toBe(before * 1.25);
  await session.screen.key('ctrl+0');
  await expect.poll(() => drawn(popup)).toBe(before);
  await expect.poll(() => popup.evaluate(() => window.innerWidth)).toBe(360);
});

test('on a screen that is smaller than the settings, all of their window is on it', async ({ desk, session }) => {
  // 1280×800 pixels make 512×320 points.
  const app = await desk.launch({ args: ['--force-device-scale-factor=2.5'] });
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await expect(settings.getByRole('tab', { name: 'General' })).toBeVisible();
  const { bounds, screen } = await app.evaluate(({ BrowserWindow, screen: displays }) => ({
    bounds: BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/settings/'))
      ?.getBounds(),
    screen: displays.getPrimaryDisplay().workArea,
  }));
  expect(bounds?.width).toBeLessThanOrEqual(screen.width);
  expect(bounds?.height).toBeLessThanOrEqual(screen.height);
  const last = settings.getByRole('combobox', { name: 'Size of texts and controls' });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
});

test('a pasted message that is too long is not cut off: its length is said, and nothing is sent until it is shorter', async ({
  desk,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  const before = desk.presenceOf(ADA);

  await test.step('in the popup', async () => {
    const popup = await desk.openPopup();
    await desk.clickOn(popup.getByRole('button', { name: 'Edit message' }));
    const field = popup.getByRole('textbox', { name: 'Status message' });
    await expect(field).toBeFocused();
    await popup.keyboard.insertText('x'.repeat(5000));
    expect((await field.inputValue()).length).toBeGreaterThanOrEqual(5000);
    await expect(popup.getByText(/^5000 characters are too many: at most 2000/)).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Send message' })).toBeDisabled();
    await popup.keyboard.press('Control+Enter');
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await expect(field).toBeFocused();
    await field.fill('back at noon');
    await popup.keyboard.press('Control+Enter');
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: before.label, message: 'back at noon' });
  });

  await test.step('in the settings', async () => {
    const settings = await openSection(desk, 'Messages');
    await settings.getByRole('textbox', { name: 'Message', exact: true }).focus();
    await settings.keyboard.insertText('x'.repeat(600));
    await expect(settings.getByText('600 characters are too many: at most 500', { exact: false })).toBeVisible();
    await settings.keyboard.press('Enter');
    await expect(panel(settings).getByRole('listitem')).toHaveCount(0);
  });
});

test('a setting is found by its name, is ready to be changed, and stays changed', async ({ desk, session }) => {
  await desk.launch();
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('tab', { name: 'About' }).click();
  await desk.clickOn(settings.getByRole('searchbox', { name: 'Find a setting' }));
  await session.screen.type('memory after');
  await expect(settings.getByRole('heading', { level: 1 })).toHaveText('1 setting found');
  await session.screen.key('Return');
  await expect(settings.getByRole('tab', { name: 'General' })).toHaveAttribute('aria-selected', 'true');
  const choice = settings.getByRole('combobox', { name: 'Free the popup’s memory after' });
  await expect(choice).toBeFocused();
  await expect(choice.locator('option:checked')).toHaveText('30 minutes');
  await session.screen.type('N');
  await expect
    .poll(async () => JSON.parse(await readFile(join(desk.userData, 'settings.json'), 'utf8').catch(() => '{}')))
    .toMatchObject({ freePopupAfterMinutes: 0 });
});
