/** Waiting that ends: by the clock, by the caller, or by itself. */
import type { Clock } from '../ports.js';
import { cancelledError, GenesysError } from './genesys-error.js';

/**
 * Runs what may take too long. The signal handed to it aborts as soon as the time is over or the caller gives up; the promise settles then,
 * whether what runs listens or not.
 */
export function bounded<T>(
  clock: Clock,
  limits: { timeoutMs: number; signal: AbortSignal | undefined; host: string },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal, host } = limits;
  if (signal?.aborted) return Promise.reject(cancelledError(false));
  const inner = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const stop = (error: GenesysError) => {
      tidy();
      reject(error);
      inner.abort(error);
    };
    const giveUp = () => {
      stop(cancelledError(true));
    };
    const cancelTimer = clock.after(timeoutMs, () => {
      stop(
        new GenesysError({
          kind: 'timeout',
          message: `No whole answer from ${host} within ${timeoutMs} ms`,
          params: { host },
          retryable: true,
          mayHaveArrived: true,
        }),
      );
    });
    const tidy = () => {
      cancelTimer();
      signal?.removeEventListener('abort', giveUp);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    run(inner.signal)
      .then(resolve, (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        // Whatever failed, an answer that is still coming in is not read any more; `net.fetch` ends it by the signal alone.
        inner.abort();
      })
      .finally(tidy);
  });
}

/** Waits `ms` milliseconds; rejects as `cancelled` where the caller gives up before. */
export function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.reject(cancelledError(false));
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      cancelTimer();
      reject(cancelledError(false));
    };
    const cancelTimer = clock.after(ms, () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    });
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
