/**
 * The service's clock as seen from this machine. `since` must be right here even if the two differ by an hour. The
 * offset comes from the `Date` headers of answers, or without them from the dates of our own changes. A change of this
 * machine's clock is noticed at once.
 */
import type { Clock } from '../../ports.js';
import { ClockJump } from './clock-jump.js';

/** Below this difference both clocks count as equal: `Date` has whole seconds, and answers take time. */
const TOLERANCE_MS = 3000;
/** `Date` cuts off the fraction of the second. Half a second is the best guess. */
const CUT_OFF_MS = 500;

export class ServerClock {
  readonly #clock: Clock;
  readonly #clockJump: ClockJump;
  /** The service's clock minus this machine's, in milliseconds. */
  #offset = 0;
  #fromHeaders = false;
  #lastAnswerAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#clockJump = new ClockJump(clock);
  }

  /** Learns from a `Date` header. @param receivedAt this machine's wall clock when it arrived */
  heardDate(serverMs: number, receivedAt: number): void {
    this.#followClock();
    this.#fromHeaders = true;
    this.#lastAnswerAt = Math.max(this.#lastAnswerAt, receivedAt);
    this.#learn(serverMs + CUT_OFF_MS - receivedAt);
  }

  /** When the service last answered, on this machine's wall clock. 0: never. */
  get lastAnswerAt(): number {
    this.#followClock();
    return this.#lastAnswerAt;
  }

  /** Learns from the date of a change we just made. It counts only until a header is heard. */
  heardOwnChange(serverMs: number): void {
    this.#followClock();
    if (!this.#fromHeaders) this.#learn(serverMs - this.#clock.now());
  }

  /** Converts a time of the service's clock to this machine's. Never in the future. */
  toLocal(serverMs: number): number {
    return Math.min(this.toLocalAhead(serverMs), this.#clock.now());
  }

  /** Like `toLocal`, for times that lie ahead, such as an expiry. */
  toLocalAhead(serverMs: number): number {
    this.#followClock();
    return serverMs - this.#offset;
  }

  #followClock(): void {
    const jump = this.#clockJump.jump();
    this.#offset -= jump;
    if (this.#lastAnswerAt !== 0) this.#lastAnswerAt += jump;
  }

  #learn(offset: number): void {
    if (Math.abs(offset) < TOLERANCE_MS) this.#offset = 0;
    else if (Math.abs(offset - this.#offset) >= TOLERANCE_MS) this.#offset = offset;
  }
}
