import * as v from 'valibot';
import { LONGEST_KEPT_MESSAGE } from './message-length.js';

/**
 * What one automation sets. On Queue is refused later, where the rule acts, because only there the id's definition is
 * known.
 */
export const automationRuleSchema = v.object({
  definitionId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Goes with this presence only. Empty: the message stays. */
  message: v.pipe(v.string(), v.maxLength(LONGEST_KEPT_MESSAGE)),
  /**
   * `ready`: only from presences in which nobody has said they are away (a meal stays a meal when the screen locks).
   * `any`: from every presence. For quit both mean every presence.
   */
  from: v.optional(v.picklist(['ready', 'any']), 'ready'),
});
export type AutomationRule = v.InferOutput<typeof automationRuleSchema>;

/** A rule that acts after, or before, a number of minutes. */
export const timedAutomationRuleSchema = v.object({
  ...automationRuleSchema.entries,
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240)),
});
export type TimedAutomationRule = v.InferOutput<typeof timedAutomationRuleSchema>;

/** The moments at which an automation may act (docs/design.md §3.9). Null: off, the default for all. */
export const automationsSchema = v.object({
  lock: v.nullable(automationRuleSchema),
  suspend: v.nullable(automationRuleSchema),
  quit: v.nullable(automationRuleSchema),
  start: v.nullable(automationRuleSchema),
  /** After this many minutes without keyboard or mouse. */
  idle: v.optional(v.nullable(timedAutomationRuleSchema), null),
  /** This many minutes before a scheduled break or meal. */
  preBreak: v.optional(v.nullable(timedAutomationRuleSchema), null),
});
export type Automations = v.InferOutput<typeof automationsSchema>;
export type AutomationTrigger = keyof Automations;

export const TIMED_TRIGGERS = ['idle', 'preBreak'] as const satisfies readonly AutomationTrigger[];
export type TimedTrigger = (typeof TIMED_TRIGGERS)[number];
export const isTimed = (trigger: AutomationTrigger): trigger is TimedTrigger =>
  TIMED_TRIGGERS.some((each) => each === trigger);

export const NO_AUTOMATIONS: Automations = {
  lock: null,
  suspend: null,
  quit: null,
  start: null,
  idle: null,
  preBreak: null,
};
