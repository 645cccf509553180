import { execFile } from 'node:child_process';
import type { RunProgram } from './tray-host.js';

/** No shell; what it prints is at most 64 KB, and it has five seconds. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000, maxBuffer: 64 * 1024, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });
