/** A day of the person's own presence: what was, what was planned, and its sums. */
import * as v from 'valibot';
import { systemPresenceSchema } from '../../genesys/system-presence.js';
import { changedBySchema, historyPresenceSchema } from '../../history/history-line.js';
import { changeResultSchema } from '../app-state.js';
import { plannedActivitySchema } from '../planned-activity.js';
import { invoke, object } from './channels.js';
import { nothing } from './parts.js';

const day = ['day'] as const;

/** Milliseconds since the epoch. */
const time = v.number();
/** A calendar date, `2026-11-27`. The answer says whether the day exists. */
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

const stretchSchema = v.object({
  from: time,
  to: time,
  /** Null: unknown. */
  presence: v.nullable(historyPresenceSchema),
  by: changedBySchema,
});
export type DayStretch = v.InferOutput<typeof stretchSchema>;

const totalSchema = v.object({
  id: v.string(),
  label: v.string(),
  systemPresence: systemPresenceSchema,
  ms: v.number(),
  /** How often it was entered. */
  times: v.number(),
  longestMs: v.number(),
  /** The agent's own limit for one stretch of it, in minutes. */
  limitMinutes: v.nullable(v.number()),
});
export type DayTotal = v.InferOutput<typeof totalSchema>;

const shownDaySchema = v.object({
  date: v.string(),
  from: time,
  to: time,
  stretches: v.array(stretchSchema),
  /** Whether the last stretch goes on. */
  open: v.boolean(),
  planned: v.array(plannedActivitySchema),
  totals: v.array(totalSchema),
  systemPresences: v.array(v.object({ systemPresence: systemPresenceSchema, ms: v.number() })),
  unknownMs: v.number(),
});
export type ShownDay = v.InferOutput<typeof shownDaySchema>;

export const dayChannels = {
  /** The days that can be shown. */
  'day:days': object(
    day,
    nothing,
    v.object({
      /** Newest first. Always includes today. */
      days: v.array(v.string()),
      today: v.string(),
      /** Whether a history is kept. `offByPolicy`: the organisation forbids it. */
      kept: v.picklist(['yes', 'off', 'offByPolicy', 'signedOut']),
      keptDays: v.number(),
      /** When a day begins, in minutes after midnight. */
      startsAtMinutes: v.number(),
      startLocked: v.boolean(),
      mayExport: v.boolean(),
    }),
  ),
  'day:shown': object(day, v.object({ date: v.nullable(date) }), v.object({ day: v.nullable(shownDaySchema) })),
  /** Asks for a place and writes the day there as CSV. `problem` is null if the person cancelled. */
  'day:export': invoke(day, v.object({ date }), changeResultSchema),
  'day:forget': invoke(day, v.object({ date: v.nullable(date) }), nothing),
  'day:setStart': invoke(
    day,
    v.object({ minutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)) }),
    changeResultSchema,
  ),
} as const;
