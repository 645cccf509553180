/**
 * Whatever a page may send to main, on every channel, to the app's real handlers: nothing crashes, nothing hangs,
 * nothing that a person typed is in the log, and a refusal says nothing of why. Each run takes a fresh seed, which a
 * failure prints; what once failed, or might, is kept in SEEDS and tried first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createHandlers, type HandlerParts } from '../../../electron/app/handlers/handlers.js';
import { createHotkeySettings } from '../../../electron/desktop/hotkeys/hotkey-settings.js';
import { createHotkeys } from '../../../electron/desktop/hotkeys/hotkey-registry.js';
import { createEmitter } from '../../../electron/emitter.js';
import { openHistory } from '../../../electron/history/history.js';
import { contract, type InvokeChannel, type SubscriptionChannel } from '../../../electron/ipc/contract.js';
import type { HotkeyTarget } from '../../../electron/ipc/app-state.js';
import { invokeChannels, serveIpc, type WindowPage } from '../../../electron/ipc/server.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { subscriptionChannels } from '../../../electron/ipc/subscriptions.js';
import { WINDOWS, type WindowName } from '../../../electron/ipc/window-table.js';
import { CLOSE, OPEN } from '../../../electron/ipc/wire.js';
import { createMemoryVault } from '../../../electron/session/memory-vault.js';
import { createProxySignIn } from '../../../electron/session/proxy-sign-in.js';
import { createVaultKeeper } from '../../../electron/session/vault-keeper.js';
import { english, exampleState } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { personalInMemory, rememberingLog, settingsInMemory } from '../settings/doubles.js';
import { near, odd, spoiled } from './near-schema.js';

/** Stands for what a person types: a message, a password, an address with a code. */
const SECRET = 'S3CRET-that-a-person-typed';

const folder = mkdtempSync(join(tmpdir(), 'ipc-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The app's handlers over real stores; what would reach the service, the desktop or the network does nothing. */
function app() {
  const log = rememberingLog();
  const { clock } = fakeClock();
  const settings = settingsInMemory(log, { policy: { historyDays: 7 } });
  const personal = personalInMemory(log);
  const history = openHistory({
    folder: join(folder, 'history'),
    keepDays: () => 7,
    clock,
    log,
    run: 'run',
    onProblem: () => undefined,
  });
  const hotkeyChanges = createEmitter(log, 'hotkeys');
  const hotkeys = createHotkeys({
    platform: 'linux',
    clock,
    shortcuts: { register: () => true, unregister: () => undefined },
    log,
    lacksKey: () => false,
    pressed: () => undefined,
    tested: () => undefined,
    reach: 'everywhere',
    changed: () => hotkeyChanges.emit(),
    describe: () => '',
  });
  const keys = createHotkeySettings({ hotkeys, settings, personal: () => personal, isOnQueue: () => false });
  const proxy = createProxySignIn({
    keeper: createVaultKeeper(createMemoryVault(), log),
    log,
    tryProxy: async (_address, answer) =>
      (await answer({ proxy: 'proxy:3128', scheme: 'basic' })) === null ? 'refused' : 'through',
    allowed: () => true,
    notKept: () => undefined,
  });
  void proxy.met('https://api.example/');
  const nothing = (): void => undefined;
  /** Every method there is, doing nothing. */
  const inert: object = new Proxy({}, { get: () => nothing });
  const personalChanges = (run: () => void) => personal.onChange(run);
  const parts = {
    store: createStateStore(exampleState(), log),
    session: {
      target: null,
      signInUrl: () => null,
      pasteAnswer: () => 'signIn.paste.noAnswer',
      signIn: () => Promise.resolve(),
      openAgain: () => Promise.resolve(),
      cancelSignIn: nothing,
    },
    settings,
    account: { current: () => ({ engine: inert, automations: inert, pick: () => Promise.resolve(), personal }) },
    texts: () => english,
    personal: {
      store: () => personal,
      onChange: personalChanges,
      definitions: () => exampleState().definitions,
      newId: () => 'p1',
    },
    hotkeys: {
      views: () => hotkeys.views(),
      onChange: (run: () => void) => hotkeyChanges.on(run),
      reach: () => hotkeys.reach(),
      set: (target: HotkeyTarget, accelerator: string) => keys.set(target, accelerator),
      clear: (target: HotkeyTarget) => keys.clear(target),
      mode: nothing,
    },
    manage: {
      manager: () => null,
      letGo: nothing,
      unsaved: nothing,
      label: () => '',
      compare: () => 0,
      divisionName: () => '',
      mayExport: () => true,
      onExportChange: () => nothing,
      save: () => Promise.resolve(null),
      open: () => Promise.resolve(null),
      today: () => '2026-11-27',
    },
    desktop: { lock: () => null, idle: () => true, look: nothing, onChange: () => nothing },
    login: { off: () => null, unsure: () => null, mend: nothing, onChange: () => nothing },
    history: {
      current: () => history,
      signedIn: () => true,
      limitMinutes: () => null,
      onChange: (run: () => void) => history.onChange(run),
    },
    schedule: { lack: () => null, planned: () => [], onChange: () => nothing },
    saveFile: () => Promise.resolve(null),
    everything: {
      kept: () => Promise.resolve({ keychain: true, sessions: 0, proxies: [], people: 0, days: 0 }),
      forget: nothing,
    },
    about: {
      folder: '/nowhere',
      userData: '/nowhere',
      log,
      diagnose: () => Promise.resolve('{}'),
      copy: nothing,
      openPath: () => Promise.resolve('no'),
    },
    proxy,
    windows: { open: nothing, place: () => nothing },
    openLink: nothing,
    dismissNotice: nothing,
    copy: nothing,
    quit: nothing,
    signOut: nothing,
    exploreDemo: nothing,
    closePopup: nothing,
    resize: nothing,
    draft: nothing,
  };
  const listeners = new Map<string, (page: WindowPage | null, request: unknown) => Promise<unknown>>();
  serveIpc<WindowPage | null>(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    (page) => page,
    // Parts are real where a message leads to more than a call.
    createHandlers(parts as unknown as HandlerParts),
    log,
  );
  const pages = new Map<WindowName, { page: WindowPage; gone: (() => void)[]; sent: number }>();
  for (const window of WINDOWS) {
    const held = { page: null as unknown as WindowPage, gone: [] as (() => void)[], sent: 0 };
    held.page = { window, send: () => (held.sent += 1), onGone: (run) => void held.gone.push(run) };
    pages.set(window, held);
  }
  const send = (channel: string, from: WindowName | null, request: unknown): Promise<unknown> =>
    listeners.get(channel)!(from === null ? null : (pages.get(from)?.page ?? null), request);
  return { send, log, pages, settings };
}

/** The outcome of a message; a message that is not answered fails the test. */
async function outcome(answer: Promise<unknown>): Promise<'answered' | Error> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it hangs')), 5_000);
    cancel = () => clearTimeout(timer);
  });
  try {
    await Promise.race([answer, late]);
    return 'answered';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  } finally {
    cancel();
  }
}

