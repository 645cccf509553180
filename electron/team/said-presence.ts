/** What the sources of a person's presence say, and which one decides (person-sources.ts). */
import * as v from 'valibot';
import { problemTextSchema } from '../genesys/problem.js';
import { systemPresenceSchema } from '../genesys/system-presence.js';

export const saidPresenceSchema = v.object({
  definitionId: v.string(),
  label: v.string(),
  systemPresence: systemPresenceSchema,
  message: v.nullable(v.string()),
  since: v.nullable(v.number()),
});
export type SaidPresence = v.InferOutput<typeof saidPresenceSchema>;

export const personSourcesSchema = v.object({
  /** The source that decides; null where that may not be read. */
  primary: v.nullable(v.string()),
  primaryProblem: v.nullable(problemTextSchema),
  sources: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      /** Null: it says nothing of this person. */
      presence: v.nullable(saidPresenceSchema),
      /** Why it could not be read. */
      problem: v.nullable(problemTextSchema),
    }),
  ),
  sourcesProblem: v.nullable(problemTextSchema),
});
export type PersonSources = v.InferOutput<typeof personSourcesSchema>;
