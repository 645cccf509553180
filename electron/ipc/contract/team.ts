/** Other people's presences: who they are, what they are in, live, and changes for them. */
import * as v from 'valibot';
import { problemTextSchema } from '../../genesys/problem.js';
import { SYSTEM_PRESENCES } from '../../genesys/system-presence.js';
import { LONGEST_MESSAGE } from '../../settings/message-length.js';
import { limitMinutesSchema } from '../../settings/limit-minutes.js';
import { LONGEST_LIST_NAME, MOST_LIST_PEOPLE, teamThresholdsSchema } from '../../settings/team-lists.js';
import { personSourcesSchema, saidPresenceSchema } from '../../team/said-presence.js';
import { changeResultRowSchema } from '../../team/change-result.js';
import { teamPresenceSchema, teamRowSchema } from '../../team/team-row.js';
import { changeResultSchema } from '../app-state.js';
import { invoke, list, object } from './channels.js';
import { idSchema, nothing } from './parts.js';

export type { TeamRow } from '../../team/team-row.js';
export type { ChangeResultRow } from '../../team/change-result.js';
export type { PersonSources, SaidPresence } from '../../team/said-presence.js';

const team = ['team'] as const;

const personId = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const people = (most: number) => v.pipe(v.array(personId), v.minLength(1), v.maxLength(most));
/** Whose presences: `reports`, `team:ID`, `group:ID`, `queue:ID`, `list:ID`, `named:TEXT` (electron/team/people.ts). */
const choice = v.pipe(v.string(), v.regex(/^(reports|(team|group|queue|list|named):.{1,600})$/s));
const message = v.pipe(v.string(), v.maxLength(LONGEST_MESSAGE));
/** As many as a window ever has. */
const MOST_ROWS = 10_000;
/** No screen has more rows in sight. */
const MOST_IN_SIGHT = 400;

const listEntrySchema = v.object({
  /** As it is chosen: `team:ID`. */
  key: v.string(),
  kind: v.picklist(['team', 'group', 'queue', 'list']),
  name: v.string(),
  count: v.nullable(v.number()),
});
export type TeamListEntry = v.InferOutput<typeof listEntrySchema>;

const refusedListsSchema = v.object({
  kind: v.picklist(['team', 'group', 'queue']),
  problem: v.nullable(problemTextSchema),
  permission: v.nullable(v.string()),
});
export type TeamRefusedLists = v.InferOutput<typeof refusedListsSchema>;

const jobSchema = v.object({
  /** A new one for each change. */
  id: v.number(),
  kind: v.picklist(['set', 'undo']),
  /** What is set; null: the message alone. */
  presence: v.nullable(teamPresenceSchema),
  total: v.number(),
  done: v.number(),
  failed: v.number(),
  running: v.boolean(),
  undoUntil: v.nullable(v.number()),
  /** Why it could not be undone. */
  undoProblem: v.nullable(problemTextSchema),
});
export type TeamJob = v.InferOutput<typeof jobSchema>;

export const teamChannels = {
  /** What one can choose from, and what one may. */
  'team:choices': object(
    team,
    nothing,
    v.object({
      lists: v.array(listEntrySchema),
      refused: v.array(refusedListsSchema),
      loading: v.boolean(),
      /** Presence sources besides Genesys Cloud; empty where they may not be seen. */
      sources: v.array(v.object({ id: v.string(), name: v.string() })),
      /** The On Queue presence for others: who sets it need not be able to go On Queue. */
      onQueue: v.nullable(teamPresenceSchema),
      mayEdit: v.boolean(),
      mayViewPrimary: v.boolean(),
      mayEditPrimary: v.boolean(),
      mayFindByName: v.boolean(),
      mayExport: v.boolean(),
      thresholds: teamThresholdsSchema,
      /** Whom the app goes on watching with the window closed. */
      watched: v.array(v.string()),
    }),
  ),
  /**
   * The people of a choice, as `sourceId` says they are (null: Genesys Cloud). Opening it begins everything, ending it
   * ends everything.
   */
  'team:rows': list(team, v.object({ people: choice, sourceId: v.nullable(idSchema) }), teamRowSchema),
  /** How much of the opened list is known. */
  'team:status': object(
    team,
    nothing,
    v.object({
      phase: v.picklist(['loading', 'ready', 'failed', 'signedOut']),
      problem: v.nullable(problemTextSchema),
      routingProblem: v.nullable(problemTextSchema),
      total: v.number(),
      waiting: v.number(),
      unknown: v.number(),
      live: v.number(),
      oldest: v.nullable(v.number()),
      more: v.boolean(),
      paused: v.boolean(),
    }),
  ),
  'team:inSight': invoke(team, v.object({ ids: v.pipe(v.array(personId), v.maxLength(MOST_IN_SIGHT)) }), nothing),
  'team:readAgain': invoke(team, nothing, nothing),

  /**
   * Sets presence and message of these people; `message` null keeps theirs, `''` clears it. What comes of it is
   * `team:job` and `team:results`.
   */
  'team:set': invoke(
    team,
    v.pipe(
      v.object({
        ids: people(MOST_ROWS),
        definitionId: v.nullable(idSchema),
        message: v.nullable(message),
        /** The person's yes to the question of its own that On Queue has. */
        mayGoOnQueue: v.boolean(),
      }),
      v.check(({ definitionId, message: words }) => definitionId !== null || words !== null),
    ),
    changeResultSchema,
  ),
  'team:job': object(team, nothing, v.object({ job: v.nullable(jobSchema) })),
  'team:results': list(team, nothing, changeResultRowSchema),
  'team:tryAgain': invoke(team, nothing, nothing),
  'team:undo': invoke(team, nothing, nothing),
  /** Puts the results away; what is under way goes on no further. */
  'team:putAway': invoke(team, nothing, nothing),

  /** Goes on watching these people with the window closed, or no longer. */
  'team:watch': invoke(team, v.object({ ids: people(MOST_ROWS), on: v.boolean() }), changeResultSchema),
  'team:setThreshold': invoke(
    team,
    v.object({ systemPresence: v.picklist(SYSTEM_PRESENCES), minutes: v.nullable(limitMinutesSchema) }),
    changeResultSchema,
  ),
  /** A list of one's own; one of the same name is replaced. */
  'team:saveList': invoke(
    team,
    v.object({
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_LIST_NAME)),
      ids: people(MOST_LIST_PEOPLE),
    }),
    changeResultSchema,
  ),
  'team:deleteList': invoke(team, v.object({ id: idSchema }), changeResultSchema),
  /** Asks where to, and writes these people, in this order, as CSV. */
  'team:export': invoke(team, v.object({ ids: people(MOST_ROWS) }), changeResultSchema),

  /** Where a person's presence comes from. */
  'team:person': invoke(team, v.object({ id: personId }), personSourcesSchema),
  'team:setPrimary': invoke(
    team,
    v.object({ id: personId, sourceId: idSchema }),
    v.object({ problem: v.nullable(problemTextSchema) }),
  ),
  /** What a source of the organisation's own says of a person. */
  'team:customSource': invoke(
    team,
    v.object({ id: personId, sourceId: idSchema }),
    v.object({ presence: v.nullable(saidPresenceSchema), problem: v.nullable(problemTextSchema) }),
  ),
  'team:setCustomSource': invoke(
    team,
    v.object({ id: personId, sourceId: idSchema, definitionId: idSchema, message }),
    v.object({ problem: v.nullable(problemTextSchema) }),
  ),
} as const;
