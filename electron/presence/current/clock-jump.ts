/**
 * Notices that somebody set the wall clock, by hand or by the network's time: what was meant to last for a time is then
 * moved along with it. Sleep is no such thing, and neither is daylight saving: the wall clock here counts from the
 * epoch.
 */
import type { Clock } from '../../ports.js';

/** Clocks drift; a jump beyond this was made by somebody. In milliseconds. */
const JUMP_MS = 2_000;

export class ClockJump {
  readonly #clock: Clock;
  #base: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#base = this.#now();
  }

  /** By how many milliseconds the clock was set forward since this was last asked; 0: not at all. */
  jump(): number {
    const jump = this.#now() - this.#base;
    this.#base += jump;
    return Math.abs(jump) > JUMP_MS ? jump : 0;
  }

  #now(): number {
    return this.#clock.now() - this.#clock.sinceBoot();
  }
}
