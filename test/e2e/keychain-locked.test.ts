/** A desktop whose keyring is locked. */
import { KEYRING_PASSWORD } from '../desktop/keyring.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test.use({ desktop: { keyring: 'unlocked' } });

test('the app says what it waits for, its popup answers, and a late password brings the session back', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  await desk.quit();
  await session.keyring.lock();
  await desk.launch({ args: ['--hidden'] });
  await session.tray.tooltipMatching(/[Ww]aiting for your keyring/);
  const popup = await desk.popup();
  await expect(popup.getByText(/keyring/i).first()).toBeVisible();
  const prompt = await session.screen.windowOf('gcr-prompter');
  await session.screen.focus(prompt);
  await session.screen.type(KEYRING_PASSWORD);
  await session.screen.key('Return');
  await session.tray.tooltipMatching(/^Available/);
  expect(await desk.browser.addresses()).toHaveLength(1);
});
