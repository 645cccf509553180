/**
 * A presence set for a time, and the return from it (design §3.11, §3.12). It returns only while the timed presence still stands, never
 * late by more than two minutes, and never to On Queue by itself.
 */
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel, Clock } from '../ports.js';
import type { DefinitionRef } from './app-state.js';
import type { StoredTimed } from './memory.js';
import { sameId, type PresenceStatement } from './statement.js';

/** So late a return is no longer made. In milliseconds, as all here. */
const TOO_LATE_AFTER = 120_000;
/** The clocks are compared so often, and a return that must wait (another pick, no connection) is looked at again. */
const LOOK_EVERY = 15_000;
/** Clocks drift; a jump beyond this was made by somebody. */
const JUMP = 2000;

export interface TimedDeps {
  readonly clock: Clock;
  save(timed: StoredTimed | null): void;
  statement(): PresenceStatement | null;
  /** Whether a change can be sent and nothing else is under way. */
  isReady(): boolean;
  /** The time is over and the presence still stands. */
  onReturn(returnTo: { readonly id: string; readonly label: string }): void;
  /** The time was over too long ago. */
  onTooLate(returnTo: { readonly id: string; readonly label: string }): void;
  changed(): void;
}

export class TimedPresence {
  readonly #deps: TimedDeps;
  readonly #timers: TimerSet;
  #timed: StoredTimed | null;
  #timer: Cancel = () => undefined;
  /** Wall clock minus monotonic clock; it moves when the clock is set, or in sleep. */
  #clockBase: number;
  #slept = false;

  constructor(deps: TimedDeps, remembered: StoredTimed | null) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#timed = remembered;
    this.#clockBase = deps.clock.now() - deps.clock.monotonic();
    this.#schedule();
  }

  get value(): StoredTimed | null {
    return this.#timed;
  }

  /** A pick of the person was confirmed. @param before where it came from; what a timed presence is extended from keeps its return */
  applied(definition: DefinitionRef | null, forMs: number | null, before: DefinitionRef | null): void {
    if (definition === null) return;
    if (forMs === null) {
      this.#set(null);
      return;
    }
    const returnTo =
      this.#timed !== null && sameId(this.#timed.definitionId, definition.id) ? this.#timed.returnTo : before;
    if (returnTo === null) return;
    const { id, label } = returnTo;
    this.#set({ definitionId: definition.id, until: this.#deps.clock.now() + forMs, returnTo: { id, label } });
  }

  /** The service's last word: another presence ends the time. */
  heard(statement: PresenceStatement): void {
    if (this.#timed !== null && !sameId(this.#timed.definitionId, statement.definition.id)) this.#set(null);
  }

  cancel(): void {
    this.#set(null);
  }

  extend(ms: number): void {
    if (this.#timed === null) return;
    this.#set({ ...this.#timed, until: Math.max(this.#timed.until, this.#deps.clock.now()) + ms });
  }

  /** The machine sleeps or slept: the clocks' difference is no setting of the clock. */
  slept(): void {
    this.#slept = true;
  }

  /** Looks whether something is due: connected again, woken. */
  look(): void {
    this.#followClock();
    this.#timer();
    const timed = this.#timed;
    if (timed === null) return;
    const late = this.#deps.clock.now() - timed.until;
    if (late > TOO_LATE_AFTER) {
      this.#set(null);
      this.#deps.onTooLate(timed.returnTo);
    } else if (late >= 0 && this.#deps.isReady() && this.#stands(timed)) {
      this.#set(null);
      this.#deps.onReturn(timed.returnTo);
    } else this.#schedule();
  }

  stop(): void {
    this.#timers.stop();
  }

  #stands(timed: StoredTimed): boolean {
    const statement = this.#deps.statement();
    return statement !== null && sameId(statement.definition.id, timed.definitionId);
  }

  /** Somebody set the clock while the machine was awake: the time that was meant is the one that passes. */
  #followClock(): void {
    const base = this.#deps.clock.now() - this.#deps.clock.monotonic();
    const jump = base - this.#clockBase;
    this.#clockBase = base;
    const set = Math.abs(jump) > JUMP && !this.#slept;
    this.#slept = false;
    if (set && this.#timed !== null) {
      this.#timed = { ...this.#timed, until: this.#timed.until + jump };
      this.#deps.save(this.#timed);
      this.#deps.changed();
    }
  }

  #schedule(): void {
    this.#timer();
    if (this.#timed === null) return;
    const left = this.#timed.until - this.#deps.clock.now();
    this.#timer = this.#timers.after(left > 0 ? Math.min(left, LOOK_EVERY) : LOOK_EVERY / 5, () => this.look());
  }

  #set(timed: StoredTimed | null): void {
    if (timed === this.#timed) return;
    if (timed !== null) this.#clockBase = this.#deps.clock.now() - this.#deps.clock.monotonic();
    this.#timed = timed;
    this.#deps.save(timed);
    this.#schedule();
    this.#deps.changed();
  }
}
