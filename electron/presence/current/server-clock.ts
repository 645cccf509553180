/**
 * The service's clock as seen from this machine: `since` must be right here even where the two differ by an hour.
 * Learned from the `Date` headers of answers, or, where none come, from the dates of our own changes; where somebody
 * sets this machine's clock, it is known at once.
 */
import type { Clock } from '../../ports.js';
import { ClockJump } from './clock-jump.js';

/** Both clocks are taken as one while they differ by less: `Date` has whole seconds, and answers travel. */
const TOLERANCE_MS = 3000;
/** Halfway through the second that `Date` cuts off. */
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

  /** A `Date` header. @param receivedAt this machine's wall clock when it came */
  heardDate(serverMs: number, receivedAt: number): void {
    this.#followClock();
    this.#fromHeaders = true;
    this.#lastAnswerAt = Math.max(this.#lastAnswerAt, receivedAt);
    this.#learn(serverMs + CUT_OFF_MS - receivedAt);
  }

  /** When the service last answered, on this machine's wall clock; 0: not yet. */
  get lastAnswerAt(): number {
    this.#followClock();
    return this.#lastAnswerAt;
  }

  /** The date of a change that we made ourselves just now; counts only while no header was heard. */
  heardOwnChange(serverMs: number): void {
    this.#followClock();
    if (!this.#fromHeaders) this.#learn(serverMs - this.#clock.now());
  }

  /** A moment on the service's clock, on this machine's. Never in the future. */
  toLocal(serverMs: number): number {
    return Math.min(this.toLocalAhead(serverMs), this.#clock.now());
  }

  /** As `toLocal`, for what lies ahead: an expiry, an end. */
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
