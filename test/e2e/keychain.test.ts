/** Where the session is kept: the desktop's real keyring, and nowhere else. */
import { expect, test } from './fixtures.js';
import { expectNowhere, rememberTokens } from './tokens.js';

const ADA = 'Ada Lovelace';

test('no token is in the user-data folder or the logs, while the app runs and after it', async ({ desk, org }) => {
  const tokens = rememberTokens(org);
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  await popup.getByRole('option', { name: 'Break', exact: true }).click();
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
  await expectNowhere(desk.userData, tokens);
  await desk.quit();
  await expectNowhere(desk.userData, tokens);
});
