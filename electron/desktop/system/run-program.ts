import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cancel, Clock } from '../../ports.js';
import type { RunProgram } from '../tray/tray-host.js';

/** No shell; what it prints is at most 64 KB, and it has five seconds. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000, maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });

/**
 * Gives every line a program prints until it is cancelled.
 * @param onEnd the program is not there, or ended by itself: it prints nothing any more
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
 * The same, but a program that ends by itself is started again: after a second, then after twice as long each time, a minute at most. `onEnd` is told
 * at each end.
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
