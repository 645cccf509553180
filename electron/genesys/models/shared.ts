/**
 * Building blocks of the models. Unknown fields pass, missing fields equal `null`, and an odd field is dropped alone.
 */
import * as v from 'valibot';
import { anyText, flag, model, number, optional, table, text } from '../lenient.js';
import { SYSTEM_PRESENCES, toSystemPresence } from '../system-presence.js';

export { flag, number, text };

/** One of the ten system presences, in any of the service's spellings (docs/genesys-cloud.md §2.1). */
export const knownSystemPresence = v.pipe(v.string(), v.transform(toSystemPresence), v.picklist(SYSTEM_PRESENCES));
/** Null: missing, or unknown. */
export const systemPresence = optional(knownSystemPresence);

/** Labels by locale. A label that is no text is left out, so that it does not cost the whole list. */
export const labels = optional(table(anyText));

/**
 * The division an id names. `*`, null and missing all mean every division, which is null here (docs/genesys-cloud.md
 * §2.3).
 */
export const namedDivision = (divisionId: string | null | undefined): string | null => {
  const id = divisionId?.trim() ?? '';
  return id === '' || id === '*' ? null : id;
};

export const namedEntitySchema = model({ id: text, name: text });
export type NamedEntity = v.InferOutput<typeof namedEntitySchema>;

/** For operations without an answer. A body that a gateway adds is ignored. */
export const nothing = v.pipe(
  v.unknown(),
  v.transform((): void => undefined),
);

/** A date of the service in milliseconds since the epoch. Null: missing or no date. */
export function toTime(date: string | null | undefined): number | null {
  const time = date ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? null : time;
}
