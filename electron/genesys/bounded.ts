/** Waits that end: by themselves, by the clock, or by the caller. */
import type { Clock } from '../ports.js';
import { cancelledError, GenesysError } from './genesys-error.js';

/**
 * Runs something that may take too long. Its signal aborts when the time is up or the caller gives up. The promise then
 * settles, even if the code that runs ignores the signal.
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
        // Whatever failed, stop reading the answer. Only the signal ends a `net.fetch`.
        inner.abort();
      })
      .finally(tidy);
  });
}

/** Waits `ms` milliseconds. Rejects as `cancelled` if the caller gives up earlier. */
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
