/**
 * When the next attempt may go out: after `Retry-After`, and after a pause that grows with each failure (docs/design.md
 * §3.6).
 */
import { GenesysError } from '../../genesys/error.js';
import type { Clock, Random } from '../../ports.js';

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 15_000;

export class Backoff {
  readonly #clock: Clock;
  readonly #random: Random;
  /** Nobody sends a request before this time. Both are on the monotonic clock. */
  #pausedUntil = 0;
  #backoffUntil = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** How many milliseconds of `Retry-After` are left. */
  askedToWait(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.monotonic());
  }

  /** How many milliseconds no request may go out. */
  pausedFor(): number {
    return Math.max(0, Math.max(this.#pausedUntil, this.#backoffUntil) - this.#clock.monotonic());
  }

  /** Holds for newer picks too. */
  retryAfter(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms);
  }

  /** Uses full jitter. @param failures how many so far, from 1 */
  backOff(failures: number): void {
    const bound = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    this.#backoffUntil = this.#clock.monotonic() + this.#random() * bound;
  }

  /** A newer pick, or a sign that it may work again, ends the pause after failures but not `Retry-After`. */
  reset(): void {
    this.#backoffUntil = 0;
  }
}

/**
 * How to handle a failed change.
 * - `noAnswer`: it may have arrived or may still, so it is not sent again, and the service's word decides. This
 *   includes an answer with nonsense fields: the connection works, and asking again would bring the same answer.
 * - `network`: includes half an answer, or a web page in its place (a proxy's login). The change may have been made, so
 *   the presence is read again before anything is sent.
 */
export type Remedy = 'signIn' | 'noAnswer' | 'retry' | 'network' | 'none';

export function remedyFor(error: unknown): Remedy {
  if (!(error instanceof GenesysError)) return 'none';
  if (error.status === 401) return 'signIn';
  if (error.kind === 'timeout' || error.code === 'schema') return 'noAnswer';
  if (error.kind === 'http') return error.retryable ? 'retry' : 'none';
  const unread = (error.kind === 'badAnswer' || error.kind === 'tooLarge') && error.mayHaveArrived;
  return error.retryable || unread ? 'network' : 'none';
}
