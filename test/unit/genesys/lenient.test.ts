import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { API_OPERATIONS } from '../../../electron/genesys/client.js';
import { createDropLog, entities, model, optional, readModel, table, text } from '../../../electron/genesys/lenient.js';
import { presenceEventSchema } from '../../../electron/genesys/models/presence.js';
import { routingEventSchema } from '../../../electron/genesys/models/routing.js';
import { outOfOfficeSchema } from '../../../electron/genesys/models/user.js';
import type { AnyOperation } from '../../../electron/genesys/operation.js';
import { failureOf, jsonAnswer, memoryLog, setUp } from './fakes.js';
import { at, MISSING, placesOf, wholeAnswer, withOddity, type Json, type Place } from './odd-answers.js';

/** A mark that must not appear in any message or log line. */
const SECRET = 'c0ffee-secret';
const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as Json;

const ODDITIES: readonly (readonly [string, Json | typeof MISSING])[] = [
  ['missing', MISSING],
  ['null', null],
  ['a text', SECRET],
  ['an empty text', ''],
  ['a huge text', SECRET.repeat(100_000)],
  ['a number', 4711],
  ['a huge number', Infinity],
  ['a flag', false],
  ['a list', [SECRET]],
  ['a list of null', [null, null]],
  ['a huge list', Array<Json>(60_000).fill(SECRET)],
  ['an object', { [SECRET]: SECRET, constructor: SECRET, toString: SECRET, length: -1 }],
  ['a deep list', deep],
];

const MODELS = [
  ...Object.values(API_OPERATIONS).flatMap((api) =>
    Object.entries(api).map(([name, operation]) => [name, (operation as AnyOperation).answer] as const),
  ),
  ['presence event', presenceEventSchema] as const,
  ['routing event', routingEventSchema] as const,
  ['out of office event', outOfOfficeSchema] as const,
].filter(([, schema]) => schema.type !== 'unknown');

const isWithin = (inner: Place, outer: Place) => outer.every((key, depth) => inner[depth] === key);
/** `entities.3.name`, with `*` for keys chosen by the service. */
const names = (path: string, place: Place) =>
  path.split('.').every((step, depth) => depth >= place.length || step === '*' || step === String(place[depth]));

/** Whatever is odd where: the answer is used with everything else unchanged, or refused by the field's name. */
function tryOne(schema: (typeof MODELS)[number][1], whole: Json, place: Place, oddity: Json | typeof MISSING) {
  const untouched = readModel(schema, whole);
  if (!untouched.ok) return expect.fail(`the whole answer is refused: ${untouched.refused.path}`);
  const reading = readModel(schema, withOddity(whole, place, oddity));
  const told = reading.ok ? reading.dropped : [reading.refused];
  expect(JSON.stringify(told)).not.toContain(SECRET);
  expect(told.filter(({ path }) => !names(path, place))).toEqual([]);
  if (!reading.ok) return;
  // A list closes up where an entry is left out, so only what is beside the list can be compared by place.
  const list = place.findIndex((key) => typeof key === 'number');
  const around = list < 0 ? place : place.slice(0, list);
  const changed = placesOf(whole).filter((other) => {
    if (isWithin(other, around) || isWithin(around, other)) return false;
    const [is, was] = [at(reading.value, other), at(untouched.value, other)];
    if (is === was || (typeof is === 'object' && typeof was === 'object' && is !== null)) return false;
    // An inner object without a required field is dropped as a whole: the field that holds it falls back.
    const apart = around.findIndex((key, depth) => key !== other[depth]);
    return at(reading.value, around.slice(0, apart)) !== null;
  });
  expect(changed).toEqual([]);
  if (list < 0) return;
  const [kept, all] = [at(reading.value, around), at(untouched.value, around)];
  // The list may have disappeared with the outer list's entry.
  if (Array.isArray(kept)) expect(kept.length).toBeGreaterThanOrEqual((all as unknown[]).length - 1);
}