type Message = readonly [channel: string, from: WindowName | null, request: unknown];

function expectHarmless(outcomes: readonly ('answered' | Error)[], log: { readonly lines: readonly string[] }): void {
  for (const each of outcomes)
    if (each !== 'answered') expect(each.message).toMatch(/^The (message|subscription) [\w:]+ (was refused|failed)\.$/);
  expect(log.lines.join('\n')).not.toContain(SECRET);
  expect('polluted' in {}).toBe(false);
}

/** What once failed, or stands for a kind that is not drawn often. */
const SEEDS: readonly Message[] = [
  ['presence:pick', 'popup', { definitionId: 'constructor', forMinutes: 1 }],
  ['presence:pick', 'popup', { definitionId: SECRET, message: { text: SECRET, lifetime: { kind: '__proto__' } } }],
  ['presence:setMessage', 'popup', { text: SECRET, lifetime: { kind: 'untilTime', at: '99:99' } }],
  ['personal:setLimit', 'settings', { definitionId: '__proto__', minutes: 15 }],
  ['personal:setAutomation', 'settings', { trigger: '__proto__', rule: null }],
  [
    'personal:setAutomation',
    'settings',
    { trigger: 'lock', rule: { definitionId: 'd-queue', message: SECRET, from: 'any' } },
  ],
  ['personal:savePreset', 'settings', { id: '__proto__', text: SECRET, lifetime: { kind: 'presence' } }],
  ['personal:moveFavourite', 'settings', { definitionId: 'd-break', to: 1000 }],
  [
    'hotkeys:set',
    'settings',
    { target: { kind: 'definition', definitionId: '__proto__', presetId: null }, accelerator: 'Ctrl+F1' },
  ],
  [
    'hotkeys:set',
    'settings',
    { target: { kind: 'definition', definitionId: 'd/b', presetId: 'p/1' }, accelerator: 'Ctrl+F2' },
  ],
  ['settings:set', 'settings', { key: 'language', value: '__proto__' }],
  ['settings:set', 'settings', { key: 'language', value: 'constructor' }],
  ['settings:set', 'settings', { key: 'historyDays', value: 1 }],
  ['environment:set', 'popup', { region: '__proto__', clientId: SECRET }],
  ['session:pasteAnswer', 'popup', { address: `http://localhost/?code=${SECRET}&state=${'%'.repeat(60_000)}` }],
  ['proxy:answer', 'popup', { user: SECRET, password: SECRET }],
  ['proxy:answer', 'popup', { user: `${SECRET}\r\nX: y`, password: `\u0000${SECRET}` }],
  ['day:forget', 'day', { date: '0000-00-00' }],
  ['day:export', 'day', { date: '9999-99-99' }],
  ['day:setStart', 'day', { minutes: 1439 }],
  ['app:openWindow', 'popup', { window: 'settings', section: 'constructor' }],
  [OPEN, 'popup', { channel: 'toString', id: 1 }],
  [OPEN, 'popup', { channel: 'personal:limits', id: Number.MAX_SAFE_INTEGER, params: null }],
  [OPEN, 'day', { channel: 'day:shown', id: 1, params: { date: '2026-02-31' } }],
  [CLOSE, 'popup', { id: '1' }],
  [CLOSE, null, undefined],
];

