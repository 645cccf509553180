/** Holds the one state. Slices are replaced whole; whoever listens learns which ones changed. */
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import type { AppState } from './app-state.js';

export type StateChange = Partial<AppState>;

export interface StateStore {
  get(): AppState;
  /** Replaces slices; those equal to what is there change nothing, so nobody redraws for nothing. */
  update(change: StateChange): void;
  onChange(listener: (change: StateChange, state: AppState) => void): Cancel;
}

/** Deep equality of plain data, which is all the state holds. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => right.has(key) && sameData(value, right.get(key)));
}

export function createStateStore(initial: AppState, log: Pick<Log, 'error'>): StateStore {
  let state = initial;
  const changes = createEmitter<[change: StateChange, state: AppState]>(log, 'state');
  return {
    get: () => state,
    update(change) {
      const current: Readonly<Record<string, unknown>> = state;
      const changed: StateChange = Object.fromEntries(
        Object.entries(change).filter(([slice, value]) => !sameData(current[slice], value)),
      );
      if (Object.keys(changed).length === 0) return;
      state = { ...state, ...changed };
      changes.emit(changed, state);
    },
    onChange: (listener) => changes.on(listener),
  };
}
