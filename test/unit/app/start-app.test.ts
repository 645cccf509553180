/** The order of a start, and what the parts are handed. Every part is tested elsewhere. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Start } from '../../../electron/app/start-app.js';
import { createEmitter } from '../../../electron/emitter.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english } from '../english.js';
import { rememberingLog } from '../settings/doubles.js';

/** Something of the app that remembers what is done with it. */
type Thing = Record<string, (...given: unknown[]) => unknown>;

interface Run {
  did: string[];
  handed: Record<string, unknown[]>;
  answers: Record<string, unknown>;
}
const run = vi.hoisted((): Run => ({
  /** What was called, in order: `shell.popup.open`. */
  did: [],
  /** What each part was handed last. */
  handed: {},
  /** What calls answer, by their name. Whatever is not here answers with another thing. */
  answers: {},
}));
const thing = vi.hoisted(() => (name: string): never => {
  const make = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_target, property) =>
        typeof property === 'symbol' || property === 'then' ? undefined : make(`${path}.${property}`),
      apply: (_target, _this, given: unknown[]) => {
        run.did.push(path);
        run.handed[path] = given;
        if (!Object.hasOwn(run.answers, path)) return make(path);
        const answer = run.answers[path];
        return typeof answer === 'function' ? answer(...given) : answer;
      },
    });
  return make(name) as never;
});
vi.mock('electron', () => ({
  app: thing('app'),
  BrowserWindow: Object,
  dialog: thing('dialog'),
  net: { WebSocket: null },
  powerMonitor: thing('powerMonitor'),
  session: thing('electronSession'),
  shell: thing('systemShell'),
}));
vi.mock('../../../electron/desktop/autostart/autostart-system.js', () => ({ openedAtLogin: thing('openedAtLogin') }));
vi.mock('../../../electron/desktop/system/electron-ports.js', () => ({ wsSockets: thing('wsSockets') }));
vi.mock('../../../electron/desktop/system/net-socket.js', () => ({ netSocket: thing('netSocket') }));
vi.mock('../../../electron/desktop/system/crashes.js', () => ({
  createCrashes: thing('crashes'),
  watchChildProcesses: thing('watchChildProcesses'),
  watchUncaughtErrors: thing('watchUncaughtErrors'),
}));
vi.mock('../../../electron/desktop/system/log-file.js', () => ({ createLogFile: thing('log') }));
vi.mock('../../../electron/desktop/system/network-session.js', () => ({ networkSession: thing('network') }));
vi.mock('../../../electron/desktop/windows/window-sizes.js', () => ({ createWindowSizes: thing('windowSizes') }));
vi.mock('../../../electron/settings/saved-files.js', () => ({
  createSavedFiles: thing('files'),
  notSaved: () => ({ id: 'notSaved' }),
}));
vi.mock('../../../electron/app/chosen-language.js', () => ({ followLanguage: thing('language') }));
vi.mock('../../../electron/app/node-clock.js', () => ({ nodeClock: thing('clock') }));
vi.mock('../../../electron/app/notices.js', () => ({ createNotices: thing('notices') }));
vi.mock('../../../electron/app/open-settings.js', () => ({ openSettings: thing('settings') }));
vi.mock('../../../electron/app/session-parts.js', () => ({ createSessionParts: thing('parts') }));
vi.mock('../../../electron/app/shell.js', () => ({ createShell: thing('shell') }));
vi.mock('../../../electron/app/shown-state.js', () => ({ createShownState: thing('store') }));
vi.mock('../../../electron/app/wayland.js', () => ({ isWayland: thing('isWayland'), isXWayland: thing('isXWayland') }));
vi.mock('../../../electron/app/after-tray.js', () =>
  Object.fromEntries(
    [
      ...['createAccount', 'createAppHotkeys', 'createAppNotifications', 'createDiagnose', 'createForgetting'],
      ...['createHandlers', 'createIdleTime', 'createLeaving', 'createManage', 'createUpdateDesk', 'followCurrent'],
      ...['followPower', 'followStartAtLogin', 'followTrayHost', 'giveBackMemory', 'pickRequest', 'runCommand'],
      ...['saveFile', 'signInAtStart', 'startCommandLine', 'teamDesk'],
    ].map((name) => [name, thing(name)]),
  ),
);
const { startApp } = await import('../../../electron/app/start-app.js');

