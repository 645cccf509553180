import type { Clock } from '../../ports.js';

/**
 * Resolves as soon as `promise` is settled, however it went, and at the latest after `ms` milliseconds. True: it is
 * settled.
 */
export function settledWithin(clock: Clock, ms: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false));
    const settled = (): void => {
      cancel();
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
