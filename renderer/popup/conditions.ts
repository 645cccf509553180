/**
 * What is wrong, most important first (docs/design.md §4), in two places: an alert for what needs an answer now, and
 * one line for the general state. Pure functions only.
 */
import type { DefinitionRef, FailedPick, PendingPick } from '../../electron/presence/presence-view.js';
import type { AppState } from '../../electron/ipc/app-state.js';
import type { ProblemText } from '../../electron/genesys/problem.js';
import { isStale } from '../../electron/ipc/stale.js';
import type { BrowserStep } from '../../electron/session/session-state.js';

export type Alert =
  | { readonly kind: 'notResponding'; readonly problem: ProblemText | null; readonly pending: boolean }
  | { readonly kind: 'failed'; readonly failed: FailedPick }
  | { readonly kind: 'asking'; readonly definition: DefinitionRef | null };

export type Condition =
  | { readonly kind: 'expired'; readonly waiting: PendingPick | null; readonly problem: ProblemText | null }
  | { readonly kind: 'waiting'; readonly pick: PendingPick; readonly lost: boolean }
  | { readonly kind: 'lost'; readonly problem: ProblemText | null }
  | { readonly kind: 'paused'; readonly asOf: number | null }
  | { readonly kind: 'polling'; readonly problem: ProblemText | null }
  | { readonly kind: 'otherSource' }
  | { readonly kind: 'routing'; readonly problem: ProblemText }
  /** A sign-in waits in the browser, beside the session that continues. */
  | { readonly kind: 'signingIn'; readonly browser: BrowserStep }
  | { readonly kind: 'endsSoon'; readonly at: number }
  | { readonly kind: 'signInFailed'; readonly problem: ProblemText }
  | { readonly kind: 'memory' }
  | { readonly kind: 'app'; readonly notice: AppState['app']['notices'][number] };

type Seen = Pick<AppState, 'app' | 'session' | 'connection' | 'presence' | 'routing'>;

export { isStale };

export function alertOf({ session, connection, presence, routing }: Seen): Alert | null {
  if (presence.failed) return { kind: 'failed', failed: presence.failed };
  if (presence.pending?.step === 'asking') return { kind: 'asking', definition: presence.pending.definition };
  if (routing.status === 'NOT_RESPONDING' && !isStale({ session, connection }))
    return { kind: 'notResponding', problem: routing.problem, pending: routing.pending };
  return null;
}

export function conditionOf({ app, session, connection, presence, routing }: Seen): Condition | null {
  const waiting = presence.pending?.step === 'waiting' ? presence.pending : null;
  if (session.kind === 'expired') return { kind: 'expired', waiting, problem: session.problem };
  if (session.kind === 'signedIn' && session.signingIn) return { kind: 'signingIn', browser: session.signingIn };
  if (waiting) return { kind: 'waiting', pick: waiting, lost: connection.kind === 'lost' };
  if (connection.kind === 'lost') return { kind: 'lost', problem: connection.problem };
  if (connection.kind === 'paused') return { kind: 'paused', asOf: connection.asOf };
  if (presence.primaryOffer === 'ask') return { kind: 'otherSource' };
  if (connection.kind === 'polling') return { kind: 'polling', problem: connection.problem };
  if (routing.problem && routing.status !== 'NOT_RESPONDING') return { kind: 'routing', problem: routing.problem };
  if (session.kind === 'signedIn' && session.problem) return { kind: 'signInFailed', problem: session.problem };
  if (session.kind === 'signedIn' && session.endsSoon && session.expiresAt !== null)
    return { kind: 'endsSoon', at: session.expiresAt };
  if (session.kind === 'signedIn' && session.kept === 'memory') return { kind: 'memory' };
  const [notice] = app.notices;
  return notice ? { kind: 'app', notice } : null;
}
