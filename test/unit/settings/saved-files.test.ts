/** Whatever changes in whatever order, on a disk that is slow, full or refuses: the last change ends up on it. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppNotice } from '../../../electron/settings/app-notice.js';
import { createSavedFiles, type Disk } from '../../../electron/settings/saved-files.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog } from './doubles.js';

/** Lets everything continue that waits for a promise. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const failure = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

interface Fault {
  readonly code: string;
  /** The content reached the disk anyway. */
  readonly landed: boolean;
}

/**
 * A disk in memory. `next` says how long each operation takes and whether it fails. Two at once on one path are an
 * error.
 */
function fakeDisk(
  clock: ReturnType<typeof fakeClock>,
  next: () => { readonly ms: number; readonly fault: Fault | null },
) {
  const content = new Map<string, string>();
  const history = new Map<string, string[]>();
  const busy = new Set<string>();
  const operate = (path: string, apply: () => void): Promise<void> => {
    expect(busy.has(path), 'one write at a time').toBe(false);
    busy.add(path);
    const { ms, fault } = next();
    return new Promise((resolve, reject) => {
      clock.clock.after(ms, () => {
        busy.delete(path);
        if (fault === null || fault.landed) apply();
        if (fault === null) resolve();
        else reject(failure(fault.code));
      });
    });
  };
  const disk: Disk = {
    read(path) {
      const text = content.get(path);
      return text === undefined
        ? { kind: 'missing' }
        : { kind: 'values', values: JSON.parse(text) as Record<string, unknown> };
    },
    replace: (path, values) =>
      operate(path, () => {
        const text = JSON.stringify(values);
        content.set(path, text);
        history.set(path, [...(history.get(path) ?? []), text]);
      }),
    remove: (path) => operate(path, () => content.delete(path)),
  };
  return { disk, content, history };
}

function example(next: () => { readonly ms: number; readonly fault: Fault | null }) {
  const clock = fakeClock();
  const log = rememberingLog();
  const notices = new Map<string, AppNotice>();
  const told: AppNotice[] = [];
  const { disk, content, history } = fakeDisk(clock, next);
  const files = createSavedFiles({
    clock: clock.clock,
    log,
    tell(notice) {
      notices.set(notice.id, notice);
      told.push(notice);
    },
    untell: (id) => notices.delete(id),
    disk,
  });
  const pass = async (ms: number): Promise<void> => {
    for (const end = clock.clock.now() + ms; clock.clock.now() < end;) {
      await settle();
      clock.pass(Math.min(100, end - clock.clock.now()));
    }
    await settle();
  };
  /** What a restart would read. */
  const onDisk = (path: string): unknown => {
    const text = content.get(path);
    return text === undefined ? null : JSON.parse(text);
  };
  return { clock, log, notices, told, files, content, history, pass, onDisk };
}

const works = { ms: 0, fault: null };

