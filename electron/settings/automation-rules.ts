import * as v from 'valibot';
import { LONGEST_KEPT_MESSAGE } from './message-length.js';

/** What one automation sets. That it is not On Queue is checked where it acts: only there the definition behind the id is known. */
export const automationRuleSchema = v.object({
  definitionId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Goes with this presence alone; empty: the message stays as it is. */
  message: v.pipe(v.string(), v.maxLength(LONGEST_KEPT_MESSAGE)),
  /**
   * `ready`: only from presences in which nobody has said that they are elsewhere (a meal stays a meal when the screen locks). `any`: from every
   * presence. For quit both mean every presence.
   */
  from: v.optional(v.picklist(['ready', 'any']), 'ready'),
});
export type AutomationRule = v.InferOutput<typeof automationRuleSchema>;

/** The moments in which an automation may act (docs/design.md §3.9); null: it is off, as all are until the agent switches one on. */
export const automationsSchema = v.object({
  lock: v.nullable(automationRuleSchema),
  suspend: v.nullable(automationRuleSchema),
  quit: v.nullable(automationRuleSchema),
  start: v.nullable(automationRuleSchema),
});
export type Automations = v.InferOutput<typeof automationsSchema>;
export type AutomationTrigger = keyof Automations;

export const NO_AUTOMATIONS: Automations = { lock: null, suspend: null, quit: null, start: null };
