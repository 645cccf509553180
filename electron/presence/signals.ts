/** Events for notifications and cards. The state shows only how things are now. */
import type { DefinitionRef, FailedPick } from './presence-view.js';
import type { MessageEdit, PickOrigin } from './picks/pick.js';

export type PresenceSignal =
  /** Somebody else (a supervisor, the web client, an integration) moved the agent (docs/design.md §3.8). */
  | { readonly kind: 'changedElsewhere'; readonly from: DefinitionRef; readonly to: DefinitionRef; readonly at: number }
  /** A pick failed. */
  | { readonly kind: 'pickFailed'; readonly failed: FailedPick; readonly origin: PickOrigin }
  /** The agent missed an interaction and gets no more (docs/design.md §3.10). */
  | { readonly kind: 'notResponding' }
  /** The session ends at this time of the wall clock because nobody uses it. Null: no longer. */
  | { readonly kind: 'idleEnding'; readonly endsAt: number | null }
  /**
   * The return would lead to On Queue, where only the person may go (docs/design.md §3.12). `after`: the timed
   * presence that ended, or else the absence for which an automation set a presence. `message`: what was to be set
   * with the return.
   */
  | {
      readonly kind: 'goOnQueue';
      readonly definition: DefinitionRef;
      readonly after?: 'timer' | 'absence';
      readonly message?: MessageEdit | undefined;
    }
  /** A timed presence was dropped instead of returning. */
  | { readonly kind: 'timedDropped'; readonly returnTo: DefinitionRef }
  /** The agent is back, but what an automation set could not be undone in time. */
  | { readonly kind: 'restoreDropped'; readonly current: DefinitionRef; readonly returnTo: DefinitionRef }
  /**
   * The agent's own limit for this presence is reached, told once per presence. `since`: its start, on the wall clock.
   */
  | {
      readonly kind: 'limitReached';
      readonly definition: DefinitionRef;
      readonly minutes: number;
      readonly since: number;
    }
  /** A planned activity begins soon, at `at` on the wall clock. `offers`: the presence that fits. */
  | {
      readonly kind: 'plannedSoon';
      readonly activity: string;
      readonly at: number;
      readonly minutes: number;
      readonly offers: DefinitionRef | null;
    }
  /** A planned activity has begun, and the agent is in something else. Told once per activity. `until`: its end. */
  | {
      readonly kind: 'plannedDiffers';
      readonly activity: string;
      readonly until: number;
      readonly current: DefinitionRef;
      readonly offers: DefinitionRef | null;
    };

/** The service reports another presence than before. `unknown`: it was the first one heard, or it changed in a gap. */
export interface PresenceChange {
  readonly definition: DefinitionRef;
  readonly by: 'you' | 'elsewhere' | 'automation' | 'unknown';
}
