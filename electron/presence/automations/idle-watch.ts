/**
 * Checks whether somebody uses keyboard or mouse, only as often as needed, and only while a rule wants to know
 * (docs/design.md §3.9).
 */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';

export interface IdleWatchDeps {
  readonly clock: Clock;
  /** Seconds since the last use of keyboard or mouse at this computer. Unknown: the desktop does not report it. */
  idleSeconds(): number | 'unknown';
  /** After how many minutes to report. Null: nobody wants to know. */
  minutes(): number | null;
  idle(): void;
  active(): void;
}

export interface IdleWatch {
  /** The rule changed. */
  look(): void;
  stop(): void;
}

/** How often to check whether somebody is back, since they wait for it. */
const BACK_EVERY_MS = 3_000;
/** What the desktop does not report now it may report later. */
const UNKNOWN_EVERY_MS = 60_000;

export function watchIdle(deps: IdleWatchDeps): IdleWatch {
  const timers = new TimerSet(deps.clock);
  let cancel: Cancel = () => undefined;
  /** The seconds last seen since we reported that nobody is there. Null: somebody is. */
  let idleFor: number | null = null;

  function back(): void {
    if (idleFor === null) return;
    idleFor = null;
    deps.active();
  }

  function look(): void {
    cancel();
    const minutes = deps.minutes();
    if (minutes === null) {
      back();
      return;
    }
    cancel = timers.after(next(minutes * 60), look);
  }

  /** Checks, and returns when to check again. */
  function next(limit: number): number {
    const seconds = deps.idleSeconds();
    // It proves neither that somebody left nor that they are back.
    if (seconds === 'unknown') return UNKNOWN_EVERY_MS;
    if (idleFor !== null) {
      const before = idleFor;
      idleFor = seconds;
      if (seconds < before) back();
      else return BACK_EVERY_MS;
    }
    if (seconds < limit) return (limit - seconds) * 1_000;
    idleFor = seconds;
    deps.idle();
    return BACK_EVERY_MS;
  }

  look();
  return { look, stop: () => timers.stop() };
}
