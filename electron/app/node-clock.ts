import { uptime } from 'node:os';
import type { Clock } from '../ports.js';

/** In Node, a timer longer than 2^31 ms fires at once. No timer here is that long, but a policy could ask for one. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Time as Node and Electron's main process have it. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // On Linux this is CLOCK_BOOTTIME, while `performance.now` is CLOCK_MONOTONIC. On macOS and Windows both include
  // sleep.
  sinceBoot: () => uptime() * 1000,
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