describe('every model, with one oddity at a time at every field, is used or refused by naming the field:', () => {
  test.each(MODELS)('%s', (_, schema) => {
    const whole = wholeAnswer(schema);
    for (const place of placesOf(whole)) for (const [, oddity] of ODDITIES) tryOne(schema, whole, place, oddity);
  });

  test('any of them, with anything that JSON can say', () => {
    fc.assert(
      fc.property(fc.nat(MODELS.length - 1), fc.nat(), fc.jsonValue(), (index, which, oddity) => {
        const schema = MODELS[index]![1];
        const whole = wholeAnswer(schema);
        const places = placesOf(whole);
        tryOne(schema, whole, places[which % places.length]!, oddity as Json);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what was dropped', () => {
  const definition = (n: number): Json => ({
    id: `d${n}`,
    systemPresence: 'Meal',
    languageLabels: { en_US: `Lunch ${n}` },
    divisionId: '*',
    deactivated: false,
  });
  const good = Array.from({ length: 40 }, (_, n) => definition(n));
  const listing = (odd: Json) => ({ total: 41, entities: [...good.slice(0, 7), odd, ...good.slice(7)] });

  test.each<[string, Json, string]>([
    ['null', null, 'entities.7'],
    ['one whose state is a text', { ...(definition(99) as object), deactivated: 'perhaps' }, 'entities.7.deactivated'],
    ['one whose name is an object', { ...(definition(99) as object), name: {} }, 'entities.7.name'],
    ['one whose id is a number', { ...(definition(99) as object), id: 7 }, 'entities.7.id'],
    [
      'one of a parent nobody knows',
      { ...(definition(99) as object), systemPresence: 'Nap' },
      'entities.7.systemPresence',
    ],
    ['a list', [definition(99)], 'entities.7'],
    ['a text', 'definition', 'entities.7'],
  ])('of 40 good definitions and %s is that one, with a line in the log that names the field', async (_, odd, path) => {
    const { client, log } = setUp(() => jsonAnswer(listing(odd)));
    const answer = await client.presence.getPresenceDefinitions({});
    expect(answer.entities.map((one) => one.id)).toEqual(good.map((_one, n) => `d${n}`));
    const lines = log.lines.filter(({ message }) => message.includes('odd'));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.fields).toMatchObject({ origin: 'GET /api/v2/presence/definitions', path });
  });

  test('is told once, however often it comes, and another place is told, too', async () => {
    const odd = { ...(definition(99) as object), selfUri: 7 };
    const { client, log } = setUp((_, turn) => jsonAnswer(turn < 4 ? listing(odd) : { entities: [], selfUri: 7 }));
    for (let turn = 0; turn < 4; turn++) await client.presence.getPresenceDefinitions({});
    expect(log.lines.filter(({ message }) => message.includes('odd')).map(({ fields }) => fields['path'])).toEqual([
      'entities.7.selfUri',
      'selfUri',
    ]);
  });

  test('of a field that can be done without is that field alone', async () => {
    const image = { resolution: 96, imageUri: 'https://example.org/a.png' };
    const { client, log } = setUp(() => jsonAnswer({ id: 'u', name: 'Ada', version: '302', images: [image] }));
    const me = await client.users.getUsersMe({});
    expect(me).toMatchObject({ id: 'u', name: 'Ada', version: null, images: [{ ...image, resolution: null }] });
    expect(log.lines.map(({ fields }) => fields['path'])).toEqual(
      expect.arrayContaining(['version', 'images.0.resolution']),
    );
  });

  test('is never told by a key that the service chose', () => {
    const log = memoryLog();
    const schema = model({ labels: optional(table(text)) });
    const reading = readModel(schema, { labels: { [SECRET]: 7 } });
    createDropLog(log).dropped('test', reading.ok ? reading.dropped : []);
    expect(log.lines).toEqual([
      { message: expect.any(String) as string, fields: { origin: 'test', path: 'labels.*', expected: 'string' } },
    ]);
  });

  test('of a list that holds nothing but oddities is each of them, and few are told', () => {
    const reading = readModel(entities(model({ id: text })), Array(50_000).fill(null));
    expect(reading).toMatchObject({ ok: true, value: [] });
    expect(reading.ok && reading.dropped.length).toBeLessThanOrEqual(20);
  });
});

test('an answer that cannot be used names the field, and holds nothing of the answer', async () => {
  const { client } = setUp(() => jsonAnswer({ id: { [SECRET]: SECRET }, name: SECRET }));
  const error = await failureOf(client.users.getUsersMe({}));
  expect(error).toMatchObject({ kind: 'badAnswer', code: 'schema', params: { field: 'id' } });
  expect(JSON.stringify(error) + String(error)).not.toContain(SECRET);
});
