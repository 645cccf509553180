/** What happened, for those who tell people about it (notifications, cards); the state alone shows only how it is. */
import type { DefinitionRef, FailedPick } from './presence-view.js';
import type { MessageEdit, PickOrigin } from './picks/pick.js';

export type PresenceSignal =
  /** Somebody else (supervisor, web client, integration) moved the agent (docs/design.md §3.8). */
  | { readonly kind: 'changedElsewhere'; readonly from: DefinitionRef; readonly to: DefinitionRef; readonly at: number }
  /** A pick did not come true. */
  | { readonly kind: 'pickFailed'; readonly failed: FailedPick; readonly origin: PickOrigin }
  /** The agent missed an interaction and gets no more (docs/design.md §3.10). */
  | { readonly kind: 'notResponding' }
  /** The session ends for want of use at this moment of the wall clock; null: it no longer does. */
  | { readonly kind: 'idleEnding'; readonly endsAt: number | null }
  /**
   * What is over would return to On Queue: only the person may go there (docs/design.md §3.12). `after`: a timed
   * presence (where it is missing), or the absence for which an automation had set another presence; `message`: what
   * was to be set with it.
   */
  | {
      readonly kind: 'goOnQueue';
      readonly definition: DefinitionRef;
      readonly after?: 'timer' | 'absence';
      readonly message?: MessageEdit | undefined;
    }
  /** A timed presence was dropped instead of returned from. */
  | { readonly kind: 'timedDropped'; readonly returnTo: DefinitionRef }
  /** The agent is back, but what an automation had set could not be taken back in time. */
  | { readonly kind: 'restoreDropped'; readonly current: DefinitionRef; readonly returnTo: DefinitionRef }
  /**
   * The agent's own limit for this presence is reached; told once for each presence. `since`: its start, on the wall
   * clock.
   */
  | {
      readonly kind: 'limitReached';
      readonly definition: DefinitionRef;
      readonly minutes: number;
      readonly since: number;
    }
  /** A planned activity begins in so many minutes, at `at` on the wall clock; `offers`: the presence that fits. */
  | {
      readonly kind: 'plannedSoon';
      readonly activity: string;
      readonly at: number;
      readonly minutes: number;
      readonly offers: DefinitionRef | null;
    }
  /** One has begun, and the agent is in something else; told once for each activity. `until`: its end. */
  | {
      readonly kind: 'plannedDiffers';
      readonly activity: string;
      readonly until: number;
      readonly current: DefinitionRef;
      readonly offers: DefinitionRef | null;
    };

/** The service says another presence than before. `unknown`: nobody can say who set it, it was heard first or in a gap. */
export interface PresenceChange {
  readonly definition: DefinitionRef;
  readonly by: 'you' | 'elsewhere' | 'automation' | 'unknown';
}
