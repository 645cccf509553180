/** The log on disk: one line of JSON an entry, two files of at most 1 MB, nothing in it that looks like a secret. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, LogFields } from '../../ports.js';

const LARGEST_BYTES = 1024 * 1024;
/** So many lines wait for a disk that takes none; then the oldest are given up, and counted. */
const MOST_WAITING = 2_000;

/**
 * Takes out what looks like a token: bearer headers, long unbroken runs of the base64url alphabet (ids with their short groups stay),
 * and what follows `code=`, `token=` and the like in an address.
 */
export const redact = (text: string): string =>
  text
    .replace(/\bBearer\s+[^\s"\\]+/gi, 'Bearer ***')
    .replace(/\b(code|state|token|access_token|refresh_token|code_verifier|code_challenge|secret)=[^&\s"]+/gi, '$1=***')
    .replace(/[A-Za-z0-9_]{32,}|[A-Za-z0-9_-]{44,}/g, '***');

/** What has happened to the log in this run, for diagnostics. */
export interface LogCounts {
  readonly warnings: number;
  readonly errors: number;
  /** How often the file was put aside as `.1` because it had become large. */
  readonly rotations: number;
  /** Lines that no disk would take. */
  readonly lost: number;
}

export interface LogFile extends Log {
  readonly path: string;
  /** Tells whether the disk takes the lines; what it refused already is told at once. */
  watch(watcher: LogWatcher): void;
  counts(): LogCounts;
  /** Resolves once every line is on the disk, or the disk has refused. Never rejects. */
  flushed(): Promise<void>;
  /**
   * Writes what waits at once, for an end that waits for nobody. A line that is just being written may then be there twice, but is not lost. Never
   * throws.
   */
  flushNow(): void;
  /** Removes what was written, and what waits. Never rejects. */
  forget(): Promise<void>;
}

export interface LogWatcher {
  refused(error: unknown): void;
  written(): void;
}

/** What is done on the disk; handed in for tests. */
export interface LogDisk {
  /** In bytes; 0 where there is no file. */
  size(path: string): Promise<number>;
  append(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  appendNow(path: string, text: string): void;
  remove(path: string): Promise<void>;
}

const realDisk = (folder: string): LogDisk => ({
  size: (path) =>
    stat(path).then(
      (there) => there.size,
      () => 0,
    ),
  async append(path, text) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await appendFile(path, text, { mode: 0o600 });
  },
  rename,
  appendNow(path, text) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    appendFileSync(path, text, { mode: 0o600 });
  },
  remove: (path) => rm(path, { force: true }),
});

/** @param folder the user-data folder; the log lies in `logs/` below it */
export function createLogFile(folder: string, now: () => number, disk = realDisk(join(folder, 'logs'))): LogFile {
  const file = join(folder, 'logs', 'presence-tray.log');
  let waiting: string[] = [];
  /** Lines on their way to the disk. */
  let underWay: readonly string[] = [];
  let writing: Promise<void> | null = null;
  let counts: LogCounts = { warnings: 0, errors: 0, rotations: 0, lost: 0 };
  let rotationFailed = false;
  let watcher: LogWatcher | null = null;
  /** What the last lines met, until the disk takes some. */
  let refusal: { readonly error: unknown } | null = null;

  const line = (level: string, message: string, fields: LogFields = {}): string =>
    `${redact(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...fields }))}\n`;

  /** One that fails (a viewer holds the file) loses nothing: the file grows on, and it is tried again with the next lines. */
  const rotate = async (): Promise<void> => {
    try {
      await disk.rename(file, `${file}.1`);
      counts = { ...counts, rotations: counts.rotations + 1 };
      rotationFailed = false;
      waiting.unshift(line('info', 'log continued from the file before', { rotations: counts.rotations }));
    } catch (error) {
      if (!rotationFailed)
        waiting.push(line('warn', 'log could not be rotated', { reason: error instanceof Error ? error.message : '' }));
      rotationFailed = true;
    }
  };

  /** False where the disk refused. */
  const writeWaiting = async (): Promise<boolean> => {
    while (waiting.length > 0) {
      const size = await disk.size(file);
      if (size > 0 && size + Buffer.byteLength(waiting.join('')) > LARGEST_BYTES) await rotate();
      const lines = waiting;
      underWay = lines;
      waiting = [];
      try {
        await disk.append(file, lines.join(''));
        const wasRefused = refusal !== null;
        refusal = null;
        if (wasRefused) watcher?.written();
      } catch (error) {
        refusal = { error };
        watcher?.refused(error);
        // They go with the next line, or with the last flush. There is no better place to say so.
        if (underWay === lines) waiting = [...lines, ...waiting];
        return false;
      } finally {
        underWay = [];
      }
    }
    return true;
  };
  const write = (): Promise<void> => {
    writing ??= writeWaiting().then((done) => {
      writing = null;
      // One may have come since the last look.
      if (done && waiting.length > 0) void write();
    });
    return writing;
  };

  const entry = (level: 'info' | 'warn' | 'error', message: string, fields: LogFields | undefined): void => {
    waiting.push(line(level, message, fields));
    if (level === 'warn') counts = { ...counts, warnings: counts.warnings + 1 };
    if (level === 'error') counts = { ...counts, errors: counts.errors + 1 };
    if (waiting.length > MOST_WAITING) {
      waiting.shift();
      counts = { ...counts, lost: counts.lost + 1 };
    }
    void write();
  };

  return {
    path: file,
    watch(next) {
      watcher = next;
      if (refusal !== null) next.refused(refusal.error);
    },
    info: (message, fields) => entry('info', message, fields),
    warn: (message, fields) => entry('warn', message, fields),
    error: (message, fields) => entry('error', message, fields),
    counts: () => counts,
    async flushed() {
      await writing;
      if (waiting.length > 0) await write();
    },
    async forget() {
      waiting = [];
      await writing;
      waiting = [];
      for (const path of [file, `${file}.1`]) await disk.remove(path).catch(() => undefined);
    },
    flushNow() {
      const lines = [...underWay, ...waiting];
      if (lines.length === 0) return;
      try {
        disk.appendNow(file, lines.join(''));
        underWay = [];
        waiting = [];
      } catch {
        // The disk takes nothing, and the app ends.
      }
    },
  };
}
