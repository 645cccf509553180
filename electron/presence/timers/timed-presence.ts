/**
 * A presence set for a time, and the return from it (docs/design.md §3.11, 3.12). It returns only while the timed
 * presence still stands, at most two minutes late, and never to On Queue by itself.
 */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';
import type { DefinitionRef } from '../presence-view.js';
import type { StoredTimed } from '../saved-presence.js';
import type { EarlierDefinition } from '../current/earlier-presence.js';
import { ClockJump } from '../current/clock-jump.js';
import { sameId } from '../../genesys/same-id.js';
import type { SourcePresence } from '../current/source-presence.js';

/** A return that is later than this is dropped. */
const TOO_LATE_AFTER_MS = 120_000;
/** How often the clocks are compared, and a return that must wait (another pick, no connection) is retried. */
const LOOK_EVERY_MS = 15_000;
/** After a longer sleep something may have been missed. */
const NAP_MS = 5000;
/** By this long after a sleep every part knows of it, even where the system does not report sleep (power.ts). */
const NOTICED_MS = 10_000;

export interface TimedDeps {
  readonly clock: Clock;
  save(timed: StoredTimed | null): void;
  presence(): SourcePresence | null;
  /** Whether a change can be sent and nothing else is under way. */
  isReady(): boolean;
  /** Whether the statement is certainly the service's last word. */
  isSure(): boolean;
  /** The time is over and the presence still stands. */
  onReturn(returnTo: EarlierDefinition): void;
  /** The time ended too long ago, and the presence still stands. */
  onTooLate(returnTo: EarlierDefinition): void;
  changed(): void;
}

export class TimedPresence {
  readonly #deps: TimedDeps;
  readonly #timers: TimerSet;
  #timed: StoredTimed | null;
  #timer: Cancel = () => undefined;
  readonly #clockJump: ClockJump;
  #asleep = false;
  /** The clock's total sleep at the last look. */
  #sleep: number;

  constructor(deps: TimedDeps, remembered: StoredTimed | null) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#timed = remembered;
    this.#clockJump = new ClockJump(deps.clock);
    this.#sleep = this.#slept();
    this.#schedule();
  }

  get value(): StoredTimed | null {
    return this.#timed;
  }

  /**
   * A pick of the person was confirmed.
   * @param before where the agent came from. Extending a timed presence keeps its return
   */
  applied(definition: DefinitionRef | null, forMs: number | null, before: EarlierDefinition | null): void {
    if (definition === null) return;
    this.#followClock();
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

  /** The service's last word. Another presence ends the time. */
  heard(presence: SourcePresence): void {
    if (this.#timed !== null && !sameId(this.#timed.definitionId, presence.definition.id)) this.#set(null);
  }

  cancel(): void {
    this.#set(null);
  }

  extend(ms: number): void {
    this.#followClock();
    if (this.#timed === null) return;
    this.#set({ ...this.#timed, until: Math.max(this.#timed.until, this.#deps.clock.now()) + ms });
  }

  /** The machine is about to sleep, so the last word may become outdated. */
  suspended(): void {
    this.#asleep = true;
  }

  /** Call this once the engine knows that it may have missed events. */
  resumed(): void {
    this.#asleep = false;
    this.#sleep = this.#slept();
    this.look();
  }

  /** Checks whether something is due, for example after reconnecting or waking. */
  look(): void {
    this.#followClock();
    this.#timer();
    const timed = this.#timed;
    if (timed === null) return;
    if (this.#asleep || this.#justWoke()) {
      this.#timer = this.#timers.after(NOTICED_MS, () => this.look());
      return;
    }
    const late = this.#deps.clock.now() - timed.until;
    if (late > TOO_LATE_AFTER_MS && this.#deps.isSure() && this.#stands(timed)) {
      this.#set(null);
      this.#deps.onTooLate(timed.returnTo);
    } else if (late >= 0 && late <= TOO_LATE_AFTER_MS && this.#deps.isReady() && this.#stands(timed)) {
      this.#set(null);
      this.#deps.onReturn(timed.returnTo);
    } else this.#schedule();
  }

  stop(): void {
    this.#timers.stop();
  }

  #stands(timed: StoredTimed): boolean {
    const presence = this.#deps.presence();
    return presence !== null && sameId(presence.definition.id, timed.definitionId);
  }

  /** As far as the clocks can tell. */
  #slept(): number {
    return this.#deps.clock.sinceBoot() - this.#deps.clock.monotonic();
  }

  #justWoke(): boolean {
    const before = this.#sleep;
    this.#sleep = this.#slept();
    return this.#sleep - before > NAP_MS;
  }

  /** The duration that was meant stays the same when somebody sets the clock. */
  #followClock(): void {
    const jump = this.#clockJump.jump();
    if (jump === 0 || this.#timed === null) return;
    this.#timed = { ...this.#timed, until: this.#timed.until + jump };
    this.#deps.save(this.#timed);
    this.#deps.changed();
  }

  #schedule(): void {
    this.#timer();
    if (this.#timed === null) return;
    const left = this.#timed.until - this.#deps.clock.now();
    this.#timer = this.#timers.after(left > 0 ? Math.min(left, LOOK_EVERY_MS) : LOOK_EVERY_MS / 5, () => this.look());
  }

  #set(timed: StoredTimed | null): void {
    if (timed === this.#timed) return;
    this.#timed = timed;
    this.#deps.save(timed);
    this.#schedule();
    this.#deps.changed();
  }
}