describe('what is changed', () => {
  it('is on the disk in the end, the last change alone, whatever the order, the faults and the slowness', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), file: fc.constantFrom('a', 'b') }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file: fc.constantFrom('a', 'b') }) },
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 3_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
    );
    const operation = fc.record({
      ms: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4_000 })),
      fault: fc.option(fc.record({ code: fc.constantFrom('ENOSPC', 'EROFS', 'EIO', 'EBUSY'), landed: fc.boolean() }), {
        freq: 2,
      }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.array(operation, { maxLength: 30 }),
        async (steps, disk) => {
          const operations = [...disk];
          const world = example(() => operations.shift() ?? works);
          const last = new Map<string, unknown>();
          let count = 0;
          for (const each of steps) {
            if (each.kind === 'write') {
              const values = { value: (count += 1) };
              last.set(each.file, values);
              world.files.open(each.file).write(values);
            } else if (each.kind === 'remove') {
              last.set(each.file, null);
              world.files.open(each.file).remove();
            } else if (each.kind === 'pass') await world.pass(each.ms);
            else void world.files.flushed();
            for (const [file, values] of last)
              expect(world.files.open(file).read(), 'read as it was written').toEqual(
                values === null ? { kind: 'missing' } : { kind: 'values', values },
              );
          }
          // From here on the disk works again.
          operations.length = 0;
          let flushed = false;
          void world.files.flushed().then(() => (flushed = true));
          await world.pass(15_000);
          expect(flushed).toBe(true);
          for (const [file, values] of last) expect(world.onDisk(file)).toEqual(values);
          for (const [, texts] of world.history) {
            const values = texts.map((text) => (JSON.parse(text) as { value: number }).value);
            expect(values, 'nothing older ever replaces what is newer').toEqual([...values].sort((x, y) => x - y));
          }
          expect(world.notices.size, 'nothing is told any more').toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is saved as often as it is changed', async () => {
    const { files, onDisk, pass } = example(() => works);
    for (const theme of ['dark', 'light', 'system', 'dark']) {
      files.open('settings').write({ theme });
      await pass(1_000);
      expect(onDisk('settings')).toEqual({ theme });
    }
  });

  it('is not written in between where newer changes wait', async () => {
    const { files, history, pass } = example(() => ({ ms: 500, fault: null }));
    for (const value of [1, 2, 3, 4]) files.open('a').write({ value });
    await pass(2_000);
    expect(history.get('a')?.map((text) => JSON.parse(text) as unknown)).toEqual([{ value: 1 }, { value: 4 }]);
  });

  it('does not hold up the end of the app on a disk that never answers', async () => {
    const { files, pass } = example(() => ({ ms: 1e9, fault: null }));
    files.open('a').write({ value: 1 });
    let ended = false;
    void files.flushed().then(() => (ended = true));
    await pass(4_900);
    expect(ended).toBe(false);
    await pass(200);
    expect(ended).toBe(true);
  });
});

describe('a disk that refuses', () => {
  const full = { ms: 0, fault: { code: 'ENOSPC', landed: false } };

  it('is told once, with its reason, for all files together, and the app goes on from memory', async () => {
    const { files, told, log, pass } = example(() => full);
    files.open('settings').write({ theme: 'dark' });
    files.open('personal').write({ recent: ['meal'] });
    await pass(60_000);
    files.open('settings').write({ theme: 'light' });
    await pass(60_000);
    expect(told).toMatchObject([{ key: 'notice.notSaved.full' }]);
    expect(files.open('settings').read()).toEqual({ kind: 'values', values: { theme: 'light' } });
    expect(log.lines.filter((line) => line.includes('could not be written'))).toHaveLength(2);
  });

  it.each([
    ['EROFS', 'notice.notSaved.forbidden'],
    ['EACCES', 'notice.notSaved.forbidden'],
    ['EDQUOT', 'notice.notSaved.full'],
    ['EIO', 'notice.notSaved'],
  ])('says why: %s', async (code, key) => {
    const { files, told, pass } = example(() => ({ ms: 0, fault: { code, landed: false } }));
    files.open('a').write({ value: 1 });
    await pass(1_000);
    expect(told).toMatchObject([{ key, params: { path: 'a' } }]);
  });

  it('for a moment, as a virus scanner does, is not worth a word', async () => {
    const operations = [{ ms: 0, fault: { code: 'EBUSY', landed: false } }];
    const { files, told, onDisk, pass } = example(() => operations.shift() ?? works);
    files.open('a').write({ value: 1 });
    await pass(1_000);
    expect(onDisk('a')).toEqual({ value: 1 });
    expect(told).toEqual([]);
  });

  it('is no longer told of once it takes what was changed, and told of again the next time', async () => {
    let disk: { ms: number; fault: Fault | null } = full;
    const { files, notices, told, onDisk, pass } = example(() => disk);
    files.open('a').write({ value: 1 });
    await pass(3_000);
    expect(notices.size).toBe(1);
    disk = works;
    await pass(60_000);
    expect(onDisk('a')).toEqual({ value: 1 });
    expect(notices.size).toBe(0);
    disk = full;
    files.open('a').write({ value: 2 });
    await pass(3_000);
    expect(notices.size).toBe(1);
    expect(told).toHaveLength(2);
  });
});