const realPlatform = Object.getOwnPropertyDescriptor(process, 'platform')!;
beforeEach(() => Object.assign(run, { did: [], handed: {}, answers: {} }));
afterEach(() => Object.defineProperty(process, 'platform', realPlatform));

interface Situation {
  readonly platform?: NodeJS.Platform;
  readonly start?: Partial<Start>;
  readonly person?: object | null;
  readonly answers?: Record<string, unknown>;
}
async function started({ platform = 'linux', start = {}, person = null, answers = {} }: Situation = {}) {
  Object.defineProperty(process, 'platform', { ...realPlatform, value: platform });
  const time = fakeClock();
  const told: string[] = [];
  const crashLoop: ((reason: string | null) => void)[] = [];
  const proxyChanges = createEmitter(rememberingLog(), 'proxy');
  const personalChanges = createEmitter(rememberingLog(), 'personal');
  run.answers = {
    openedAtLogin: false,
    netSocket: null,
    'app.getPath': '/data',
    'app.getVersion': '1.2.0',
    'clock.monotonic': 0,
    'clock.now': 0,
    'clock.sinceBoot': 0,
    'clock.after': (ms: number, then: () => void) => time.clock.after(ms, then),
    notices: {
      tell: ({ key = 'notSaved' }: { key?: string }) => told.push(key),
      untell: (id: string) => told.push(`no longer ${id}`),
      begin: () => undefined,
      dismiss: () => undefined,
    },
    language: {
      texts: () => english,
      labels: () => [],
      textsIn: () => english,
      onChange: () => undefined,
    },
    'settings.get': { signInAtStart: false },
    parts: {
      session: thing('session'),
      demo: thing('demo'),
      open: thing('open'),
      proxy: thing('proxy'),
      vault: thing('vault'),
      keychainBusy: thing('keychainBusy'),
    },
    'proxy.onChange': (then: () => void) => proxyChanges.on(then),
    'proxy.question': null,
    'session.restore': Promise.resolve(),
    'demo.explore': 'notOffered',
    'createAccount.current': () => person,
    'createAccount.onPersonalChange': (then: () => void) => personalChanges.on(then),
    shell: (deps: { windowsCrash: (reason: string | null) => void }) => {
      crashLoop.push(deps.windowsCrash);
      return thing('shell');
    },
    'shell.popup.isOpen': false,
    ...answers,
  };
  await startApp({
    folder: '/app',
    usualUserData: '/data',
    hidden: false,
    demo: false,
    readOnly: false,
    ...start,
  });
  await new Promise(setImmediate);
  return {
    time,
    told,
    proxyChanges,
    personalChanges,
    crash: (reason: string | null) => crashLoop[0]?.(reason),
    handlers: () => run.handed['createHandlers']?.[0] as Record<string, never> & Thing,
  };
}
const count = (call: string): number => run.did.filter((each) => each === call).length;
const first = (call: string): number => run.did.indexOf(call);

