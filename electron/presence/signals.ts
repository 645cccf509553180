/** What happened, for those who tell people about it (notifications, cards); the state alone shows only how it is. */
import type { DefinitionRef, FailedPick } from './app-state.js';
import type { PickOrigin } from './pick.js';

export type PresenceSignal =
  /** Somebody else (supervisor, web client, integration) moved the agent (design §3.8). */
  | { readonly kind: 'changedElsewhere'; readonly from: DefinitionRef; readonly to: DefinitionRef; readonly at: number }
  /** A pick did not come true. */
  | { readonly kind: 'pickFailed'; readonly failed: FailedPick; readonly origin: PickOrigin }
  /** The agent missed an interaction and gets no more (design §3.10). */
  | { readonly kind: 'notResponding' }
  /** The session ends for want of use at this moment of the wall clock; null: it no longer does. */
  | { readonly kind: 'idleEnding'; readonly endsAt: number | null }
  /** A timed presence is over and its return would be On Queue: only the person may go there (design §3.12). */
  | { readonly kind: 'goOnQueue'; readonly definition: DefinitionRef }
  /** A timed presence was dropped instead of returned from. */
  | { readonly kind: 'timedDropped'; readonly returnTo: DefinitionRef };
