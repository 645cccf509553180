/** What the team window holds: whose rows, in which order, who is selected. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TeamRow } from '../../../electron/ipc/contract/team.js';
import { TeamModel } from '../../../renderer/team/model.svelte.js';
import type { AppWindow } from '../../../renderer/shared/app-window.svelte.js';
import { exampleState, NOW } from '../desktop/example-state.js';
import { english } from '../english.js';

const MINUTE = 60_000;
const row = (id: string, name: string | null, change: Partial<TeamRow> = {}): TeamRow => ({
  id,
  name,
  department: null,
  state: 'known',
  presence: { id: 'd-available', label: 'Available', systemPresence: 'Available' },
  since: NOW - 5 * MINUTE,
  message: null,
  routing: 'OFF_QUEUE',
  routingSince: null,
  outOfOffice: false,
  live: true,
  readAt: NOW,
  ...change,
});
const meal = { id: 'd-meal', label: 'Meal', systemPresence: 'Meal' } as const;
const ada = row('a', 'Ada');
const bob = row('b', 'Bob');
const cleo = row('c', 'Cleo');

type Heard =
  | { kind: 'refused' }
  | { kind: 'snapshot'; value: readonly TeamRow[] }
  | { kind: 'change'; value: { put?: readonly TeamRow[]; gone?: readonly string[] } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function team(rows: readonly TeamRow[] | null = [ada, bob, cleo], state = exampleState()) {
  const asked: unknown[] = [];
  let hear: (heard: Heard) => void = () => undefined;
  let ended = 0;
  const api = {
    follow: (channel: string, params: unknown, listener: (heard: Heard) => void) => {
      asked.push([channel, params]);
      hear = listener;
      return () => (ended += 1);
    },
  };
  const win = { state, t: english, now: NOW, api };
  const model = new TeamModel(win as unknown as AppWindow);
  const knows = (choices: object): void => void Object.defineProperty(model, 'choices', { value: { value: choices } });
  let end = model.followRows();
  const snapshot = (all: readonly TeamRow[]): void => hear({ kind: 'snapshot', value: all });
  if (rows !== null) snapshot(rows);
  return {
    model,
    asked,
    knows,
    snapshot,
    ended: () => ended,
    refused: () => hear({ kind: 'refused' }),
    put: (...put: TeamRow[]): void => hear({ kind: 'change', value: { put } }),
    gone: (...gone: string[]): void => hear({ kind: 'change', value: { gone } }),
    /** As the window's effect does when the choice has changed. */
    followAgain: (): void => {
      end();
      end = model.followRows();
    },
    /** Rows change places only so often. */
    settle: () => vi.advanceTimersByTime(300),
  };
}

describe('the rows', () => {
  it('are those of one’s reports at first, and of whoever is chosen afterwards', () => {
    const { model, asked, followAgain, ended } = team();
    model.choose('reports');
    model.choose('queue:q');
    model.sourceId = 'teams';
    followAgain();
    expect(asked).toEqual([
      ['team:rows', { people: 'reports', sourceId: null }],
      ['team:rows', { people: 'queue:q', sourceId: 'teams' }],
    ]);
    expect(ended()).toBe(1);
    expect(model).toMatchObject({ loaded: false, total: 0, shown: [] });
    expect(model.named).toBeNull();
    model.choose('named:ada');
    expect(model.named).toBe('ada');
  });

  it('stand by name, and those without one last', () => {
    expect(team([cleo, row('x', null), ada, row('w', null), bob]).model.shown).toEqual(['a', 'b', 'c', 'w', 'x']);
    expect(team([row('2', 'Ada 10'), row('1', 'ada 9')]).model.shown).toEqual(['1', '2']);
    for (const rows of [
      [row('2', 'Ada'), row('1', 'Ada')],
      [row('1', 'Ada'), row('2', 'Ada')],
    ])
      expect(team(rows).model.shown).toEqual(['1', '2']);
    expect(team([row('2', null), row('1', null), row('3', 'Zoe')]).model.shown).toEqual(['3', '1', '2']);
    expect(team([row('3', 'Zoe'), row('2', null), row('4', 'Ada')]).model.shown).toEqual(['4', '3', '2']);
  });

  it('come, change and go', () => {
    const { model, put, gone } = team([bob]);
    expect(model.loaded).toBe(true);
    put(ada, row('b', 'Bob', { message: 'soon' }));
    expect(model.shown).toEqual(['a', 'b']);
    expect(model.total).toBe(2);
    expect(model.row('b')?.message).toBe('soon');
    gone('b', 'nobody');
    expect(model.shown).toEqual(['a']);
    expect(model.row('b')).toBeUndefined();
    expect(model.rowsOf(['b', 'a'])).toEqual([ada]);
  });

  it('that main refuses are told of, until others are asked for', () => {
    const { model, refused, followAgain } = team(null);
    refused();
    expect(model.refused).toBe(true);
    model.choose('team:t');
    followAgain();
    expect(model.refused).toBe(false);
  });

  it('are counted by what their presence is, as they come, change and go', () => {
    const { model, put, gone, snapshot } = team([ada, bob, row('x', 'Xaver', { presence: null })]);
    const counts = (): object => Object.fromEntries(model.counts.map(({ kind, count }) => [kind, count]));
    expect(counts()).toEqual({ Available: 2, unknown: 1 });
    put(row('a', 'Ada', { presence: meal }), cleo);
    expect(counts()).toEqual({ Available: 2, Meal: 1, unknown: 1 });
    gone('a', 'x');
    expect(counts()).toEqual({ Available: 2 });
    snapshot([ada]);
    expect(counts()).toEqual({ Available: 1 });
  });
});

