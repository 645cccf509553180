/** What a started process decides before anything else: where its data is, and whether it becomes the app. */
import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Asked = Record<string, unknown> & {
  diagnose: (running: false, json: boolean) => string;
  texts(): { readonly language: string };
  requestLock(): boolean;
};

/** The process, and what it did. */
interface Program {
  switches: Record<string, string>;
  packaged: boolean;
  userData: string;
  verdict: unknown;
  asked: Asked | null;
  did: string[];
  bundles: Record<string, unknown>;
  mayHavePolicy: boolean;
  folderRefused: boolean;
  startFails: Error | null;
  failed: { show: (title: string, body: string) => void } | null;
  shown: unknown[];
  notifications: boolean;
  systemLanguages: string[];
  graphics: boolean;
}
const { program, atFirst } = vi.hoisted(() => {
  const atFirst = (): Program => ({
    switches: {},
    packaged: true,
    userData: '/config/Presence Tray',
    verdict: { kind: 'exit', code: 0 },
    asked: null,
    did: [],
    /** What the bundles beside main export. */
    bundles: {},
    mayHavePolicy: false,
    folderRefused: false,
    startFails: null,
    failed: null,
    shown: [],
    notifications: true,
    systemLanguages: ['de-DE'],
    graphics: true,
  });
  return { program: atFirst(), atFirst };
});
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  const own = {
    commandLine: {
      hasSwitch: (name: string) => Object.hasOwn(program.switches, name),
      getSwitchValue: (name: string) => program.switches[name] ?? '',
      removeSwitch: (name: string) => program.did.push(`remove ${name}`),
      appendSwitch: (name: string, value: string) => program.did.push(`append ${name}=${value}`),
    },
    get isPackaged() {
      return program.packaged;
    },
    getName: () => 'Presence Tray',
    getVersion: () => '1.2.0',
    getAppPath: () => '/app',
    getPath: (name: string) => (name === 'userData' ? program.userData : '/config'),
    setPath: (name: string, path: string) => {
      if (name === 'userData') program.userData = path;
      program.did.push(`${name} is ${path}`);
    },
    getPreferredSystemLanguages: () => program.systemLanguages,
    requestSingleInstanceLock: () => true,
    exit: (code: number) => program.did.push(`exit ${code}`),
    enableSandbox: () => program.did.push('sandbox'),
    disableHardwareAcceleration: () => program.did.push('drawn by the processor'),
    setAppUserModelId: () => program.did.push('user model id'),
    whenReady: () => Promise.resolve(),
  };
  const app = Object.defineProperties(new EventEmitter(), Object.getOwnPropertyDescriptors(own));
  return {
    app,
    Menu: {},
    Notification: class {
      static isSupported = () => program.notifications;
      constructor(readonly options: unknown) {}
      show = (): void => void program.shown.push(this.options);
    },
  };
});
vi.mock('node:module', () => ({
  createRequire: () => (name: string) => {
    program.did.push(`read ${name}`);
    return program.bundles[name];
  },
}));
vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  mkdirSync: (path: string) => {
    if (program.folderRefused) throw new Error('EACCES');
    program.did.push(`made ${path}`);
  },
}));
vi.mock('../../electron/settings/policy-places.js', () => ({ mayHavePolicy: () => program.mayHavePolicy }));
vi.mock('../../electron/desktop/command-line/run.js', () => ({
  runCommandLine: (asked: Asked) => {
    program.asked = asked;
    return program.verdict;
  },
}));
vi.mock('../../electron/desktop/system/log-file.js', () => ({ createLogFile: () => ({}) }));
vi.mock('../../electron/desktop/windows/application-menu.js', () => ({
  removeApplicationMenu: (platform: string) => program.did.push(`no menu on ${platform}`),
}));
vi.mock('../../electron/desktop/windows/app-protocol-scheme.js', () => ({ declareScheme: () => undefined }));
vi.mock('../../electron/app/wayland.js', () => ({ useHotkeyPortal: () => undefined }));
vi.mock('../../electron/desktop/system/graphics.js', () => ({ hasGraphicsDevice: () => program.graphics }));
vi.mock('../../electron/app/start-app.js', () => ({
  startApp: (start: object) => {
    program.did.push(`start ${JSON.stringify(start)}`);
    return program.startFails === null ? Promise.resolve() : Promise.reject(program.startFails);
  },
}));
vi.mock('../../electron/app/start-failed.js', () => ({
  startFailed: (error: Error, parts: { show(title: string, body: string): void }) => {
    program.did.push(`failed: ${error.message}`);
    program.failed = parts;
  },
}));

