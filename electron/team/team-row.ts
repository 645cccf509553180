/** One person as the team window shows them. Times are milliseconds since the epoch on this machine's clock. */
import * as v from 'valibot';
import { ROUTING_STATUSES } from '../genesys/routing-status.js';
import type { ProblemText } from '../genesys/problem.js';
import { systemPresenceSchema } from '../genesys/system-presence.js';

const time = v.number();

export const teamPresenceSchema = v.object({
  id: v.string(),
  label: v.string(),
  systemPresence: systemPresenceSchema,
});
export type TeamPresence = v.InferOutput<typeof teamPresenceSchema>;

export const teamRowSchema = v.object({
  id: v.string(),
  /** Null: the service names none; the window has a word for that. */
  name: v.nullable(v.string()),
  department: v.nullable(v.string()),
  /**
   * `waiting`: not read yet. `unknown`: asked for and not told, because nobody has signed in yet, the person was
   * deleted, or the reading failed.
   */
  state: v.picklist(['waiting', 'known', 'unknown']),
  presence: v.nullable(teamPresenceSchema),
  since: v.nullable(time),
  message: v.nullable(v.string()),
  routing: v.nullable(v.picklist(ROUTING_STATUSES)),
  routingSince: v.nullable(time),
  outOfOffice: v.boolean(),
  /** Whether changes arrive by themselves; else the row is as old as `readAt`. */
  live: v.boolean(),
  readAt: v.nullable(time),
});
export type TeamRow = v.InferOutput<typeof teamRowSchema>;

/** How much of a team is known. */
export interface TeamStatus {
  /** `loading`: the list of people is still being read. */
  readonly phase: 'loading' | 'ready' | 'failed' | 'signedOut';
  /** Why the list, or some of its people, could not be read. */
  readonly problem: ProblemText | null;
  /** Why the routing status of some, and whether they are out of office, could not be read. */
  readonly routingProblem: ProblemText | null;
  readonly total: number;
  readonly waiting: number;
  readonly unknown: number;
  readonly live: number;
  /** When the person was read who was read longest ago, of those who are not live; null where all are. */
  readonly oldest: number | null;
  /** The list was longer than what is shown. */
  readonly more: boolean;
  /** Nobody is at the computer, so those who are not live are not read again (docs/design.md §3.7). */
  readonly paused: boolean;
}
