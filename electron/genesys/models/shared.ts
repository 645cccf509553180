/** Building blocks of the answers' schemas. Unknown fields pass, missing ones and `null` mean the same, a wrong type is refused. */
import * as v from 'valibot';
import { toSystemPresence } from '../system-presence.js';

/** A field that genesys.md or the vendor's types show missing now and then: nearly all of them. */
export const text = v.nullish(v.string());
export const flag = v.nullish(v.boolean());
export const number = v.nullish(v.number());

/** The parents of all definitions, in any of the four spellings; null for one nobody knows. */
export const systemPresence = v.nullish(v.pipe(v.string(), v.transform(toSystemPresence)));

/** Labels by locale. A label that is no text is left out: it must not cost the person the whole list. */
export const labels = v.nullish(
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((all): Record<string, string> => {
      const texts: Record<string, string> = {};
      for (const [locale, label] of Object.entries(all)) if (typeof label === 'string') texts[locale] = label;
      return texts;
    }),
  ),
);

export const namedEntitySchema = v.looseObject({ id: text, name: text });
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
