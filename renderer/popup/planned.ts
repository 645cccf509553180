/** Which single line the popup shows about the schedule. Pure functions only. */
import type { PlannedActivity, ScheduleView } from '../../electron/ipc/planned-activity.js';

/** What begins within this time is shown instead of what is going on. */
export const SOON_MS = 30 * 60_000;

export type PlannedLine =
  /** "Meal at 12:00, in 8 min". */
  | { readonly kind: 'soon'; readonly activity: PlannedActivity }
  /** "Scheduled: On Queue until 12:00". */
  | { readonly kind: 'now'; readonly activity: PlannedActivity }
  /** "On Queue at Thu 08:00". */
  | { readonly kind: 'later'; readonly activity: PlannedActivity }
  | { readonly kind: 'day'; readonly activity: PlannedActivity }
  | { readonly kind: 'nothing' };

export function plannedLine(
  { current, next }: Pick<NonNullable<ScheduleView>, 'current' | 'next'>,
  now: number,
): PlannedLine {
  if (next !== null && !next.fullDay && next.from - now <= SOON_MS) return { kind: 'soon', activity: next };
  if (current !== null) return { kind: current.fullDay ? 'day' : 'now', activity: current };
  return next === null || next.fullDay ? { kind: 'nothing' } : { kind: 'later', activity: next };
}

/** What the line offers: the presence that fits, if the person is in another kind of presence. */
export const offerOf = (line: PlannedLine, systemPresence: string | null): PlannedActivity['presence'] => {
  const offered = line.kind === 'soon' || line.kind === 'now' ? line.activity.presence : null;
  return offered !== null && offered.systemPresence !== systemPresence ? offered : null;
};
