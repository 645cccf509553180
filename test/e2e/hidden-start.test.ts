/** A start at login is quiet, but says so if nobody is signed in. */
import { expect, test } from './fixtures.js';

test('a hidden start without a session shows the signed-out icon and one notification that signs in', async ({
  desk,
  org,
  session,
}) => {
  await desk.launch({ args: ['--hidden'] });
  await session.tray.tooltipMatching(/^Signed out$/);
  expect((await session.notifications.matching(/^You are signed out/)).actions).toContain('Sign in');
  expect(await desk.isShown(await desk.popup())).toBe(false);

  await session.notifications.press('Sign in');
  await desk.browser.signInAs('Ada Lovelace', org.loginUrl);
  await session.tray.tooltipMatching(/^Available/);
  expect(session.notifications.seen).toHaveLength(1);
  expect(await desk.isShown(await desk.popup())).toBe(false);
});
