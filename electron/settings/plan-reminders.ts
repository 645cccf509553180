import * as v from 'valibot';

/** The service's categories of planned activities. `Other`: an unknown category, or no code. */
export const ACTIVITY_CATEGORIES = [
  'OnQueueWork',
  'Break',
  'Meal',
  'Meeting',
  'Training',
  'OffQueueWork',
  'TimeOff',
  'Unavailable',
  'Other',
] as const;
export type ActivityCategory = (typeof ACTIVITY_CATEGORIES)[number];

export const reminderMinutesSchema = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)));

/** Minutes before an activity of each category. Null: no reminder. */
export const planRemindersSchema = v.object({
  OnQueueWork: reminderMinutesSchema,
  Break: reminderMinutesSchema,
  Meal: reminderMinutesSchema,
  Meeting: reminderMinutesSchema,
  Training: reminderMinutesSchema,
  OffQueueWork: reminderMinutesSchema,
  TimeOff: reminderMinutesSchema,
  Unavailable: reminderMinutesSchema,
});
export type PlanReminders = v.InferOutput<typeof planRemindersSchema>;
export type RemindedCategory = keyof PlanReminders;

/** By default for what one must not be late for. The rest is off. */
export const USUAL_PLAN_REMINDERS: PlanReminders = {
  OnQueueWork: null,
  Break: 2,
  Meal: 2,
  Meeting: 2,
  Training: null,
  OffQueueWork: null,
  TimeOff: null,
  Unavailable: null,
};

/** @returns null: none is wanted, or the category is unknown */
export const minutesBefore = (reminders: PlanReminders, category: ActivityCategory): number | null =>
  category === 'Other' ? null : reminders[category];
