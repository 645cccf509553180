/** How this copy of the app was installed, and which feed and key it goes by. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Update, UpdatesDeps } from '../../../electron/updates/updates.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog, savedInMemory, settingsInMemory } from '../settings/doubles.js';

const app = vi.hoisted(() => ({ isPackaged: true }));
const handed = vi.hoisted(() => ({
  deps: null as UpdatesDeps | null,
  installers: [] as unknown[],
  calls: [] as unknown[],
}));
vi.mock('electron', () => ({ app, net: {} }));
vi.mock('../../../electron/updates/updates.js', () => ({
  createUpdates: (deps: UpdatesDeps) => {
    handed.deps = deps;
    return {};
  },
}));
vi.mock('../../../electron/desktop/updates/electron-installer.js', () => ({
  createElectronInstaller: (parts: unknown) => {
    handed.installers.push(parts);
    return {
      fetch: (update: unknown) => Promise.resolve(handed.calls.push(update)),
      install: (restart: unknown) => Promise.resolve(handed.calls.push(restart)),
    };
  },
}));
const { openUpdates } = await import('../../../electron/app/updates.js');

const KEY = `${'A'.repeat(43)}=`;
const FEED = 'https://updates.example/stable';
const POLICY_FEED = 'https://updates.northwind.example/';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-updates-'));
  app.isPackaged = true;
  handed.installers.length = 0;
  handed.calls.length = 0;
  for (const name of ['APPDIR', 'APPIMAGE', 'PRESENCE_TRAY_FEED', 'PRESENCE_TRAY_UPDATE_KEY'])
    vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

/** As Electron sets it: where the package's own files are. */
const process_ = (change: Record<string, unknown>): void => {
  const values = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, { value }]));
  vi.stubGlobal('process', Object.create(process, values));
};

function opened(
  platform: 'linux' | 'darwin' | 'win32' = 'linux',
  { policy = {}, own = {} }: { policy?: Record<string, unknown>; own?: Record<string, unknown> } = {},
) {
  const log = rememberingLog();
  const settings = settingsInMemory(log, { own, policy, packaged: true });
  openUpdates({
    userData: folder,
    version: '1.2.0',
    platform,
    clock: fakeClock().clock,
    log,
    files: { open: savedInMemory },
    settings,
    network: () => 'network' as never,
    busy: () => false,
    onState: () => undefined,
  });
  return { deps: handed.deps!, log, settings };
}

/** An AppImage that this process runs from. */
function asAppImage() {
  const path = join(folder, 'presence-tray.AppImage');
  writeFileSync(path, '');
  vi.stubEnv('APPDIR', folder);
  vi.stubEnv('APPIMAGE', path);
  process_({ execPath: join(folder, 'presence-tray') });
  return path;
}

describe('the feed', () => {
  it('is the organisation’s, where its policy names one', () => {
    expect(opened('linux', { policy: { updateFeed: POLICY_FEED } }).deps.feed()).toBe(POLICY_FEED);
  });

  it('is never one that only the settings’ file names', () => {
    expect(opened('linux', { own: { updateFeed: POLICY_FEED } }).deps.feed()).toBeNull();
  });

  it('and its key come from the environment in a copy from source, and in no package', () => {
    vi.stubEnv('PRESENCE_TRAY_FEED', FEED);
    vi.stubEnv('PRESENCE_TRAY_UPDATE_KEY', KEY);
    const packaged = opened();
    expect(packaged.deps.feed()).toBeNull();
    expect(packaged.deps.key).toBeNull();
    app.isPackaged = false;
    const fromSource = opened();
    expect(fromSource.deps.feed()).toBe(FEED);
    expect(fromSource.deps.key).toBe(KEY);
    expect(fromSource.log.lines).toEqual(['updates {"install":"source","signedFeed":true}']);
  });

  it('has no key where what is there cannot be one', () => {
    app.isPackaged = false;
    vi.stubEnv('PRESENCE_TRAY_UPDATE_KEY', 'key');
    expect(opened().deps.key).toBeNull();
  });

  it('and its key are those the package was built with', () => {
    vi.stubGlobal('__UPDATE_FEED__', FEED);
    vi.stubGlobal('__UPDATE_KEY__', KEY);
    expect(opened().deps).toMatchObject({ key: KEY });
    expect(opened().deps.feed()).toBe(FEED);
    expect(opened('linux', { policy: { updateFeed: POLICY_FEED } }).deps.feed()).toBe(POLICY_FEED);
    app.isPackaged = false;
    expect(opened().deps.feed()).toBe(FEED);
    vi.stubEnv('PRESENCE_TRAY_FEED', POLICY_FEED);
    expect(opened().deps.feed()).toBe(POLICY_FEED);
  });
});

describe('the publisher of a file is checked by the system', () => {
  it.each([
    ['darwin', null, true],
    ['linux', 'publisherName:\n  - Us\n', false],
    ['win32', 'provider: generic\npublisherName:\n  - Us\n', true],
    ['win32', 'provider: generic\n# publisherName: nobody\n', false],
    ['win32', null, false],
  ] as const)('on %s with the package’s own words %j: %s', (platform, words, checked) => {
    process_({ resourcesPath: folder });
    if (words !== null) writeFileSync(join(folder, 'app-update.yml'), words);
    expect(opened(platform).deps.systemChecks).toBe(checked);
  });
});

describe('a copy replaces itself', () => {
  const update = { version: '1.3.0' } as Update;
  const { signal } = new AbortController();

  it('as an AppImage that the person may write, by what is read at the first fetch and then kept', async () => {
    const path = asAppImage();
    const { deps } = opened();
    expect(deps.install).toBe('appImage');
    expect(handed.installers).toEqual([]);
    await deps.installer.fetch(update, signal);
    await deps.installer.install(true);
    expect(handed.installers).toMatchObject([
      { install: 'appImage', appImage: path, restartArguments: ['--hidden', `--user-data-dir=${folder}`] },
    ]);
    expect(handed.calls).toEqual([update, true]);
  });

  it('not as a copy from source, nor on another system where the variables of an AppImage are left over', async () => {
    app.isPackaged = false;
    const { deps } = opened();
    await expect(deps.installer.fetch(update, signal)).rejects.toThrow('not its own to replace');
    await expect(deps.installer.install(false)).rejects.toThrow('not its own to replace');
    app.isPackaged = true;
    asAppImage();
    expect(opened('darwin').deps.install).not.toBe('appImage');
    expect(handed.installers).toEqual([]);
  });

  it('not where its file is gone or may not be written', () => {
    rmSync(asAppImage());
    expect(opened().deps.install).toBe('appImageManaged');
  });

  it.each([
    ['C:\\Users\\ada\\AppData\\Local', 'archive'],
    [undefined, 'perMachine'],
  ])('not from a folder that was unpacked by hand under %s', (localAppData, kind) => {
    process_({ resourcesPath: folder, execPath: 'C:\\Users\\ada\\AppData\\Local\\Tray\\presence-tray.exe' });
    vi.stubEnv('LOCALAPPDATA', localAppData);
    expect(opened('win32').deps.install).toBe(kind);
  });
});

it('what updates remember is read from their own file, if it can be', () => {
  const { deps } = opened();
  expect(deps.store.read()).toBeNull();
  deps.store.write({ place: 0.5 });
  expect(deps.store.read()).toEqual({ place: 0.5 });
});

it('the settings are asked each time, not only at the start', () => {
  const { deps, settings } = opened();
  expect(deps.mode()).toBe('on');
  settings.set({ updates: 'off' });
  expect(deps.mode()).toBe('off');
});
