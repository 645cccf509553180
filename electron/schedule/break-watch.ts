/**
 * Reports when a scheduled break or meal comes, for the automation that prepares for it (docs/design.md §3.17). It
 * sets nothing itself.
 */
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel, Clock } from '../ports.js';
import { activityKey, type Activity } from './plan.js';
import type { Schedule } from './schedule.js';

export interface BreakWatchDeps {
  readonly clock: Clock;
  readonly schedule: Pick<Schedule, 'view' | 'onChange' | 'now'>;
  /** How many minutes before. Null: nobody wants it. */
  minutes(): number | null;
  /** When the current presence began, on the wall clock. Null: unknown. */
  presenceSince(): number | null;
  /** True: something was set. */
  act(): boolean;
}

export interface BreakWatch {
  /** Presence, routing status or rule changed. */
  look(): void;
  stop(): void;
}

const isBreak = ({ category, fullDay }: Activity): boolean => !fullDay && (category === 'Break' || category === 'Meal');

export function watchBreaks(deps: BreakWatchDeps): BreakWatch {
  const { clock, schedule } = deps;
  const timers = new TimerSet(clock);
  let cancel: Cancel = () => undefined;
  /** The break already prepared for. */
  let done: string | null = null;

  function look(): void {
    cancel();
    const minutes = deps.minutes();
    const { next, lack } = schedule.view();
    if (minutes === null || lack !== null || next === null || !isBreak(next)) return;
    const opensIn = next.from - minutes * 60_000 - schedule.now();
    if (opensIn > 0) {
      // A distant break is checked again when the schedule changes, or the one before it ends.
      cancel = timers.after(opensIn, look);
      return;
    }
    if (done === activityKey(next) || !beganBefore(-opensIn)) return;
    if (deps.act()) done = activityKey(next);
  }

  /** What the agent or somebody else has set since then takes precedence. */
  function beganBefore(ms: number): boolean {
    const since = deps.presenceSince();
    return since !== null && clock.now() - since > ms;
  }

  const unsubscribe = schedule.onChange(look);
  look();
  return {
    look,
    stop() {
      unsubscribe();
      timers.stop();
    },
  };
}