describe('a filter', () => {
  const rows = [ada, row('b', 'Bob', { message: 'Käse holen', presence: meal }), row('x', null)];

  it('finds words in names, messages and presences, and who has no name by the word for that', () => {
    const { model } = team(rows);
    model.words = 'kase';
    expect(model.shown).toEqual(['b']);
    model.words = 'meal bob';
    expect(model.shown).toEqual(['b']);
    model.words = english('team.nameless', { id: 'x' }).toLowerCase();
    expect(model.shown).toEqual(['x']);
    model.words = 'nothing';
    expect(model.shown).toEqual([]);
    expect(model.allSelected).toBe(false);
    model.showAll();
    expect(model.shown).toHaveLength(3);
  });

  it('shows the kinds that are chosen, each by one click, and none by another', () => {
    const { model } = team(rows);
    model.toggleKind('Meal');
    expect(model.shown).toEqual(['b']);
    model.toggleKind('Available');
    expect(model.shown).toHaveLength(3);
    model.toggleKind('Meal');
    expect(model.shown).toEqual(['a', 'x']);
    model.showAll();
    expect(model.kinds.size).toBe(0);
  });

  it('follows what changes in the rows it hides or shows, a little later', () => {
    for (const filter of [
      (model: TeamModel) => (model.words = 'meal'),
      (model: TeamModel) => model.toggleKind('Meal'),
    ]) {
      const { model, put, settle } = team([ada, bob]);
      filter(model);
      expect(model.shown).toEqual([]);
      put(row('b', 'Bob', { presence: meal }));
      settle();
      expect(model.shown).toEqual(['b']);
    }
  });
});

