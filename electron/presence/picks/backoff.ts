/**
 * When the next attempt may go out: after `Retry-After`, and after a pause that grows with each failure (docs/design.md
 * 3.6).
 */
import { GenesysError } from '../../genesys/error.js';
import type { Clock, Random } from '../../ports.js';

const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 15_000;

export class Backoff {
  readonly #clock: Clock;
  readonly #random: Random;
  /** No request of anyone before this moment. Both on the monotonic clock. */
  #pausedUntil = 0;
  #backoffUntil = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** How long the service still wants to be left alone, in milliseconds. */
  askedToWait(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.monotonic());
  }

  /** How long it is still closed, in milliseconds. */
  pausedFor(): number {
    return Math.max(0, Math.max(this.#pausedUntil, this.#backoffUntil) - this.#clock.monotonic());
  }

  /** What the service asked for; it holds for newer picks too. */
  retryAfter(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + ms);
  }

  /** Full jitter. @param failures how many there were, from 1 */
  backOff(failures: number): void {
    const bound = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    this.#backoffUntil = this.#clock.monotonic() + this.#random() * bound;
  }

  /** Another pick, or another reason to hope: the pause after failures ends, `Retry-After` does not. */
  reset(): void {
    this.#backoffUntil = 0;
  }
}

/**
 * What a failed change calls for. `noAnswer`: it may still land, or has, so it is not sent again, and the service's
 * word decides; also for an answer whose fields are nonsense: the connection is fine, and the same question would be
 * answered the same. `network`: also for half an answer or a web page in its place (a proxy's log-in); it may hide a
 * change that was made, so the presence is read again before anything is sent.
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
