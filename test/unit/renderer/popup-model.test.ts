/** What the popup keeps of a person’s typing, moving and editing. */
import { describe, expect, it } from 'vitest';
import type { DefinitionView } from '../../../electron/presence/presence-view.js';
import { editText } from '../../../renderer/popup/draft.js';
import { PopupModel } from '../../../renderer/popup/model.svelte.js';
import type { AppWindow } from '../../../renderer/shared/app-window.svelte.js';
import { available, coffee, definition, exampleState, meal, onBreak, onQueue } from '../desktop/example-state.js';
import { english } from '../english.js';

function popup({ presences = [] as readonly DefinitionView[], recent = [] as readonly DefinitionView[] } = {}) {
  const state = exampleState();
  const sent: [string, unknown][] = [];
  const groups = [
    ...state.definitions.groups,
    ...presences.map((each) => ({
      systemPresence: each.systemPresence,
      label: each.label,
      division: null,
      definitions: [each],
    })),
  ];
  const win = {
    state: { ...state, definitions: { ...state.definitions, groups }, personal: { ...state.personal, recent } },
    t: english,
    send: (channel: string, request: unknown) => sent.push([channel, request]),
  };
  return { model: new PopupModel(win as unknown as AppWindow), sent };
}
const busy = (count: number): DefinitionView[] =>
  Array.from({ length: count }, (_none, index) => definition(`d-busy-${index}`, `Busy ${index}`, 'Busy'));
const TOO_LONG = 'x'.repeat(100_000);

describe('the list', () => {
  it('begins at the current presence, follows what is typed, and keeps what the person moved to', () => {
    const { model } = popup();
    expect(model.active?.id).toBe(onBreak.id);
    model.move(meal.id);
    expect(model.active?.id).toBe(meal.id);
    model.type('coff');
    expect(model.list.rows.map(({ id }) => id)).toEqual([coffee.id]);
    expect(model.active?.id).toBe(coffee.id);
  });

  it('returns to its own choice where the row moved to is filtered away', () => {
    const { model } = popup();
    model.type('a');
    model.move('gone');
    expect(model.active).not.toBeNull();
  });

  it('has no active row where nothing matches', () => {
    const { model } = popup();
    model.type('zzz');
    expect(model.active).toBeNull();
  });

  it('shows its filter from twelve presences on, and always once something is typed', () => {
    const has = popup().model.all.rows.length;
    expect(popup({ presences: busy(12 - has - 1) }).model.filterShown).toBe(false);
    expect(popup({ presences: busy(12 - has) }).model.filterShown).toBe(true);
    const { model } = popup();
    model.type('x');
    expect(model.filterShown).toBe(true);
    model.type('');
    expect(model.filterShown).toBe(false);
  });

  it('offers nine recent picks at most, and never the current presence', () => {
    const many = busy(10);
    expect(popup({ recent: [onBreak, available, meal] }).model.recent).toEqual([available, meal]);
    expect(popup({ recent: [onBreak, ...many] }).model.recent).toEqual(many.slice(0, 9));
  });
});

describe('a pick', () => {
  it('goes without a message where none is being edited, and starts the list anew', () => {
    const { model, sent } = popup();
    model.type('meal');
    expect(model.pick(meal.id)).toBe(true);
    expect(sent).toEqual([['presence:pick', { definitionId: meal.id }]]);
    expect(model.filter).toBe('');
    expect(model.active?.id).toBe(meal.id);
  });

  it('takes along a time, and the message being edited', () => {
    const { model, sent } = popup();
    model.editMessage();
    model.draft = editText(model.draft!, 'back at one');
    expect(model.pick(meal.id, 30)).toBe(true);
    expect(sent).toEqual([
      [
        'presence:pick',
        { definitionId: meal.id, message: { text: 'back at one', lifetime: { kind: 'presence' } }, forMinutes: 30 },
      ],
    ]);
    expect(model.draft).toBeNull();
  });

  it('is not made while its message is too long: all stays as it was', () => {
    const { model, sent } = popup();
    model.type('me');
    model.editMessage();
    model.draft = editText(model.draft!, TOO_LONG);
    expect(model.pick(meal.id)).toBe(false);
    expect(sent).toEqual([]);
    expect(model).toMatchObject({ filter: 'me', chosen: null });
    expect(model.draft.text).toBe(TOO_LONG);
  });
});

describe('a message', () => {
  it('is sent alone once it was changed', () => {
    const { model, sent } = popup();
    model.editMessage();
    expect(model.draft?.text).toBe('back at 10:40');
    model.draft = editText(model.draft!, ' soon ');
    expect(model.sendMessage()).toBe(true);
    expect(sent).toEqual([['presence:setMessage', { text: 'soon', lifetime: { kind: 'presence' } }]]);
    expect(model.draft).toBeNull();
  });

  it('that was not changed is not sent', () => {
    const { model, sent } = popup();
    model.editMessage();
    expect(model.sendMessage()).toBe(true);
    expect(sent).toEqual([]);
    expect(model.draft).toBeNull();
  });

  it('that is too long is not sent and not lost', () => {
    const { model, sent } = popup();
    model.editMessage();
    model.draft = editText(model.draft!, TOO_LONG);
    expect(model.sendMessage()).toBe(false);
    expect(sent).toEqual([]);
    expect(model.draft.text).toBe(TOO_LONG);
  });

  it('being edited is not begun anew by a second click', () => {
    const { model } = popup();
    model.editMessage();
    model.draft = editText(model.draft!, 'half a sen');
    model.editMessageFor(meal.id);
    expect(model.draft.text).toBe('half a sen');
    expect(model.active?.id).toBe(meal.id);
  });

  it('goes with the row a person moved to after opening it, also by typing', () => {
    const { model } = popup();
    model.type('me');
    expect(model.navigated).toBe(false);
    model.editMessage();
    model.type('mea');
    expect(model.navigated).toBe(true);
    model.type('');
    expect(model.navigated).toBe(false);
    model.move(onQueue.id);
    expect(model.navigated).toBe(true);
    model.leaveMessage();
    expect(model).toMatchObject({ navigated: false, draft: null });
  });
});

it('a popup that closes keeps only words that a person typed', () => {
  const { model } = popup();
  model.type('me');
  model.editMessageFor(meal.id);
  model.hidden();
  expect(model).toMatchObject({ filter: '', chosen: null, navigated: false, draft: null, menu: null, forTime: null });
  model.editMessage();
  model.draft = editText(model.draft!, 'half a sen');
  model.hidden();
  expect(model.draft.text).toBe('half a sen');
});