const words = fc.constantFrom(
  SECRET,
  'd-break',
  'd-queue',
  'p1',
  '2026-11-27',
  'eu_central_1',
  'Ctrl+Shift+F9',
  '__proto__',
);
const sender = (windows: readonly WindowName[]): fc.Arbitrary<WindowName | null> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...windows), weight: 6 },
    { arbitrary: fc.constantFrom<WindowName | null>(...WINDOWS, null), weight: 1 },
  );
const requestTo = (channel: InvokeChannel): fc.Arbitrary<unknown> => {
  const good = near(contract[channel].request, words);
  return fc.oneof(
    { arbitrary: good, weight: 3 },
    { arbitrary: spoiled(good), weight: 3 },
    { arbitrary: odd, weight: 1 },
  );
};
const message = (channel: InvokeChannel): fc.Arbitrary<Message> =>
  fc.tuple(fc.constant(channel), sender(contract[channel].windows), requestTo(channel));
const opening = (channel: SubscriptionChannel): fc.Arbitrary<Message> =>
  fc.tuple(
    fc.constant(OPEN),
    sender(contract[channel].windows),
    fc.record({
      channel: fc.oneof({ arbitrary: fc.constant<unknown>(channel), weight: 8 }, { arbitrary: odd, weight: 1 }),
      id: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 5 }), weight: 8 }, { arbitrary: odd, weight: 1 }),
      params: fc.oneof(near(contract[channel].params, words), odd),
    }),
  );
const closing: fc.Arbitrary<Message> = fc.tuple(
  fc.constant(CLOSE),
  sender(WINDOWS),
  fc.oneof(fc.record({ id: fc.integer({ min: 1, max: 5 }) }), odd),
);

test('what is kept from earlier is harmless', async () => {
  const { send, log } = app();
  const outcomes: ('answered' | Error)[] = [];
  for (const seed of SEEDS) outcomes.push(await outcome(send(...seed)));
  expectHarmless(outcomes, log);
});

describe.each(invokeChannels)('the channel %s', (channel) => {
  test('takes or refuses whatever is sent, and is answered', async () => {
    const { send, log } = app();
    const kept = SEEDS.filter(([of]) => of === channel).map((seed): [Message] => [seed]);
    await fc.assert(
      fc.asyncProperty(message(channel), async (sent) => {
        expectHarmless([await outcome(send(...sent))], log);
      }),
      { examples: kept, numRuns: 60 },
    );
  });
});

test('any messages in any order leave the app answering, and a page that goes takes all it follows with it', async () => {
  const any = fc.oneof(
    ...invokeChannels.map(message),
    ...subscriptionChannels.map((channel) => ({ arbitrary: opening(channel), weight: 4 })),
    { arbitrary: closing, weight: 12 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(any, { maxLength: 40 }), async (messages) => {
      const { send, log, pages, settings } = app();
      const outcomes = await Promise.all(messages.map((sent) => outcome(send(...sent))));
      expectHarmless(outcomes, log);
      expect(await outcome(send('state:get', 'popup', undefined))).toBe('answered');
      for (const held of pages.values()) for (const run of held.gone) run();
      const before = [...pages.values()].map(({ sent }) => sent);
      settings.set({ theme: settings.get().theme === 'dark' ? 'light' : 'dark' });
      expect([...pages.values()].map(({ sent }) => sent)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});
