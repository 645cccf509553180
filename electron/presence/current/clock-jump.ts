/**
 * Notices that the wall clock was set, by a person or by network time. Ends of timed presences and messages then move
 * with it. Sleep and daylight saving do not count: the clock here is milliseconds since the epoch.
 */
import type { Clock } from '../../ports.js';

/** Clocks drift by less than this. A bigger jump means that the clock was set. */
const JUMP_MS = 2_000;

export class ClockJump {
  readonly #clock: Clock;
  #base: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base = this.#now();
  }

  /** The milliseconds by which the clock was set forward since the last call. 0: not at all. */
  jump(): number {
    const jump = this.#now() - this.#base;
    this.#base += jump;
    return Math.abs(jump) > JUMP_MS ? jump : 0;
  }

  #now(): number {
    return this.#clock.now() - this.#clock.sinceBoot();
  }
}
