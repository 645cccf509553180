/**
 * Gives a pick's request a head start: to draw tray, menu, windows and card takes main and the desktop longer than the request needs to
 * leave, and whoever is at the queue waits for the request (docs/design.md §6: hotkey pressed → PATCH arrived).
 */
import type { StateChange } from '../../ipc/state-store.js';
import type { AppState } from '../../ipc/app-state.js';
import type { Clock } from '../../ports.js';

/** Long enough for a request to leave, too short to be seen, in milliseconds. */
export const HEAD_START = 25;

export interface HeadStart {
  /** Tells at once what changed; where a pick has just been made, all changes of the next moment in one. */
  readonly changed: (change: StateChange, state: AppState) => void;
}

export function createHeadStart(deps: {
  readonly clock: Clock;
  readonly first: AppState;
  tell(change: StateChange): void;
}): HeadStart {
  let pending = deps.first.presence.pending?.pickId ?? null;
  let held: StateChange | null = null;

  return {
    changed(change, state) {
      const before = pending;
      pending = state.presence.pending?.pickId ?? null;
      if (held !== null) held = { ...held, ...change };
      else if (pending === null || pending === before) deps.tell(change);
      else {
        held = change;
        deps.clock.after(HEAD_START, () => {
          const all = held;
          held = null;
          if (all !== null) deps.tell(all);
        });
      }
    },
  };
}
