/** What the rest of the app may know of the session: who is signed in, never the token. Times are milliseconds since the epoch. */
import * as v from 'valibot';
import { problemTextSchema } from '../genesys/problem.js';

export const personSchema = v.object({
  userId: v.string(),
  name: v.string(),
  email: v.nullable(v.string()),
  organizationId: v.string(),
  organization: v.string(),
});
export type Person = v.InferOutput<typeof personSchema>;

/**
 * What the browser brought that did not end the sign-in, but may explain why it does not come to its end. `https`: it asked for a secure connection.
 * `proxy`: a proxy stands in between. `earlierTab`: a page of an earlier sign-in. `noState`: an answer that names no sign-in. `unusable`: one that is
 * incomplete. `tooLarge`: too many cookies. `otherAddress`: another name for this computer.
 */
export const signInHintSchema = v.picklist([
  'https',
  'proxy',
  'earlierTab',
  'noState',
  'unusable',
  'tooLarge',
  'otherAddress',
]);
export type SignInHint = v.InferOutput<typeof signInHintSchema>;

const browserStepSchema = v.object({
  /** `browser`: the person is in the browser; `exchanging`: the code came back and is being exchanged. */
  step: v.picklist(['browser', 'exchanging']),
  /** When the sign-in gives up. */
  until: v.number(),
  /** The newest there was; missing where there was none. */
  hint: v.optional(v.nullable(signInHintSchema)),
});
export type BrowserStep = v.InferOutput<typeof browserStepSchema>;

export const sessionStateSchema = v.variant('kind', [
  /**
   * The keychain is being asked; `waiting` once it took longer than its time limit. `problem`: a session was kept, but
   * the service cannot be asked yet who it belongs to; that is tried again without anybody's help.
   */
  v.object({
    kind: v.literal('starting'),
    waiting: v.boolean(),
    problem: v.optional(v.nullable(problemTextSchema)),
  }),
  v.object({ kind: v.literal('signedOut'), problem: v.nullable(problemTextSchema) }),
  /** No session runs beside it. `demo`: to the demo org, which needs no person in the browser. */
  v.object({ kind: v.literal('signingIn'), demo: v.boolean(), ...browserStepSchema.entries }),
  v.object({
    kind: v.literal('signedIn'),
    person: personSchema,
    demo: v.boolean(),
    /**
     * Where the token is kept: `memory` means it is gone with the app, for want of a keychain; `untilQuit` means the same by
     * intent (the setting `keepSession`, the demo org).
     */
    kept: v.picklist(['keychain', 'memory', 'saving', 'untilQuit']),
    /** When the access token ends, null where unknown. */
    expiresAt: v.nullable(v.number()),
    /** That end is near, and only a new sign-in puts it off. */
    endsSoon: v.optional(v.boolean()),
    /** A sign-in beside the running session, to renew it or as someone else: until that one is there, this one goes on. */
    signingIn: v.optional(v.nullable(browserStepSchema)),
    /** Why signing in as someone else, or anew, came to nothing; the session goes on. */
    problem: v.optional(v.nullable(problemTextSchema)),
  }),
  v.object({
    kind: v.literal('expired'),
    person: personSchema,
    demo: v.boolean(),
    problem: v.nullable(problemTextSchema),
  }),
]);
export type SessionState = v.InferOutput<typeof sessionStateSchema>;
