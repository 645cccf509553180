import type { SystemPresence } from '../genesys/system-presence.js';

/** Each surface of the service spells system presences its own way (docs/genesys-cloud.md §2.1). */

/** REST user presences and legacy definitions: `On Queue`. */
export const restName = (systemPresence: SystemPresence): string =>
  systemPresence === 'OnQueue' ? 'On Queue' : systemPresence;

/** Events: `ON_QUEUE`, `AVAILABLE`. */
export const eventName = (systemPresence: SystemPresence): string =>
  systemPresence === 'OnQueue' ? 'ON_QUEUE' : systemPresence.toUpperCase();

/** ISO 8601 with milliseconds and Z, as the service writes times. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
