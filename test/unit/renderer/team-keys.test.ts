/** The keys of the team’s grid. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridAct, LAST_COLUMN } from '../../../renderer/team/keys.js';
import type { Active } from '../../../renderer/team/model.svelte.js';

const ALL = ['a', 'b', 'c', 'd', 'e'];
const press = (
  key: string,
  active: { id: string | null; column: number } | null = { id: 'b', column: 1 },
  more: { ctrl?: boolean; shift?: boolean; rtl?: boolean; shown?: readonly string[] } = {},
) => {
  const { ctrl = false, shift = false, rtl = false, shown = ALL } = more;
  return gridAct({ key, ctrl, shift }, shown, active, 2, rtl);
};
const to = (id: string | null, column = 1, select = false) => ({ kind: 'go', to: { id, column }, select });

test.each([
  ['ArrowDown', to('c')],
  ['ArrowUp', to('a')],
  ['PageDown', to('d')],
  ['PageUp', to('a')],
  ['ArrowRight', to('b', 2)],
  ['ArrowLeft', to('b', 0)],
  ['Home', to('b', 0)],
  ['End', to('b', LAST_COLUMN)],
  [' ', { kind: 'toggle', id: 'b' }],
  ['Enter', { kind: 'menu', id: 'b' }],
  ['ContextMenu', { kind: 'menu', id: 'b' }],
  ['Escape', { kind: 'clear' }],
  ['x', null],
  ['Tab', null],
])('%s on the second row', (key, act) => {
  expect(press(key)).toEqual(act);
});

test('above the first row is the heading, which sorts', () => {
  expect(press('ArrowUp', { id: 'a', column: 3 })).toEqual(to(null, 3));
  expect(press('Enter', { id: null, column: 3 })).toEqual({ kind: 'sort', column: 3 });
  expect(press(' ', { id: null, column: 0 })).toEqual({ kind: 'all' });
  expect(press('ArrowDown', { id: null, column: 3 })).toEqual(to('a', 3));
});

test('Ctrl leads to the ends and takes all, Shift takes with it what it passes', () => {
  expect(press('Home', undefined, { ctrl: true })).toEqual(to('a'));
  expect(press('End', undefined, { ctrl: true })).toEqual(to('e'));
  expect(press('a', undefined, { ctrl: true })).toEqual({ kind: 'all' });
  expect(press('ArrowDown', undefined, { shift: true })).toEqual(to('c', 1, true));
  expect(press(' ', undefined, { shift: true })).toEqual({ kind: 'extend', id: 'b' });
  expect(press('F10', undefined, { shift: true })).toEqual({ kind: 'menu', id: 'b' });
});

test('columns run the other way where people read so', () => {
  expect(press('ArrowLeft', undefined, { rtl: true })).toEqual(to('b', 2));
});

test('whatever is pressed, the keys stay on a row that is shown, or on the heading', () => {
  const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'ArrowLeft', 'ArrowRight');
  fc.assert(
    fc.property(fc.array(fc.record({ key: keys, ctrl: fc.boolean() }), { maxLength: 40 }), fc.nat(5), (all, length) => {
      const shown = ALL.slice(0, length);
      let active: Active = { id: 'gone', column: 1 };
      for (const { key, ctrl } of all) {
        const act = gridAct({ key, ctrl, shift: false }, shown, active, 2, false);
        if (act?.kind === 'go') active = act.to;
        if (active.id !== 'gone') expect(active.id === null || shown.includes(active.id)).toBe(true);
        expect(active.column).toBeGreaterThanOrEqual(0);
        expect(active.column).toBeLessThanOrEqual(LAST_COLUMN);
      }
    }),
  );
});

test('keys pressed where the list is shorter than it was stay on its last row', () => {
  expect(press('ArrowDown', { id: 'e', column: 1 })).toEqual(to('e'));
  expect(press('PageDown', { id: 'd', column: 1 })).toEqual(to('e'));
  expect(press('ArrowDown', null, { shown: [] })).toEqual({ kind: 'go', to: { id: null, column: 1 }, select: false });
  expect(press('End', undefined, { ctrl: true, shown: ['a', 'b'] })).toEqual(to('b'));
});

test('F10 is the menu’s key only with Shift, and where there is a row', () => {
  expect(press('F10')).toBeNull();
  expect(press('F10', { id: null, column: 1 }, { shift: true })).toBeNull();
  expect(press('F10', null, { shift: true })).toBeNull();
  expect(press('ContextMenu', { id: null, column: 1 })).toBeNull();
  expect(press('a')).toBeNull();
});