describe('a file that somebody else writes', () => {
  const failure = (code: string): Error => Object.assign(new Error(code), { code });

  it.each(['ENOSPC', 'EDQUOT', 'EROFS'])('tells of the disk before anything of ours is changed: %s', (code) => {
    const { files, notices } = example(() => works);
    const watched = files.watch('/data/logs/log');
    watched.refused(failure(code));
    expect(notices.size).toBe(0);
    watched.refused(failure(code));
    expect(notices.size).toBe(1);
    watched.written();
    expect(notices.size).toBe(0);
  });

  it('says nothing of the other files where the trouble is its own', () => {
    const { files, notices } = example(() => works);
    const watched = files.watch('/data/logs/log');
    for (let times = 0; times < 5; times += 1) watched.refused(failure('EACCES'));
    watched.written();
    expect(notices.size).toBe(0);
  });
});

describe('on a real disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'saved-files-'))));
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  const open = (told: AppNotice[] = []) =>
    createSavedFiles({
      clock: nodeClock,
      log: rememberingLog(),
      tell: (each) => told.push(each),
      untell: () => undefined,
    });

  it('a file is its owner’s alone, its folder is made, and no draft stays behind', async () => {
    const files = open();
    const path = join(folder, 'people', 'one.json');
    files.open(path).write({ recent: ['meal'] });
    await files.flushed();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ recent: ['meal'] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'people')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'people'))).toEqual(['one.json']);
  });

  it('a draft that a crash left behind is in nobody’s way', async () => {
    const path = join(folder, 'a.json');
    writeFileSync(`${path}.tmp`, '{"half":');
    const files = open();
    files.open(path).write({ value: 1 });
    await files.flushed();
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('a link stays one, and what it leads to is written', async () => {
    const path = join(folder, 'settings.json');
    mkdirSync(join(folder, 'dotfiles'));
    writeFileSync(join(folder, 'dotfiles', 'settings.json'), '{}');
    symlinkSync(join(folder, 'dotfiles', 'settings.json'), path);
    const files = open();
    files.open(path).write({ theme: 'dark' });
    await files.flushed();
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'dotfiles', 'settings.json'), 'utf8'))).toEqual({ theme: 'dark' });
  });

  it('a write that fails leaves the old file whole', async () => {
    const path = join(folder, 'a.json');
    writeFileSync(path, '{"value":1}');
    mkdirSync(`${path}.tmp`);
    const told: AppNotice[] = [];
    const files = open(told);
    files.open(path).write({ value: 2 });
    await files.flushed();
    expect(readFileSync(path, 'utf8')).toBe('{"value":1}');
    expect(told).toMatchObject([{ id: 'notice.notSaved' }]);
  });

  it('a removed file is gone, and removing it twice is harmless', async () => {
    const path = join(folder, 'a.json');
    const files = open();
    files.open(path).write({ value: 1 });
    files.open(path).remove();
    await files.flushed();
    files.open(path).remove();
    await files.flushed();
    expect(existsSync(path)).toBe(false);
  });
});

describe('a file that cannot be read', () => {
  /** A disk that says so of the file, and keeps what was written to it. @param keptAs where it was put aside */
  function unreadable(keptAs: string | null) {
    const written: string[] = [];
    const files = createSavedFiles({
      clock: nodeClock,
      log: rememberingLog(),
      tell: () => undefined,
      untell: () => undefined,
      disk: {
        read: () => ({ kind: 'unreadable', keptAs }),
        replace: (path) => Promise.resolve(void written.push(path)),
        remove: (path) => Promise.resolve(void written.push(path)),
      },
    });
    return { file: files.open('/data/settings.json'), written };
  }

  it('is never overwritten or deleted, since it may hold what a person wants back', async () => {
    const { file, written } = unreadable(null);
    expect(file.read()).toMatchObject({ kind: 'unreadable' });
    file.write({ theme: 'dark' });
    file.remove();
    await file.flushed();
    expect(written).toEqual([]);
  });

  it('is written anew once it was put aside', async () => {
    const { file, written } = unreadable('/data/settings.json.broken');
    file.read();
    file.write({ theme: 'dark' });
    await file.flushed();
    expect(written).toEqual(['/data/settings.json']);
  });
});
