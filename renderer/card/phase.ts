/**
 * What the feedback card shows, from a pick on its way to the service's word. Main decides when it appears
 * (desktop/windows/feedback-card.ts). Pure functions only.
 */
import type { FailedPick, PendingPick } from '../../electron/presence/presence-view.js';
import type { AppState } from '../../electron/ipc/app-state.js';

export type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pending'; readonly pick: PendingPick }
  /** The service has answered. `pick` is what was asked for. */
  | { readonly kind: 'done'; readonly pick: PendingPick }
  | { readonly kind: 'failed'; readonly failed: FailedPick }
  | { readonly kind: 'asking'; readonly pick: PendingPick }
  | { readonly kind: 'notResponding' };

export const IDLE: Phase = { kind: 'idle' };

export function nextPhase(before: Phase, { presence, routing }: Pick<AppState, 'presence' | 'routing'>): Phase {
  if (presence.pending)
    return { kind: presence.pending.step === 'asking' ? 'asking' : 'pending', pick: presence.pending };
  if (presence.failed) return { kind: 'failed', failed: presence.failed };
  if (routing.status === 'NOT_RESPONDING') return { kind: 'notResponding' };
  // Nothing is pending and nothing failed, so the pick succeeded.
  if (before.kind === 'pending') return { kind: 'done', pick: before.pick };
  return before.kind === 'done' ? before : IDLE;
}
