import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../assets/locales/folding.js';
import {
  defaultActive,
  filterRows,
  inSight,
  place,
  rowHeight,
  scrollTo,
  toRows,
} from '../../../renderer/popup/list.js';
import { fixtures, many } from '../../preview/fixtures.js';

const definitions = fixtures['live']!.definitions;
const all = toRows(definitions, [], 'Favourites');
const labels = (query: string): string[] => filterRows(all.rows, query).map((row) => row.label);

describe('the list of presences', () => {
  it('has every definition once, On Queue too for those who may', () => {
    const ids = all.rows.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(definitions.onQueue?.id);
    expect(toRows({ ...definitions, onQueue: null }, [], '').rows.some((row) => row.systemPresence === 'OnQueue')).toBe(
      false,
    );
  });

  it('puts favourites first, in their own order, and takes them out of their groups', () => {
    const { rows, groups } = toRows(definitions, ['training-0', 'break-1', 'gone'], 'Favourites');
    expect(rows.slice(0, 2).map((row) => row.id)).toEqual(['training-0', 'break-1']);
    expect(rows.filter((row) => row.id === 'training-0')).toHaveLength(1);
    expect(groups[0]).toEqual({ label: 'Favourites', heading: 'Favourites' });
  });

  it('names another division above its definitions, after all of one’s own', () => {
    const state = fixtures['divisions']!;
    const rows = toRows(state.definitions, [], '');
    const placed = place(rows.rows, rows.groups);
    expect(placed.headings.map((heading) => heading.text)).toEqual(['Claims, Northern Region']);
    expect(placed.rows.at(-1)?.label).toBe('Claims backlog');
  });

  it('finds labels by any of their words, whatever the case and the accents', () => {
    expect(labels('mee')).toEqual(['Meeting', 'Customer meeting on site', 'Team meeting']);
    expect(labels('MEETING team')).toEqual(['Team meeting']);
    expect(labels('zebra')).toEqual([]);
  });

  it.each([
    ['lazienka', 'Łazienka'],
    ['smorrebrod', 'Smørrebrød'],
    ['STRASSE', 'Straße'],
    ['istanbul', 'İstanbul'],
    ['הפסקה', 'הַפְסָקָה'],
    ['ﾐｰﾃｨﾝｸﾞ', 'ミーティング'],
  ])('“%s” finds “%s”', (typed, label) => {
    const named = all.rows.slice(0, 1).map((row) => ({ ...row, label, folded: fold(label) }));
    expect(filterRows(named, typed)).toHaveLength(1);
  });

  it('begins on the label as it is typed, where another one only reads so without its accents', () => {
    const [first, second] = all.rows.filter((row) => row.systemPresence === 'Meeting');
    const rows = [
      { ...first!, label: 'Résumé', folded: fold('Résumé') },
      { ...second!, label: 'Resume', folded: fold('Resume') },
    ];
    expect(defaultActive(rows, 'resume', null)).toBe(second!.id);
    expect(defaultActive(rows, 'résumé', null)).toBe(first!.id);
    expect(defaultActive(rows, 'resum', null)).toBe(first!.id);
  });

  it('gives a secondary presence its glyph where the filter took its primary away', () => {
    const placed = place(filterRows(all.rows, 'coffee'), all.groups);
    expect(placed.rows).toMatchObject([{ label: 'Coffee', second: false, glyph: true }]);
  });

  it('starts on the current presence, and on the best match while filtering', () => {
    expect(defaultActive(all.rows, '', 'break-1')).toBe('break-1');
    expect(defaultActive(all.rows, '', 'somewhere else')).toBeNull();
    const matches = filterRows(all.rows, 'me');
    expect(defaultActive(matches, 'me', null)).toBe('meal-0');
    expect(defaultActive(filterRows(all.rows, 'meeting'), 'meeting', 'break-1')).toBe('meeting-0');
  });

  it('never starts on On Queue, not even where nothing else is left', () => {
    expect(defaultActive(all.rows, '', 'onqueue-0')).toBeNull();
    expect(defaultActive(filterRows(all.rows, 'on queue'), 'on queue', null)).toBeNull();
    fc.assert(
      fc.property(
        fc.string({ maxLength: 4 }),
        fc.constantFrom(null, ...all.rows.map((row) => row.id)),
        (query, current) => {
          const rows = filterRows(all.rows, query);
          const active = rows.find((row) => row.id === defaultActive(rows, query, current));
          expect(active?.systemPresence).not.toBe('OnQueue');
        },
      ),
    );
  });
});

describe('a list of a thousand', () => {
  const rows = toRows(many(1000).definitions, [], '');
  const list = place(rows.rows, rows.groups);

  it('draws what is in sight and little more, wherever it is scrolled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Math.ceil(list.height) }),
        fc.integer({ min: 0, max: 1000 }),
        (scrollTop, index) => {
          const active = list.rows[Math.min(index, list.rows.length - 1)]!;
          const drawn = inSight(list.rows, scrollTop, 300, active.id);
          expect(drawn.length).toBeLessThan(30);
          expect(drawn).toContain(active);
          for (const row of list.rows)
            if (row.top < scrollTop + 300 && row.top + rowHeight(row) > scrollTop) expect(drawn).toContain(row);
          expect(drawn.map((row) => row.position)).toEqual(drawn.map((row) => row.position).sort((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('scrolls a row wholly into sight, and not at all where it is there already', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: list.rows.length - 1 }),
        fc.integer({ min: 0, max: Math.ceil(list.height) - 300 }),
        (index, scrollTop) => {
          const row = list.rows[index]!;
          const to = scrollTo(row, list, scrollTop, 300);
          expect(row.top).toBeGreaterThanOrEqual(to);
          expect(row.top + rowHeight(row)).toBeLessThanOrEqual(to + 300);
          expect(scrollTo(row, list, to, 300)).toBe(to);
        },
      ),
      { numRuns: 200 },
    );
  });
});
