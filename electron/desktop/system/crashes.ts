/**
 * What has crashed since the app started: logged at once, and counted for diagnostics. There are no memory dumps, since
 * they could hold a token.
 */
import type { Clock, Log } from '../../ports.js';

export interface CrashCount {
  /** A window's name, a kind of Chromium's child processes (`GPU`, `Utility`), or `main`. */
  readonly what: string;
  readonly times: number;
  /** Of the latest: Chromium's word (`crashed`, `killed`, `oom`), `unresponsive`, or the type of an uncaught error. */
  readonly reason: string;
  /** Null: no process ended. */
  readonly exitCode: number | null;
  /** When the latest happened, on the wall clock. */
  readonly at: number;
}

export interface Crashes {
  count(what: string, reason: string, exitCode: number | null): void;
  /** One entry per `what`, in the order of their first crash. */
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

/** The part of Node's `process` that we use. */
export interface ProcessPort {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (thrown: unknown) => void): unknown;
}

/** Logs uncaught errors with their stack. The app continues, because people rely on the tray icon. */
export function watchUncaughtErrors(process: ProcessPort, crashes: Crashes, log: Pick<Log, 'error'>): void {
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(kind, (thrown) => {
      crashes.count('main', kind, null);
      const { name, message, stack } = asError(thrown);
      log.error('an error that nobody caught', { kind, name, reason: message, stack });
    });
}

/** The part of Electron's `app` that we use. */
export interface ChildProcessesPort {
  on(
    event: 'child-process-gone',
    listener: (
      event: unknown,
      details: { type: string; reason: string; exitCode: number; serviceName?: string },
    ) => void,
  ): unknown;
}

/** Chromium restarts its helpers itself. Their end is still counted. */
export function watchChildProcesses(app: ChildProcessesPort, crashes: Crashes): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason === 'clean-exit') return;
    crashes.count(serviceName === undefined ? type : `${type} ${serviceName}`, reason, exitCode);
  });
}

/** Turns anything thrown into an error. Never throws. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  try {
    // A symbol has no JSON, so it is converted to text.
    return new Error(typeof thrown === 'symbol' ? thrown.toString() : JSON.stringify(thrown));
  } catch {
    return new Error('something that cannot be put into words');
  }
}
