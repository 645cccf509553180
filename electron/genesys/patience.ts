/** Waits where the service takes no more requests for now (docs/genesys-cloud.md §5). */
import type { Clock } from '../ports.js';
import { pause } from './bounded.js';
import { GenesysError } from './genesys-error.js';
import { askedWait } from './retry.js';

const MOST_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 2_000;

interface Patience {
  readonly clock: Clock;
  /** Ends the wait, which then rejects as `cancelled`. */
  readonly signal: AbortSignal;
  /** Somebody who is asked to wait longer is told so at once. In milliseconds. */
  readonly longestMs: number;
}

/**
 * Runs it again after a 429, once the service may be asked again: what came too early was not taken. The pause grows
 * where the service does not say how long.
 */
export async function patiently<T>({ clock, signal, longestMs }: Patience, run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof GenesysError) || error.status !== 429 || attempt >= MOST_ATTEMPTS) throw error;
      const wait = error.retryAfterMs === null ? FIRST_PAUSE_MS * 2 ** (attempt - 1) : askedWait(error);
      if (wait > longestMs) throw error;
      await pause(clock, wait, signal);
    }
  }
}
