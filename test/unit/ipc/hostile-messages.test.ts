/** Walks the contract: every channel refuses foreign senders, the wrong window and nonsense, and lets the right thing through. */
import { expect, test, describe, vi } from 'vitest';
import { contract, WINDOWS, type WindowName } from '../../../electron/ipc/contract.js';
import { invokeChannels, pushTo, serveIpc, type Handlers, type IpcMainPort } from '../../../electron/ipc/server.js';
import type { Log } from '../../../electron/ports.js';
import { NOBODY, initialState } from '../../../electron/app/initial-state.js';
import { DEFAULT_NOTIFICATIONS } from '../../../electron/settings/settings.js';

interface Sender {
  readonly from: WindowName | null;
}

const state = initialState({
  app: {
    version: '1.0.0',
    platform: 'linux',
    windows: [],
    language: 'en',
    direction: 'ltr',
    theme: 'system',
    demoOffered: true,
    notices: [],
  },
  environment: { region: '', host: '', clientId: '', regionLockedBy: null, clientIdLockedBy: null, ready: false },
  settings: {
    startAtLogin: false,
    language: 'system',
    theme: 'system',
    notifications: DEFAULT_NOTIFICATIONS,
    lockedBy: {},
    hotkeys: [],
    loginOffBySystem: false,
    hotkeysUncertain: false,
  },
});

/** A request that the schema takes, for each channel that wants one. */
const REQUESTS: Readonly<Record<string, unknown>> = {
  'presence:pick': { definitionId: 'd1' },
  'presence:setMessage': { text: 'back soon', lifetime: { kind: 'presence' } },
  'presence:extendTimed': { minutes: 5 },
  'session:signIn': { asSomeoneElse: false },
  'session:pasteAnswer': { address: 'http://localhost:1/?code=c&state=s' },
  'session:signOut': { alsoInBrowser: false },
  'environment:set': { region: 'eu_central_1', clientId: 'c' },
  'personal:toggleFavourite': { definitionId: 'd1' },
  'personal:moveFavourite': { definitionId: 'd1', to: 0 },
  'personal:setLimit': { definitionId: 'd1', minutes: 15 },
  'personal:setAutomation': { trigger: 'lock', rule: { definitionId: 'd1', message: '', from: 'ready' } },
  'personal:savePreset': { id: null, text: 'back soon', lifetime: { kind: 'presence' } },
  'personal:movePreset': { id: 'p1', to: 0 },
  'personal:deletePreset': { id: 'p1' },
  'app:openWindow': { window: 'settings' },
  'app:openLink': { link: 'help' },
  'app:dismissNotice': { id: 'n' },
  'settings:set': { key: 'theme', value: 'dark' },
  'hotkeys:set': { target: { kind: 'openPopup' }, accelerator: 'Ctrl+F1' },
  'hotkeys:clear': { target: { kind: 'openPopup' } },
  'hotkeys:mode': { mode: 'work' },
  'popup:draft': { begun: true },
  'popup:resize': { height: 300 },
};
const ANSWERS: Readonly<Record<string, unknown>> = {
  'state:get': state,
  'environment:set': true,
  ...Object.fromEntries(
    invokeChannels
      .filter((channel) => /^(settings|personal|hotkeys:(set|clear)|session:paste)/.test(channel))
      .map((channel) => [channel, { ok: true, problem: null }]),
  ),
};

const NONSENSE: readonly unknown[] = [
  null,
  42,
  'text',
  [],
  { __proto__: null, definitionId: { toString: 'no' } },
  { definitionId: '' },
  { height: Number.NaN },
  { link: 'https://evil.example' },
  { window: '../../etc/passwd' },
  { key: '__proto__', value: true },
  { text: 'x'.repeat(100_000), lifetime: { kind: 'presence' } },
];

