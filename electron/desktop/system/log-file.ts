/** The log on disk: one line of JSON per entry, two files of at most 1 MB, and nothing that looks like a secret. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, LogFields } from '../../ports.js';
import { withoutSecrets } from '../../redact.js';

const LARGEST_BYTES = 1024 * 1024;
/** The most lines that wait for a failing disk. Beyond that the oldest are dropped and counted. */
const MOST_WAITING = 2_000;

/** A warning or an error. `redact.ts` has not seen it yet, unless it was read from the file. */
export interface LogEntry extends LogFields {
  readonly at: string;
  readonly level: string;
  readonly message: string;
}

/** The most warnings and errors that are remembered. */
const MOST_RECENT = 20;

/** The log's own history in this run, for diagnostics. */
export interface LogCounts {
  readonly warnings: number;
  readonly errors: number;
  /** How often the full file was renamed to `.1`. */
  readonly rotations: number;
  /** Lines that could not be written. */
  readonly lost: number;
}

export interface LogFile extends Log {
  readonly path: string;
  /** Tells whether the disk takes the lines; what it refused already is told at once. */
  watch(watcher: LogWatcher): void;
  counts(): LogCounts;
  /** The latest warnings and errors of this run, oldest first. */
  recent(): readonly LogEntry[];
  /** Resolves once every line is on disk, or the disk has refused. Never rejects. */
  flushed(): Promise<void>;
  /**
   * Writes waiting lines synchronously, for an end that waits for nobody. A line that is being written may then be
   * there twice, but is not lost. Never throws.
   */
  flushNow(): void;
  /** Removes what was written, and what waits. Never rejects. */
  forget(): Promise<void>;
}

export interface LogWatcher {
  refused(error: unknown): void;
  written(): void;
}

/** What is done on the disk. Tests hand in their own. */
export interface LogDisk {
  /** In bytes. 0: there is no file. */
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

/** @param folder the user-data folder. The log is in its `logs/` */
export function createLogFile(folder: string, now: () => number, disk = realDisk(join(folder, 'logs'))): LogFile {
  const file = join(folder, 'logs', 'presence-tray.log');
  let waiting: string[] = [];
  /** Lines being written. */
  let underWay: readonly string[] = [];
  let writing: Promise<void> | null = null;
  let recent: readonly LogEntry[] = [];
  let counts: LogCounts = { warnings: 0, errors: 0, rotations: 0, lost: 0 };
  let rotationFailed = false;
  let watcher: LogWatcher | null = null;
  /** What the last lines met, until the disk takes some. */
  let refusal: { readonly error: unknown } | null = null;

  const stamped = (level: string, message: string, fields: LogFields = {}): LogEntry => ({
    at: new Date(now()).toISOString(),
    level,
    message,
    ...fields,
  });
  const line = (entry: LogEntry): string => `${JSON.stringify(entry, withoutSecrets)}\n`;

  /**
   * If renaming fails (a viewer holds the file), nothing is lost: the file keeps growing, and the next lines try again.
   */
  const rotate = async (): Promise<void> => {
    try {
      await disk.rename(file, `${file}.1`);
      counts = { ...counts, rotations: counts.rotations + 1 };
      rotationFailed = false;
      waiting.unshift(line(stamped('info', 'log continued from the file before', { rotations: counts.rotations })));
    } catch (error) {
      if (!rotationFailed)
        waiting.push(
          line(stamped('warn', 'log could not be rotated', { reason: error instanceof Error ? error.message : '' })),
        );
      rotationFailed = true;
    }
  };

  /** False: the disk refused. */
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
      // One may have come since the last check.
      if (done && waiting.length > 0) void write();
    });
    return writing;
  };

  const entry = (level: 'info' | 'warn' | 'error', message: string, fields: LogFields | undefined): void => {
    const told = stamped(level, message, fields);
    waiting.push(line(told));
    if (level !== 'info') recent = [...recent, told].slice(-MOST_RECENT);
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
    recent: () => recent,
    async flushed() {
      await writing;
      // What came meanwhile, and what the disk refused before.
      await write();
    },
    async forget() {
      waiting = [];
      recent = [];
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
        // The disk accepts nothing, and the app is ending.
      }
    },
  };
}
