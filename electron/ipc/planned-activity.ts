/** The plan as windows and tray show it. Times are milliseconds since the epoch on this machine's clock. */
import * as v from 'valibot';
import type { Texts } from '../../assets/locales/catalogue.js';
import { systemPresenceSchema } from '../genesys/system-presence.js';
import { definitionRefSchema } from '../presence/presence-view.js';
import { ACTIVITY_CATEGORIES } from '../settings/plan-reminders.js';

export const plannedActivitySchema = v.object({
  from: v.number(),
  to: v.number(),
  /** Null: its category names it. */
  name: v.nullable(v.string()),
  category: v.picklist(ACTIVITY_CATEGORIES),
  /** Time off for a whole day, without stated hours. */
  fullDay: v.boolean(),
  /** The presence to offer for it. Null: none. */
  presence: v.nullable(definitionRefSchema),
  /** The kind of presence that is meant, for glyph and colour. Null: unknown. */
  systemPresence: v.nullable(systemPresenceSchema),
});
export type PlannedActivity = v.InferOutput<typeof plannedActivitySchema>;

/** Null: no schedule is shown, because this person has none or may not read it. */
export const scheduleViewSchema = v.nullable(
  v.object({
    current: v.nullable(plannedActivitySchema),
    next: v.nullable(plannedActivitySchema),
    /** The service's own word, if it states one (docs/design.md §3.17). */
    adherence: v.nullable(v.picklist(['in', 'out'])),
    /** When the plan was last read, if it could not be read again since. Null: it is current. */
    asOf: v.nullable(v.number()),
  }),
);
export type ScheduleView = v.InferOutput<typeof scheduleViewSchema>;

export const activityName = ({ name, category }: Pick<PlannedActivity, 'name' | 'category'>, texts: Texts): string =>
  name ?? texts(`schedule.category.${category}`);
