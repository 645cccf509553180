/** The main job from outside, with mouse and keys: why the app exists. */
import { test, expect } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('an agent signs in once and from then on picks a presence from the tray', async ({ desk, session, org }) => {
  await test.step('the first run offers the sign-in and the demo org', async () => {
    await desk.launch();
    await session.screen.window('^Presence Tray$');
    const popup = await desk.popup();
    await expect(popup.getByRole('button', { name: 'Explore the demo org' })).toBeVisible();
    expect(await session.tray.tooltip()).toBe('Signed out');
  });

  await test.step('sign-in happens in the real browser', async () => {
    const popup = await desk.popup();
    await desk.clickOn(popup.getByRole('button', { name: 'Sign in', exact: true }));
    const page = await desk.browser.signInAs(ADA, org.loginUrl);
    await expect(page.locator('body')).not.toContainText(/[\w-]{30}/);
    await session.tray.tooltipMatching(/^Available/);
    expect(await desk.browser.addresses()).toHaveLength(1);
    await desk.browser.close();
  });

  await test.step('a click on the tray icon opens the popup; Break and a message are set together', async () => {
    const popup = await desk.openPopup();
    await desk.clickOn(popup.getByRole('button', { name: 'Edit message' }));
    await expect(popup.getByRole('textbox', { name: 'Status message' })).toBeFocused();
    await session.screen.type('back at 10:40');
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Break', message: 'back at 10:40' });
    await expect(popup.getByRole('status', { name: 'Current presence' })).toContainText('Break');
    await session.tray.tooltipMatching(/^Break: back at 10:40/);
  });

  await test.step('after a restart the agent is still signed in, without a browser', async () => {
    const before = (await desk.browser.addresses()).length;
    await desk.quit();
    await desk.launch();
    await session.tray.tooltipMatching(/^Break: back at 10:40/);
    expect(await desk.browser.addresses()).toHaveLength(before);
  });

  await test.step('the menu of the icon on the panel changes the presence', async () => {
    await session.tray.chooseByHand('All presences', 'Available', 'Available');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
    await session.tray.tooltipMatching(/^Available/);
  });

  await test.step('signing out revokes the token and forgets it', async () => {
    const popup = await desk.openPopup();
    await desk.clickOn(popup.getByRole('button', { name: 'Account' }));
    await desk.clickOn(popup.getByRole('menuitem', { name: 'Sign out', exact: true }));
    await session.tray.tooltipMatching(/^Signed out$/);
    await expect
      .poll(() => org.requests.some(({ verb, path }) => verb === 'DELETE' && path === '/api/v2/tokens/me'))
      .toBe(true);
    await desk.quit();
    await desk.launch();
    await expect((await desk.popup()).getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await session.tray.tooltip()).toBe('Signed out');
  });
});

test('someone without an organisation explores the demo org with one click', async ({ desk, session }) => {
  await desk.launch({ env: NO_ENVIRONMENT });
  const popup = await desk.popup();
  await desk.clickOn(popup.getByRole('button', { name: 'Explore the demo org' }));
  await session.tray.tooltipMatching(/Demo/);
  await expect(popup.getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
  expect(await desk.browser.addresses()).toEqual([]);
});

/** Like a machine where nobody has named an organisation. */
const NO_ENVIRONMENT = {
  PRESENCE_TRAY_API_URL: undefined,
  PRESENCE_TRAY_LOGIN_URL: undefined,
  PRESENCE_TRAY_CLIENT_ID: undefined,
};

test('a keystroke filters, arrows move, and Enter sets; no mouse is needed', async ({ desk, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  await session.screen.type('mea');
  await expect(popup.getByRole('option')).toHaveText([/Meal/]);
  await session.screen.key('Return');
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
  await session.screen.key('Escape');
  await expect.poll(() => desk.isShown(popup)).toBe(false);
});

test('a change made elsewhere shows in the tray by itself', async ({ desk, session, org }) => {
  await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  const picture = await session.tray.picture();
  org.faults.changePresence(ADA, { definitionId: 'Meeting', message: 'Planning' });
  await session.tray.tooltipMatching(/^Meeting: Planning/);
  expect((await session.tray.picture()).argb.equals(picture.argb)).toBe(false);
});

test('the app ends when the system asks it to, as at log-off', async ({ desk }) => {
  const app = await desk.launch();
  await desk.popup();
  app.process().kill('SIGTERM');
  await desk.ended();
});
