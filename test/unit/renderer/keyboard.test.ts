import { describe, expect, it } from 'vitest';
import { decide, type Act, type Press, type Situation } from '../../../renderer/popup/keyboard.js';

const at = (change: Partial<Situation> = {}): Situation => ({
  place: 'filter',
  mac: false,
  rows: ['a', 'b', 'c', 'd', 'e'],
  active: 'b',
  pageRows: 3,
  filter: '',
  recents: 2,
  editing: false,
  navigated: false,
  ...change,
});

/** `Ctrl+Shift+F10` and the like. */
function press(keys: string, change: Partial<Press> = {}): Press {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  return {
    key: parts.at(-1)!,
    ctrl: has('Ctrl'),
    meta: has('Meta'),
    alt: has('Alt'),
    shift: has('Shift'),
    composing: false,
    repeat: false,
    ...change,
  };
}
const act = (keys: string, situation: Partial<Situation> = {}): Act => decide(press(keys), at(situation));

describe('keys in the list', () => {
  it('move the active row and stop at the ends', () => {
    expect(act('ArrowDown')).toEqual({ do: 'move', to: 'c' });
    expect(act('ArrowUp')).toEqual({ do: 'move', to: 'a' });
    expect(act('ArrowDown', { active: 'e' })).toEqual({ do: 'move', to: 'e' });
    expect(act('Home')).toEqual({ do: 'move', to: 'a' });
    expect(act('End')).toEqual({ do: 'move', to: 'e' });
    expect(act('PageDown')).toEqual({ do: 'move', to: 'e' });
    expect(act('PageUp', { active: 'd' })).toEqual({ do: 'move', to: 'a' });
  });

  it('start from an end where no row is active', () => {
    expect(act('ArrowDown', { active: null })).toEqual({ do: 'move', to: 'a' });
    expect(act('ArrowUp', { active: null })).toEqual({ do: 'move', to: 'e' });
    expect(act('ArrowDown', { rows: [], active: null })).toEqual({ do: 'swallow' });
  });

  it('set the active presence by Enter, once however long it is held', () => {
    expect(act('Enter')).toEqual({ do: 'pick', id: 'b' });
    expect(act('Enter', { active: null })).toEqual({ do: 'swallow' });
    expect(decide(press('Enter', { repeat: true }), at())).toEqual({ do: 'swallow' });
  });

  it('pick the recent ones by Ctrl and a digit, by Command on a Mac', () => {
    expect(act('Ctrl+2')).toEqual({ do: 'pickRecent', index: 1 });
    expect(act('Ctrl+3')).toEqual({ do: 'swallow' });
    expect(act('Meta+1', { mac: true })).toEqual({ do: 'pickRecent', index: 0 });
    expect(act('Ctrl+1', { mac: true })).toEqual({ do: 'nothing' });
    expect(act('Ctrl+1', { place: 'message' })).toEqual({ do: 'pickRecent', index: 0 });
  });

  it('open the menu of the active row', () => {
    expect(act('Shift+F10')).toEqual({ do: 'menu', id: 'b' });
    expect(act('ContextMenu')).toEqual({ do: 'menu', id: 'b' });
    expect(act('ContextMenu', { place: 'message' })).toEqual({ do: 'nothing' });
  });
});

describe('typing', () => {
  it('goes into the filter from wherever the focus is, digits too', () => {
    expect(act('m', { place: 'list' })).toEqual({ do: 'type' });
    expect(act('7', { place: 'control' })).toEqual({ do: 'type' });
    expect(act('Ctrl+Alt+€', { place: 'control' })).toEqual({ do: 'type' });
    expect(act('م', { place: 'list' })).toEqual({ do: 'type' });
    expect(act('m', { place: 'filter' })).toEqual({ do: 'nothing' });
  });

  it('leaves a button its own keys', () => {
    expect(act(' ', { place: 'control' })).toEqual({ do: 'nothing' });
    expect(act('Enter', { place: 'control' })).toEqual({ do: 'nothing' });
    expect(act('Tab', { place: 'control' })).toEqual({ do: 'nothing' });
  });

  it('leaves an input method, a menu and a form all keys', () => {
    for (const key of ['Enter', 'ArrowDown', 'Escape', 'm'])
      expect(decide(press(key, { composing: true }), at())).toEqual({ do: 'nothing' });
    expect(act('Process')).toEqual({ do: 'nothing' });
    expect(act('Escape', { place: 'own' })).toEqual({ do: 'nothing' });
  });

  it('is taken back by Backspace from the list or a button, while there is something to take back', () => {
    expect(act('Backspace', { place: 'list', filter: 'me' })).toEqual({ do: 'type' });
    expect(act('Backspace', { place: 'control', filter: 'me' })).toEqual({ do: 'type' });
    expect(act('Backspace', { place: 'list' })).toEqual({ do: 'nothing' });
    expect(act('Backspace', { place: 'filter', filter: 'me' })).toEqual({ do: 'nothing' });
    expect(act('Ctrl+Backspace', { place: 'list', filter: 'me' })).toEqual({ do: 'nothing' });
  });

  it('by Option on a Mac, and never by Command', () => {
    expect(act('Alt+€', { place: 'list', mac: true })).toEqual({ do: 'type' });
    expect(act('Alt+Ctrl+Meta+€', { place: 'list' })).toEqual({ do: 'nothing' });
    expect(act('Alt+x', { place: 'list' })).toEqual({ do: 'nothing' });
  });

  it('is found again by Ctrl+F', () => expect(act('Ctrl+f', { place: 'control' })).toEqual({ do: 'find' }));
});

