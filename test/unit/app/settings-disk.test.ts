/** What electron-store makes of settings.json, and what it must not do to the app beside it. */
import type * as NodeFs from 'node:fs';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettingsDisk } from '../../../electron/app/electron-store/settings-disk.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import type { AppNotice } from '../../../electron/settings/app-notice.js';
import { createSavedFiles } from '../../../electron/settings/saved-files.js';
import { createSettingsFile } from '../../../electron/settings/settings-file.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog } from '../settings/doubles.js';

/** The code with which the disk refuses every draft, and how often it was asked. What was done to a draft. */
const refusal = vi.hoisted(() => ({ code: null as string | null, times: 0 }));
const drafts = vi.hoisted(() => ({ done: [] as string[] }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof NodeFs>();
  const openSync: typeof fs.openSync = (...args) => {
    if (refusal.code === null || !String(args[0]).endsWith('.tmp')) return fs.openSync(...args);
    refusal.times += 1;
    throw Object.assign(new Error(`${refusal.code}: refused`), { code: refusal.code });
  };
  const fsyncSync: typeof fs.fsyncSync = (file) => {
    drafts.done.push('synced');
    fs.fsyncSync(file);
  };
  const renameSync: typeof fs.renameSync = (from, to) => {
    if (String(from).endsWith('.tmp')) drafts.done.push('renamed');
    fs.renameSync(from, to);
  };
  return { ...fs, openSync, fsyncSync, renameSync };
});

