import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogFile, type LogDisk } from '../../../../electron/desktop/system/log-file.js';

const messages = (text: string): string[] =>
  text
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => (JSON.parse(each) as { message: string }).message);

test('each entry is one line of JSON with its time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const log = createLogFile(folder, () => 0);
  log.info('started', { version: '1.2.3' });
  log.warn('policy ignored');
  await log.flushed();
  const path = join(folder, 'logs', 'presence-tray.log');
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', version: '1.2.3' },
    { at: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'policy ignored' },
  ]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(log.counts()).toMatchObject({ warnings: 1, errors: 0, lost: 0 });
});

test('no secret reaches the disk, whatever field it comes in, and each line stays JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const log = createLogFile(folder, () => 0);
  log.warn('refused', {
    reason: '{"Authorization":"Bearer abc.def"}',
    address: 'https://host/#access_token=ZmFrZQ&state=1',
    refreshToken: 'short',
    correlationId: '290034f4-7d2c-4f57-9f3c-1f2f1e0d9c8b',
  });
  await log.flushed();
  const text = readFileSync(log.path, 'utf8');
  for (const secret of ['abc.def', 'ZmFrZQ', 'short']) expect(text).not.toContain(secret);
  expect(JSON.parse(text)).toMatchObject({
    correlationId: '290034f4-7d2c-4f57-9f3c-1f2f1e0d9c8b',
    refreshToken: '***',
  });
});

test('the latest warnings and errors are remembered for diagnostics, and forgotten with the file', async () => {
  const log = createLogFile(await mkdtemp(join(tmpdir(), 'log-')), () => 0);
  log.info('started');
  for (let number = 1; number <= 25; number++) log.warn('genesys failed', { number });
  log.error('crashed', { what: 'popup' });
  const recent = log.recent();
  expect(recent).toHaveLength(20);
  expect(recent[0]).toMatchObject({ level: 'warn', message: 'genesys failed', number: 7 });
  expect(recent.at(-1)).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'error', message: 'crashed', what: 'popup' });
  await log.forget();
  expect(log.recent()).toEqual([]);
});

test('what is said last before the app ends at once is in the log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const log = createLogFile(folder, () => 0);
  log.info('started');
  await log.flushed();
  log.error('an error nobody caught');
  log.flushNow();
  expect(messages(readFileSync(join(folder, 'logs', 'presence-tray.log'), 'utf8'))).toContain('an error nobody caught');
});

/** A disk in memory whose operations wait and fail on command. */
function fakeDisk() {
  const files = new Map<string, string>();
  let refuses = { append: false, rename: false };
  const disk: LogDisk = {
    size: (path) => Promise.resolve(Buffer.byteLength(files.get(path) ?? '')),
    append: (path, text) => {
      if (refuses.append) return Promise.reject(new Error('ENOSPC'));
      files.set(path, (files.get(path) ?? '') + text);
      return Promise.resolve();
    },
    rename: (from, to) => {
      if (refuses.rename) return Promise.reject(new Error('EPERM'));
      files.set(to, files.get(from) ?? '');
      files.delete(from);
      return Promise.resolve();
    },
    appendNow: (path, text) => {
      if (refuses.append) throw new Error('ENOSPC');
      files.set(path, (files.get(path) ?? '') + text);
    },
    remove: (path) => {
      files.delete(path);
      return Promise.resolve();
    },
  };
  const path = join('/data', 'logs', 'presence-tray.log');
  return {
    disk,
    refuse: (change: Partial<typeof refuses>) => (refuses = { ...refuses, ...change }),
    now: () => files.get(path) ?? '',
    before: () => files.get(`${path}.1`) ?? '',
  };
}

/** Half a megabyte that redaction leaves alone. */
const long = 'a b '.repeat(128 * 1024);

test('a log that has become large goes on in a new file, which says how often that was', async () => {
  const { disk, now, before } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  for (const [at, message] of ['one', 'two', 'three'].entries()) {
    log.info(message, { at, long });
    await log.flushed();
  }
  expect(Buffer.byteLength(now())).toBeLessThanOrEqual(1024 * 1024);
  expect(messages(before())).toEqual(['log continued from the file before', 'two']);
  expect(messages(now())).toEqual(['log continued from the file before', 'three']);
  expect(now()).toContain('"rotations":2');
  expect(log.counts().rotations).toBe(2);
});

