/**
 * Walks the contract: every channel refuses foreign senders, the wrong window and nonsense, and accepts valid requests.
 */
import { expect, test, describe, vi } from 'vitest';
import { contract, type SubscriptionChannel } from '../../../electron/ipc/contract.js';
import {
  invokeChannels,
  pushTo,
  serveIpc,
  type Handlers,
  type IpcMainPort,
  type WindowPage,
} from '../../../electron/ipc/server.js';
import { MOST_OPEN, subscriptionChannels } from '../../../electron/ipc/subscriptions.js';
import { WINDOWS, type WindowName } from '../../../electron/ipc/window-table.js';
import { CLOSE, HEARD, OPEN } from '../../../electron/ipc/wire.js';
import type { Log } from '../../../electron/ports.js';
import { NOBODY, initialState } from '../../../electron/app/initial-state.js';
import { silentLog } from '../../../electron/silent-log.js';

interface Sender {
  readonly page: WindowPage | null;
}

/** A page as main knows it, with what it heard. `go` ends it. */
function pageOf(window: WindowName) {
  const heard: { readonly channel: string; readonly payload: unknown }[] = [];
  const gone: (() => void)[] = [];
  const page: WindowPage = {
    window,
    send: (channel, payload) => void heard.push({ channel, payload }),
    onGone: (run) => void gone.push(run),
  };
  return { page, heard, go: () => gone.forEach((run) => run()) };
}
const eventFrom = (from: WindowName | null): Sender => ({ page: from === null ? null : pageOf(from).page });

const state = initialState({
  app: {
    version: '1.0.0',
    platform: 'linux',
    windows: [],
    language: 'en',
    direction: 'ltr',
    theme: 'system',
    zoom: 100,
    demoOffered: true,
    notices: [],
  },
  environment: { region: '', host: '', clientId: '', regionLockedBy: null, clientIdLockedBy: null, ready: false },
});

const DEFINITION = { systemPresence: 'Break', divisionId: null, labels: { en_US: 'Tea' }, deactivated: false };
const ORGANISATION = {
  restore: true,
  restoreMinutes: 5,
  restoreOnQueue: false,
  offQueueRequests: true,
  defaultSourceId: null,
};

