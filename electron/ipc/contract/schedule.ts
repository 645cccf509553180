/**
 * The schedule in the settings: whether there is one, and when the person wants to be reminded. The app's state has the
 * plan itself.
 */
import * as v from 'valibot';
import { planRemindersSchema, reminderMinutesSchema } from '../../settings/plan-reminders.js';
import { changeResultSchema } from '../app-state.js';
import { invoke, object } from './channels.js';
import { nothing } from './parts.js';

const settings = ['settings'] as const;

export const scheduleChannels = {
  'schedule:status': object(
    settings,
    nothing,
    v.object({
      /** Why no schedule is shown. Null: it is shown. `unread`: not yet. */
      lack: v.nullable(v.picklist(['permission', 'scope', 'refused', 'noWorkforce', 'unread', 'failed'])),
      reminders: planRemindersSchema,
    }),
  ),
  /** Minutes before an activity of this category. Null: no reminder. */
  'schedule:setReminder': invoke(
    settings,
    v.object({ category: v.keyof(planRemindersSchema), minutes: reminderMinutesSchema }),
    changeResultSchema,
  ),
} as const;
