/** Holds the app's state. Slices are replaced whole, and listeners learn which ones changed. */
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import type { AppState } from './app-state.js';
import { sameData } from './same-data.js';
import { lookUp } from '../look-up.js';

export type StateChange = Partial<AppState>;

export interface StateStore {
  get(): AppState;
  /** Replaces slices. An equal slice counts as unchanged, so that nobody redraws for nothing. */
  update(change: StateChange): void;
  onChange(listener: (change: StateChange, state: AppState) => void): Cancel;
}

export function createStateStore(initial: AppState, log: Pick<Log, 'error'>): StateStore {
  let state = initial;
  const changes = createEmitter<[change: StateChange, state: AppState]>(log, 'state');
  return {
    get: () => state,
    update(change) {
      const current: Readonly<Record<string, unknown>> = state;
      const changed: StateChange = Object.fromEntries(
        Object.entries(change).filter(([slice, value]) => !sameData(lookUp(current, slice), value)),
      );
      if (Object.keys(changed).length === 0) return;
      state = { ...state, ...changed };
      changes.emit(changed, state);
    },
    onChange: (listener) => changes.on(listener),
  };
}
