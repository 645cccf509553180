/** Building blocks of the models. Unknown fields pass, missing ones and `null` mean the same, an odd one is dropped alone. */
import * as v from 'valibot';
import { anyText, flag, model, number, optional, table, text } from '../lenient.js';
import { SYSTEM_PRESENCES, toSystemPresence } from '../system-presence.js';

export { flag, number, text };

/** One of the ten system presences, in any of the service's spellings (docs/genesys-cloud.md §2.1). */
export const knownSystemPresence = v.pipe(v.string(), v.transform(toSystemPresence), v.picklist(SYSTEM_PRESENCES));
/** The same where it may be missing, or one that nobody knows yet: then it is null. */
export const systemPresence = optional(knownSystemPresence);

/** Labels by locale. A label that is no text is left out: it must not cost the person the whole list. */
export const labels = optional(table(anyText));

/** The division an id names; null where it means every one: `*`, null and missing all do (docs/genesys-cloud.md §2.3). */
export const namedDivision = (divisionId: string | null | undefined): string | null => {
  const id = divisionId?.trim() ?? '';
  return id === '' || id === '*' ? null : id;
};

export const namedEntitySchema = model({ id: text, name: text });
/** The vendor's `NamedEntity`. */
export type NamedEntity = v.InferOutput<typeof namedEntitySchema>;

/** The answer of operations that answer nothing; what a gateway adds is ignored. */
export const nothing = v.pipe(
  v.unknown(),
  v.transform((): void => undefined),
);

/** A date of the service in milliseconds since the epoch; null where it is missing or no date. */
export function toTime(date: string | null | undefined): number | null {
  const time = date ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? null : time;
}
