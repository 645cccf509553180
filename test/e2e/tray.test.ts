/** The icon on the panel, the popup it opens, and its menu. */
import { mkdir, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PANEL_HEIGHT } from '../desktop/session-files.js';
import type { MenuEntry } from '../desktop/tray.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const POPUP = '^Presence Tray$';

test('click and click again open and close the popup, which is never in the task list', async ({ desk, session }) => {
  const { screen, tray } = session;
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  for (let time = 0; time < 2; time += 1) {
    await tray.click();
    await expect.poll(() => desk.isShown(popup)).toBe(true);
    expect(await screen.property(await screen.window(POPUP), '_NET_WM_STATE')).toContain('SKIP_TASKBAR');
    const { y, height } = await screen.windowArea(await screen.window(POPUP));
    expect(y + height, 'it stands above the panel').toBeLessThanOrEqual((await tray.position()).y);
    await tray.click();
    await expect.poll(() => desk.isShown(popup)).toBe(false);
  }
});

test('the popup comes to the icon, wherever the pointer was when the app started and went since', async ({
  desk,
  session,
}) => {
  const { screen, tray } = session;
  await screen.move({ x: 100, y: 100 });
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  for (const away of [
    { x: 300, y: 200 },
    { x: 700, y: 500 },
  ]) {
    await tray.click();
    await expect.poll(() => desk.isShown(popup)).toBe(true);
    // The icon is the last one on the panel, so the popup is above it at the screen's edge.
    await expect
      .poll(async () => {
        const { x, y, width, height } = await screen.windowArea(await screen.window(POPUP));
        const above = screen.size.height - PANEL_HEIGHT - (y + height);
        // The panel has a border line at its edge.
        return { right: screen.size.width - (x + width), abovePanel: above >= 8 && above <= 10 ? 'close' : above };
      })
      .toEqual({ right: 8, abovePanel: 'close' });
    await screen.move(away);
    await screen.key('Escape');
    await expect.poll(() => desk.isShown(popup)).toBe(false);
  }
});

const checked = (entries: readonly MenuEntry[]): string[] =>
  entries.flatMap((entry) => [...(entry.checked === true ? [entry.label] : []), ...checked(entry.children)]);
const labels = (entries: readonly MenuEntry[]): string[] =>
  entries.filter(({ kind }) => kind === 'entry').map(({ label }) => label);

test('the menu has every function, and is published anew at every change', async ({ desk, session, org }) => {
  await desk.launch();
  const { tray } = session;
  await expect
    .poll(async () => labels(await tray.menu()))
    .toEqual(expect.arrayContaining(['Signed out', 'Sign in', 'Explore the demo org', 'Settings', 'Quit']));
  await desk.signIn(ADA);
  await desk.browser.close();
  await tray.tooltipMatching(/^Available/);
  await expect.poll(async () => checked(await tray.menu())).toEqual(['Available']);
  const all = labels(await tray.menu());
  expect(all).toEqual(
    expect.arrayContaining([
      'On Queue',
      'All presences',
      'Set for a time',
      'Settings',
      `${ADA} · ${org.org.name}`,
      'Quit',
    ]),
  );
  expect(all[0]).toBe('Open Presence Tray');
  const account = (await tray.menu()).find(({ label }) => label.startsWith(ADA));
  expect(labels(account?.children ?? [])).toContain('Sign out');

  org.faults.changePresence(ADA, { definitionId: 'Meeting', message: 'Planning' });
  await tray.tooltipMatching(/^Meeting: Planning/);
  await expect.poll(async () => checked(await tray.menu())).toEqual(['Meeting']);
  expect(labels(await tray.menu())).toContain('Planning');
});

for (const [whose, host] of [
  ['another machine on the same network home', 'another-machine'],
  ['an app that died', hostname()],
] as const)
  test(`the lock that ${whose} left does not block the start`, async ({ desk, session }) => {
    await mkdir(desk.userData, { recursive: true });
    // Chromium's lock is a link that names host and process. No process has such a high number.
    await symlink(`${host}-4194305`, join(desk.userData, 'SingletonLock'));
    await symlink('/nowhere/SingletonSocket', join(desk.userData, 'SingletonSocket'));
    await desk.launch({ args: ['--hidden'] });
    await session.tray.tooltipMatching(/^Signed out$/);
    expect((await desk.cli('--status')).stderr).toContain('not signed in');
  });
