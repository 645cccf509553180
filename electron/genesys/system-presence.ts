import * as v from 'valibot';

/** The ten system presences, in display order, spelled as in the enum of the new definitions. */
export const SYSTEM_PRESENCES = [
  'Available',
  'Break',
  'Meal',
  'Away',
  'Busy',
  'Meeting',
  'Training',
  'OnQueue',
  'Offline',
  'Idle',
] as const;
export const systemPresenceSchema = v.picklist(SYSTEM_PRESENCES);
export type SystemPresence = v.InferOutput<typeof systemPresenceSchema>;

const fold = (text: string): string => text.toUpperCase().replace(/[\s_-]/g, '');
const byFolded = new Map(SYSTEM_PRESENCES.map((name) => [fold(name), name]));

/**
 * The service spells system presences in four ways, one per surface: `On Queue`, `OnQueue`, `ON_QUEUE`, upper case in
 * events (docs/genesys-cloud.md §2.1). Null: unknown.
 */
export const toSystemPresence = (text: string): SystemPresence | null => byFolded.get(fold(text)) ?? null;
