import type * as v from 'valibot';
import { anyText, entities, model, optional } from '../lenient.js';
import { flag, namedEntitySchema, number, text } from './shared.js';

export const tokenInfoSchema = model({
  organization: optional(namedEntitySchema),
  /** Differs from `organization` while the person works in a trustor's organisation. */
  homeOrganization: optional(namedEntitySchema),
  authorizedScope: optional(entities(anyText)),
  /** When the token expires if unused, where the organisation has an inactivity timeout. */
  dateTokenIdles: text,
  OAuthClient: optional(namedEntitySchema),
});
/** What a token may do, never the token itself. */
export type TokenInfo = v.InferOutput<typeof tokenInfoSchema>;

export const idleTokenTimeoutSchema = model({
  idleTokenTimeoutSeconds: number,
  enableIdleTokenTimeout: flag,
  inactivityTimeoutUnit: text,
  inactivityTimeoutGroupsEnabled: flag,
});
/** The organisation's inactivity timeout, in seconds. */
export type IdleTokenTimeout = v.InferOutput<typeof idleTokenTimeoutSchema>;

/** The body with which administrators set the timeout. */
export interface IdleTokenTimeoutWrite {
  readonly idleTokenTimeoutSeconds?: number;
  readonly enableIdleTokenTimeout?: boolean;
}
