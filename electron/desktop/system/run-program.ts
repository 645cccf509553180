import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cancel, Clock } from '../../ports.js';
import type { RunProgram } from '../tray/tray-host.js';

/** Uses no shell. Output is limited to 64 KB, and time to five seconds. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000, maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });

/**
 * Calls with every line a program prints, until cancelled.
 * @param onEnd the program does not exist or has ended, so it prints nothing more
 */
export type FollowProgram = (
  program: string,
  args: readonly string[],
  onLine: (line: string) => void,
  onEnd?: () => void,
) => Cancel;

export const followProgram: FollowProgram = (program, args, onLine, onEnd) => {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'ignore'], shell: false });
  const lines = createInterface({ input: child.stdout });
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    lines.close();
    onEnd?.();
  };
  child.on('error', end);
  child.on('close', end);
  lines.on('line', onLine);
  return () => {
    over = true;
    lines.close();
    child.kill();
  };
};

const FIRST_RESTART_AFTER_MS = 1_000;
const LAST_RESTART_AFTER_MS = 60_000;

/**
 * Likewise, but restarts a program that ends: after a second, then twice as long each time, up to a minute. `onEnd` is
 * called at each end.
 */
export const restarting =
  (follow: FollowProgram, clock: Clock): FollowProgram =>
  (program, args, onLine, onEnd) => {
    let wait = FIRST_RESTART_AFTER_MS;
    let over = false;
    let cancelRestart: Cancel = () => undefined;
    let stop: Cancel = () => undefined;
    const start = (): void => {
      const startedAt = clock.monotonic();
      stop = follow(program, args, onLine, () => {
        if (over) return;
        if (clock.monotonic() - startedAt >= LAST_RESTART_AFTER_MS) wait = FIRST_RESTART_AFTER_MS;
        cancelRestart = clock.after(wait, start);
        wait = Math.min(wait * 2, LAST_RESTART_AFTER_MS);
        onEnd?.();
      });
    };
    start();
    return () => {
      over = true;
      cancelRestart();
      stop();
    };
  };
