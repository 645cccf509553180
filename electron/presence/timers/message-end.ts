/** Clears a message whose time has ended, if it still stands. */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';

/**
 * How often a clearing that must wait (another pick, no connection) is retried. The look also notices a changed wall
 * clock.
 */
const LOOK_EVERY_MS = 15_000;

export interface MessageEndDeps {
  readonly clock: Clock;
  /** When the current message's time ends, on the wall clock. Null: it has no end. */
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
