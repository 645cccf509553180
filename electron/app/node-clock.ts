import { uptime } from 'node:os';
import type { Clock } from '../ports.js';

/** Timers longer than 2^31 ms fire at once in Node; no timer here is that long, but a policy could ask for one. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Time as Node and Electron's main process have it. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // Linux: CLOCK_BOOTTIME, while `performance.now` is CLOCK_MONOTONIC. macOS and Windows count their sleep in both.
  sinceBoot: () => uptime() * 1000,
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};
