/** What is planned, as windows and tray show it. Times are milliseconds since the epoch on this machine's clock. */
import * as v from 'valibot';
import type { Texts } from '../../assets/locales/catalogue.js';
import { systemPresenceSchema } from '../genesys/system-presence.js';
import { definitionRefSchema } from '../presence/presence-view.js';
import { ACTIVITY_CATEGORIES } from '../settings/plan-reminders.js';

export const plannedActivitySchema = v.object({
  from: v.number(),
  to: v.number(),
  /** Null: its category stands for it. */
  name: v.nullable(v.string()),
  category: v.picklist(ACTIVITY_CATEGORIES),
  /** Time off for a whole day, of which no hours are named. */
  fullDay: v.boolean(),
  /** What the person can be offered for it; null: nothing. */
  presence: v.nullable(definitionRefSchema),
  /** The kind of presence that is meant, for glyph and colour; null where nobody can say. */
  systemPresence: v.nullable(systemPresenceSchema),
});
export type PlannedActivity = v.InferOutput<typeof plannedActivitySchema>;

/** Null: nothing of a schedule is seen, since there is none for this person, or it may not be read. */
export const scheduleViewSchema = v.nullable(
  v.object({
    current: v.nullable(plannedActivitySchema),
    next: v.nullable(plannedActivitySchema),
    /** The service's own word, where it says one (docs/design.md §3.17). */
    adherence: v.nullable(v.picklist(['in', 'out'])),
    /** When the plan was last read, where it could not be read again since; null: it is the service's last word. */
    asOf: v.nullable(v.number()),
  }),
);
export type ScheduleView = v.InferOutput<typeof scheduleViewSchema>;

export const activityName = ({ name, category }: Pick<PlannedActivity, 'name' | 'category'>, texts: Texts): string =>
  name ?? texts(`schedule.category.${category}`);