const electron = vi.hoisted(() => ({ heard: new Map<string, unknown>() }));
vi.mock('electron', () => {
  const ipcMain = {
    on: (channel: string, listener: unknown) => electron.heard.set(channel, listener),
    removeAllListeners: (channel: string) => electron.heard.delete(channel),
  };
  const app = { getPath: () => '/nowhere', getVersion: () => '1.0.0' };
  return { ipcMain, app, default: { ipcMain, app, shell: {} } };
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-disk-'));
  path = join(folder, 'settings.json');
});
afterEach(() => {
  vi.unstubAllEnvs();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

/** A run of the app, as far as its settings go. */
function run(clock = nodeClock) {
  const log = rememberingLog();
  const notices = new Map<string, AppNotice>();
  const files = createSavedFiles({
    clock,
    log,
    tell: (each) => notices.set(each.id, each),
    untell: (id) => notices.delete(id),
  });
  const file = createSettingsFile(files.open(path, createSettingsDisk()), path, log);
  return { ...file, flushed: () => files.flushed(), log, notices };
}
const onDisk = (): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('settings that are saved', () => {
  it('are on the disk in the end as they were last, whatever the order, and read so by the next run', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .json({ maxDepth: 2 })
          .map((text) => ({ kind: 'write' as const, value: JSON.parse(text) as unknown })),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'remove' as const }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'flush' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        rmSync(path, { force: true });
        let app = run();
        let last: unknown = {};
        for (const each of steps) {
          if (each.kind === 'write') {
            last = { 'with.dot': each.value, theme: 'dark' };
            app.write({ 'with.dot': each.value, theme: 'dark' });
          } else if (each.kind === 'remove') {
            last = {};
            app.remove();
          } else if (each.kind === 'flush') await app.flushed();
          else {
            await app.flushed();
            app = run();
          }
        }
        await app.flushed();
        expect(existsSync(path) ? onDisk() : {}).toEqual(last);
        expect(run().read()).toEqual({ values: last, notices: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('are saved as often as they are changed', async () => {
    const app = run();
    for (const theme of ['dark', 'light', 'system', 'dark']) {
      app.write({ theme });
      await app.flushed();
      expect(onDisk()).toEqual({ theme });
    }
  });

  it('look as they always did, are their owner’s alone, and leave no draft', async () => {
    rmSync(folder, { recursive: true });
    const app = run();
    app.write({ theme: 'dark', ofALaterVersion: [1] });
    await app.flushed();
    expect(readFileSync(path, 'utf8')).toBe('{\n  "theme": "dark",\n  "ofALaterVersion": [\n    1\n  ]\n}\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('keep a file of an earlier version, and what it holds that the app does not know', async () => {
    writeFileSync(path, '\uFEFF{"theme":"dark","unknown":{"a":1}}');
    const app = run();
    app.write({ ...app.read().values, theme: 'light' });
    await app.flushed();
    expect(onDisk()).toEqual({ theme: 'light', unknown: { a: 1 } });
  });

  it('go where a link leads, and the link stays one', async () => {
    mkdirSync(join(folder, 'dotfiles'));
    writeFileSync(join(folder, 'dotfiles', 'settings.json'), '{}');
    symlinkSync(join(folder, 'dotfiles', 'settings.json'), path);
    const app = run();
    app.write({ theme: 'dark' });
    await app.flushed();
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(onDisk()).toEqual({ theme: 'dark' });
  });

  it('are on the disk before they take the place of the old ones, so that a power cut leaves one or the other', async () => {
    drafts.done.length = 0;
    await createSettingsDisk().replace(path, { theme: 'dark' });
    expect(drafts.done).toEqual(['synced', 'renamed']);
  });

  it('replace the file and never write into it, also where the app was started from a snap', async () => {
    vi.stubEnv('SNAP', '/snap/terminal/1');
    const app = run();
    app.write({ theme: 'dark' });
    await app.flushed();
    const before = statSync(path).ino;
    // Keeps the number of the old file from being given to the new one.
    renameSync(path, `${path}.before`);
    writeFileSync(path, '{}');
    const second = statSync(path).ino;
    app.write({ theme: 'light' });
    await app.flushed();
    expect(onDisk()).toEqual({ theme: 'light' });
    expect([before, second]).not.toContain(statSync(path).ino);
  });
});

describe('a settings file that cannot be read', () => {
  it.each(['{"theme":', '', '[1]', 'theme = dark'])('(%j) is kept aside before anything is saved', async (text) => {
    writeFileSync(path, text);
    const app = run();
    expect(app.read()).toMatchObject({ values: {}, notices: [{ key: 'notice.settingsKeptAside' }] });
    app.write({ theme: 'dark' });
    await app.flushed();
    expect(readFileSync(`${path}.bad`, 'utf8')).toBe(text);
    expect(onDisk()).toEqual({ theme: 'dark' });
  });

  it('and cannot be moved either is never overwritten', async () => {
    mkdirSync(path);
    mkdirSync(`${path}.bad`);
    writeFileSync(join(`${path}.bad`, 'in the way'), '');
    const app = run();
    expect(app.read()).toMatchObject({ values: {}, notices: [{ key: 'notice.settingsUnreadable' }] });
    app.write({ theme: 'dark' });
    await app.flushed();
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('because somebody broke it meanwhile holds the settings again after the next change', async () => {
    const app = run();
    app.read();
    writeFileSync(path, 'broken');
    app.write({ theme: 'dark' });
    await app.flushed();
    expect(onDisk()).toEqual({ theme: 'dark' });
    expect(app.notices.size).toBe(0);
  });
});

describe('a disk that takes nothing', () => {
  afterEach(() => Object.assign(refusal, { code: null, times: 0 }));

  it.each([
    ['ENOSPC', 'notice.notSaved.full'],
    ['EROFS', 'notice.notSaved.forbidden'],
    ['EACCES', 'notice.notSaved.forbidden'],
  ])('(%s) is told, and what was changed last is saved once it takes something again', async (code, key) => {
    const world = fakeClock();
    writeFileSync(path, '{"theme":"system"}');
    refusal.code = code;
    const app = run(world.clock);
    app.write({ ...app.read().values, theme: 'dark' });
    await vi.waitFor(() => expect(app.log.lines).toHaveLength(1));
    expect(refusal.times, 'it is asked once, and main goes on').toBe(1);
    await vi.waitFor(() => {
      world.pass(1_000);
      expect([...app.notices.values()]).toMatchObject([{ key, params: { path } }]);
    });
    app.write({ theme: 'light' });
    expect(onDisk(), 'the old file is whole').toEqual({ theme: 'system' });
    refusal.code = null;
    await vi.waitFor(() => {
      world.pass(60_000);
      expect(onDisk()).toEqual({ theme: 'light' });
      expect(app.notices.size, 'nothing is told any more').toBe(0);
    });
  });

  it('keeps no draft that could not be put in its place', async () => {
    const disk = createSettingsDisk();
    await disk.replace(path, { theme: 'dark' });
    rmSync(path);
    mkdirSync(path);
    await expect(disk.replace(path, { theme: 'light' })).rejects.toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});

describe('electron-store in this app', () => {
  it('listens to no signal and to no window, and has nothing to do at the end', async () => {
    const listeners = (): unknown => process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const before = listeners();
    vi.resetModules();
    const fresh = await import('../../../electron/app/electron-store/settings-disk.js');
    const disk = fresh.createSettingsDisk();
    for (const theme of ['dark', 'light', 'system']) await disk.replace(path, { theme });
    expect(onDisk()).toEqual({ theme: 'system' });
    expect(listeners()).toEqual(before);
    expect([...electron.heard.keys()]).toEqual([]);
  });

  it('has no schema checks', async () => {
    const { default: Store } = await import('electron-store');
    expect(() => new Store({ cwd: folder, schema: { theme: { type: 'string' } } })).toThrow('checks no schema');
  });
});
