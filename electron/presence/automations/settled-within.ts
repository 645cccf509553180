import type { Clock } from '../../ports.js';

/**
 * Resolves when `promise` settles, whether it succeeded or failed, or after `ms` milliseconds. True: it settled in
 * time.
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
