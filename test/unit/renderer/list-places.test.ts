/** Where each row of the popup’s list stands, to the pixel. */
import { describe, expect, it } from 'vitest';
import type { DefinitionsView } from '../../../electron/presence/presence-view.js';
import {
  defaultActive,
  HEADING_HEIGHT,
  inSight,
  pageRows,
  place,
  ROW_HEIGHT,
  rowHeight,
  scrollTo,
  SECOND_ROW_HEIGHT,
  toRows,
  filterRows,
} from '../../../renderer/popup/list.js';
import { available, coffee, definition, exampleState, meal, onBreak, onQueue } from '../desktop/example-state.js';

const { definitions } = exampleState();
const placed = (favourites: readonly string[] = [], of: DefinitionsView = definitions, query = '') => {
  const { rows, groups } = toRows(of, favourites, 'Favourites');
  return place(filterRows(rows, query), groups);
};
const GAP = 2;
const RULE = 11;

it('rows stand below each other, groups a little apart, secondary ones closer and without a glyph', () => {
  const { rows, height, headings, rules } = placed();
  const break_ = ROW_HEIGHT + GAP;
  const coffeeTop = break_ + ROW_HEIGHT;
  const mealTop = coffeeTop + SECOND_ROW_HEIGHT + GAP;
  const queueTop = mealTop + ROW_HEIGHT + GAP;
  expect(rows.map(({ id, top, second, glyph, position, group }) => [id, top, second, glyph, position, group])).toEqual([
    [available.id, 0, false, true, 1, 0],
    [onBreak.id, break_, false, true, 2, 1],
    [coffee.id, coffeeTop, true, false, 3, 1],
    [meal.id, mealTop, false, true, 4, 2],
    [onQueue.id, queueTop, false, true, 5, 3],
  ]);
  expect(height).toBe(queueTop + ROW_HEIGHT);
  expect([headings, rules]).toEqual([[], []]);
  expect([rowHeight({ second: false }), rowHeight({ second: true })]).toEqual([ROW_HEIGHT, SECOND_ROW_HEIGHT]);
});

it('favourites have a heading, and one line between them and the rest', () => {
  const { rows, headings, rules } = placed([meal.id, coffee.id]);
  expect(headings).toEqual([{ text: 'Favourites', group: 0, top: 0 }]);
  const end = HEADING_HEIGHT + 2 * ROW_HEIGHT + GAP;
  expect(rows.slice(0, 3).map(({ id, top, favourite, second, group }) => [id, top, favourite, second, group])).toEqual([
    [meal.id, HEADING_HEIGHT, true, false, 0],
    [coffee.id, HEADING_HEIGHT + ROW_HEIGHT, true, false, 0],
    [available.id, end + RULE, false, false, 1],
  ]);
  expect(rules).toEqual([end + RULE / 2]);
  expect(placed([meal.id], definitions, 'meal').rules).toEqual([]);
  expect(placed(['gone']).headings).toEqual([]);
});

it('a secondary presence whose primary one is not there shows its own glyph, in full height', () => {
  const { rows } = placed([], definitions, 'coffee');
  expect(rows).toMatchObject([{ id: coffee.id, top: 0, second: false, glyph: true, position: 1 }]);
});

it('another division has its heading once, above its groups', () => {
  const north = (id: string, systemPresence: 'Break' | 'Meal') => ({
    systemPresence,
    label: id,
    division: 'North',
    definitions: [definition(id, id, systemPresence)],
  });
  const { rows, headings } = placed([], {
    ...definitions,
    groups: [...definitions.groups, north('n1', 'Break'), north('n2', 'Meal')],
  });
  const first = rows.find(({ id }) => id === 'n1');
  expect(headings).toEqual([{ text: 'North', group: 4, top: (first?.top ?? 0) - HEADING_HEIGHT }]);
  expect(rows.find(({ id }) => id === 'n2')?.top).toBe((first?.top ?? 0) + ROW_HEIGHT + GAP);
});