/** A valid request for each channel that needs one. */
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
  'personal:saveRoutine': { id: null, name: 'Lunch', definitionId: 'd1', message: null, forMinutes: 30 },
  'personal:moveRoutine': { id: 'r1', to: 0 },
  'personal:deleteRoutine': { id: 'r1' },
  'presence:routine': { routineId: 'r1' },
  'app:openWindow': { window: 'settings' },
  'app:openLink': { link: 'help' },
  'app:dismissNotice': { id: 'n' },
  'app:zoom': { step: 'in' },
  'settings:set': { key: 'theme', value: 'dark' },
  'hotkeys:set': { target: { kind: 'openPopup' }, accelerator: 'Ctrl+F1' },
  'hotkeys:clear': { target: { kind: 'openPopup' } },
  'hotkeys:mode': { mode: 'work' },
  'day:export': { date: '2026-11-27' },
  'day:forget': { date: '2026-11-27' },
  'day:setStart': { minutes: 360 },
  'schedule:setReminder': { category: 'Meal', minutes: 5 },
  'manage:unsaved': { what: 'edits' },
  'manage:refresh': { onlyOld: true },
  'manage:savePresence': { id: null, before: null, fields: DEFINITION },
  'manage:setPresenceActive': { id: 'd1', active: false },
  'manage:saveSource': { id: null, before: null, fields: { name: 'Desk', description: '', deactivated: false } },
  'manage:setSourceActive': { id: 's1', active: true },
  'manage:saveOrganisation': { before: ORGANISATION, fields: ORGANISATION },
  'manage:findPeople': { words: 'ada' },
  'manage:personSource': { userId: 'u1' },
  'manage:setPersonSource': { userId: 'u1', before: 'PURECLOUD', sourceId: 's1' },
  'team:inSight': { ids: ['u1'] },
  'team:set': { ids: ['u1'], definitionId: 'd1', message: null, mayGoOnQueue: false },
  'team:watch': { ids: ['u1'], on: true },
  'team:setThreshold': { systemPresence: 'Break', minutes: 30 },
  'team:saveList': { name: 'Night shift', ids: ['u1'] },
  'team:deleteList': { id: 'l1' },
  'team:export': { ids: ['u1'] },
  'team:person': { id: 'u1' },
  'team:setPrimary': { id: 'u1', sourceId: 'PURECLOUD' },
  'team:customSource': { id: 'u1', sourceId: 'desk' },
  'team:setCustomSource': { id: 'u1', sourceId: 'desk', definitionId: 'd1', message: '' },
  'popup:draft': { begun: true },
  'popup:resize': { height: 300 },
  'proxy:answer': { user: 'ada', password: 'p' },
};
const ANSWERS: Readonly<Record<string, unknown>> = {
  'state:get': state,
  'app:texts': { language: 'en', formats: 'en-GB', messages: '{}' },
  'environment:set': true,
  'about:runtime': { electron: '45.4.1', chromium: '150.0.0.0', node: '24.0.0' },
  'about:licences': { text: null },
  'about:openLogFolder': { failed: null },
  'about:copyDiagnostics': true,
  'settings:kept': { keychain: true, sessions: 1, proxies: ['proxy:3128'], people: 1, days: 3 },
  'manage:findPeople': { people: [], problem: null },
  'manage:personSource': { sourceId: null, problem: null },
  ...Object.fromEntries(
    invokeChannels
      .filter((channel) => /^manage:(save|set)/.test(channel))
      .map((channel) => [channel, { kind: 'done', id: 'd1', shownLater: false }]),
  ),
  'team:person': { primary: 'PURECLOUD', primaryProblem: null, sources: [], sourcesProblem: null },
  'team:setPrimary': { problem: null },
  'team:customSource': { presence: null, problem: null },
  'team:setCustomSource': { problem: null },
  ...Object.fromEntries(
    invokeChannels
      .filter((channel) =>
        /^(settings:set|personal|hotkeys:(set|clear)|session:paste|day:(export|setStart)|schedule:set|manage:(export|chooseImport|checkImport)|team:(set|watch|setThreshold|saveList|deleteList|export)$)/.test(
          channel,
        ),
      )
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
  };
  const called = vi.fn();
  const ended = vi.fn();
  const commands = invokeChannels.map((channel) => [
    channel,
    (request: unknown) => {
      called(channel, request);
      return ANSWERS[channel];
    },
  ]);
  const sources = subscriptionChannels.map((channel) => [
    channel,
    (params: unknown, follower: { snapshot(value: unknown): void }) => {
      called(channel, params);
      follower.snapshot(channel);
      return () => ended(channel);
    },
  ]);
  const handlers = Object.fromEntries([...commands, ...sources]) as unknown as Handlers;
  const lines: string[] = [];
  const write = (message: string, fields: unknown): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: write, warn: write, error: write };
  serveIpc(ipcMain, (event: Sender) => event.page, handlers, log);
  const ask = (channel: string, from: WindowName | null, request: unknown) =>
    listeners.get(channel)!(eventFrom(from), request);
  const tell = (page: WindowPage | null, channel: string, request: unknown) =>
    listeners.get(channel)!({ page }, request);
  return { ask, tell, called, ended, lines, listeners };
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

test.each([
  ['manage:savePresence', { id: null, before: null, fields: { ...DEFINITION, systemPresence: 'Siesta' } }],
  ['manage:savePresence', { id: null, before: null, fields: { ...DEFINITION, labels: { en_US: 'x'.repeat(20_000) } } }],
  ['manage:saveOrganisation', { before: ORGANISATION, fields: { ...ORGANISATION, restoreMinutes: 0 } }],
  ['manage:saveOrganisation', { before: ORGANISATION, fields: { ...ORGANISATION, restoreMinutes: 1_441 } }],
  ['manage:saveOrganisation', { before: ORGANISATION, fields: { ...ORGANISATION, restoreMinutes: 1.5 } }],
  ['manage:findPeople', { words: '   ' }],
])('Manage presences cannot ask %s for what no field of its own gives', async (channel, request) => {
  const { ask, called } = serve();
  await expect(ask(channel, 'manage', request)).rejects.toThrow('refused');
  expect(called).not.toHaveBeenCalled();
});

test('a handler that fails tells the window that it failed, and nothing of why', async () => {
  const { listeners } = serve();
  expect(listeners.size).toBe(invokeChannels.length + 2);
  const ipcMain: IpcMainPort<Sender> = {
    handle: (channel, listener) => void listeners.set(channel, listener),
  };
  const throwing = new Proxy({}, { get: () => () => Promise.reject(new Error('token abc')) }) as Handlers;
  serveIpc(ipcMain, (event: Sender) => event.page, throwing, silentLog);
  const failure: unknown = await listeners.get('app:quit')!(eventFrom('popup'), undefined).catch(
    (error: unknown) => error,
  );
  expect(String(failure)).not.toContain('abc');
});

test('a push reaches only the windows that may hear it', () => {
  const pages = WINDOWS.map(pageOf);
  const heard = () => pages.filter((each) => each.heard.length > 0).map(({ page }) => page.window);
  pushTo(
    pages.map(({ page }) => page),
    'popup:opened',
    { focusMessage: false },
  );
  expect(heard()).toEqual(['popup']);
  pushTo(
    pages.map(({ page }) => page),
    'state:changed',
    NOBODY,
  );
  expect(heard()).toEqual([...WINDOWS]);
});