const becomes = { kind: 'app', takeBack: [], hidden: false, demo: false, readOnly: false };
const realPlatform = Object.getOwnPropertyDescriptor(process, 'platform')!;

beforeEach(() => {
  vi.resetModules();
  Object.assign(program, atFirst());
  for (const name of ['LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LC_TIME', 'SSLKEYLOGFILE']) vi.stubEnv(name, undefined);
  vi.stubEnv('LANG', 'fr_FR.UTF-8');
});
afterEach(async () => {
  const { app } = await import('electron');
  app.removeAllListeners();
  vi.unstubAllEnvs();
  Object.defineProperty(process, 'platform', realPlatform);
});

/** Starts the program. */
async function started(platform: NodeJS.Platform = 'linux') {
  Object.defineProperty(process, 'platform', { ...realPlatform, value: platform });
  await import('../../electron/main.js');
  // What is begun at the start has been done.
  await new Promise(setImmediate);
  await vi.dynamicImportSettled();
  await new Promise(setImmediate);
  return program.asked!;
}

describe('a command', () => {
  it('ends with its own code and starts nothing', async () => {
    program.verdict = { kind: 'exit', code: 2 };
    await started();
    expect(program.did).toEqual(['exit 2']);
  });

  it.each([
    ['linux', 'fr'],
    ['darwin', 'de-DE'],
  ] as const)('on %s speaks %s: on Linux a shell has languages of its own', async (platform, language) => {
    expect((await started(platform))['languages']).toEqual(expect.arrayContaining([expect.stringContaining(language)]));
  });

  it('may ask for diagnostics, which are read only then', async () => {
    program.bundles['./diagnostics.cjs'] = {
      diagnosticsOutsideApp: ({ json }: { json: boolean }) => `diagnostics, json ${json}`,
    };
    const { diagnose } = await started();
    expect(program.did).toEqual(['exit 0']);
    expect(diagnose(false, true)).toBe('diagnostics, json true');
  });

  it.each([null, undefined, 'text', {}, { diagnosticsOutsideApp: 'text' }])(
    'says so where the bundle of diagnostics holds none (%j)',
    async (bundle) => {
      program.bundles['./diagnostics.cjs'] = bundle;
      const { diagnose } = await started();
      expect(() => diagnose(false, false)).toThrow('diagnostics.cjs tells nothing');
    },
  );
});