it('what tells two of one name apart goes with the row', () => {
  const apart = { ...coffee, apart: ['Meal'] };
  const { rows } = toRows(
    { ...definitions, groups: [{ systemPresence: 'Break', label: 'Break', division: null, definitions: [apart] }] },
    [],
    '',
  );
  expect(rows[0]).toMatchObject({ apart: ['Meal'] });
  expect(rows[1]).not.toHaveProperty('apart');
});

describe('the row that Enter picks', () => {
  const rows = ['Lunch break', 'Break', 'break', 'Brunch', 'Outbreak'].map((label, at) => ({
    ...toRows(definitions, [], '').rows[0]!,
    id: `r${at}`,
    label,
    folded: label.toLowerCase(),
  }));
  it.each([
    ['break', 'r1'],
    ['BREAK', 'r1'],
    ['br', 'r1'],
    ['bru', 'r3'],
    ['lunch', 'r0'],
    ['reak', 'r0'],
    ['', null],
  ])('of “%s” is %s', (query, id) => {
    expect(defaultActive(filterRows(rows, query), query, null)).toBe(id);
  });

  it('is one that begins with a word before one that only has it inside', () => {
    const inside = [rows[4]!, rows[0]!];
    expect(defaultActive(inside, 'break', null)).toBe('r0');
    expect(defaultActive([rows[4]!], 'break', null)).toBe('r4');
  });
});

describe('a long list', () => {
  const long = (count: number) =>
    placed([], {
      ...definitions,
      groups: [
        {
          systemPresence: 'Busy',
          label: 'Busy',
          division: null,
          definitions: Array.from({ length: count - 1 }, (_none, at) => definition(`b${at}`, `Busy ${at}`, 'Busy')),
        },
      ],
    });

  it('is drawn whole up to eighty rows, then as far as it is in sight and six rows beyond', () => {
    expect(inSight(long(80).rows, 0, ROW_HEIGHT, null)).toHaveLength(80);
    const { rows } = long(81);
    expect(inSight(rows, 0, ROW_HEIGHT, null).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const middle = inSight(rows, 40 * ROW_HEIGHT, 2 * ROW_HEIGHT, null).map(({ position }) => position);
    expect([middle[0], middle.at(-1)]).toEqual([35, 48]);
  });

  it('always has the active row, on its own side', () => {
    const { rows } = long(100);
    const at = (id: string) => inSight(rows, 40 * ROW_HEIGHT, 2 * ROW_HEIGHT, id).map(({ position }) => position);
    expect(at('b0')[0]).toBe(1);
    expect(at('b98').at(-1)).toBe(99);
    expect(at('b40')).toHaveLength(14);
    expect(at('gone')).toHaveLength(14);
  });

  it('is scrolled no further than needed, with half a small row to spare', () => {
    const list = long(100);
    const row = (position: number) => list.rows[position - 1]!;
    const room = SECOND_ROW_HEIGHT / 2;
    const height = 10 * ROW_HEIGHT;
    expect(scrollTo(row(5), list, 0, height)).toBe(0);
    expect(scrollTo(row(11), list, 0, height)).toBe(row(11).top + ROW_HEIGHT + room - height);
    expect(scrollTo(row(5), list, row(5).top, height)).toBe(row(5).top - room);
    expect(scrollTo(row(5), list, row(5).top - room, height)).toBe(row(5).top - room);
    expect(scrollTo(row(1), list, 500, height)).toBe(0);
    expect(scrollTo(row(100), list, 0, height)).toBe(list.height - height);
    expect(scrollTo(row(2), list, 900, 1e6)).toBe(0);
    // A window that is hardly higher than the row shows the row.
    expect(scrollTo(row(5), list, 0, ROW_HEIGHT)).toBe(row(5).top);
    expect(scrollTo(row(5), list, 0, ROW_HEIGHT + 10)).toBe(row(5).top - 5);
    expect(scrollTo(row(5), list, 900, ROW_HEIGHT + 10)).toBe(row(5).top - 5);
  });
});

it.each([
  [0, 1],
  [ROW_HEIGHT, 1],
  [3 * ROW_HEIGHT - 1, 1],
  [3 * ROW_HEIGHT, 2],
  [10 * ROW_HEIGHT + 5, 9],
])('a page key moves in %d pixels by %d rows', (height, rows) => expect(pageRows(height)).toBe(rows));
