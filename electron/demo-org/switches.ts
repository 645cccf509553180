import * as v from 'valibot';

/**
 * Switches for behaviour of the service that public sources leave open, and for what differs between organisations.
 * Tests turn them, so that the app works either way.
 */
export const switchesSchema = v.object({
  /** Lifetime of an access token. The vendor recommends 18 h for agents. */
  tokenSeconds: v.pipe(v.number(), v.minValue(1)),
  /** Public clients usually get no refresh token. */
  refreshTokens: v.boolean(),
  /** A refresh token works once and returns its successor. */
  refreshTokensRotate: v.boolean(),
  /** The organisation's inactivity timeout. Null: none. With a timeout there are no refresh tokens. */
  idleTimeoutSeconds: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** A token's end puts its person Offline. (An idle token always does.) */
  expirySetsOffline: v.boolean(),
  /**
   * The organisation's administrator has not approved the app. Everyone without `oauth:client:authorize` is sent back
   * with an error.
   */
  approvalMissing: v.boolean(),
  /** The OAuth client's scopes. Null: all it needs. A call outside of them is a 403. */
  scopes: v.nullable(v.array(v.string())),
  /** Requests per minute, person and client. Null: no limit. */
  rateLimitPerMinute: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** A PATCH with both applies only this one. */
  patchHonoursOnlyOne: v.union([v.literal(false), v.picklist(['presenceDefinition', 'message'])]),
  /** False: a PATCH is answered with 200, but the presence does not change. */
  patchSticks: v.boolean(),
  /** What a PATCH of the PURECLOUD presence does while another source is primary. */
  otherSourcePrimary: v.picklist(['taken', 'refused', 'ignored']),
  /** A message alone restarts the time of the presence. */
  messageMovesModifiedDate: v.boolean(),
  /** Presence events lack `modifiedDate`, as in the vendor's guide. */
  eventsOmitModifiedDate: v.boolean(),
  /**
   * How a definition for every division says so. The vendor's terraform provider reads `*`, and older answers have
   * none.
   */
  everyDivision: v.picklist(['*', 'null', 'missing']),
  /** The new definitions need the permission, even those for every division. */
  definitionsNeedPermission: v.boolean(),
  /**
   * Workforce management. `planned`: agents have a schedule. `empty`: nothing is planned. `noPermission`: nobody has
   * the permission. `forbidden`: it refuses anyway (403). `notFound`: the person is in no management unit (404).
   */
  schedule: v.picklist(['planned', 'empty', 'noPermission', 'forbidden', 'notFound']),
  /** Whether agents may listen to their own adherence. */
  adherenceTopic: v.boolean(),
  /** How long a new definition is not found, in milliseconds. The vendor's terraform provider waits for it. */
  definitionAppearsAfterMs: v.pipe(v.number(), v.minValue(0)),
  /** A longer label is refused. Null: no limit. The vendor documents none. */
  longestLabel: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** Every how manieth person's `activity` may not be subscribed to; null: everyone's may. */
  activityRefusedEvery: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Every how manieth person is missing in bulk answers; null: nobody is. */
  bulkLeavesOutEvery: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What a bulk change does where one of its people cannot be changed: refuses all, or leaves that one out. */
  bulkWrite: v.picklist(['whole', 'partial']),
  /** People, by id, mail address or name, whose presence nobody but themselves can change: 409. */
  lockedPeople: v.array(v.string()),
});
export type Switches = v.InferOutput<typeof switchesSchema>;

export const DEFAULT_SWITCHES: Switches = {
  tokenSeconds: 64_800,
  refreshTokens: false,
  refreshTokensRotate: true,
  idleTimeoutSeconds: null,
  expirySetsOffline: false,
  approvalMissing: false,
  scopes: null,
  rateLimitPerMinute: 300,
  patchHonoursOnlyOne: false,
  patchSticks: true,
  otherSourcePrimary: 'taken',
  messageMovesModifiedDate: false,
  eventsOmitModifiedDate: false,
  everyDivision: '*',
  definitionsNeedPermission: false,
  schedule: 'planned',
  adherenceTopic: true,
  definitionAppearsAfterMs: 0,
  longestLabel: null,
  activityRefusedEvery: null,
  bulkLeavesOutEvery: null,
  bulkWrite: 'whole',
  lockedPeople: [],
};
