/** When a request is sent again, and when not (design §3.6). */
import type { Random } from '../ports.js';
import type { GenesysError } from './genesys-error.js';

/** Statuses that pass by themselves; 400, 403, 404 and 409 do not. */
export const isPassingStatus = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);

/** What `Retry-After` asks for, in milliseconds: seconds, or a date. Null where it says nothing sensible. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  if (!/[a-z]/i.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Attempts in all. */
export const MAX_ATTEMPTS = 5;
/** Longer than this nobody waits: a pick lives two minutes (design §3.6). In milliseconds. */
export const MAX_WAIT_MS = 120_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/**
 * How long to wait before the next attempt, in milliseconds; null where there is to be none. Full jitter: anything from nothing to a bound that doubles.
 * @param attempt how many attempts there were, from 1
 */
export function retryDelay(error: GenesysError, attempt: number, random: Random): number | null {
  if (!error.retryable || attempt >= MAX_ATTEMPTS) return null;
  const jitter = random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  if (error.retryAfterMs === null) return jitter;
  // A herd that was told the same time must not come back in the same moment.
  return error.retryAfterMs <= MAX_WAIT_MS ? error.retryAfterMs + random() * FIRST_DELAY_MS : null;
}
