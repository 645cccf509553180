/** Which presence to offer a person for a planned activity (docs/genesys-cloud.md §6.3). Pure functions only. */
import type { SystemPresence } from '../genesys/system-presence.js';
import type { Activity, Category } from './plan.js';

interface Offered {
  readonly id: string;
  readonly label: string;
  readonly systemPresence: SystemPresence;
  readonly primary: boolean;
}

/** What the person can pick. */
export interface Pickable<D extends Offered> {
  readonly definitions: readonly D[];
  /** Null: they may not go On Queue. */
  readonly onQueue: D | null;
}

/** Activity categories and system presences with the same name. */
const SAME_NAME: Readonly<Partial<Record<Category, SystemPresence>>> = {
  Break: 'Break',
  Meal: 'Meal',
  Meeting: 'Meeting',
  Training: 'Training',
};

/** The kind of presence that is meant. Null: unknown. It is never a verdict (docs/design.md §3.17). */
export function meantPresence<D extends Offered>(activity: Activity, pickable: Pickable<D>): SystemPresence | null {
  if (activity.category === 'OnQueueWork') return 'OnQueue';
  return fittingPresence(activity, pickable)?.systemPresence ?? SAME_NAME[activity.category] ?? null;
}

/**
 * The code's secondary presence, if it has exactly one that the person can pick. Else the primary one of the same name.
 * On Queue for work on the queue, which is only ever offered. Null: nothing is offered.
 */
export function fittingPresence<D extends Offered>(
  { category, presenceIds }: Activity,
  { definitions, onQueue }: Pickable<D>,
): D | null {
  if (category === 'OnQueueWork') return onQueue;
  const ids = new Set(presenceIds.map((id) => id.toLowerCase()));
  const tied = definitions.filter(
    ({ id, systemPresence }) => systemPresence !== 'OnQueue' && ids.has(id.toLowerCase()),
  );
  const [only] = tied;
  if (only !== undefined && tied.length === 1) return only;
  const name = SAME_NAME[category];
  return definitions.find(({ primary, systemPresence }) => primary && systemPresence === name) ?? null;
}
