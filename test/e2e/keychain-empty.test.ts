/** A desktop whose keyring has no collection yet. */
import { test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test.use({ desktop: { keyring: 'withoutCollection' } });

test('signing in works while the keyring asks for a password, and Quit does not wait for the answer', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  await session.screen.windowOf('gcr-prompter');
  await desk.quit();
});
