/**
 * Gives a pick's request a head start. Drawing tray, menu, windows and card takes longer than sending the request, and
 * the agent waits for the request (docs/design.md §6: hotkey pressed → PATCH arrived).
 */
import type { StateChange } from '../../ipc/state-store.js';
import type { AppState } from '../../ipc/app-state.js';
import type { Clock } from '../../ports.js';

/** Long enough to send a request, too short to notice. */
export const HEAD_START_MS = 25;

export interface HeadStart {
  /** Reports changes at once. Right after a pick, all changes of the next moment are reported together. */
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
        deps.clock.after(HEAD_START_MS, () => {
          const all = held;
          held = null;
          if (all !== null) deps.tell(all);
        });
      }
    },
  };
}
