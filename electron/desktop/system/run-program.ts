import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Cancel } from '../../ports.js';
import type { RunProgram } from '../tray/tray-host.js';

/** No shell; what it prints is at most 64 KB, and it has five seconds. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000, maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });

/** Gives every line a program prints until it is cancelled. A program that is not there prints none. */
export type FollowProgram = (program: string, args: readonly string[], onLine: (line: string) => void) => Cancel;

export const followProgram: FollowProgram = (program, args, onLine) => {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'ignore'], shell: false });
  const lines = createInterface({ input: child.stdout });
  child.on('error', () => lines.close());
  lines.on('line', onLine);
  return () => {
    lines.close();
    child.kill();
  };
};
