/**
 * Values that a schema of the contract nearly or wholly takes, drawn from the schema itself: a new channel is tried
 * without a word of ours.
 */
import fc from 'fast-check';

/** The parts of a valibot schema that are looked at. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly literal?: unknown;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && 'type' in value;

/** What no field of ours expects; everything here can pass from a page to main (structured clone). */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    Number.NaN,
    -0,
    -1,
    1e308,
    10n ** 40n,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    new Map([['definitionId', 'd-break']]),
    new Set(['x']),
    new Date(Number.NaN),
    /(a+)+$/,
    new Uint8Array(8),
    new Error('no'),
    { length: -1 },
    { then: 'no function' },
  ),
  fc
    .constantFrom('{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}')
    .map((text): unknown => JSON.parse(text)),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(1_000, 100_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(10, 5_000).map((depth) => {
    let nested: unknown = 'deep';
    for (let level = 0; level < depth; level += 1) nested = { nested };
    return nested;
  }),
  fc.constant(null).map(() => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    return circle;
  }),
);

/** @param words what stands in texts beside anything */
export function near(schema: unknown, words: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (!isSchema(schema)) return odd;
  const inner = (each: unknown): fc.Arbitrary<unknown> => near(each, words);
  switch (schema.type) {
    case 'object':
    case 'strict_object':
    case 'loose_object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.entries ?? {}).map(([name, each]) => [name, inner(each)])),
      );
    case 'variant':
    case 'union':
      return fc.oneof(...(schema.options ?? []).map(inner));
    case 'picklist':
    case 'enum':
      return fc.constantFrom(...(schema.options ?? []));
    case 'literal':
      return fc.constant(schema.literal);
    case 'nullable':
    case 'nullish':
    case 'optional':
      return fc.oneof(inner(schema.wrapped), fc.constantFrom(null, undefined));
    case 'array':
      return fc.array(inner(schema.item), { maxLength: 3 });
    case 'record':
      return fc.dictionary(fc.string(), inner(schema.value), { maxKeys: 3 });
    case 'string':
      return fc.oneof(words, fc.string());
    case 'number':
      return fc.oneof(fc.integer({ min: -2, max: 2_000 }), fc.constantFrom(0, 1, 15, 125, Number.NaN, Infinity, 1e308));
    case 'boolean':
      return fc.boolean();
    case 'undefined':
      return fc.constant(undefined);
    default:
      return odd;
  }
}

/** The value with something odd at one of its places, or an odd value altogether. */
export const spoiled = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, odd, fc.nat()).map(([whole, spoiler, at]) => {
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return spoiler;
    const names = [...Object.keys(whole), '__proto__', 'odd'];
    const name = names[at % names.length] ?? 'odd';
    const entries = Object.entries(whole).filter(([each]) => each !== name);
    const made: Record<string, unknown> = Object.fromEntries(entries);
    Object.defineProperty(made, name, { value: spoiler, enumerable: true, configurable: true, writable: true });
    return made;
  });