describe('Escape', () => {
  it('clears the filter first, then closes', () => {
    expect(act('Escape', { filter: 'mee' })).toEqual({ do: 'clearFilter' });
    expect(act('Escape')).toEqual({ do: 'close' });
    expect(act('Escape', { place: 'control' })).toEqual({ do: 'close' });
  });

  it('leaves the message first', () => {
    expect(act('Escape', { place: 'message', editing: true, filter: 'mee' })).toEqual({ do: 'leaveMessage' });
  });
});

describe('in the message', () => {
  const message = { place: 'message', editing: true } as const;

  it('Enter sends it alone', () => expect(act('Enter', message)).toEqual({ do: 'sendMessage' }));

  it('Enter sets both once the person went to a row', () => {
    expect(act('ArrowDown', message)).toEqual({ do: 'move', to: 'c' });
    expect(act('Enter', { ...message, navigated: true, active: 'c' })).toEqual({ do: 'pick', id: 'c' });
  });

  it('Ctrl+Enter always sends it alone, also from elsewhere', () => {
    expect(act('Ctrl+Enter', { ...message, navigated: true })).toEqual({ do: 'sendMessage' });
    expect(act('Ctrl+Enter', { place: 'filter', editing: true })).toEqual({ do: 'sendMessage' });
    expect(act('Ctrl+Enter')).toEqual({ do: 'swallow' });
    expect(act('Meta+Enter', { ...message, mac: true })).toEqual({ do: 'sendMessage' });
  });

  it('the caret keeps its keys', () => {
    for (const key of ['Home', 'End', 'ArrowLeft', 'Ctrl+a', 'Shift+Home', 'x', 'Backspace'])
      expect(act(key, message)).toEqual({ do: 'nothing' });
  });
});

describe('a key that is not ours', () => {
  it.each([
    ['composing a character', press('ArrowDown', { composing: true }), {}],
    ['an input method at work', press('Process'), {}],
    ['an accent that waits for its letter', press('Dead'), {}],
    ['a place with keys of its own', press('ArrowDown'), { place: 'own' }],
  ] as const)('is left alone: %s', (_why, key, situation) => {
    expect(decide(key, at(situation))).toEqual({ do: 'nothing' });
  });

  it.each([
    ['Ctrl+Meta+1', false],
    ['Ctrl+Meta+1', true],
    ['Meta+1', false],
    ['Ctrl+1', true],
  ])('is %s, where macOS is %s: one of the two commands alone counts', (keys, mac) => {
    expect(act(keys, { mac })).not.toEqual({ do: 'pickRecent', index: 0 });
  });

  it('opens the menu only as F10 with Shift and nothing else, or as the menu key', () => {
    expect(act('ContextMenu')).toEqual({ do: 'menu', id: 'b' });
    expect(act('Shift+F10')).toEqual({ do: 'menu', id: 'b' });
    for (const keys of ['F10', 'Ctrl+Shift+F10', 'Alt+Shift+F10']) expect(act(keys)).not.toHaveProperty('id');
    expect(act('ContextMenu', { active: null })).toEqual({ do: 'nothing' });
    expect(act('ContextMenu', { place: 'message' })).toEqual({ do: 'nothing' });
  });
});

it('a page up begins at the first row where none is active, and moves by a page from where one is', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(act('PageUp', { rows, active: null })).toEqual({ do: 'move', to: 'a' });
  expect(act('PageUp', { rows, active: 'f' })).toEqual({ do: 'move', to: 'c' });
  expect(act('PageDown', { rows, active: 'b' })).toEqual({ do: 'move', to: 'e' });
});
