/** When a request is sent again, and when not (docs/design.md §3.6). */
import type { Random } from '../ports.js';
import { GenesysError } from './genesys-error.js';

/** Statuses that pass by themselves; 400, 403, 404 and 409 do not. */
export const isPassingStatus = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);

/** Whatever the service asks for, it is asked again after so long: a header that is wrong by a factor of a thousand must not end the day. */
export const LONGEST_ASKED_WAIT_MS = 600_000;
/** More than a day is no time to come back, but a mistake. */
const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60_000;

const SECONDS = /^(\d+(?:\.\d+)?)\s*(?:s|sec|seconds?)?$/i;
/** The three forms of an HTTP date (RFC 9110 §5.6.7), and ISO 8601. */
const DATE = /^(?:[a-z]{3,9},? [\w -]+ \d{2}:\d{2}:\d{2}\b.*|\d{4}-\d{2}-\d{2}T.+)$/i;
const NAMES_ZONE = /(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i;

/**
 * What `Retry-After` asks for, in milliseconds, a day at most: seconds, or a date. Null where it says nothing sensible.
 * @param now the service's time when it said so
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  // Two headers arrive as one.
  const seconds = SECONDS.exec(text) ?? SECONDS.exec(text.split(',')[0] ?? '');
  const ms = seconds ? Number(seconds[1]) * 1000 : DATE.test(text) ? Date.parse(zoned(text)) - now : NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, Math.ceil(ms)), LONGEST_RETRY_AFTER_MS);
}

/** The oldest form of an HTTP date names no zone, and means GMT. */
const zoned = (date: string): string => (NAMES_ZONE.test(date) ? date : /^\d/.test(date) ? `${date}Z` : `${date} GMT`);

/** How long to leave the service alone because it asked for that, in milliseconds: ten minutes at most, 0 where it asked for nothing. */
export const askedWait = (error: unknown): number =>
  error instanceof GenesysError ? Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_WAIT_MS) : 0;

/** Attempts in all. */
export const MAX_ATTEMPTS = 5;
/** Longer than this nobody waits: a pick lives two minutes (docs/design.md §3.6). In milliseconds. */
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
  const asked = error.retryAfterMs ?? 0;
  // A herd that was told the same time must not come back in the same moment.
  return asked <= MAX_WAIT_MS ? asked + jitter : null;
}
