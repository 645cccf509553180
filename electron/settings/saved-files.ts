/**
 * The app's own JSON files (settings, a person's data, what was put away). Reads are immediate. Writes happen in the
 * background, one at a time, and only the newest content. A failed write is retried. Meanwhile the app runs from
 * memory, and the person is told once.
 */
import type { Cancel, Clock, Log } from '../ports.js';
import { errorCode, jsonText, readJsonFile, removeFile, replaceFile, type JsonFileContent } from './json-file.js';
import { notice, type AppNotice } from './app-notice.js';

export interface SavedFile {
  /** What was written last, even if it is not on disk yet. Never throws. */
  read(): JsonFileContent;
  /** Replaces the whole content. A file that could be neither read nor put aside stays untouched. Never throws. */
  write(values: Readonly<Record<string, unknown>>): void;
  remove(): void;
  /** Resolves once the content is on disk, or cannot be written now. Never rejects. */
  flushed(): Promise<void>;
}

export interface SavedFiles {
  /**
   * The same path is the same file, however often it is opened.
   * @param disk what reads and writes this file alone. It counts where the file is opened for the first time
   */
  open(path: string, disk?: Disk): SavedFile;
  /**
   * For a file that somebody else writes, in the same folder (the log): where its disk is full or takes no writing at
   * all, the person is told as of the others, and earlier than by their first change.
   */
  watch(path: string): WatchedFile;
  /**
   * Before the quit. Resolves once all is on the disk, or could not be brought there in five seconds. Never rejects.
   */
  flushed(): Promise<void>;
}

export interface WatchedFile {
  refused(error: unknown): void;
  written(): void;
}

/** What is done on the disk: by the app itself, by electron-store for the settings, or by a test. */
export interface Disk {
  read(path: string): JsonFileContent;
  /** After a crash the file has the old content or the new one. Rejects with the file system's error. */
  replace(path: string, values: Readonly<Record<string, unknown>>): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface SavedFilesDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A file cannot be written. */
  tell(told: AppNotice): void;
  /** All files can be written again. */
  untell(id: string): void;
  readonly disk?: Disk;
}

/** Works in the background, on threads of Node's own. */
const ownDisk: Disk = {
  read: readJsonFile,
  replace: (path, values) => replaceFile(path, jsonText(values)),
  remove: removeFile,
};

/** The waits before each retry of a failed write. The last one repeats. */
const RETRY_AFTER_MS = [200, 1_000, 5_000, 30_000, 60_000] as const;
const LAST_RETRY_AFTER_MS = 60_000;
/** A virus scanner may hold a file for a moment, so the first failure is not reported. */
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
  const files = new Map<string, SavedFile>();
  /** Paths whose last write failed → failures in a row. */
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
    open(path, disk = deps.disk ?? ownDisk) {
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

/** What a file is to hold next. Null: it is to be deleted. */
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
  /** What is not on disk yet. */
  let newest: Content | null = null;
  let writing: Promise<void> | null = null;
  let cancelRetry: Cancel = () => undefined;

  /** True once nothing is waiting. */
  const writeNewest = async (): Promise<boolean> => {
    while (newest !== null) {
      const content: Content = newest;
      try {
        if (content.values === null) await disk.remove(path);
        else await disk.replace(path, content.values);
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
      // Something may have been added since the last check.
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
