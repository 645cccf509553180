import { describe, expect, it } from 'vitest';
import { runSelfTests, type SelfTestDeps } from '../../../../electron/app/diagnostics/self-tests.js';
import { VaultError, type Vault, type VaultTrouble } from '../../../../electron/session/vault.js';
import { createVaultKeeper } from '../../../../electron/session/vault-keeper.js';
import { exampleState, problem, signedIn } from '../../desktop/example-state.js';
import { fakeClock, settle } from '../../genesys/fakes.js';
import { rememberingLog } from '../../settings/doubles.js';

const HOTKEY = {
  id: 'p',
  target: { kind: 'openPopup' as const },
  accelerator: 'Ctrl+F9',
  label: 'Ctrl F9',
  problem: null,
  unlikely: false,
};

const inMemory = () => {
  const items = new Map<string, string>();
  const vault: Vault = {
    read: (key) => Promise.resolve(items.get(key) ?? null),
    write: async (key, secret) => void items.set(key, secret),
    remove: async (key) => void items.delete(key),
    keys: () => Promise.resolve([...items.keys()]),
  };
  return { items, vault };
};
const failing = (trouble: VaultTrouble): Vault => {
  const fails = () => Promise.reject(new VaultError(trouble));
  return { read: fails, write: fails, remove: fails, keys: fails };
};

const live = { kind: 'live' as const, asOf: null, problem: null };

/** A desktop on which everything works, but for what the test says. */
const tested = async (over: Partial<SelfTestDeps> = {}, vault: Vault = inMemory().vault) => {
  const tests = await runSelfTests({
    clock: fakeClock(),
    fetch: () => Promise.resolve(new Response('{}', { status: 401, headers: { 'content-type': 'application/json' } })),
    userAgent: 'PresenceTray/1',
    environment: { region: 'eu_central_1', apiUrl: 'https://api.test', loginUrl: 'https://login.test' },
    state: exampleState({ session: signedIn, connection: live }),
    keychain: createVaultKeeper(vault, rememberingLog()),
    newSecret: () => 'secret',
    trayHost: 'statusNotifier',
    hotkeys: { reach: 'everywhere', views: [HOTKEY] },
    notifications: true,
    startAtLogin: { wanted: true, off: null, unsure: null },
    ...over,
  });
  return Object.fromEntries(tests.map(({ name, ok, advice }) => [name, ok ? 'ok' : advice]));
};

it('where everything works, every test is ok, and the keychain is as before', async () => {
  const { items, vault } = inMemory();
  const found = await tested({}, vault);
  expect(Object.keys(found)).toEqual([
    'login',
    'api',
    'channel',
    'keychain',
    'tray',
    'hotkeys',
    'notifications',
    'autostart',
  ]);
  expect(new Set(Object.values(found))).toEqual(new Set(['ok']));
  expect([...items]).toEqual([]);
});

it('without an organisation there is nowhere to go, and that is the advice', async () => {
  expect(await tested({ environment: null })).toMatchObject({
    login: { key: 'diagnostics.noEnvironment' },
    api: { key: 'diagnostics.noEnvironment' },
  });
});

describe('the channel', () => {
  it.each([
    ['nobody signed in', { session: { kind: 'signedOut', problem: null } }, 'cli.notSignedIn'],
    [
      'blocked sockets',
      { connection: { kind: 'polling', asOf: 1, problem: problem({ key: 'connection.socketsBlocked' }) } },
      'connection.socketsBlocked',
    ],
    [
      'a channel that is not there yet',
      { connection: { kind: 'connecting', asOf: 1, problem: null } },
      'diagnostics.channel',
    ],
  ] as const)('%s', async (_name, change, key) => {
    const state = exampleState({ session: signedIn, connection: live, ...change });
    expect(await tested({ state })).toMatchObject({ channel: { key } });
  });
});