describe('the data folder', () => {
  const byPolicy = (folder: unknown): void => {
    program.mayHavePolicy = true;
    program.bundles['./main-policy.cjs'] = {
      dataFolderByPolicy: (names: object) => (typeof folder === 'function' ? folder(names) : folder),
    };
  };

  it('is Electron’s own on Linux, and no policy is read where there can be none', async () => {
    const { userDataDir, userDataAsked } = await started();
    expect(userDataDir).toBe('/config/Presence Tray');
    expect(userDataAsked).toBe('');
    expect(program.did).toEqual(['exit 0']);
  });

  it('is what the policy names, made if need be', async () => {
    byPolicy('/srv/ada');
    program.switches = { 'user-data-dir': '/elsewhere' };
    expect(await started()).toMatchObject({ userDataDir: '/srv/ada', userDataAsked: '/srv/ada' });
    expect(program.did).toEqual(['read ./main-policy.cjs', 'made /srv/ada', 'userData is /srv/ada', 'exit 0']);
  });

  it('of a policy that cannot be made is asked for all the same, so that it is refused and not replaced', async () => {
    byPolicy('/srv/ada');
    program.folderRefused = true;
    expect(await started()).toMatchObject({ userDataDir: '/config/Presence Tray', userDataAsked: '/srv/ada' });
  });

  it.each([null, undefined, 7])('is the usual one where the policy names none (%j)', async (folder) => {
    byPolicy(folder);
    expect(await started()).toMatchObject({ userDataDir: '/config/Presence Tray', userDataAsked: '' });
  });

  it.each([null, undefined, 'text', {}, { dataFolderByPolicy: '/srv/ada' }])(
    'is the usual one where the policy’s bundle is none (%j)',
    async (bundle) => {
      program.mayHavePolicy = true;
      program.bundles['./main-policy.cjs'] = bundle;
      expect(await started()).toMatchObject({ userDataDir: '/config/Presence Tray' });
    },
  );

  it('on Windows is in the local profile, unless a person or the policy names one', async () => {
    vi.stubEnv('LOCALAPPDATA', 'C:\\Local');
    expect((await started('win32'))['userDataDir']).toBe('C:\\Local\\Presence Tray');
    vi.resetModules();
    program.userData = 'D:\\Mine';
    program.switches = { 'user-data-dir': 'D:\\Mine' };
    expect(await started('win32')).toMatchObject({ userDataDir: 'D:\\Mine', userDataAsked: 'D:\\Mine' });
    vi.resetModules();
    program.switches = {};
    byPolicy('E:\\Theirs');
    expect((await started('win32'))['userDataDir']).toBe('E:\\Theirs');
  });

  it.each([
    ['win32', 'C:\\Local', { local_app_data: 'C:\\Local', roaming_app_data: '/config' }],
    ['win32', undefined, { local_app_data: '', roaming_app_data: '/config' }],
    ['linux', 'C:\\Local', {}],
  ] as const)('of a policy may stand on the names that %s has (%s)', async (platform, local, names) => {
    vi.stubEnv('LOCALAPPDATA', local);
    let told: unknown = null;
    byPolicy((given: object) => ((told = given), null));
    await started(platform);
    expect(told).toEqual(names);
  });
});

describe('the process that becomes the app', () => {
  it('is sandboxed, takes back the switches that are not allowed, and starts', async () => {
    program.verdict = {
      ...becomes,
      hidden: true,
      takeBack: [
        ['remote-debugging-port', null],
        ['log-level', '3'],
      ],
    };
    await started();
    expect(program.did).toEqual([
      'remove remote-debugging-port',
      'remove log-level',
      'append log-level=3',
      'sandbox',
      'no menu on linux',
      expect.stringMatching(
        /^start .*"usualUserData":"\/config\/Presence Tray","hidden":true,"demo":false,"readOnly":false/,
      ),
    ]);
  });

  it.each([true, false])('is drawn by the processor only where there is no graphics card (%s)', async (graphics) => {
    Object.assign(program, { verdict: becomes, graphics });
    await started();
    expect(program.did.includes('drawn by the processor')).toBe(!graphics);
  });

  it('has its name for notifications on Windows alone', async () => {
    program.verdict = becomes;
    await started('win32');
    expect(program.did).toContain('user model id');
    program.did.length = 0;
    vi.resetModules();
    await started('darwin');
    expect(program.did).not.toContain('user model id');
  });

  it.each([
    [true, undefined],
    [false, '/tmp/keys'],
  ])('writes no connection’s keys anywhere as a package (%s)', async (packaged, file) => {
    Object.assign(program, { verdict: becomes, packaged });
    vi.stubEnv('SSLKEYLOGFILE', '/tmp/keys');
    await started();
    expect(process.env['SSLKEYLOGFILE']).toBe(file);
  });

  it.each([
    [false, true, 1],
    [true, true, 0],
    [false, false, 0],
  ])('says why it could not start (hidden: %s, notifications: %s)', async (hidden, notifications, count) => {
    Object.assign(program, { verdict: { ...becomes, hidden }, notifications, startFails: new Error('no tray') });
    await started();
    expect(program.did.at(-1)).toBe('failed: no tray');
    program.failed?.show('Presence Tray', 'could not start');
    expect(program.shown).toHaveLength(count);
  });

  it('lives on without a window', async () => {
    program.verdict = becomes;
    const { app } = await import('electron');
    const listeners = () => (app as unknown as EventEmitter).listenerCount('window-all-closed');
    const before = listeners();
    await started();
    expect(listeners()).toBe(before + 1);
  });
});
