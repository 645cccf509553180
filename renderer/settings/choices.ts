/** The presences to choose from in the settings. Pure functions only. */
import type { DefinitionView } from '../../electron/presence/presence-view.js';
import type { AppState } from '../../electron/ipc/app-state.js';
import { PRIMARY_DEFINITION_IDS } from '../../electron/genesys/primary-definitions.js';

type Seen = Pick<AppState, 'definitions'>;

/** Every presence that can be picked, in the list's order, once each. On Queue only for those who may. */
export function choosable({ definitions }: Seen): DefinitionView[] {
  const all = new Map(definitions.groups.flatMap((group) => group.definitions.map((d) => [d.id, d] as const)));
  if (definitions.onQueue) all.set(definitions.onQueue.id, definitions.onQueue);
  return [...all.values()];
}

/**
 * What an automation may set: never On Queue (docs/design.md §3.12), but Offline, which nobody picks. @param offline
 * Offline's label
 */
export const settable = (state: Seen, offline: string): DefinitionView[] => [
  ...choosable(state).filter(({ systemPresence }) => systemPresence !== 'OnQueue' && systemPresence !== 'Offline'),
  { id: PRIMARY_DEFINITION_IDS.Offline, label: offline, systemPresence: 'Offline', primary: true },
];

/** Something stored for a presence. Null: the presence is no longer offered. */
export interface KeptFor<T> {
  readonly id: string;
  readonly definition: DefinitionView | null;
  readonly kept: T;
}

/** What is stored by definition id, in the order of the list of presences. Those no longer offered come last. */
export function inListOrder<T>(state: Seen, kept: Readonly<Record<string, T>>): KeptFor<T>[] {
  const definitions = choosable(state);
  const place = new Map(definitions.map(({ id }, at) => [id, at]));
  const at = (id: string): number => place.get(id) ?? definitions.length;
  return Object.entries(kept)
    .map(([id, value]) => ({ id, definition: definitions[at(id)] ?? null, kept: value }))
    .sort((a, b) => at(a.id) - at(b.id));
}
