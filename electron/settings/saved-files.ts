/**
 * The app's own JSON files (settings, one person's data, what was put away): read at once, written aside, one write at a time, the newest content
 * alone. A write that fails is tried again by itself; meanwhile the app runs on from memory, and the person is told once.
 */
import type { Cancel, Clock, Log } from '../ports.js';
import { errorCode, readJsonFile, removeFile, replaceFile, type JsonFileContent } from './json-file.js';
import { notice, type AppNotice } from './app-notice.js';

export interface SavedFile {
  /** What was written last, also where it is still on its way to the disk. Never throws. */
  read(): JsonFileContent;
  /** Replaces the whole content. A file that could neither be read nor put aside is left alone. Never throws. */
  write(values: Readonly<Record<string, unknown>>): void;
  /** Deletes the file. */
  remove(): void;
  /** Resolves once what was handed over is on the disk, or cannot be brought there now. Never rejects. */
  flushed(): Promise<void>;
}

export interface SavedFiles {
  /** One path is one file, however often it is opened. */
  open(path: string): SavedFile;
  /**
   * For a file that somebody else writes, in the same folder (the log): where its disk is full or takes no writing at
   * all, the person is told as of the others, and earlier than by their first change.
   */
  watch(path: string): WatchedFile;
  /** Resolves once everything is on the disk, or cannot be brought there within five seconds: before the app quits. Never rejects. */
  flushed(): Promise<void>;
}

export interface WatchedFile {
  refused(error: unknown): void;
  written(): void;
}

/** What is done on the disk; handed in for tests. */
export interface Disk {
  read(path: string): JsonFileContent;
  /** A crash leaves the old content or the new one. Rejects with what the file system throws. */
  replace(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface SavedFilesDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Some file cannot be written. */
  tell(told: AppNotice): void;
  /** All files can be written again. */
  untell(id: string): void;
  readonly disk?: Disk;
}

/** A refused write is tried again after the first, then the second, …; from then on after the last. */
const RETRY_AFTER_MS = [200, 1_000, 5_000, 30_000, 60_000] as const;
const LAST_RETRY_AFTER_MS = 60_000;
/** A virus scanner holds a file for a moment; only what fails again is told. */
const TOLD_AFTER_FAILURES = 2;
const FLUSH_TRIES = 3;
const FLUSH_WITHIN_MS = 5_000;

const NOT_SAVED = 'notice.notSaved';

/** What is said of a file or a folder that takes nothing; once for all of them. @param code `ENOSPC` and the like */
export function notSaved(code: string | null, path: string): AppNotice {
  const text = isFull(code) ? 'notice.notSaved.full' : isForbidden(code) ? 'notice.notSaved.forbidden' : NOT_SAVED;
  return { ...notice(text, { path }), id: NOT_SAVED };
}

export function createSavedFiles(deps: SavedFilesDeps): SavedFiles {
  const { clock, log } = deps;
  const disk = deps.disk ?? { read: readJsonFile, replace: replaceFile, remove: removeFile };
  const files = new Map<string, SavedFile>();
  /** Paths whose last write failed, by how many did in a row. */
  const failing = new Map<string, number>();
  let told = false;

  const failed = (path: string, error: unknown): void => {
    const failures = (failing.get(path) ?? 0) + 1;
    failing.set(path, failures);
    const code = errorCode(error);
    if (failures === 1)
      log.error('a file could not be written', { path, reason: error instanceof Error ? error.message : 'unknown' });
    if (failures < TOLD_AFTER_FAILURES || told) return;
    told = true;
    deps.tell(notSaved(code, path));
  };
  const saved = (path: string): void => {
    if (!failing.delete(path)) return;
    log.info('the file could be written again', { path });
    if (failing.size > 0 || !told) return;
    told = false;
    deps.untell(NOT_SAVED);
  };
  const retryAfter = (path: string): number => RETRY_AFTER_MS[(failing.get(path) ?? 1) - 1] ?? LAST_RETRY_AFTER_MS;

  return {
    open(path) {
      const file =
        files.get(path) ?? createSavedFile(path, { clock, disk, failed, saved, retryAfter: () => retryAfter(path) });
      files.set(path, file);
      return file;
    },
    watch: (path) => ({
      refused: (error) => {
        // Rights of its own say nothing of the other files.
        if (isFull(errorCode(error)) || errorCode(error) === 'EROFS') failed(path, error);
      },
      written: () => saved(path),
    }),
    flushed: () =>
      new Promise((resolve) => {
        const cancel = clock.after(FLUSH_WITHIN_MS, resolve);
        void Promise.all([...files.values()].map((file) => file.flushed())).then(() => {
          cancel();
          resolve();
        });
      }),
  };
}

/** What a file is to hold next; null: it is to be gone. */
interface Content {
  readonly values: Readonly<Record<string, unknown>> | null;
}

function createSavedFile(
  path: string,
  deps: {
    readonly clock: Clock;
    readonly disk: Disk;
    failed(path: string, error: unknown): void;
    saved(path: string): void;
    retryAfter(): number;
  },
): SavedFile {
  const { clock, disk } = deps;
  let mayWrite = true;
  /** What is not on the disk yet; it stays here until it is. */
  let newest: Content | null = null;
  let writing: Promise<void> | null = null;
  let cancelRetry: Cancel = () => undefined;

  /** True once nothing waits any more. */
  const writeNewest = async (): Promise<boolean> => {
    while (newest !== null) {
      const content: Content = newest;
      try {
        if (content.values === null) await disk.remove(path);
        else await disk.replace(path, `${JSON.stringify(content.values, null, 2)}\n`);
      } catch (error) {
        deps.failed(path, error);
        return false;
      }
      if (newest === content) newest = null;
      deps.saved(path);
    }
    return true;
  };
  const start = (): Promise<void> => {
    cancelRetry();
    writing ??= writeNewest().then((done) => {
      writing = null;
      // Something may have been handed over since the last look.
      if (done && newest !== null) void start();
      else if (!done) cancelRetry = clock.after(deps.retryAfter(), () => void start());
    });
    return writing;
  };
  const hand = (content: Content): void => {
    if (!mayWrite) return;
    newest = content;
    void start();
  };

  return {
    read() {
      if (newest !== null)
        return newest.values === null ? { kind: 'missing' } : { kind: 'values', values: newest.values };
      const found = disk.read(path);
      mayWrite = found.kind !== 'unreadable' || found.keptAs !== null;
      return found;
    },
    write: (values) => hand({ values }),
    remove: () => hand({ values: null }),
    async flushed() {
      for (let tries = 0; newest !== null && tries < FLUSH_TRIES; tries += 1) {
        if (tries > 0) await wait(clock, RETRY_AFTER_MS[0]);
        await start();
      }
    },
  };
}

const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

const isFull = (code: string | null): boolean => code === 'ENOSPC' || code === 'EDQUOT';
const isForbidden = (code: string | null): boolean => ['EACCES', 'EPERM', 'EROFS'].includes(code ?? '');
