/** Fetching an update, and handing it to the system. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UpdateRefused } from '../../../../electron/updates/refusal.js';
import type { Update } from '../../../../electron/updates/updates.js';
import { fakeClock } from '../../desktop/fake-clock.js';
import { rememberingLog } from '../../settings/doubles.js';

/** electron-updater, as the test lets it behave. */
interface FakeUpdater {
  kind: 'appImage' | 'perUser' | 'mac';
  download: (token: { onCancel: (run: () => void) => void }) => Promise<string[]>;
  refused: Error | null;
  made: EventEmitter[];
  started: unknown[];
  installs: boolean;
}
const updater = vi.hoisted((): FakeUpdater => ({
  kind: 'appImage',
  download: () => Promise.resolve([]),
  refused: null as Error | null,
  made: [] as EventEmitter[],
  started: [] as unknown[],
  installs: true,
}));
const mac = vi.hoisted(() => ({ autoUpdater: null as EventEmitter | null }));
const programs = vi.hoisted((): unknown[][] => []);
vi.mock('node:child_process', () => ({
  spawn: (...asked: unknown[]) => {
    programs.push(asked);
    return { unref: () => undefined };
  },
}));
vi.mock('electron', () => ({
  app: { getVersion: () => '1.2.0', getPath: () => '/data' },
  get autoUpdater() {
    return mac.autoUpdater;
  },
}));
vi.mock('electron-updater', () => ({
  CancellationToken: class {
    readonly #cancels: (() => void)[] = [];
    onCancel(run: () => void): void {
      this.#cancels.push(run);
    }
    cancel(): void {
      for (const run of this.#cancels) run();
    }
    dispose(): void {
      this.#cancels.length = 0;
    }
  },
}));
vi.mock('electron-updater/out/AppAdapter.js', () => ({ getAppCacheDir: () => '/cache' }));
vi.mock('../../../../electron/desktop/updates/updaters.js', async () => {
  const { EventEmitter } = await import('node:events');
  class Own extends EventEmitter {
    logger: unknown = null;
    autoRunAppAfterInstall = false;
    downloadUpdate(token: { onCancel: (run: () => void) => void }): Promise<string[]> {
      return updater.download(token);
    }
    install(...asked: unknown[]): boolean {
      updater.started.push(asked);
      return updater.installs;
    }
    quitAndInstall(): void {
      updater.started.push(`restart ${this.autoRunAppAfterInstall}`);
    }
  }
  class OwnNsisUpdater extends Own {}
  class OwnMacUpdater extends Own {}
  const kinds = { appImage: Own, perUser: OwnNsisUpdater, mac: OwnMacUpdater };
  return {
    OwnNsisUpdater,
    OwnMacUpdater,
    updaterFor: () => {
      const one = new kinds[updater.kind]();
      updater.made.push(one);
      return { updater: one, executor: { refused: updater.refused } };
    },
  };
});
const { createElectronInstaller } = await import('../../../../electron/desktop/updates/electron-installer.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-installer-'));
  Object.assign(updater, { kind: 'appImage', refused: null, made: [], started: [], installs: true });
  mac.autoUpdater = new EventEmitter();
  programs.length = 0;
  vi.stubGlobal('process', Object.create(process, { resourcesPath: { value: '/app/resources' } }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

const NEW = 'the new program';
function computer(kind: typeof updater.kind = 'appImage', { appImage = true } = {}) {
  updater.kind = kind;
  const time = fakeClock();
  const log = rememberingLog();
  const fetched = join(folder, 'fetched');
  writeFileSync(fetched, NEW);
  const old = join(folder, 'presence-tray.AppImage');
  writeFileSync(old, 'the old program');
  updater.download = () => Promise.resolve([fetched]);
  const installer = createElectronInstaller({
    clock: time.clock,
    log,
    install: kind,
    platform: 'linux',
    session: 'session' as never,
    appImage: appImage ? old : null,
    restartArguments: ['--hidden'],
  });
  return { installer, time, log, fetched, old };
}
const update = { version: '1.3.0', sha512: createHash('sha512').update(NEW).digest('base64') } as Update;
const going = () => new AbortController().signal;
/** A fetch that goes on until it is stopped. */
const stoppable = () =>
  (updater.download = (token) =>
    new Promise((_resolve, reject) => token.onCancel(() => reject(new Error('cancelled')))));

describe('a fetch', () => {
  it('leaves nothing waiting once it is done', async () => {
    const { installer, time } = computer();
    await installer.fetch(update, going());
    expect(time.waiting()).toBe(0);
  });

  it('that brings nothing for a minute is given up, and counted as stalled', async () => {
    const { installer, time } = computer();
    stoppable();
    const fetched = expect(installer.fetch(update, going())).rejects.toThrow('the fetch has stalled');
    time.pass(59_999);
    updater.made[0]?.emit('download-progress');
    time.pass(59_999);
    expect(time.waiting()).toBe(1);
    time.pass(1);
    await fetched;
    expect(time.waiting()).toBe(0);
  });

  it('that is stopped ends as what it is', async () => {
    const { installer } = computer();
    stoppable();
    const stop = new AbortController();
    const fetched = expect(installer.fetch(update, stop.signal)).rejects.toThrow('cancelled');
    stop.abort();
    await fetched;
  });

  it('without a file is none', async () => {
    const { installer } = computer();
    updater.download = () => Promise.resolve([]);
    await expect(installer.fetch(update, going())).rejects.toThrow('no file was fetched');
    await expect(installer.install(false)).rejects.toThrow('nothing was fetched');
  });

  it.each([
    ['ERR_CHECKSUM_MISMATCH', 'checksum'],
    ['ERR_UPDATER_INVALID_SIGNATURE', 'publisher'],
  ])('that fails with %s is refused for its %s', async (code, reason) => {
    const { installer } = computer();
    updater.download = () => Promise.reject(Object.assign(new Error(code), { code }));
    await expect(installer.fetch(update, going())).rejects.toMatchObject({ reason });
  });

  it('that fails for the network may be tried again', async () => {
    const { installer } = computer();
    const lost = Object.assign(new Error('lost'), { code: 'ERR_CONNECTION_RESET' });
    updater.download = () => Promise.reject(lost);
    await expect(installer.fetch(update, going())).rejects.toBe(lost);
  });

  it('that was sent to another host is refused for that, whatever electron-updater makes of it', async () => {
    const { installer } = computer();
    updater.refused = new UpdateRefused('otherHost');
    updater.download = () => Promise.reject(new Error('cancelled'));
    await expect(installer.fetch(update, going())).rejects.toBe(updater.refused);
    updater.refused = null;
    const own = new UpdateRefused('unreadable');
    updater.download = () => Promise.reject(own);
    await expect(installer.fetch(update, going())).rejects.toBe(own);
  });

  it('has its words in the log, cut short', async () => {
    const { installer, log } = computer();
    await installer.fetch(update, going());
    const { logger } = updater.made[0] as unknown as { logger: Record<string, (said: unknown) => void> };
    logger['info']?.('x'.repeat(400));
    logger['warn']?.(new Error('odd'));
    expect(log.lines).toEqual([`updater ${JSON.stringify({ message: 'x'.repeat(300) })}`, 'updater {"message":"odd"}']);
  });
});

describe('an AppImage', () => {
  it('takes the old one’s place, and what was fetched goes', async () => {
    const { installer, old, fetched } = computer();
    await installer.fetch(update, going());
    await installer.install(false);
    expect(readFileSync(old, 'utf8')).toBe(NEW);
    expect(existsSync(fetched)).toBe(false);
    expect(programs).toEqual([]);
  });

  it('is started again where a person asked for that', async () => {
    const { installer, old } = computer();
    await installer.fetch(update, going());
    await installer.install(true);
    expect(programs).toMatchObject([
      ['/bin/sh', expect.arrayContaining([old, '--hidden']), { detached: true, stdio: 'ignore' }],
    ]);
  });

  it('is installed once', async () => {
    const { installer } = computer();
    await expect(installer.install(false)).rejects.toThrow('nothing was fetched');
    await installer.fetch(update, going());
    await installer.install(false);
    await expect(installer.install(false)).rejects.toThrow('nothing was fetched');
  });

  it('cannot be replaced where there is none', async () => {
    const { installer } = computer('appImage', { appImage: false });
    await installer.fetch(update, going());
    await expect(installer.install(false)).rejects.toThrow('no AppImage');
  });
});

describe('on Windows', () => {
  it.each([true, false])('the installer is started silently (restart: %s)', async (restart) => {
    const { installer, old } = computer('perUser');
    await installer.fetch(update, going());
    await installer.install(restart);
    expect(updater.started).toEqual([[true, restart]]);
    expect(readFileSync(old, 'utf8')).toBe('the old program');
  });

  it('an installer that does not start is told of', async () => {
    const { installer } = computer('perUser');
    updater.installs = false;
    await installer.fetch(update, going());
    await expect(installer.install(false)).rejects.toThrow('the installer did not start');
  });
});

describe('on macOS', () => {
  it.each([true, false])('Squirrel takes it, and starts it again if asked (%s)', async (restart) => {
    const { installer, time } = computer('mac');
    await installer.fetch(update, going());
    const installed = installer.install(restart);
    mac.autoUpdater?.emit('update-downloaded');
    await installed;
    expect(updater.started).toEqual([`restart ${restart}`]);
    expect(time.waiting()).toBe(0);
  });

  it('a copy of somebody else’s is refused', async () => {
    const { installer } = computer('mac');
    await installer.fetch(update, going());
    const installed = expect(installer.install(false)).rejects.toMatchObject({ reason: 'publisher' });
    mac.autoUpdater?.emit('error', new Error('code signature'));
    await installed;
  });

  it('it has two minutes', async () => {
    const { installer, time } = computer('mac');
    await installer.fetch(update, going());
    const installed = expect(installer.install(false)).rejects.toThrow('in time');
    time.pass(120_000);
    await installed;
  });
});
