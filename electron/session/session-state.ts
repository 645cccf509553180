/**
 * What the rest of the app may know about the session: who is signed in, never the token. Times are milliseconds since
 * the epoch.
 */
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
 * What the browser brought that did not end the sign-in, but may explain why it does not complete. `https`: it asked
 * for a secure connection. `proxy`: a proxy stands in between. `earlierTab`: a page of an earlier sign-in. `noState`:
 * an answer that names no sign-in. `unusable`: an incomplete one. `tooLarge`: too many cookies. `otherAddress`: another
 * name for this computer.
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
  /** `browser`: the person is in the browser. `exchanging`: the code is being exchanged for a token. */
  step: v.picklist(['browser', 'exchanging']),
  /** When the sign-in gives up. */
  until: v.number(),
  /** The latest hint. Missing: there was none. */
  hint: v.optional(v.nullable(signInHintSchema)),
});
export type BrowserStep = v.InferOutput<typeof browserStepSchema>;

export const sessionStateSchema = v.variant('kind', [
  /**
   * The keychain is being asked. `waiting`: it takes longer than its time limit. `problem`: a session was kept, but the
   * service cannot say yet who it belongs to. That is retried automatically.
   */
  v.object({
    kind: v.literal('starting'),
    waiting: v.boolean(),
    problem: v.optional(v.nullable(problemTextSchema)),
  }),
  v.object({ kind: v.literal('signedOut'), problem: v.nullable(problemTextSchema) }),
  /** No session is running. `demo`: the sign-in is to the demo org, which needs no person in the browser. */
  v.object({ kind: v.literal('signingIn'), demo: v.boolean(), ...browserStepSchema.entries }),
  v.object({
    kind: v.literal('signedIn'),
    person: personSchema,
    demo: v.boolean(),
    /**
     * Where the token is kept. `memory`: it is lost when the app ends, because there is no keychain. `untilQuit`: the
     * same by intent (the setting `keepSession`, the demo org).
     */
    kept: v.picklist(['keychain', 'memory', 'saving', 'untilQuit']),
    /** When the access token ends. Null: unknown. */
    expiresAt: v.nullable(v.number()),
    /** That end is near, and only a new sign-in extends it. */
    endsSoon: v.optional(v.boolean()),
    /**
     * A sign-in beside the running session, to renew it or as someone else. The session continues until the new one is
     * there.
     */
    signingIn: v.optional(v.nullable(browserStepSchema)),
    /** Why signing in as someone else, or again, failed. The session continues. */
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