/** Valid parameters for each subscription that needs some. */
const PARAMS: Readonly<Partial<Record<SubscriptionChannel, unknown>>> = {
  'day:shown': { date: null },
  'manage:whoIsIn': { definitionId: 'd1' },
  'team:rows': { people: 'reports', sourceId: null },
};

describe.each(subscriptionChannels)('what is followed as %s', (channel) => {
  const { windows } = contract[channel];
  const allowed = windows[0]!;
  const params = PARAMS[channel];

  test('is told to the windows it is meant for, and to nobody else', async () => {
    const { tell, called } = serve();
    for (const window of WINDOWS) {
      const { page, heard } = pageOf(window);
      const answer = tell(page, OPEN, { channel, id: 1, params });
      if (windows.includes(window)) {
        await expect(answer).resolves.toBeUndefined();
        expect(heard).toEqual([{ channel: HEARD, payload: { id: 1, heard: { kind: 'snapshot', value: channel } } }]);
      } else {
        await expect(answer).rejects.toThrow('refused');
        expect(heard).toEqual([]);
      }
    }
    await expect(tell(null, OPEN, { channel, id: 1, params })).rejects.toThrow('refused');
    expect(called).toHaveBeenCalledTimes(windows.length);
  });

  test('is refused with nonsense for its parameters or its number, and no content is logged', async () => {
    const { tell, called, lines } = serve();
    const secret = 'tok_abcdefghijklmnopqrstuvwxyz';
    const { page } = pageOf(allowed);
    for (const wrong of [...NONSENSE, { [secret]: secret }])
      await expect(tell(page, OPEN, { channel, id: 1, params: wrong })).rejects.toThrow('refused');
    for (const id of [0, -1, 0.5, Number.NaN, Infinity, 2 ** 60, '1', null, undefined, {}])
      await expect(tell(page, OPEN, { channel, id, params })).rejects.toThrow('refused');
    expect(called).not.toHaveBeenCalled();
    expect(lines.join('\n')).not.toContain(secret);
  });

  test('ends when the window ends it, and when its page goes', async () => {
    const { tell, ended } = serve();
    const { page, go } = pageOf(allowed);
    await tell(page, OPEN, { channel, id: 1, params });
    await tell(page, OPEN, { channel, id: 2, params });
    await tell(page, CLOSE, { id: 1 });
    await tell(page, CLOSE, { id: 1 });
    expect(ended).toHaveBeenCalledTimes(1);
    go();
    expect(ended).toHaveBeenCalledTimes(2);
  });
});

describe('a page that means ill', () => {
  const [channel] = subscriptionChannels;
  const window = contract[channel!].windows[0]!;
  const params = PARAMS[channel!];

  test('cannot end what another page follows', async () => {
    const { tell, ended } = serve();
    await tell(pageOf(window).page, OPEN, { channel, id: 1, params });
    await tell(pageOf(window).page, CLOSE, { id: 1 });
    expect(ended).not.toHaveBeenCalled();
  });

  test('cannot follow the same under one number twice', async () => {
    const { tell, called } = serve();
    const { page } = pageOf(window);
    await tell(page, OPEN, { channel, id: 1, params });
    await expect(tell(page, OPEN, { channel, id: 1, params })).rejects.toThrow('refused');
    expect(called).toHaveBeenCalledTimes(1);
  });

  test('is held at a number of subscriptions, and the log at few lines, however often it asks', async () => {
    const { tell, called, lines } = serve();
    const { page } = pageOf(window);
    const answers = await Promise.allSettled(
      Array.from({ length: 5_000 }, (_, i) => tell(page, OPEN, { channel, id: i + 1, params })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_OPEN);
    expect(called).toHaveBeenCalledTimes(MOST_OPEN);
    expect(lines.length).toBeLessThan(10);
    await tell(page, CLOSE, { id: 1 });
    await expect(tell(page, OPEN, { channel, id: 6_000, params })).resolves.toBeUndefined();
  });

  test.each([undefined, null, 'text', [], {}, { channel: 'state:get', id: 1 }, { channel: '__proto__', id: 1 }])(
    'is refused when it opens %j, and when it closes that',
    async (nonsense) => {
      const { tell, called } = serve();
      await expect(tell(pageOf(window).page, OPEN, nonsense)).rejects.toThrow('refused');
      await expect(tell(pageOf(window).page, CLOSE, { id: nonsense })).rejects.toThrow('refused');
      await expect(tell(null, CLOSE, { id: 1 })).rejects.toThrow('refused');
      expect(called).not.toHaveBeenCalled();
    },
  );
});
