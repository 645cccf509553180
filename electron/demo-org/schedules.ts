/** Everybody's plan, as in workforce management (docs/genesys-cloud.md §6). Times are milliseconds since the epoch. */
import { HOME_DIVISION } from './definition-seeds.js';
import { stableId } from './ids.js';
import type { Person } from './people.js';

export interface PlannedPart {
  readonly from: number;
  readonly minutes: number;
  /** A code's key, or an id without a code. Null: none. */
  readonly code: string | null;
  readonly description?: string;
}

export interface Shift {
  readonly id: string;
  readonly parts: readonly PlannedPart[];
}

/** Time off for a whole day. */
export interface FullDay {
  /** `2026-11-27`, in the business unit's time zone. */
  readonly date: string;
  readonly code: string | null;
}

export interface AgentPlan {
  readonly shifts: readonly Shift[];
  readonly fullDays: readonly FullDay[];
}

export interface ActivityCodeSeed {
  readonly key: string;
  readonly name: string | null;
  readonly category: string;
  /** Labels (en_US) of the definitions tied to it. */
  readonly presences: readonly string[];
}

/** The service's default codes have no localised name. The others are Northwind Care's own. */
export const ACTIVITY_CODES: readonly ActivityCodeSeed[] = [
  { key: 'onQueue', name: 'On Queue Work', category: 'OnQueueWork', presences: [] },
  { key: 'break', name: null, category: 'Break', presences: [] },
  { key: 'meal', name: null, category: 'Meal', presences: [] },
  { key: 'teamMeeting', name: 'Team meeting', category: 'Meeting', presences: ['Team meeting'] },
  { key: 'elearning', name: 'E-learning', category: 'Training', presences: ['E-learning'] },
  {
    key: 'backOffice',
    name: 'Back office',
    category: 'OffQueueWork',
    presences: ['Back office', 'Callback preparation'],
  },
  { key: 'vacation', name: 'Vacation', category: 'TimeOff', presences: [] },
];

export const activityCodeId = (key: string): string =>
  ACTIVITY_CODES.some((code) => code.key === key) ? stableId(`activity-code:${key}`) : key;

export const BUSINESS_UNIT = { id: stableId(`business-unit:${HOME_DIVISION.id}`), name: 'Customer care' } as const;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Pairs of minutes and code. */
type Pattern = readonly (readonly [minutes: number, code: string])[];

const DAY_SHIFT: Pattern = [
  [90, 'onQueue'],
  [15, 'break'],
  [120, 'onQueue'],
  [30, 'teamMeeting'],
  [30, 'onQueue'],
  [45, 'meal'],
  [150, 'onQueue'],
];
const NIGHT_SHIFT: Pattern = [
  [120, 'onQueue'],
  [15, 'break'],
  [90, 'onQueue'],
  [30, 'meal'],
  [225, 'onQueue'],
];

function shiftOf(from: number, pattern: Pattern): Shift {
  let at = from;
  const parts = pattern.map(([minutes, code]): PlannedPart => {
    const part = { from: at, minutes, code };
    at += minutes * MINUTE_MS;
    return part;
  });
  return { id: stableId(`shift:${from}`), parts };
}

/**
 * A week around now. Whoever looks at the demo is in the middle of a shift, with a meeting in less than an hour. The
 * day after is off. Hedy works at night, across midnight.
 */
export function seedPlan(person: Pick<Person, 'name'>, now: number): AgentPlan {
  if (person.name === 'Hedy Lamarr') {
    const shifts = days(-1, 6).map((day) => shiftOf(localDay(now, day).setHours(22, 0, 0, 0), NIGHT_SHIFT));
    return { shifts, fullDays: [] };
  }
  const begun = Math.floor(now / (15 * MINUTE_MS)) * 15 * MINUTE_MS - 3 * HOUR_MS;
  const shifts = days(-1, 6)
    .filter((day) => day !== 1)
    .map((day) => shiftOf(begun + day * DAY_MS, DAY_SHIFT));
  return { shifts, fullDays: [{ date: dateOf(localDay(now, 1)), code: 'vacation' }] };
}

const days = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
function localDay(now: number, days: number): Date {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day;
}
const dateOf = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
