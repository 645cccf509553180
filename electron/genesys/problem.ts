import * as v from 'valibot';

/** Why something failed, ready for display: a catalogue text `key` with `params`, and the service's own words. */
export const problemTextSchema = v.object({
  /** A key of the text catalogue (`error.*`). */
  key: v.string(),
  params: v.record(v.string(), v.string()),
  /** The service's own sentence, untranslated. */
  serviceMessage: v.nullable(v.string()),
  status: v.nullable(v.number()),
  code: v.nullable(v.string()),
  correlationId: v.nullable(v.string()),
  /** Whether trying again can help. */
  retryable: v.boolean(),
});
export type ProblemText = v.InferOutput<typeof problemTextSchema>;
