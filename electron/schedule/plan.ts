/**
 * Turns the service's answer into a plain list: in order, without empty activities, and without overlaps. Pure
 * functions only. Times are milliseconds since the epoch, on the service's clock.
 */
import { toTime } from '../genesys/models/shared.js';
import type { ActivityCode, AgentSchedules } from '../genesys/models/workforce.js';
import { ACTIVITY_CATEGORIES, type ActivityCategory } from '../settings/plan-reminders.js';
import { dayInZone } from './zone.js';

export type Category = ActivityCategory;

export interface Activity {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Null: it has none. */
  readonly codeId: string | null;
  /** The code's name. Null: its category names it. */
  readonly name: string | null;
  readonly category: Category;
  /** Definitions that the organisation has tied to the code. */
  readonly presenceIds: readonly string[];
  /** Time off for a whole day, without stated hours. */
  readonly fullDay: boolean;
}

/** In order, without overlaps. */
export type Plan = readonly Activity[];

const MINUTE_MS = 60_000;
/** No real activity of a shift is longer. */
const LONGEST_MINUTES = 7 * 24 * 60;

const byFolded = new Map(ACTIVITY_CATEGORIES.map((name) => [name.toLowerCase(), name]));
const toCategory = (text: string | null | undefined): Category =>
  byFolded.get((text ?? '').toLowerCase().replace(/[\s_-]/g, '')) ?? 'Other';

/** @param userId whose schedule it is. Other people's is left out */
export function planFrom(answer: AgentSchedules, codes: readonly ActivityCode[], userId: string): Plan {
  const byId = new Map(codes.map((code) => [code.id, code]));
  const activity = (from: number, to: number, codeId: string | null, fullDay: boolean): Activity => {
    const code = codeId === null ? undefined : byId.get(codeId);
    return {
      from,
      to,
      codeId,
      name: code?.name?.trim() || null,
      category: fullDay && code === undefined ? 'TimeOff' : toCategory(code?.category),
      presenceIds: code?.secondaryPresences?.map(({ id }) => id) ?? [],
      fullDay,
    };
  };
  const own = (answer.agentSchedules ?? []).filter(({ user }) => !user?.id || user.id === userId);
  const planned = own.flatMap(({ shifts, fullDayTimeOffMarkers }) => [
    ...(shifts ?? []).flatMap((shift) =>
      (shift.activities ?? []).flatMap(({ startDate, lengthMinutes, activityCodeId }) => {
        const from = toTime(startDate);
        if (from === null || lengthMinutes > LONGEST_MINUTES) return [];
        return [activity(from, from + lengthMinutes * MINUTE_MS, activityCodeId || null, false)];
      }),
    ),
    ...(fullDayTimeOffMarkers ?? []).flatMap(({ businessUnitDate, activityCodeId }) => {
      const day = dayInZone(businessUnitDate, answer.businessUnitTimeZone ?? null);
      return day === null ? [] : [activity(day.from, day.to, activityCodeId || null, true)];
    }),
  ]);
  return flatten(planned);
}

/**
 * Of several activities at one time the one that began last counts, like a meeting during work. If they began together,
 * the shorter one counts, or the later in the list. Neighbours with one code become one. What has no length is left
 * out.
 */
export function flatten(activities: readonly Activity[]): Plan {
  const edges = [...new Set(activities.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const begins = activities.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const plan: Activity[] = [];
  let active: readonly Activity[] = [];
  let next = 0;
  for (const [index, edge] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    active = active.filter(({ to }) => to > edge);
    for (let each = begins[next]; each !== undefined && each.from <= edge; each = begins[++next])
      active = [...active, each];
    const counts = active.reduce<Activity | null>((best, each) => (beats(each, best) ? each : best), null);
    if (counts === null) continue;
    const last = plan.at(-1);
    if (last !== undefined && last.to === edge && isSame(last, counts)) plan[plan.length - 1] = { ...last, to: end };
    else plan.push({ ...counts, from: edge, to: end });
  }
  return plan;
}

/** @param before begins no later, and comes earlier in the list if they begin together */
const beats = (activity: Activity, before: Activity | null): boolean =>
  before === null || activity.from > before.from || activity.to <= before.to;

const isSame = (a: Activity, b: Activity): boolean =>
  a.codeId === b.codeId && a.category === b.category && a.name === b.name && a.fullDay === b.fullDay;

export const activityAt = (plan: Plan, now: number): Activity | null =>
  plan.find(({ from, to }) => from <= now && now < to) ?? null;

export const activityAfter = (plan: Plan, now: number): Activity | null => plan.find(({ from }) => from > now) ?? null;

/** The activities in a time, or reaching into it. */
export const activitiesIn = (plan: Plan, from: number, to: number): Plan =>
  plan.filter((activity) => activity.from < to && activity.to > from);

/** Identifies a planned activity, even if the plan is read again. */
export const activityKey = ({ from, codeId, category }: Activity): string => `${from} ${codeId ?? category}`;
