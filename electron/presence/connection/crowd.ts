/**
 * The manners of one client among thousands: it leaves the service alone as long as it asks for, finds out with few
 * requests whether an outage is over, and then takes its turn (test/bench/README.md).
 */
import { QUICK_TRIES } from '../../genesys/notification-channel.js';
import { askedWait, jittered } from '../../genesys/retry.js';
import type { Clock, Random } from '../../ports.js';
import { APART_MS } from './presence-reader.js';

/** The back-off period of an outage: the longest time between two requests that ask whether the service is back. */
export const BACK_OFF_MS = 90_000;
/**
 * So long after the last attempt that failed, everybody has read again. Nobody knows better when the outage ended.
 * After a short one it is twice as long as the outage was.
 */
const LAST_TURN_AFTER_MS = 2 * BACK_OFF_MS - APART_MS;

export class Crowd {
  readonly #clock: Clock;
  readonly #random: Random;
  // All times are on the monotonic clock.
  #quietUntil = 0;
  #unreachedSince = 0;
  /** The last attempt that failed. Null: there is no outage, or somebody has reason to believe that it is over. */
  #unreachedAt: number | null = null;
  #askAt = 0;
  /** Null: no turn is to be taken. */
  #lastTurnAt: number | null = null;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** How many milliseconds of `Retry-After` are left. */
  quietFor(): number {
    return Math.max(0, this.#quietUntil - this.#clock.monotonic());
  }

  /** A request failed, and the service may have asked to be left alone. */
  spare(error: unknown): void {
    this.#quietUntil = Math.max(this.#quietUntil, this.#clock.monotonic() + askedWait(error));
  }

  /**
   * No socket opens on a good channel. @param failures so many in a row
   * @returns whether to ask the service now if the outage is over
   */
  unreached(failures: number): boolean {
    const now = this.#clock.monotonic();
    const period = jittered(BACK_OFF_MS, this.#random);
    if (failures === 1) this.#unreachedSince = now;
    if (failures < QUICK_TRIES) return false;
    // The first time is a random part of a period. Otherwise all clients would ask in the same moments.
    if (failures === QUICK_TRIES) this.#askAt = now + period * this.#random();
    this.#unreachedAt = now;
    if (now < this.#askAt || this.quietFor() > 0) return false;
    this.#askAt = now + period;
    return true;
  }

  /** What follows concerns this computer alone. */
  forget(): void {
    this.#unreachedAt = null;
    this.#lastTurnAt = null;
  }

  /** Everything was read. */
  tookTurn(): void {
    this.#lastTurnAt = null;
  }

  /** Events arrive again. @returns whether to wait for one's turn before anything is read */
  isBack(): boolean {
    const last = this.#unreachedAt;
    this.#unreachedAt = null;
    if (last !== null) this.#lastTurnAt = last + Math.min(LAST_TURN_AFTER_MS, 2 * (last - this.#unreachedSince));
    return this.#lastTurnAt !== null;
  }

  /** In milliseconds: a random part of what is left. */
  untilTurn(): number {
    const quiet = this.quietFor();
    return quiet + this.#random() * Math.max(0, (this.#lastTurnAt ?? 0) - this.#clock.monotonic() - quiet);
  }
}
