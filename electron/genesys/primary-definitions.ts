import type { SystemPresence } from './system-presence.js';

/** Built-in definitions have the same ids in every organisation (docs/genesys-cloud.md §2.1). */
export const PRIMARY_DEFINITION_IDS: Readonly<Record<SystemPresence, string>> = {
  Available: '6a3af858-942f-489d-9700-5f9bcdcdae9b',
  Away: '5e5c5c66-ea97-4e7f-ac41-6424784829f2',
  Break: '227b37e2-f1d0-4dd0-8f50-badd7cf6d158',
  Busy: '31fe3bac-dea6-44b7-bed7-47f91660a1a0',
  Meal: '3fd96123-badb-4f69-bc03-1b1ccc6d8014',
  Meeting: 'bbdff279-7ae1-48ea-bade-7831d7234c64',
  Training: 'd2390a99-8546-bad9-8f0a-219548e8aeb0',
  OnQueue: 'e08eaf1b-ee47-4fa9-a231-1200e284798f',
  Idle: '7ffa01cd-7866-4ad7-8faa-31e11b42f51f',
  Offline: 'ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5',
};

const ids = new Set(Object.values(PRIMARY_DEFINITION_IDS));

/** Identifies built-in definitions in answers that do not say so. */
export const isPrimaryDefinitionId = (id: string): boolean => ids.has(id.toLowerCase());
