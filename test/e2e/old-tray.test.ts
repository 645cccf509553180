/** A panel that only knows the older way to show icons (XEmbed), like those of small window managers. */
import { expect, test } from './fixtures.js';

test.use({ desktop: { tray: 'xembed' } });

test('the icon is on the panel, opens the popup by a click and has its menu', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  await desk.logged(/"host":"xembed"/);
  const { screen } = session;
  const icon = await screen.trayIcon('trayer');

  await screen.click(icon);
  await expect.poll(() => desk.isShown(popup)).toBe(true);
  const id = await screen.window('^Presence Tray$');
  expect(await screen.property(id, '_NET_WM_WINDOW_TYPE')).toMatch(/_TOOLBAR/);
  expect(await screen.property(id, '_NET_WM_STATE')).toMatch(/SKIP_TASKBAR/);
  await screen.click(icon);
  await expect.poll(() => desk.isShown(popup)).toBe(false);

  const before = await screen.popups();
  await screen.click(icon, 3);
  await screen.popupsAbove(before);
  // The last entry is "Quit".
  await screen.key('Up', 'Return');
  await desk.ended();
});