describe('an order', () => {
  it.each([
    ['presence', { presence: { ...meal, label: 'Zzz' } }],
    ['time', { since: NOW - 60 * MINUTE }],
    ['routing', { routing: 'NOT_RESPONDING' }],
    ['message', { message: 'aaa' }],
  ] as const)('by %s follows its own column, a third of a second later', (column, change) => {
    const rows = [row('a', 'Ada', { message: 'mmm' }), row('b', 'Bob', { message: 'nnn' })];
    const { model, put, settle } = team(rows);
    model.sortBy(column);
    const before = [...model.shown];
    const [first = ''] = before;
    const last = before.at(-1) ?? '';
    // Whoever is last becomes first, or the other way round.
    const moving = column === 'presence' ? first : last;
    put({ ...rows.find(({ id }) => id === moving)!, ...change });
    vi.advanceTimersByTime(299);
    settle();
    expect(model.shown).toEqual([...before].reverse());
  });

  it.each([
    ['presence', { presence: { ...meal, label: 'Meal' } }],
    ['time', { since: NOW - 60 * MINUTE }],
    ['routing', { routing: 'NOT_RESPONDING' }],
    ['message', { message: 'aaa' }],
  ] as const)('by %s is made anew for a change of its own column alone', (column, change) => {
    const columns = { presence: meal, since: NOW - 60 * MINUTE, routing: 'NOT_RESPONDING', message: 'aaa' } as const;
    const { model, put, settle } = team();
    model.sortBy(column);
    const others = Object.fromEntries(Object.entries(columns).filter(([name]) => !(name in change)));
    put({ ...ada, ...others });
    expect(vi.getTimerCount()).toBe(0);
    put({ ...ada, ...others, ...change });
    put({ ...bob, ...change });
    expect(vi.getTimerCount()).toBe(1);
    settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of what a filter shows may change with anything, of all by name with nothing but a name', () => {
    for (const filter of [(model: TeamModel) => (model.words = 'a'), (model: TeamModel) => model.toggleKind('Meal')]) {
      const { model, put } = team();
      put({ ...ada, message: 'soon' });
      expect(vi.getTimerCount()).toBe(0);
      filter(model);
      put({ ...ada, message: 'later' });
      expect(vi.getTimerCount()).toBe(1);
      vi.clearAllTimers();
    }
    const { put } = team();
    put({ ...ada, name: 'Zoe' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by name stays where only something else changes', () => {
    const { model, put, settle } = team();
    const { shown } = model;
    put(row('a', 'Ada', { message: 'soon', since: NOW, routing: 'IDLE', presence: meal }));
    settle();
    expect(vi.getTimerCount()).toBe(0);
    expect(model.shown).toEqual(shown);
  });

  it('begins with the longest time, and turns round at a second click', () => {
    const { model } = team([row('a', 'Ada', { since: NOW - MINUTE }), row('b', 'Bob', { since: NOW - 9 * MINUTE })]);
    model.sortBy('time');
    expect(model.shown).toEqual(['b', 'a']);
    model.sortBy('time');
    expect(model.shown).toEqual(['a', 'b']);
  });

  it('follows a new name at once', () => {
    const { model, put } = team();
    put(row('a', 'Zoe'));
    expect(model.shown).toEqual(['b', 'c', 'a']);
  });

  it('changes no places under the pointer while somebody is selected; who comes is added, who goes leaves', () => {
    const { model, put, gone, settle } = team();
    model.toggle('b');
    const before = model.shown;
    put(row('a', 'Zoe'));
    settle();
    expect(model.shown).toBe(before);
    put(row('x', 'Aaron'));
    expect(model.shown).toEqual(['a', 'b', 'c', 'x']);
    gone('c');
    expect(model.shown).toEqual(['a', 'b', 'x']);
    model.clear();
    expect(model.shown).toEqual(['x', 'b', 'a']);
  });

  it('is made anew for another question, selected or not', () => {
    const { model } = team();
    model.toggle('b');
    expect(model.shown).toEqual(['a', 'b', 'c']);
    model.sortBy('name');
    expect(model.shown).toEqual(['c', 'b', 'a']);
    model.words = 'ada';
    expect(model.shown).toEqual(['a']);
  });
});

describe('a selection', () => {
  it('takes one and leaves it again', () => {
    const { model } = team();
    model.toggle('b');
    expect([...model.selected]).toEqual(['b']);
    model.toggle('b');
    expect([...model.selected]).toEqual([]);
  });

  it('takes all that is shown, and all together leave again', () => {
    const { model } = team();
    model.words = 'a';
    model.toggle('c');
    model.words = 'ada';
    expect(model.allSelected).toBe(false);
    model.toggleAll();
    expect([...model.selected]).toEqual(['c', 'a']);
    expect(model.allSelected).toBe(true);
    model.toggleAll();
    expect([...model.selected]).toEqual([]);
  });

  it('reaches from where it began, also from the first one that was ever asked for', () => {
    const { model } = team();
    model.extendTo('b');
    model.extendTo('c');
    expect([...model.selected]).toEqual(['b', 'c']);
    model.clear();
    model.toggle('c');
    model.extendTo('a');
    expect([...model.selected].sort()).toEqual(['a', 'b', 'c']);
    model.extendTo('b');
    expect([...model.selected].sort()).toEqual(['a', 'b', 'c']);
  });

  it('ends with the rows it was made in', () => {
    const { model, snapshot } = team();
    model.toggle('b');
    model.active = { id: 'b', column: 1 };
    snapshot([ada]);
    expect([...model.selected]).toEqual([]);
    expect(model.active).toBeNull();
    model.extendTo('a');
    expect([...model.selected]).toEqual(['a']);
  });
});

describe('a name', () => {
  it('is told apart by department, or by id, where two share it', () => {
    const { model } = team([
      row('1', 'Ada', { department: 'Care' }),
      row('22222222-2222', 'Ada'),
      row('3', 'Bob', { department: 'Care' }),
      row('44444444-4444', null, { department: 'Care' }),
    ]);
    expect(model.shown).toHaveLength(4);
    const full = (id: string) => model.fullNameOf(model.row(id)!);
    expect(full('1')).toBe(english('team.nameAndDepartment', { name: 'Ada', department: 'Care' }));
    expect(full('22222222-2222')).toBe(english('team.nameAndDepartment', { name: 'Ada', department: '22222222' }));
    expect(full('3')).toBe('Bob');
    expect(full('44444444-4444')).toBe(english('team.nameless', { id: '44444444' }));
  });
});

describe('a presence is too long', () => {
  it.each([
    [{ since: NOW - 5 * MINUTE }, true],
    [{ since: NOW - 5 * MINUTE + 1 }, false],
    [{ since: null }, false],
    [{ presence: meal }, false],
    [{ presence: null }, false],
  ])('of %j after five minutes of Available: %s', (change, tooLong) => {
    const { model, knows } = team();
    knows({ thresholds: { Available: 5 }, watched: [] });
    expect(model.isTooLong(row('a', 'Ada', change))).toBe(tooLong);
  });

  it('for nobody while the limits are not known, and never by a word of our own tables', () => {
    const { model, knows } = team();
    expect(model.thresholdOf(ada)).toBeNull();
    knows({ thresholds: {}, watched: ['a'] });
    expect(model.thresholdOf(ada)).toBeNull();
    expect(model.watches('b')).toBe(false);
  });

  it('by the time at which anything was known last', () => {
    const lost = exampleState({ connection: { kind: 'lost', asOf: NOW - 2 * MINUTE, problem: null } as never });
    expect(team([], lost).model).toMatchObject({ stale: true, now: NOW - 2 * MINUTE });
    const never = exampleState({ connection: { kind: 'lost', asOf: null, problem: null } as never });
    expect(team([], never).model).toMatchObject({ stale: true, now: NOW });
    expect(team([]).model).toMatchObject({ stale: false, now: NOW });
  });
});
