/** Which rows of a team are shown, and in what order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typedWords } from '../../../assets/locales/folding.js';
import { SYSTEM_PRESENCES } from '../../../electron/genesys/system-presence.js';
import { ROUTING_STATUSES } from '../../../electron/genesys/routing-status.js';
import type { TeamRow } from '../../../electron/ipc/contract/team.js';
import {
  arrange,
  between,
  COLUMNS,
  kindOf,
  nextSort,
  sharedNames,
  wordsOf,
  type Kind,
  type Sort,
} from '../../../renderer/team/arrange.js';

const row = (id: string, more: Partial<TeamRow> = {}): TeamRow => ({
  id,
  name: id,
  department: null,
  state: 'known',
  presence: { id: 'd', label: 'Busy', systemPresence: 'Busy' },
  since: 0,
  message: null,
  routing: 'OFF_QUEUE',
  routingSince: null,
  outOfOffice: false,
  live: true,
  readAt: 0,
  ...more,
});
const shown = (rows: readonly TeamRow[], sort: Sort, words = '', kinds: readonly Kind[] = []): string[] => {
  const byId = new Map(rows.map((each) => [each.id, each]));
  const ranked = [...rows].sort((one, other) => (one.name ?? '').localeCompare(other.name ?? '')).map(({ id }) => id);
  return arrange(rows, {
    words: typedWords(words),
    kinds: new Set(kinds),
    sort,
    text: (id) => wordsOf(byId.get(id)!, 'nameless'),
    rank: (id) => ranked.indexOf(id),
    compare: (one, other) => one.localeCompare(other),
  });
};
const byName: Sort = { column: 'name', descending: false };

const anyRow = fc
  .record({
    id: fc.uuid(),
    name: fc.option(fc.string({ maxLength: 8 })),
    since: fc.option(fc.nat(1000)),
    message: fc.option(fc.string({ maxLength: 8 })),
    routing: fc.option(fc.constantFrom(...ROUTING_STATUSES)),
    presence: fc.option(
      fc
        .constantFrom(...SYSTEM_PRESENCES)
        .map((systemPresence) => ({ id: systemPresence, label: systemPresence, systemPresence })),
    ),
  })
  .map(({ id, ...more }) => row(id, more));
const anyRows = fc.uniqueArray(anyRow, { selector: ({ id }) => id, maxLength: 40 });
const anySort = fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() });

test('every row is shown once, whatever it is sorted by', () => {
  fc.assert(
    fc.property(anyRows, anySort, (rows, sort) => {
      expect([...shown(rows, sort)].sort()).toEqual(rows.map(({ id }) => id).sort());
    }),
  );
});

test('people without what is sorted by come last, in either direction', () => {
  fc.assert(
    fc.property(anyRows, fc.boolean(), (rows, descending) => {
      const byId = new Map(rows.map((each) => [each.id, each]));
      const missing = shown(rows, { column: 'time', descending }).map((id) => byId.get(id)!.since === null);
      expect(missing.indexOf(true) === -1 ? [] : missing.slice(missing.indexOf(true)).filter((each) => !each)).toEqual(
        [],
      );
    }),
  );
});

describe('the supervisor', () => {
  const rows = [
    row('b', { name: 'Bea Berg', since: 300, message: 'lunch' }),
    row('a', { name: 'Álvaro Łuk', since: 100, presence: { id: 'm', label: 'Meal', systemPresence: 'Meal' } }),
    row('c', { name: null, since: null, presence: null, routing: null }),
  ];

  test('sees the longest time first with one click on Time', () => {
    expect(shown(rows, nextSort(byName, 'time'))).toEqual(['a', 'b', 'c']);
    expect(shown(rows, nextSort(nextSort(byName, 'time'), 'time'))).toEqual(['b', 'a', 'c']);
  });

  test('finds a name without its accents, a message, a presence', () => {
    expect(shown(rows, byName, 'alvaro luk')).toEqual(['a']);
    expect(shown(rows, byName, 'LUNCH')).toEqual(['b']);
    expect(shown(rows, byName, 'meal')).toEqual(['a']);
    expect(shown(rows, byName, 'nameless')).toEqual(['c']);
    expect(shown(rows, byName, 'berg lunch')).toEqual(['b']);
    expect(shown(rows, byName, 'zebra')).toEqual([]);
  });

  test('filters by kinds of presence, the unknown among them', () => {
    expect(shown(rows, byName, '', ['Meal', 'unknown'])).toEqual(expect.arrayContaining(['a', 'c']));
    expect(kindOf(rows[2]!)).toBe('unknown');
  });
});

test('a range has both its ends, in either direction; without a beginning it is one person', () => {
  const all = ['a', 'b', 'c', 'd'];
  expect(between(all, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(between(all, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(between(all, null, 'c')).toEqual(['c']);
  expect(between(all, 'gone', 'c')).toEqual(['c']);
  expect(between(all, 'a', 'gone')).toEqual([]);
});

test('two of one name are known for it', () => {
  expect([
    ...sharedNames([row('1', { name: 'Kim Li' }), row('2', { name: 'Kim Li' }), row('3'), row('4', { name: null })]),
  ]).toEqual(['Kim Li']);
});

test('five thousand rows are arranged in a moment', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => row(`u${at}`, { since: (at * 7919) % 5000, message: `m${at}` }));
  const byId = new Map(rows.map((each) => [each.id, each]));
  const began = performance.now();
  for (const column of COLUMNS)
    arrange(rows, {
      words: ['m'],
      kinds: new Set(),
      sort: { column, descending: true },
      text: (id) => byId.get(id)!.message!,
      rank: (id) => Number(id.slice(1)),
      compare: (one, other) => (one < other ? -1 : one > other ? 1 : 0),
    });
  // Generous: what it must not be is quadratic.
  expect(performance.now() - began).toBeLessThan(3000);
});

describe('rows that are equal in what they are sorted by', () => {
  const three = (more: Partial<TeamRow>) => [row('b', more), row('c', more), row('a', more)];

  test.each([
    ['time', { since: 5 }],
    ['time', { since: null }],
    ['presence', {}],
    ['presence', { presence: null }],
    ['routing', {}],
    ['message', { message: 'soon' }],
    ['message', { message: ' ' }],
  ] as const)('stand by name, in either direction (%s, %j)', (column, more) => {
    for (const descending of [false, true]) expect(shown(three(more), { column, descending })).toEqual(['a', 'b', 'c']);
  });

  test('turn round in the order of what they differ in: numbers as numbers, words as words', () => {
    const since = [9, 10, 200].map((at) => row(`s${at}`, { since: at }));
    expect(shown(since, { column: 'time', descending: true })).toEqual(['s9', 's10', 's200']);
    expect(shown(since, { column: 'time', descending: false })).toEqual(['s200', 's10', 's9']);
    const words = ['b', 'a', 'c'].map((message) => row(`m${message}`, { message }));
    expect(shown(words, { column: 'message', descending: false })).toEqual(['ma', 'mb', 'mc']);
    expect(shown(words, { column: 'message', descending: true })).toEqual(['mc', 'mb', 'ma']);
    const routing = ROUTING_STATUSES.map((status) => row(status, { routing: status }));
    expect(shown(routing, { column: 'routing', descending: false })[0]).toBe('NOT_RESPONDING');
    expect(shown(routing, { column: 'routing', descending: true })[0]).toBe('OFF_QUEUE');
  });
});

test('a range begins where it was begun, also at the very first row', () => {
  expect(between(['a', 'b', 'c'], 'a', 'c')).toEqual(['a', 'b', 'c']);
  expect(between(['a', 'b', 'c'], 'c', 'a')).toEqual(['a', 'b', 'c']);
  expect(between(['a', 'b', 'c'], 'gone', 'b')).toEqual(['b']);
  expect(between(['a', 'b', 'c'], null, 'b')).toEqual(['b']);
  expect(between(['a', 'b', 'c'], 'a', 'gone')).toEqual([]);
});
