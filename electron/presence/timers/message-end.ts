/** Clears a message whose time is over, if it still stands. */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';

/**
 * A clearing that must wait (another pick, no connection) is looked at again so often; also follows the wall clock. In
 * milliseconds.
 */
const LOOK_EVERY_MS = 15_000;

export interface MessageEndDeps {
  readonly clock: Clock;
  /** When the current message's time is over, on the wall clock; null: it has no such time. */
  end(): number | null;
  isReady(): boolean;
  clear(): void;
}

export class MessageEnd {
  readonly #deps: MessageEndDeps;
  readonly #timers: TimerSet;
  #timer: Cancel = () => undefined;

  constructor(deps: MessageEndDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
  }

  look(): void {
    this.#timer();
    const end = this.#deps.end();
    if (end === null) return;
    const left = end - this.#deps.clock.now();
    if (left <= 0 && this.#deps.isReady()) this.#deps.clear();
    else this.#timer = this.#timers.after(left > 0 ? Math.min(left, LOOK_EVERY_MS) : LOOK_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.#timers.stop();
  }
}
