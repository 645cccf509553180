/** A desktop whose keyring has no collection yet. */
import { test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test.use({ desktop: { keyring: 'withoutCollection' } });

test('signing in works all the same', async ({ desk, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
});
