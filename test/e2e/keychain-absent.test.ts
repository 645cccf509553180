/** A desktop without a keyring. */
import { expect, test } from './fixtures.js';
import { expectNowhere, rememberTokens } from './tokens.js';

const ADA = 'Ada Lovelace';

test.use({ desktop: { keyring: 'absent' } });

test('the session lives until the app quits, the popup says so, and no token is written', async ({
  desk,
  org,
  session,
}) => {
  const tokens = rememberTokens(org);
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  await expect(popup.getByText('No keychain was found: you stay signed in until the app quits.')).toBeVisible();
  await expectNowhere(desk.userData, tokens);
  await desk.quit();
  await desk.launch();
  await session.tray.tooltipMatching(/^Signed out$/);
});
