/**
 * The app drawn by Wayland itself, in a compositor without a screen. Its tray is the session's panel, asked over D-Bus.
 */
import { electronBinary } from './desk.js';
import { expect, test } from './fixtures.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { Compositor } from '../desktop/wayland.js';

const ADA = 'Ada Lovelace';
const TITLE = 'Presence Tray';

test('on Wayland the popup is a small ordinary window, and the compositor’s keys reach the app', async ({
  desk,
  session,
}) => {
  const compositor = await Compositor.start(session);

  await test.step('it opens at the start, in its own size', async () => {
    await desk.launch({ args: ['--ozone-platform=wayland'], env: compositor.env });
    const window = await compositor.window(TITLE);
    expect(window.appId, 'Wayland draws it, not XWayland').not.toBeNull();
    expect(window).toMatchObject({ floating: true, width: 360 });
    expect(window.height).toBeLessThanOrEqual(640);
  });

  await test.step('the main job works in it', async () => {
    await desk.signIn(ADA);
    await desk.browser.close();
    const popup = await desk.popup();
    await popup.getByRole('option', { name: 'Break', exact: true }).click();
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
    await expect(popup.getByRole('status', { name: 'Current presence' })).toContainText('Break');
    await session.tray.tooltipMatching(/^Break/);
  });

  await test.step('a key binding of the compositor sets a presence through the command line', async () => {
    const command = `${electronBinary()} ${projectFolder} --user-data-dir=${desk.userData}`;
    expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
    await expect.poll(() => compositor.windows()).toEqual([]);
    const opened = await compositor.watchWindows();
    await compositor.exec(`${command} --set Meal`);
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
    await session.tray.tooltipMatching(/^Meal/);
    // Every window takes the keyboard here, so a notification stands in for the card.
    await session.notifications.matching(/^You are now Meal/);
    await session.tray.choose('Settings');
    const { id } = await compositor.window('Settings');
    await expect.poll(() => opened).toContain(id);
    expect(opened, 'no card before it').toEqual([id]);
    await (await desk.window('settings')).close();
    expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
    await compositor.window(TITLE);
    expect(JSON.parse((await desk.cli('--status', '--json')).stdout)).toMatchObject({ presence: { label: 'Meal' } });
  });

  await test.step('the menu has everything, and the window comes and goes', async () => {
    await session.tray.choose('All presences', 'Available', 'Available');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
    expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
    await expect.poll(async () => (await compositor.windows()).map(({ title }) => title)).toEqual([]);
    await session.tray.choose('Open Presence Tray');
    expect(await compositor.window(TITLE)).toMatchObject({ floating: true, width: 360 });
  });

  await test.step('the settings say that there are no hotkeys, why, and what to do instead', async () => {
    await session.tray.choose('Settings');
    await compositor.window('Settings');
    const settings = await desk.window('settings');
    await settings.getByRole('tab', { name: 'Hotkeys' }).click();
    await expect(settings.getByText('This desktop (Wayland) gives programs no hotkeys.')).toBeVisible();
    await expect(settings.getByText('presence-tray --toggle')).toBeVisible();
    await expect(settings.getByText('This desktop gives programs no hotkeys.')).toBeVisible();
    await expect(settings.getByText('taken by another program')).toBeHidden();
    await desk.quit();
  });

  await test.step('started hidden, it comes when it is asked for', async () => {
    await desk.launch({ args: ['--ozone-platform=wayland', '--hidden'], env: compositor.env });
    await session.tray.tooltipMatching(/^Available/);
    expect(await compositor.windows()).toEqual([]);
    expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
    expect(await compositor.window(TITLE)).toMatchObject({ floating: true, width: 360 });
    const popup = await desk.popup();
    await expect(popup.getByRole('status', { name: 'Current presence' })).toContainText('Available');
    await expect.poll(() => popup.evaluate(() => innerHeight)).toBe((await compositor.window(TITLE)).height);
    await desk.quit();
  });
});
