/**
 * Reminds of the plan: before an activity begins, if the agent wants that, and once if it has begun and the agent is in
 * something else. Each reminder comes at most once, whatever happens to plan, clock and machine. It sets nothing
 * (docs/design.md §3.17).
 */
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel, Clock } from '../ports.js';
import { activityKey, type Activity, type Category } from './plan.js';
import type { Schedule } from './schedule.js';

/** After an activity begins, the presence may still change by itself for this long. */
export const SETTLES_MS = 2 * 60_000;
/** If we see an activity later than this after its begin, we do not ask about it. */
const LATE_MS = 10 * 60_000;
/** A regular check, because the clock can be set, and stands still while the machine sleeps. */
const LOOK_AT_LEAST_EVERY_MS = 15 * 60_000;
/** More than any plan has. */
const MOST_REMEMBERED = 200;

export type PlanReminder =
  | { readonly kind: 'soon'; readonly activity: Activity; readonly minutes: number }
  | { readonly kind: 'differs'; readonly activity: Activity };

export interface ReminderDeps {
  readonly clock: Clock;
  readonly schedule: Pick<Schedule, 'view' | 'onChange' | 'now'>;
  /** Minutes before an activity of this category. Null: no reminder. */
  minutesBefore(category: Category): number | null;
  /**
   * The agent's presence compared with the plan. `open`: they cannot be compared. `unknown`: we do not have the
   * service's last word, or a change is under way.
   */
  doing(activity: Activity): 'fits' | 'differs' | 'open' | 'unknown';
  /** In an interaction, as far as known. */
  isBusy(): boolean;
  /** The reminders already given, across restarts. */
  readonly memory: { read(): readonly string[]; write(told: readonly string[]): void };
  remind(reminder: PlanReminder): void;
}

export interface Reminders {
  /** Presence, settings or connection changed. */
  look(): void;
  stop(): void;
}

export function createReminders(deps: ReminderDeps): Reminders {
  const { schedule } = deps;
  const timers = new TimerSet(deps.clock);
  let told = [...deps.memory.read()];
  /** The activity whose begin was seen in time. It may be asked about later, after an interaction. */
  let watched: string | null = null;
  let cancel: Cancel = () => undefined;
  let stopped = false;

  const was = (kind: PlanReminder['kind'], activity: Activity): boolean => told.includes(nameOf(kind, activity));
  function keep(kind: PlanReminder['kind'], activity: Activity): void {
    told = [...told, nameOf(kind, activity)].slice(-MOST_REMEMBERED);
    deps.memory.write(told);
  }

  function lookAhead(next: Activity, now: number): void {
    const minutes = deps.minutesBefore(next.category);
    if (next.fullDay || minutes === null || now < next.from - minutes * 60_000 || was('soon', next)) return;
    const doing = deps.doing(next);
    // Unknown may still become known.
    if (doing === 'unknown') return;
    keep('soon', next);
    if (doing !== 'fits') deps.remind({ kind: 'soon', activity: next, minutes: Math.ceil((next.from - now) / 60_000) });
  }

  function lookBack(current: Activity, now: number): void {
    const key = activityKey(current);
    if (current.fullDay || was('differs', current)) return;
    if (watched !== key && now - current.from > LATE_MS) {
      keep('differs', current);
      return;
    }
    watched = key;
    if (now - current.from < SETTLES_MS) return;
    const doing = deps.doing(current);
    if (doing === 'unknown' || deps.isBusy()) return;
    keep('differs', current);
    if (doing === 'differs') deps.remind({ kind: 'differs', activity: current });
  }

  function look(): void {
    if (stopped) return;
    const now = schedule.now();
    const { current, next, lack } = schedule.view();
    if (lack === null) {
      if (next !== null) lookAhead(next, now);
      if (current !== null) lookBack(current, now);
    }
    cancel();
    cancel = timers.after(nextLook(now), look);
  }

  function nextLook(now: number): number {
    const { current, next } = schedule.view();
    const minutes = next === null ? null : deps.minutesBefore(next.category);
    const edges = [
      current === null ? null : current.from + SETTLES_MS,
      next === null || minutes === null ? null : next.from - minutes * 60_000,
      next?.from ?? null,
    ].filter((edge): edge is number => edge !== null && edge > now);
    return Math.min(...edges.map((edge) => edge - now), LOOK_AT_LEAST_EVERY_MS);
  }

  const unsubscribe = schedule.onChange(look);
  look();
  return {
    look,
    stop() {
      stopped = true;
      unsubscribe();
      timers.stop();
    },
  };
}

const nameOf = (kind: PlanReminder['kind'], activity: Activity): string => `${kind} ${activityKey(activity)}`;