test('a rotation that fails loses nothing, is said once, and is made up for', async () => {
  const { disk, now, before, refuse } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  refuse({ rename: true });
  for (const message of ['one', 'two', 'three', 'four']) {
    log.info(message, { long });
    await log.flushed();
  }
  expect(messages(now())).toEqual(['one', 'two', 'log could not be rotated', 'three', 'four']);
  refuse({ rename: false });
  log.info('five');
  await log.flushed();
  expect(messages(before())).toHaveLength(5);
  expect(messages(now())).toEqual(['log continued from the file before', 'five']);
});

test('lines that a full disk refuses are there once it takes them again, in order', async () => {
  const { disk, now, refuse } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  refuse({ append: true });
  log.info('one');
  await log.flushed();
  log.info('two');
  await log.flushed();
  log.flushNow();
  refuse({ append: false });
  log.info('three');
  await log.flushed();
  expect(messages(now())).toEqual(['one', 'two', 'three']);
});

test('a disk that never takes anything costs no memory without end, and what was given up is counted', async () => {
  const { disk, refuse } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  refuse({ append: true });
  for (let count = 0; count < 2_100; count += 1) log.info('again');
  await log.flushed();
  expect(log.counts().lost).toBe(100);
});

test('whatever order lines, failures and flushes come in, every line is there, in its order', async () => {
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.constant('line' as const) },
    { weight: 1, arbitrary: fc.constantFrom('refuse' as const, 'take' as const, 'flush' as const, 'now' as const) },
    { weight: 2, arbitrary: fc.constant('turn' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
      const { disk, now, refuse } = fakeDisk();
      const log = createLogFile('/data', () => 0, disk);
      let count = 0;
      for (const each of acts) {
        if (each === 'line') log.info(`line ${(count += 1)}`);
        else if (each === 'refuse' || each === 'take') refuse({ append: each === 'refuse' });
        else if (each === 'flush') await log.flushed();
        else if (each === 'now') log.flushNow();
        else await Promise.resolve();
      }
      // If the disk always accepted them, nobody has to retry.
      if (acts.includes('refuse')) {
        refuse({ append: false });
        await log.flushed();
      } else for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      const said = messages(now());
      const expected = Array.from({ length: count }, (_, at) => `line ${at + 1}`);
      // A line that was being written during the synchronous flush may be there twice.
      expect([...new Set(said)]).toEqual(expected);
      if (!acts.includes('now')) expect(said).toEqual(expected);
    }),
  );
});

test('who watches the log hears that the disk takes no lines, also what it refused before, and that it takes them again', async () => {
  const { disk, refuse } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  refuse({ append: true });
  log.info('one');
  await log.flushed();
  const heard: string[] = [];
  log.watch({
    refused: (error) => {
      heard.push(String(error));
      // Whoever hears it may write a line of it.
      if (heard.length === 1) log.error('a file could not be written');
    },
    written: () => heard.push('written'),
  });
  log.info('two');
  await log.flushed();
  refuse({ append: false });
  log.info('three');
  await log.flushed();
  log.info('four');
  await log.flushed();
  expect(heard.filter((each) => each === 'written')).toHaveLength(1);
  expect(heard.at(-1)).toBe('written');
  expect(heard[0]).toBe('Error: ENOSPC');
});

test('a log that is forgotten is gone, with the file before it and what was still to be written', async () => {
  const { disk, now, before } = fakeDisk();
  const log = createLogFile('/data', () => 0, disk);
  for (const message of ['one', 'two', 'three']) {
    log.info(message, { long });
    await log.flushed();
  }
  log.info('four');
  await log.forget();
  expect([now(), before()]).toEqual(['', '']);
  log.info('everything was forgotten');
  await log.flushed();
  expect(messages(now())).toEqual(['everything was forgotten']);
});
