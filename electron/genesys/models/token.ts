import * as v from 'valibot';
import { flag, namedEntitySchema, number, text } from './shared.js';

export const tokenInfoSchema = v.looseObject({
  organization: v.nullish(namedEntitySchema),
  /** Another one than `organization` while the person works in a trustor's organisation. */
  homeOrganization: v.nullish(namedEntitySchema),
  authorizedScope: v.nullish(v.array(v.string())),
  /** When the token ends for want of use, where the organisation has an inactivity timeout. */
  dateTokenIdles: text,
  OAuthClient: v.nullish(namedEntitySchema),
});
/** The vendor's `TokenInfo`: what a token may do, never the token. */
export type TokenInfo = v.InferOutput<typeof tokenInfoSchema>;

export const idleTokenTimeoutSchema = v.looseObject({
  idleTokenTimeoutSeconds: number,
  enableIdleTokenTimeout: flag,
  inactivityTimeoutUnit: text,
  inactivityTimeoutGroupsEnabled: flag,
});
/** The vendor's `IdleTokenTimeout`: the organisation's inactivity timeout, in seconds. */
export type IdleTokenTimeout = v.InferOutput<typeof idleTokenTimeoutSchema>;

/** The body with which administrators set it. */
export interface IdleTokenTimeoutWrite {
  readonly idleTokenTimeoutSeconds?: number;
  readonly enableIdleTokenTimeout?: boolean;
}
