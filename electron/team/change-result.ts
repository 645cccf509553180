/** What became of a change for one person (set-for-others.ts). */
import * as v from 'valibot';
import { problemTextSchema } from '../genesys/problem.js';

/**
 * `later`: taken, and comes true after the person's interaction. `notApplied`: answered as if done, and yet they have
 * something else.
 */
export const changeOutcomeSchema = v.picklist(['waiting', 'set', 'later', 'refused', 'notApplied', 'left']);
export type ChangeOutcome = v.InferOutput<typeof changeOutcomeSchema>;

export const changeResultRowSchema = v.object({
  /** The person's id. */
  id: v.string(),
  name: v.nullable(v.string()),
  outcome: changeOutcomeSchema,
  problem: v.nullable(problemTextSchema),
});
export type ChangeResultRow = v.InferOutput<typeof changeResultRowSchema>;