describe('a start', () => {
  it('draws the tray before anything that needs the network, the keychain or a window', async () => {
    await started();
    for (const later of ['createAccount', 'createHandlers', 'shell.popup.open', 'session.restore', 'startCommandLine'])
      expect(first('shell.drawTray'), later).toBeLessThan(first(later));
    expect(first('shell.serve')).toBeLessThan(first('shell.popup.open'));
  });

  it.each([
    [false, false, 1],
    [true, false, 0],
    [false, true, 0],
  ])(
    'opens the popup unless it is to stay hidden (%s) or the system started it (%s)',
    async (hidden, atLogin, opens) => {
      await started({ start: { hidden }, answers: { openedAtLogin: atLogin } });
      expect(count('shell.popup.open')).toBe(opens);
    },
  );

  it('from a folder that may not be written says so', async () => {
    expect((await started({ start: { readOnly: true } })).told).toEqual(['notSaved']);
    expect((await started()).told).toEqual([]);
  });

  it('restores the session, and signs in by itself only where that is wanted', async () => {
    await started();
    expect([count('session.restore'), count('signInAtStart')]).toEqual([1, 0]);
    await started({ answers: { 'settings.get': { signInAtStart: true } } });
    expect(count('signInAtStart')).toBe(1);
  });

  it('of the demo restores no session, unless there is no demo', async () => {
    expect((await started({ start: { demo: true }, answers: { 'demo.explore': 'begun' } })).told).toEqual([]);
    expect(count('session.restore')).toBe(0);
    expect((await started({ start: { demo: true } })).told).toEqual(['notice.demoNotOffered']);
    expect(count('session.restore')).toBe(1);
  });
});

