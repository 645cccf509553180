/** What has crashed since the app was started: in the log when it happens, counted for diagnostics. No memory dumps: they could hold a token. */
import type { Clock, Log } from '../../ports.js';

export interface CrashCount {
  /** A window's name, a kind of Chromium's child processes (`GPU`, `Utility`), or `main`. */
  readonly what: string;
  readonly times: number;
  /** Of the last one: Chromium's own word (`crashed`, `killed`, `oom`), `unresponsive`, or the kind of an error that nobody caught. */
  readonly reason: string;
  /** Null where no process ended. */
  readonly exitCode: number | null;
  /** When the last one was, on the wall clock. */
  readonly at: number;
}

export interface Crashes {
  count(what: string, reason: string, exitCode: number | null): void;
  /** One entry for each `what`, in the order of their first crash. */
  counts(): readonly CrashCount[];
}

export function createCrashes(clock: Pick<Clock, 'now'>, log: Pick<Log, 'error'>): Crashes {
  const counted = new Map<string, CrashCount>();
  return {
    count(what, reason, exitCode) {
      const times = (counted.get(what)?.times ?? 0) + 1;
      counted.set(what, { what, times, reason, exitCode, at: clock.now() });
      log.error('crashed', { what, reason, exitCode, times });
    },
    counts: () => [...counted.values()],
  };
}

/** The part of Node's `process` that is used. */
export interface ProcessPort {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (thrown: unknown) => void): unknown;
}

/** Errors that nobody caught are in the log with their stack, and the app goes on: it is a tray icon that people rely on. */
export function watchUncaughtErrors(process: ProcessPort, crashes: Crashes, log: Pick<Log, 'error'>): void {
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(kind, (thrown) => {
      crashes.count('main', kind, null);
      const { name, message, stack } = asError(thrown);
      log.error('an error that nobody caught', { kind, name, reason: message, stack });
    });
}

/** The part of Electron's `app` that is used. */
export interface ChildProcessesPort {
  on(
    event: 'child-process-gone',
    listener: (
      event: unknown,
      details: { type: string; reason: string; exitCode: number; serviceName?: string },
    ) => void,
  ): unknown;
}

/** Chromium starts its own helpers again by itself; that they ended is counted all the same. */
export function watchChildProcesses(app: ChildProcessesPort, crashes: Crashes): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason === 'clean-exit') return;
    crashes.count(serviceName === undefined ? type : `${type} ${serviceName}`, reason, exitCode);
  });
}

/** What somebody threw, which may be anything, as an error. Never throws. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  try {
    // What cannot be put into JSON at all (a symbol) is put into words as it is.
    return new Error(typeof thrown === 'symbol' ? thrown.toString() : JSON.stringify(thrown));
  } catch {
    return new Error('something that cannot be put into words');
  }
}
