/** A day of the history: where it begins and ends, what happened in it, and its sums. Pure functions only. */
import type { SystemPresence } from '../genesys/system-presence.js';
import type { HistoryLine } from './history-line.js';
import { stretchesOf, type Stretch } from './stretches.js';

/** `2026-11-27`: a calendar day in this computer's time zone. */
export type DayDate = string;

const DAY_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface DayBounds {
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Exclusive. 23, 24 or 25 hours after `from`, because of daylight saving. */
  readonly to: number;
}

/**
 * When a day begins and ends. People who work at night may let it begin at another minute than midnight.
 * @param startMinutes minutes after midnight, 0 to 1,439
 * @returns null if the text is no calendar day
 */
export function dayBounds(date: DayDate, startMinutes: number): DayBounds | null {
  const match = DAY_DATE.exec(date);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = (days: number): Date => new Date(year, month - 1, day + days, 0, startMinutes);
  if (dateOf(new Date(year, month - 1, day, 12).getTime()) !== date) return null;
  return { from: at(0).getTime(), to: at(1).getTime() };
}

/** A moment's calendar date in this computer's time zone. */
export function dateOf(at: number): DayDate {
  const moment = new Date(at);
  const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
  return `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}

/** The day a moment belongs to, if days begin at `startMinutes`. */
export function dayOf(at: number, startMinutes: number): DayDate {
  const date = dateOf(at);
  const bounds = dayBounds(date, startMinutes);
  return bounds !== null && at < bounds.from ? neighbour(date, -1) : date;
}

/** The day `days` later, or earlier if negative. */
export function neighbour(date: DayDate, days: number): DayDate {
  const match = DAY_DATE.exec(date);
  if (match === null) return date;
  return dateOf(new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + days, 12).getTime());
}

export interface Day {
  readonly date: DayDate;
  readonly bounds: DayBounds;
  /** Without a gap, from the day's start to its end or to now. */
  readonly stretches: readonly Stretch[];
  /** Whether the last stretch goes on. */
  readonly open: boolean;
  readonly totals: DayTotals;
}

export interface PresenceTotal {
  readonly id: string;
  readonly label: string;
  readonly systemPresence: SystemPresence;
  readonly ms: number;
  /** How often it was entered on this day. */
  readonly times: number;
  readonly longestMs: number;
}

export interface DayTotals {
  /** Longest first. */
  readonly presences: readonly PresenceTotal[];
  readonly systemPresences: readonly { readonly systemPresence: SystemPresence; readonly ms: number }[];
  readonly unknownMs: number;
  /** The total in milliseconds, from the day's start to its end or to now. */
  readonly ms: number;
}

/** @param live the current run. Null: the app only reads */
export function dayFrom(
  date: DayDate,
  bounds: DayBounds,
  lines: readonly HistoryLine[],
  now: number,
  live: string | null,
): Day {
  const to = Math.max(bounds.from, Math.min(bounds.to, now));
  const stretches = stretchesOf(lines, {
    from: bounds.from,
    to,
    live: live === null ? null : { run: live, now },
  });
  return { date, bounds, stretches, open: now < bounds.to && stretches.length > 0, totals: totalsOf(stretches) };
}

export function totalsOf(stretches: readonly Stretch[]): DayTotals {
  const presences = new Map<string, PresenceTotal>();
  const systems = new Map<SystemPresence, number>();
  let unknownMs = 0;
  let all = 0;
  for (const { from, to, presence } of stretches) {
    const ms = to - from;
    all += ms;
    if (presence === null) {
      unknownMs += ms;
      continue;
    }
    const before = presences.get(presence.id);
    presences.set(presence.id, {
      ...presence,
      ms: (before?.ms ?? 0) + ms,
      times: (before?.times ?? 0) + 1,
      longestMs: Math.max(before?.longestMs ?? 0, ms),
    });
    systems.set(presence.systemPresence, (systems.get(presence.systemPresence) ?? 0) + ms);
  }
  return {
    presences: [...presences.values()].sort((a, b) => b.ms - a.ms),
    systemPresences: [...systems].map(([systemPresence, ms]) => ({ systemPresence, ms })).sort((a, b) => b.ms - a.ms),
    unknownMs,
    ms: all,
  };
}