describe('once the icon is there', () => {
  it.each([
    ['linux', 150, 1],
    ['win32', 0, 0],
  ] as const)(
    'on %s, after %d ms, the start at login is checked and a panel looked for (%d)',
    async (platform, ms, panels) => {
      const { time } = await started({ platform });
      if (ms > 0) {
        time.pass(ms - 1);
        expect(count('followStartAtLogin.check')).toBe(0);
      }
      time.pass(ms === 0 ? 0 : 1);
      expect(count('followStartAtLogin.check')).toBe(1);
      expect(count('followTrayHost')).toBe(panels);
      expect(count('createAppNotifications.startedHidden')).toBe(0);
    },
  );

  it('somebody who looks at the demo has not asked for a start at login', async () => {
    const { time } = await started({ start: { demo: true } });
    time.pass(1_000);
    expect(count('followStartAtLogin.check')).toBe(0);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('a hidden start makes the popup ready, unless it is open by then (%s)', async (isOpen, warmed) => {
    const { time } = await started({ start: { hidden: true }, answers: { 'shell.popup.isOpen': isOpen } });
    time.pass(1_000);
    expect(count('createAppNotifications.startedHidden')).toBe(1);
    expect(count('shell.popup.warm')).toBe(warmed);
  });

  it('a start with the popup makes no second one ready', async () => {
    const { time } = await started();
    time.pass(1_000);
    expect(count('shell.popup.warm')).toBe(0);
  });

  it('updates are opened only once the start is long over', async () => {
    const { time } = await started();
    time.pass(9_999);
    expect(count('createUpdateDesk.open')).toBe(0);
    time.pass(1);
    expect(count('createUpdateDesk.open')).toBe(1);
  });
});

describe('live sockets', () => {
  it('are Chromium’s where it has them for main, else our own', async () => {
    await started({ answers: { netSocket: 'chromium' } });
    expect((run.handed['createAccount']?.[0] as { openSocket: unknown }).openSocket).toBe('chromium');
    expect(count('wsSockets')).toBe(0);
    await started();
    expect(count('wsSockets')).toBe(1);
  });
});

describe('what the windows ask', () => {
  const history = { current: () => 'kept' };
  const schedule = { lack: () => 'scope', planned: () => ['meal'] };
  const personal = { get: () => ({ limits: { 'd-break': 15 }, presets: ['lunch'] }) };
  type Parts = {
    personal: { store(): unknown };
    history: { current(): unknown; signedIn(): boolean; limitMinutes(id: string): unknown };
    schedule: { lack(): unknown; planned(from: number, to: number): unknown };
    closePopup(window: string): void;
    resize(window: string, height: number): void;
  };

  it('is answered of the signed-in person', async () => {
    const { handlers, personalChanges } = await started({ person: { history, schedule, personal } });
    const parts = handlers() as unknown as Parts;
    expect(parts.personal.store()).toBe(personal);
    expect(parts.history.current()).toBe('kept');
    expect(parts.history.signedIn()).toBe(true);
    expect(parts.history.limitMinutes('d-break')).toBe(15);
    expect(parts.history.limitMinutes('constructor')).toBeNull();
    expect(parts.schedule.lack()).toBe('scope');
    expect(parts.schedule.planned(0, 1)).toEqual(['meal']);
    personalChanges.emit();
    expect(run.handed['shell.offerPresets']).toEqual([['lunch']]);
  });

  it('is nothing while nobody is signed in', async () => {
    const { handlers, personalChanges } = await started();
    const parts = handlers() as unknown as Parts;
    expect(parts.personal.store()).toBeNull();
    expect(parts.history.current()).toBeNull();
    expect(parts.history.signedIn()).toBe(false);
    expect(parts.history.limitMinutes('d-break')).toBeNull();
    expect(parts.schedule.lack()).toBeNull();
    expect(parts.schedule.planned(0, 1)).toEqual([]);
    personalChanges.emit();
    expect(run.handed['shell.offerPresets']).toEqual([[]]);
  });

  it('closes or resizes the one that asked', async () => {
    const { handlers } = await started();
    const parts = handlers() as unknown as Parts;
    run.did.length = 0;
    parts.closePopup('card');
    parts.closePopup('popup');
    parts.resize('card', 96);
    parts.resize('popup', 200);
    expect(run.did).toEqual(['shell.card.dismiss', 'shell.popup.close', 'shell.card.resize', 'shell.popup.resize']);
  });
});

describe('a command from tray or notification', () => {
  it.each([
    [{ command: 'popup:open', request: { focusMessage: true } }, ['shell.popup.open']],
    [
      { command: 'presence:pick', request: { definitionId: 'd' } },
      ['createAccount.current', 'pickRequest', 'person.pick'],
    ],
    [{ command: 'presence:routine', request: { routineId: 'r' } }, ['createAccount.current', 'person.pickRoutine']],
    [{ command: 'app:quit', request: null }, ['runCommand']],
  ])('%j is carried out, and shows that somebody is there', async (command, did) => {
    await started({ person: thing('person') });
    const { run: asked } = run.handed['shell']?.[0] as { run: (command: unknown) => void };
    run.did.length = 0;
    asked(command);
    expect(run.did).toEqual(['createIdleTime.seen', ...did]);
  });

  it('for a presence does nothing while nobody is signed in', async () => {
    await started();
    const { run: asked } = run.handed['shell']?.[0] as { run: (command: unknown) => void };
    run.did.length = 0;
    asked({ command: 'presence:pick', request: { definitionId: 'd' } });
    asked({ command: 'presence:routine', request: { routineId: 'r' } });
    expect(run.did.filter((each) => each !== 'createIdleTime.seen' && each !== 'createAccount.current')).toEqual([]);
  });
});

describe('a notification tells', () => {
  it('that the proxy asks for a password, while it does', async () => {
    const { proxyChanges } = await started();
    proxyChanges.emit();
    expect(run.handed['createAppNotifications.proxyAsks']).toEqual([null]);
    run.answers['proxy.question'] = { step: 'asking', proxy: 'proxy.example' };
    proxyChanges.emit();
    expect(run.handed['createAppNotifications.proxyAsks']).toEqual(['proxy.example']);
    run.answers['proxy.question'] = { step: 'trying', proxy: 'proxy.example' };
    proxyChanges.emit();
    expect(run.handed['createAppNotifications.proxyAsks']).toEqual([null]);
  });

  it('that windows keep crashing, and no longer once they work', async () => {
    const { crash, told } = await started();
    crash('oom');
    expect(told).toEqual(['notice.windowsCrash']);
    expect(run.handed['createAppNotifications.windowsCrash']).toEqual([expect.any(String)]);
    crash('crashed');
    expect(told).toEqual(['notice.windowsCrash', expect.stringMatching(/^no longer /), 'notice.windowsCrash']);
    crash(null);
    expect(told).toHaveLength(4);
    expect(run.handed['createAppNotifications.windowsCrash']).toEqual([null]);
    crash(null);
    expect(told).toHaveLength(4);
  });
});