function serve() {
  const listeners = new Map<string, (event: Sender, request: unknown) => Promise<unknown>>();
  const ipcMain: IpcMainPort<Sender> = {
    handle: (channel, listener) => void listeners.set(channel, listener),
    removeHandler: () => undefined,
  };
  const called = vi.fn();
  const handlers = Object.fromEntries(
    invokeChannels.map((channel) => [
      channel,
      (request: unknown) => {
        called(channel, request);
        return ANSWERS[channel];
      },
    ]),
  ) as unknown as Handlers;
  const lines: string[] = [];
  const write = (message: string, fields: unknown): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: write, warn: write, error: write };
  serveIpc(ipcMain, (event: Sender) => event.from, handlers, log);
  const ask = (channel: string, from: WindowName | null, request: unknown) =>
    listeners.get(channel)!({ from }, request);
  return { ask, called, lines, listeners };
}

describe.each(invokeChannels)('the channel %s', (channel) => {
  const { windows } = contract[channel];
  const allowed = windows[0]!;

  test('answers the windows it is meant for', async () => {
    const { ask, called } = serve();
    for (const from of windows) await expect(ask(channel, from, REQUESTS[channel])).resolves.toEqual(ANSWERS[channel]);
    expect(called).toHaveBeenCalledTimes(windows.length);
  });

  test('refuses a frame that is none of our windows, and every window it is not meant for', async () => {
    const { ask, called } = serve();
    const others = WINDOWS.filter((name) => !windows.some((each) => each === name));
    for (const from of [null, ...others])
      await expect(ask(channel, from, REQUESTS[channel])).rejects.toThrow('refused');
    expect(called).not.toHaveBeenCalled();
  });

  test('refuses what its schema does not take, and logs no content', async () => {
    const { ask, called, lines } = serve();
    const secret = 'tok_abcdefghijklmnopqrstuvwxyz';
    for (const request of [...NONSENSE, { [secret]: secret }])
      await expect(ask(channel, allowed, request)).rejects.toThrow('refused');
    expect(called).not.toHaveBeenCalled();
    expect(lines.join('\n')).not.toContain(secret);
  });
});

test.each([
  ['personal:moveFavourite', { definitionId: 'd1', to: -1 }],
  ['personal:setLimit', { definitionId: 'd1', minutes: 0.5 }],
  ['personal:setLimit', { definitionId: 'd1', minutes: 1441 }],
  ['personal:setAutomation', { trigger: 'constructor', rule: null }],
  ['personal:setAutomation', { trigger: 'lock', rule: { definitionId: '', message: '', from: 'ready' } }],
  ['personal:savePreset', { id: null, text: '   ', lifetime: { kind: 'presence' } }],
  ['personal:savePreset', { id: null, text: 'x', lifetime: { kind: 'minutes', minutes: Infinity } }],
  ['personal:savePreset', { id: null, text: 'x', lifetime: { kind: 'untilTime', at: '24:00' } }],
  ['personal:movePreset', { id: 'p1', to: 1e9 }],
  ['settings:set', { key: 'notifyLimits', value: 'no' }],
  ['settings:set', { key: 'notifyChanges', value: true }],
])('the settings window cannot ask %s for what no field of its own gives', async (channel, request) => {
  const { ask, called } = serve();
  await expect(ask(channel, 'settings', request)).rejects.toThrow('refused');
  expect(called).not.toHaveBeenCalled();
});

test('a handler that fails tells the window that it failed, and nothing of why', async () => {
  const { listeners } = serve();
  expect(listeners.size).toBe(invokeChannels.length);
  const ipcMain: IpcMainPort<Sender> = {
    handle: (channel, listener) => void listeners.set(channel, listener),
    removeHandler: () => undefined,
  };
  const throwing = new Proxy({}, { get: () => () => Promise.reject(new Error('token abc')) }) as Handlers;
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  serveIpc(ipcMain, (event: Sender) => event.from, throwing, log);
  const failure: unknown = await listeners.get('app:quit')!({ from: 'popup' }, undefined).catch(
    (error: unknown) => error,
  );
  expect(String(failure)).not.toContain('abc');
});

test('a push reaches only the windows that may hear it', () => {
  const heard: string[] = [];
  const targets = WINDOWS.map((window) => ({ window, send: () => void heard.push(window) }));
  pushTo(targets, 'popup:opened', { focusMessage: false });
  expect(heard).toEqual(['popup']);
  heard.length = 0;
  pushTo(targets, 'state:changed', NOBODY);
  expect(heard).toEqual([...WINDOWS]);
});
