/** Looks whether somebody uses keyboard or mouse, no oftener than needed, and only while a rule wants to know (docs/design.md §3.9). */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';

export interface IdleWatchDeps {
  readonly clock: Clock;
  /** Seconds since keyboard or mouse were last used, at this computer; unknown where the desktop does not tell. */
  idleSeconds(): number | 'unknown';
  /** After so many minutes; null: nobody wants to know. */
  minutes(): number | null;
  idle(): void;
  active(): void;
}

export interface IdleWatch {
  /** The rule changed. */
  look(): void;
  stop(): void;
}

/** How often it is looked whether somebody is back, in milliseconds: they wait for it. */
const BACK_EVERY_MS = 3_000;
/** What the desktop does not tell now it may tell later. */
const UNKNOWN_EVERY_MS = 60_000;

export function watchIdle(deps: IdleWatchDeps): IdleWatch {
  const timers = new TimerSet(deps.clock);
  let cancel: Cancel = () => undefined;
  /** The seconds seen last, since it was said that nobody is there; null: somebody is. */
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

  /** Looks, and says when to look again. */
  function next(limit: number): number {
    const seconds = deps.idleSeconds();
    // Nothing is concluded from it: neither that somebody went, nor that they are back.
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
