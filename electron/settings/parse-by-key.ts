import * as v from 'valibot';

export interface ParsedByKey {
  /** The values that passed, as the schema returned them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Known names with a value that is not allowed. */
  readonly wrong: readonly string[];
  /** Names the schema does not know. */
  readonly unknown: readonly string[];
}

/**
 * Checks an object from outside one key at a time, so that a wrong value costs only its own key, never the whole file.
 * `undefined` counts as missing.
 */
export function parseByKey(
  entries: Readonly<Record<string, v.GenericSchema>>,
  raw: Readonly<Record<string, unknown>>,
): ParsedByKey {
  const values = new Map<string, unknown>();
  const wrong: string[] = [];
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const schema = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (!schema) {
      unknown.push(key);
    } else if (value !== undefined) {
      const parsed = v.safeParse(schema, value);
      if (parsed.success) values.set(key, parsed.output);
      else wrong.push(key);
    }
  }
  return { values: Object.fromEntries(values), wrong, unknown };
}

/** A plain JSON object. A settings, policy or personal file may hold nothing else. */
export const jsonObjectSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
);