describe('the keychain', () => {
  it.each([
    ['noBus', 'diagnostics.keychain.none'],
    ['noService', 'diagnostics.keychain.none'],
    ['noCollection', 'diagnostics.keychain.none'],
    ['unavailable', 'diagnostics.keychain.none'],
    ['locked', 'diagnostics.keychain.locked'],
    ['denied', 'diagnostics.keychain.locked'],
    ['other', 'diagnostics.keychain.odd'],
  ] as const)('%s', async (trouble, key) => {
    expect(await tested({}, failing(trouble))).toMatchObject({ keychain: { key } });
  });

  it('that fails in a way nobody knows is told so', async () => {
    const vault = { ...inMemory().vault, read: () => Promise.reject(new Error('no idea')) };
    expect(await tested({}, vault)).toMatchObject({
      keychain: { key: 'diagnostics.keychain.odd', params: { trouble: 'other' } },
    });
  });

  it('that forgets what it was given is found out', async () => {
    const vault = { ...inMemory().vault, write: () => Promise.resolve() };
    expect(await tested({}, vault)).toMatchObject({
      keychain: { key: 'diagnostics.keychain.odd', params: { trouble: 'read' } },
    });
  });

  it('that waits for a person is not waited for', async () => {
    const clock = fakeClock();
    const vault = { ...inMemory().vault, write: () => new Promise<void>(() => undefined) };
    const found = tested({ clock }, vault);
    await settle();
    await clock.advance(10_000);
    expect(await found).toMatchObject({ keychain: { key: 'diagnostics.keychain.waits' } });
  });
});

describe('the desktop', () => {
  it.each([
    ['no tray', { trayHost: 'absent' }, { tray: { key: 'notice.noTray' } }],
    ['a tray nobody can ask about', { trayHost: 'unknown' }, { tray: 'ok' }],
    ['a system that always has one', { trayHost: null }, { tray: 'ok' }],
    [
      'Wayland without hotkeys',
      { hotkeys: { reach: 'nowhere', views: [] } },
      { hotkeys: { key: 'diagnostics.hotkeys.nowhere' } },
    ],
    [
      'XWayland',
      { hotkeys: { reach: 'x11Windows', views: [] } },
      { hotkeys: { key: 'diagnostics.hotkeys.x11Windows' } },
    ],
    [
      'a hotkey that another program has',
      {
        hotkeys: {
          reach: 'everywhere',
          views: [HOTKEY, { ...HOTKEY, id: 'q', label: 'F10', problem: { key: 'hotkey.refused', params: {} } }],
        },
      },
      { hotkeys: { key: 'diagnostics.hotkeys.refused', params: { hotkeys: 'F10' } } },
    ],
    ['no notifications', { notifications: false }, { notifications: { key: 'diagnostics.notifications' } }],
    [
      'a start at log-in that the system switched off',
      { startAtLogin: { wanted: true, off: { key: 'notice.loginOffBySystem', params: {} }, unsure: null } },
      { autostart: { key: 'notice.loginOffBySystem' } },
    ],
    [
      'a desktop that may not start it at log-in',
      { startAtLogin: { wanted: true, off: null, unsure: { key: 'notice.loginUnsure', params: { command: 'c' } } } },
      { autostart: { key: 'notice.loginUnsure', params: { command: 'c' } } },
    ],
    [
      'no start at log-in, as wished',
      { startAtLogin: { wanted: false, off: { key: 'notice.loginOffBySystem', params: {} }, unsure: null } },
      { autostart: 'ok' },
    ],
  ] satisfies readonly [string, Partial<SelfTestDeps>, object][])('%s', async (_name, over, found) => {
    expect(await tested(over)).toMatchObject(found);
  });

  it('a start at log-in that could not be set up', async () => {
    const state = exampleState({ session: signedIn, connection: live });
    const notices = [{ id: 'n', key: 'autostart.notSaved', params: {} }];
    expect(await tested({ state: { ...state, app: { ...state.app, notices } } })).toMatchObject({
      autostart: { key: 'autostart.notSaved' },
    });
  });
});
