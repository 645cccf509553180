/** Decisions of the windows that are a line each, and that people see. */
import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../renderer/popup/conditions.js';
import { lifetimeChoices } from '../../../renderer/popup/draft.js';
import { queueState } from '../../../renderer/popup/queue.js';
import { directionOf, localesToShow, tagOf } from '../../../renderer/manage/languages.js';
import { zoomStep } from '../../../renderer/shared/zoom.js';
import { available, exampleState, meal, onQueue, problem, signedIn } from '../desktop/example-state.js';

const state = exampleState();
const pending = (definition: object | null, step = 'sending') =>
  ({ ...state.presence, pending: { pickId: 1, step, definition, message: null } }) as never;
const on = { ...state.presence, current: state.presence.current && { ...state.presence.current, definition: onQueue } };

describe('the one line of what is not as it should be', () => {
  const lost = { kind: 'lost', asOf: null, problem: null } as const;

  it.each([
    [{ presence: pending(meal, 'waiting') }, { kind: 'waiting', lost: false }],
    [
      { presence: pending(meal, 'waiting'), connection: lost },
      { kind: 'waiting', lost: true },
    ],
    [{ routing: { ...state.routing, problem: problem() } }, { kind: 'routing' }],
    [{ session: { ...signedIn, problem: problem() } }, { kind: 'signInFailed' }],
  ])('%# is told', (change, told) => {
    expect(conditionOf({ ...state, ...(change as object) })).toMatchObject(told);
  });

  it('is none for a routing problem that the alert already tells', () => {
    const routing = { ...state.routing, status: 'NOT_RESPONDING' as const, problem: problem() };
    expect(conditionOf({ ...state, routing })).toBeNull();
    expect(conditionOf(state)).toBeNull();
  });
});

describe('the On Queue switch', () => {
  const of = (change: object) => queueState({ ...state, ...change }, false);

  it('waits only for a pick that leads onto the queue or off it', () => {
    expect(of({ presence: pending(onQueue) })).toMatchObject({ pending: true, text: 'queue.joining' });
    expect(of({ presence: pending(meal) })).toMatchObject({ pending: false });
    expect(of({ presence: pending(null) })).toMatchObject({ pending: false });
    expect(of({ presence: pending(onQueue, 'waiting') })).toMatchObject({ pending: false });
    const leaving = { ...on, pending: { pickId: 1, step: 'sending', definition: available, message: null } };
    expect(of({ presence: leaving })).toMatchObject({ on: true, pending: true, text: 'queue.leaving' });
    expect(of({ routing: { ...state.routing, pending: true } })).toMatchObject({ pending: true });
  });

  it('cannot be turned while the presence is unknown, and can otherwise', () => {
    expect(of({}).disabled).toBe(false);
    expect(of({ presence: { ...state.presence, current: null } }).disabled).toBe(true);
  });

  it('says off without a routing status, and nothing certain on the queue without one', () => {
    const routing = { ...state.routing, status: null };
    expect(of({ routing })).toMatchObject({ on: false, text: 'queue.off' });
    expect(of({ routing, presence: on })).toMatchObject({ on: true, text: 'queue.unknown' });
  });
});

it('a message that ends at a time is offered with that time, and others with none', () => {
  expect(lifetimeChoices({ kind: 'untilTime', at: '14:00' }).at(-1)).toEqual({ kind: 'untilTime', at: '14:00' });
  expect(lifetimeChoices({ kind: 'presence' }).at(-1)).toEqual({ kind: 'untilTime', at: '' });
  expect(lifetimeChoices({ kind: 'minutes', minutes: 30 })).toHaveLength(6);
  expect(lifetimeChoices({ kind: 'minutes', minutes: 45 })).toContainEqual({ kind: 'minutes', minutes: 45 });
});

describe('the languages of a label', () => {
  it.each([
    ['de', ['en_US', 'de']],
    ['de-AT', ['en_US', 'de']],
    ['pt-BR', ['en_US', 'pt_BR']],
    ['pt-PT', ['en_US', 'pt_PT']],
    ['zh-TW', ['en_US', 'zh_TW']],
    ['zh-CN', ['en_US', 'zh_CN']],
    ['en-GB', ['en_US']],
    ['xx', ['en_US']],
  ])('begin with English and with the reader’s own: %s', (shownIn, first) => {
    const shown = localesToShow({ 'de-CH': 'Pause' }, shownIn);
    expect(shown.slice(0, first.length)).toEqual(first);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.at(-1)).toBe('de-CH');
  });

  it.each([
    ['ar', 'rtl'],
    ['he_IL', 'rtl'],
    ['ar-EG', 'rtl'],
    ['de', 'ltr'],
    ['', 'ltr'],
  ])('%s is written %s', (locale, direction) => expect(directionOf(locale)).toBe(direction));

  it('are named as screen readers know them', () => expect(tagOf('zh_TW')).toBe('zh-TW'));
});

it.each(['-', '_', '−'])('%s draws smaller, whichever minus a keyboard has', (key) => {
  expect(zoomStep({ key, code: 'Minus', ctrlKey: true, metaKey: false, altKey: false }, false)).toBe('out');
});
