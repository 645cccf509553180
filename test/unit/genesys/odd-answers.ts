/**
 * Makes a complete answer for any model, and breaks it at one place. It walks the schemas, so that a new model is
 * tested automatically.
 */
import type { GenericSchema } from 'valibot';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A place in an answer: keys and indices. */
export type Place = readonly (string | number)[];

interface Walkable {
  readonly type: string;
  readonly entries?: Record<string, GenericSchema>;
  readonly item?: GenericSchema;
  readonly wrapped?: GenericSchema;
  readonly value?: GenericSchema;
  readonly pipe?: readonly { readonly type: string; readonly options?: readonly string[] }[];
}

/** Every field filled, every list with two entries. Null: the answer may be anything. */
export function wholeAnswer(schema: GenericSchema): Json {
  const walkable = schema as unknown as Walkable;
  switch (walkable.type) {
    case 'nullish':
      return wholeAnswer(walkable.wrapped!);
    case 'loose_object':
      return Object.fromEntries(Object.entries(walkable.entries!).map(([key, field]) => [key, wholeAnswer(field)]));
    case 'array':
      return [1, 2].map(() => wholeAnswer(walkable.item!));
    case 'record':
      return { en_US: wholeAnswer(walkable.value!), de: wholeAnswer(walkable.value!) };
    case 'boolean':
      return true;
    case 'number':
      return 7;
    case 'string':
      return walkable.pipe?.find((step) => step.type === 'picklist')?.options?.[0] ?? 'text';
    case 'unknown':
      return null;
    default:
      throw new Error(`A model has a part that this test does not know: ${walkable.type}`);
  }
}

/** Every place in an answer, including the whole. */
export function placesOf(answer: Json, at: Place = []): Place[] {
  const inner = answer !== null && typeof answer === 'object' ? Object.entries(answer) : [];
  return [at, ...inner.flatMap(([key, value]) => placesOf(value, [...at, Array.isArray(answer) ? Number(key) : key]))];
}

export const MISSING = Symbol('missing');

/** A copy with another value at one place. */
export function withOddity(answer: Json, [key, ...rest]: Place, oddity: Json | typeof MISSING): unknown {
  if (key === undefined) return oddity === MISSING ? undefined : oddity;
  const copy = (Array.isArray(answer) ? [...answer] : { ...(answer as object) }) as Record<string | number, Json>;
  if (rest.length === 0 && oddity === MISSING) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else Reflect.deleteProperty(copy, key);
  } else copy[key] = withOddity(copy[key]!, rest, oddity) as Json;
  return copy;
}

/** The value at a place. Undefined: it or something above it is missing. */
export const at = (answer: unknown, place: Place): unknown =>
  place.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key], answer);
