/**
 * Keeps the app below the service's limit of 300 requests a minute per person and client (docs/genesys-cloud.md §5).
 * Requests over the limit wait in line; none is refused. Changes go before reads and have reserved places, so that a
 * large team view never delays a pick.
 */
import type { Cancel, Clock } from '../ports.js';
import { cancelledError } from './genesys-error.js';

export interface RateCeilingOptions {
  /** The most requests within the window. */
  readonly limit?: number;
  /** In milliseconds. One second more than the service's minute, because requests take different times to arrive. */
  readonly windowMs?: number;
  /** How many of them are reserved for changes. */
  readonly keptForChanges?: number;
}

export interface RateCeiling {
  /** Resolves when the request may go. Rejects as `cancelled` if the signal aborts while it waits. */
  pass(change: boolean, signal?: AbortSignal): Promise<void>;
}

interface Waiting {
  readonly change: boolean;
  readonly go: () => void;
}

export function createRateCeiling(clock: Clock, options: RateCeilingOptions = {}): RateCeiling {
  const { limit = 300, windowMs = 61_000, keptForChanges = 20 } = options;
  const sent: number[] = [];
  let waiting: Waiting[] = [];
  let timer: Cancel | null = null;

  const forgetOld = () => {
    const start = clock.monotonic() - windowMs;
    while (sent[0] !== undefined && sent[0] <= start) sent.shift();
  };

  const ceilingFor = (change: boolean) => (change ? limit : limit - keptForChanges);

  const drain = () => {
    timer?.();
    timer = null;
    forgetOld();
    for (;;) {
      const next = waiting.find((one) => one.change) ?? waiting[0];
      if (!next) return;
      if (sent.length >= ceilingFor(next.change)) break;
      waiting = waiting.filter((one) => one !== next);
      sent.push(clock.monotonic());
      next.go();
    }
    const oldest = sent[0];
    if (oldest !== undefined) timer = clock.after(Math.max(1, oldest + windowMs - clock.monotonic()), drain);
  };

  return {
    pass: (change, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(cancelledError(false));
          return;
        }
        const giveUp = () => {
          waiting = waiting.filter((one) => one !== entry);
          if (waiting.length === 0) {
            timer?.();
            timer = null;
          }
          reject(cancelledError(false));
        };
        const entry: Waiting = {
          change,
          go: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.push(entry);
        drain();
      }),
  };
}
