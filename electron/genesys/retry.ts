/** Decides when a request is sent again (docs/design.md §3.6). */
import type { Random } from '../ports.js';
import { GenesysError } from './genesys-error.js';

/** Statuses that pass by themselves. 400, 403, 404 and 409 do not. */
export const isPassingStatus = (status: number): boolean =>
  status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);

/**
 * The longest wait we accept, whatever the service asks for. A header that is wrong by a factor of a thousand must not
 * end the day.
 */
export const LONGEST_ASKED_WAIT_MS = 600_000;
/** More than a day can only be a mistake. */
const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60_000;

const SECONDS = /^(\d+(?:\.\d+)?)\s*(?:s|sec|seconds?)?$/i;
/** The three forms of an HTTP date (RFC 9110 §5.6.7), and ISO 8601. */
const DATE = /^(?:[a-z]{3,9},? [\w -]+ \d{2}:\d{2}:\d{2}\b.*|\d{4}-\d{2}-\d{2}T.+)$/i;
const NAMES_ZONE = /(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i;

/**
 * The wait that `Retry-After` asks for as seconds or as a date, in milliseconds, at most a day. Null: it says nothing
 * sensible.
 * @param now the service's time when it answered
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  // Two headers arrive joined as one.
  const seconds = SECONDS.exec(text) ?? SECONDS.exec(text.split(',')[0] ?? '');
  const ms = seconds ? Number(seconds[1]) * 1000 : DATE.test(text) ? Date.parse(zoned(text)) - now : NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, Math.ceil(ms)), LONGEST_RETRY_AFTER_MS);
}

/** The oldest form of an HTTP date names no zone and means GMT. */
const zoned = (date: string): string => (NAMES_ZONE.test(date) ? date : /^\d/.test(date) ? `${date}Z` : `${date} GMT`);

/** The same may succeed later, without anybody's doing. */
export const mayPass = (error: unknown): boolean =>
  error instanceof GenesysError && (error.retryable || error.kind === 'timeout');

/**
 * A change that failed like this may have taken effect all the same: its answer was lost or says nothing, or a gateway
 * gave up before the service did.
 */
export const mayHaveTakenEffect = (error: unknown): error is GenesysError =>
  error instanceof GenesysError &&
  (error.mayHaveArrived || error.kind === 'timeout' || (error.kind === 'http' && (error.status ?? 0) >= 500));

/** How long the service asked to be left alone, in milliseconds: at most ten minutes, and 0 if it did not ask. */
export const askedWait = (error: unknown): number =>
  error instanceof GenesysError ? Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_WAIT_MS) : 0;

/** Between half of it and all of it. */
export const jittered = (whole: number, random: Random): number => whole * (0.5 + random() / 2);

/**
 * The wait before something is read again after it failed, in milliseconds: as long as the service asks for, else it
 * doubles, with jitter.
 * @param failures how many so far, from 1
 */
export const growingPause = (
  error: unknown,
  failures: number,
  { first, longest, random }: { readonly first: number; readonly longest: number; readonly random: Random },
): number => Math.max(askedWait(error), jittered(Math.min(longest, first * 2 ** (failures - 1)), random));

/** Includes the first attempt. */
export const MAX_ATTEMPTS = 5;
/** No wait is longer than a pick lives (docs/design.md §3.6). */
export const MAX_WAIT_MS = 120_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/**
 * The wait before the next attempt, in milliseconds. Null: there is none. It uses full jitter: a random part of a bound
 * that doubles.
 * @param attempt how many attempts were made, from 1
 */
export function retryDelay(error: GenesysError, attempt: number, random: Random): number | null {
  if (!error.retryable || attempt >= MAX_ATTEMPTS) return null;
  const jitter = random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  const asked = error.retryAfterMs ?? 0;
  // Jitter spreads clients that were all told the same time.
  return asked <= MAX_WAIT_MS ? asked + jitter : null;
}
