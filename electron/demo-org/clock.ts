import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports.js';

/** The machine's own time. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The service's clock: the machine's, or off by what a test sets. */
export interface ServiceClock extends Clock {
  /** How far the service's clock is ahead of this machine's, in milliseconds. */
  offsetMs: number;
}

export function serviceClock(clock: Clock): ServiceClock {
  return {
    offsetMs: 0,
    now() {
      return clock.now() + this.offsetMs;
    },
    monotonic: () => clock.monotonic(),
    sinceBoot: () => clock.sinceBoot(),
    after: (ms, run) => clock.after(ms, run),
  };
}
