import type { Cancel, Clock } from '../ports.js';
import { freshId, seededRandom } from './ids.js';
import type { Organisation } from './organisation.js';
import { PURECLOUD } from './people.js';
import { applyChange } from './presences.js';

const SHORTEST_MS = 15_000;
const LONGEST_MS = 45_000;
/** Messages colleagues write. Most often none. */
const MESSAGES = ['', '', '', '', 'Back in ten minutes', 'On the phone with a supplier', 'Lunch 🍜'];

/** Colleagues change their presence now and then, so that an organisation on one computer looks alive. */
export function startColleagues(org: Organisation, clock: Clock, seed: number): Cancel {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  let cancel: Cancel = () => undefined;
  const act = (): void => {
    const colleague = pick([...org.people.values()].filter((person) => !person.signsIn));
    const definition = pick(
      [...org.definitions.values()].filter(
        ({ deactivated, divisionId, systemPresence }) =>
          !deactivated && divisionId === null && systemPresence !== 'Idle' && systemPresence !== 'Offline',
      ),
    );
    if (colleague !== undefined && definition !== undefined)
      applyChange(org, colleague, PURECLOUD, { definitionId: definition.id, message: pick(MESSAGES) ?? '' }, freshId());
    schedule();
  };
  const schedule = (): void => {
    cancel = clock.after(SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS), act);
  };
  schedule();
  return () => cancel();
}
