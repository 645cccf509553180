/**
 * The presence slices of the app's state: connection, definitions, presence, routing. Times are milliseconds since the
 * epoch on this machine's clock, unless a name says otherwise. The IPC contract checks these schemas, and the types
 * derive from them.
 */
import * as v from 'valibot';
import { problemTextSchema } from '../genesys/problem.js';
import { systemPresenceSchema } from '../genesys/system-presence.js';
import {
  messageLifetimeSchema,
  messagePresetSchema,
  type MessageLifetime,
  type MessagePreset,
} from '../settings/message-preset.js';

const time = v.number();

/**
 * `live`: events arrive. `polling`: WebSockets are blocked, so it reads every minute. `paused`: polling stopped because
 * nobody is there (docs/design.md §3.7).
 */
export const connectionViewSchema = v.object({
  kind: v.picklist(['none', 'connecting', 'live', 'polling', 'paused', 'lost']),
  /** When the shown presence was last known to be true. Null: it is now. */
  asOf: v.nullable(time),
  problem: v.nullable(problemTextSchema),
});
export type ConnectionView = v.InferOutput<typeof connectionViewSchema>;

export const definitionRefSchema = v.object({
  id: v.string(),
  label: v.string(),
  systemPresence: systemPresenceSchema,
  /** What tells it apart from others that read alike (definitions/apart.ts). Missing: its label is enough. */
  apart: v.optional(v.array(v.string())),
});
export type DefinitionRef = v.InferOutput<typeof definitionRefSchema>;

export const definitionViewSchema = v.object({
  ...definitionRefSchema.entries,
  primary: v.boolean(),
});
export type DefinitionView = v.InferOutput<typeof definitionViewSchema>;

export const presenceGroupSchema = v.object({
  systemPresence: systemPresenceSchema,
  /** The group's name in the reader's language: the primary definition's label. */
  label: v.string(),
  /** The name of the division the group belongs to. Null: the reader's own, or every division. */
  division: v.nullable(v.string()),
  /** Only what may be picked. Primary definitions first, then secondary ones by label. */
  definitions: v.array(definitionViewSchema),
});
export type PresenceGroup = v.InferOutput<typeof presenceGroupSchema>;

export const definitionsViewSchema = v.object({
  kind: v.picklist(['none', 'loading', 'ready', 'failed']),
  groups: v.array(presenceGroupSchema),
  /** The On Queue definition. Null: the person lacks its permission. */
  onQueue: v.nullable(definitionViewSchema),
  problem: v.nullable(problemTextSchema),
});
export type DefinitionsView = v.InferOutput<typeof definitionsViewSchema>;

export { messageLifetimeSchema, messagePresetSchema, type MessageLifetime, type MessagePreset };

export const currentPresenceSchema = v.object({
  definition: definitionRefSchema,
  /** False: the definition is deactivated, or the person may not pick it. */
  selectable: v.boolean(),
  /** Null: the service did not state it. */
  message: v.nullable(v.string()),
  /** The lifetime of a message set here. Null: set elsewhere, or there is none. */
  messageLifetime: v.nullable(messageLifetimeSchema),
  /** Start of this presence. Null: unknown. */
  since: v.nullable(time),
  /** `futurePresenceDefinition`: the presence after the interaction, when the agent leaves the queue. */
  future: v.nullable(definitionRefSchema),
});
export type CurrentPresenceView = v.InferOutput<typeof currentPresenceSchema>;

/** A pick on its way. It is shown as pending, never as done (docs/design.md §3.1). */
export const pendingPickSchema = v.object({
  pickId: v.number(),
  /** Null: only the message changes. */
  definition: v.nullable(definitionRefSchema),
  /** Null: the message stays. */
  message: v.nullable(v.string()),
  /**
   * `sending`: now. `waiting`: for network, rate limit, sign-in or the list of definitions. `asking`: On Queue needs a
   * person's word after a new sign-in.
   */
  step: v.picklist(['sending', 'waiting', 'asking']),
  waitingFor: v.nullable(v.picklist(['network', 'retry', 'signIn', 'confirmation', 'definitions'])),
  /** When it is dropped. */
  until: time,
});
export type PendingPick = v.InferOutput<typeof pendingPickSchema>;

/** A pick that failed. It stays until dismissed, retried or replaced. */
export const failedPickSchema = v.object({
  pickId: v.number(),
  definition: v.nullable(definitionRefSchema),
  message: v.nullable(v.string()),
  kind: v.picklist(['refused', 'notApplied', 'dropped']),
  problem: problemTextSchema,
});
export type FailedPick = v.InferOutput<typeof failedPickSchema>;

export const presenceViewSchema = v.object({
  /** Null until the service first said it. */
  current: v.nullable(currentPresenceSchema),
  pending: v.nullable(pendingPickSchema),
  failed: v.nullable(failedPickSchema),
  /**
   * The name of another source that decides, such as Teams or Zoom. `''`: its name is unknown. Null: Genesys Cloud
   * decides, or it is unknown.
   */
  otherSource: v.nullable(v.string()),
  /**
   * The offer to let Genesys Cloud decide again. `ask`: make it now. `quiet`: keep it in the menu only. `none`: it
   * already decides, or policy forbids the offer.
   */
  primaryOffer: v.picklist(['ask', 'quiet', 'none']),
  /** Where the On Queue switch leads when turned off. Null: it is off, or there is nowhere to go. */
  offQueueTo: v.nullable(definitionRefSchema),
  /** A presence set for a time (docs/design.md §3.11). */
  timed: v.nullable(v.object({ until: time, returnTo: definitionRefSchema })),
  /** The agent's own limit for the current presence, in minutes. */
  limitMinutes: v.nullable(v.number()),
  /** Out of office is active until this time. Null inside: no end. */
  outOfOffice: v.nullable(v.object({ until: v.nullable(time) })),
});
export type PresenceView = v.InferOutput<typeof presenceViewSchema>;

export const routingStatusSchema = v.picklist(['OFF_QUEUE', 'IDLE', 'INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING']);
export type RoutingStatusValue = v.InferOutput<typeof routingStatusSchema>;

export const routingViewSchema = v.object({
  status: v.nullable(routingStatusSchema),
  since: v.nullable(time),
  /** A change of the routing status is on its way. */
  pending: v.boolean(),
  problem: v.nullable(problemTextSchema),
});
export type RoutingView = v.InferOutput<typeof routingViewSchema>;
