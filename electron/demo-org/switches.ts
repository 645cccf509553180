import * as v from 'valibot';

/**
 * Where public sources leave the service's behaviour open (marked UNVERIFIED in the service facts), or where organisations differ, a
 * switch decides. Tests turn them, so that the app is right either way.
 */
export const switchesSchema = v.object({
  /** Lifetime of an access token; 18 h is what the vendor recommends for agents. */
  tokenSeconds: v.pipe(v.number(), v.minValue(1)),
  /** Public clients usually get no refresh token. */
  refreshTokens: v.boolean(),
  /** A refresh token works once and brings its successor. */
  refreshTokensRotate: v.boolean(),
  /** Organisation's inactivity timeout; null: none. With it there are no refresh tokens. */
  idleTimeoutSeconds: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** The end of a token puts its person Offline (an idle one always does). */
  expirySetsOffline: v.boolean(),
  /** The organisation's administrator has not approved the app: everyone but those with `oauth:client:authorize` is sent back with an error. */
  approvalMissing: v.boolean(),
  /** Scopes of the OAuth client; null: all that are needed. A call outside of them is 403. */
  scopes: v.nullable(v.array(v.string())),
  /** Requests per minute, person and client; null: no limit. */
  rateLimitPerMinute: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** A PATCH with both is honoured for this one alone. */
  patchHonoursOnlyOne: v.union([v.literal(false), v.picklist(['presenceDefinition', 'message'])]),
  /** False: a PATCH is answered with 200, and the presence stays what it was. */
  patchSticks: v.boolean(),
  /** What a PATCH of the PURECLOUD presence does while another source is primary. */
  otherSourcePrimary: v.picklist(['taken', 'refused', 'ignored']),
  /** A message alone starts the time of the presence anew. */
  messageMovesModifiedDate: v.boolean(),
  /** Presence events come without `modifiedDate`, as in the vendor's guide. */
  eventsOmitModifiedDate: v.boolean(),
  /** How a definition of every division says so: the vendor's terraform provider reads `*`; older answers have none. */
  everyDivision: v.picklist(['*', 'null', 'missing']),
  /** The new definitions are closed to people without the permission, also those of every division. */
  definitionsNeedPermission: v.boolean(),
  /**
   * Workforce management: agents are scheduled; it is there with nothing planned; nobody has the permission; it refuses in spite of it (403); the person
   * is in no management unit (404).
   */
  schedule: v.picklist(['planned', 'empty', 'noPermission', 'forbidden', 'notFound']),
  /** Whether agents may listen to their own adherence. */
  adherenceTopic: v.boolean(),
  /** So long a definition that was just made is not found, in milliseconds: the vendor's terraform provider waits for it. */
  definitionAppearsAfterMs: v.pipe(v.number(), v.minValue(0)),
  /** A longer label is refused; null: no limit. None is documented. */
  longestLabel: v.nullable(v.pipe(v.number(), v.minValue(1))),
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
};
