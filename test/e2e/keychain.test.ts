/** Where the session is kept: the real keyring of the desktop, in the states it can be in, and nowhere else. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoOrg } from '../../electron/demo-org/index.js';
import { KEYRING_PASSWORD } from '../desktop/keyring.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

/** Remembers every token the service hands out from now on; it keeps none itself. */
function rememberTokens({ core }: DemoOrg): readonly string[] {
  const seen: string[] = [];
  const issue = core.tokens.issue.bind(core.tokens);
  core.tokens.issue = (...args) => {
    const issued = issue(...args);
    seen.push(issued.accessToken, ...(issued.refreshToken === null ? [] : [issued.refreshToken]));
    return issued;
  };
  return seen;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function expectNowhere(folder: string, tokens: readonly string[]): Promise<void> {
  expect(tokens.length).toBeGreaterThan(0);
  const files = await filesBelow(folder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = await readFile(file, 'latin1');
    for (const token of tokens) expect(bytes.includes(token), `${file} holds a token`).toBe(false);
  }
}

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

test.describe('without a keyring on the desktop', () => {
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
});

test.describe('with a keyring that has no collection', () => {
  test.use({ desktop: { keyring: 'withoutCollection' } });

  test('signing in works all the same', async ({ desk, session }) => {
    await desk.launch();
    await desk.signIn(ADA);
    await session.tray.tooltipMatching(/^Available/);
  });
});

test.describe('with a locked keyring', () => {
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
    const prompt = await session.screen.window('Unlock|Authenticat|Keyring');
    await session.screen.focus(prompt);
    await session.screen.type(KEYRING_PASSWORD);
    await session.screen.key('Return');
    await session.tray.tooltipMatching(/^Available/);
    expect(await desk.browser.addresses()).toHaveLength(1);
  });
});
