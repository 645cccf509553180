import * as v from 'valibot';

/**
 * The service's categories of planned activities; `Other` stands for one that nobody knows yet, and where there is no
 * code.
 */
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

/** Minutes before an activity of each category; null: no reminder. */
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

/** What one must not be late for; the rest whoever wants it switches on. */
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

/** @returns null where none is wanted, as for a category that nobody knows */
export const minutesBefore = (reminders: PlanReminders, category: ActivityCategory): number | null =>
  category === 'Other' ? null : reminders[category];
