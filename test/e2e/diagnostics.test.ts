/** What support is given: the same from a shell and from the settings, without anything private. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.js';
import { rememberTokens } from './tokens.js';

const ADA = 'Ada Lovelace';
const MESSAGE = 'at the dentist until noon';
const SECTIONS = [
  'app',
  'system',
  'desktop',
  'keychain',
  'session',
  'channel',
  'proxy',
  'permissions',
  'settings',
  'policy',
  'crashes',
  'errors',
  'tests',
];

interface SelfTest {
  readonly name: string;
  readonly ok: boolean;
  readonly advice: string | null;
}

test('the running app tells support everything but what is private, in a shell and by About', async ({ desk, org }) => {
  const tokens = rememberTokens(org);
  const app = await desk.launch();
  await desk.signIn(ADA);
  expect(await desk.cli('--set', 'Break', '--message', MESSAGE)).toMatchObject({ status: 0 });
  org.faults.add({ match: { verb: 'PATCH' }, status: 403, code: 'missing.permissions', message: 'You may not.' });
  expect(await desk.cli('--set', 'Meal')).toMatchObject({ status: 1 });

  const isPrivate = (text: string): void => {
    expect(tokens.length).toBeGreaterThan(0);
    for (const secret of [...tokens, MESSAGE, ADA, 'Lovelace']) expect(text).not.toContain(secret);
  };

  await test.step('as JSON', async () => {
    const { status, stdout } = await desk.cli('--diagnostics', '--json');
    expect(status).toBe(0);
    isPrivate(stdout);
    const told = JSON.parse(stdout);
    expect(Object.keys(told)).toEqual(SECTIONS);
    expect(told).toMatchObject({
      app: { running: true, language: 'en' },
      system: { platform: 'linux' },
      desktop: { windows: 'x11', trayHost: 'statusNotifier' },
      session: { state: 'signedIn', demo: false, problem: null },
      channel: { state: 'live', definitions: 'ready' },
      proxy: { login: 'DIRECT', api: 'DIRECT', asks: null },
      permissions: { onQueue: true, workforce: 'permission' },
      policy: { kind: 'missing' },
      crashes: [],
    });
    expect(told.session.history.map(({ state }: { state: string }) => state)).toEqual([
      'starting',
      'signedOut',
      'signingIn',
      'signedIn',
    ]);
    expect(told.channel.history.at(-1).state).toBe('live');
    expect(told.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          message: 'genesys failed',
          status: 403,
          code: 'missing.permissions',
          correlationId: expect.any(String),
        }),
      ]),
    );
    const tests: SelfTest[] = told.tests;
    expect(tests.map(({ name }) => name)).toEqual([
      'running',
      'folder',
      'policy',
      'login',
      'api',
      'channel',
      'keychain',
      'tray',
      'hotkeys',
      'notifications',
      'autostart',
    ]);
    expect(tests.filter(({ ok }) => !ok)).toEqual([]);
  });

  await test.step('as text, in the language of the shell', async () => {
    const { status, stdout } = await desk.cliIn({ LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' }, '--diagnostics');
    expect(status).toBe(0);
    isPrivate(stdout);
    expect(stdout).toMatch(/^Schlüsselbund +Secret Service/m);
    expect(stdout).toMatch(/^ {2}API erreichbar +in Ordnung$/m);
  });

  await test.step('Copy diagnostics copies the same', async () => {
    await desk.session.tray.choose('Settings');
    const settings = await desk.window('settings');
    await settings.getByRole('tab', { name: 'About' }).click();
    await desk.clickOn(settings.getByRole('button', { name: 'Copy diagnostics' }));
    await expect(settings.getByText('Copied.')).toBeVisible();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    isPrivate(copied);
    expect(Object.keys(JSON.parse(copied))).toEqual(SECTIONS);
    await settings.getByRole('button', { name: 'Show licences' }).click();
    await expect(settings.getByRole('dialog', { name: 'Licences' })).toContainText('LICENSES.chromium.html');
    await settings.keyboard.press('Escape');
    await expect(settings.getByRole('dialog')).toBeHidden();
  });
});

test('without a running app there is less of it, and it says so', async ({ desk }) => {
  await mkdir(join(desk.userData, 'logs'), { recursive: true });
  await writeFile(join(desk.userData, 'settings.json'), '{"theme":"dark","loginHint":"ada@example.com"}');
  const failed = { at: '2026-11-27T10:41:00.000Z', level: 'warn', message: 'genesys failed', correlationId: 'c-1' };
  await writeFile(
    join(desk.userData, 'logs', 'presence-tray.log'),
    `torn"}\n${JSON.stringify({ ...failed, level: 'info', message: 'started' })}\n${JSON.stringify(failed)}\n`,
  );
  // As over a connection without a display.
  const { status, stdout, stderr } = await desk.cliIn({ DISPLAY: undefined }, '--diagnostics', '--json');
  expect(status).toBe(0);
  expect(stderr).toContain('not running');
  const told = JSON.parse(stdout);
  expect(Object.keys(told)).toEqual(SECTIONS);
  expect(told).toMatchObject({
    app: { running: false },
    session: null,
    channel: null,
    settings: { values: { theme: 'dark', loginHint: 'set' } },
    errors: [failed],
  });
  expect(told.tests[0]).toMatchObject({ name: 'running', ok: false, advice: expect.stringContaining('Start') });
  expect(stdout).not.toContain('example.com');
  expect((await desk.cli('--diagnostics')).stdout).toContain('Self-tests');
});
