import { describe, expect, it } from 'vitest';
import { CARD_LINGERS_MS, createFeedbackCard } from '../../../../electron/desktop/windows/feedback-card.js';
import type { PresenceView } from '../../../../electron/presence/presence-view.js';
import { exampleState, meal, NOW, problem } from '../example-state.js';
import { fakeClock } from '../fake-clock.js';

const pending = { pickId: 1, definition: meal, message: null, step: 'sending', waitingFor: null, until: NOW } as const;
const failed = { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem() } as const;
const state = (change: Partial<PresenceView> = {}) =>
  exampleState({ presence: { ...exampleState().presence, ...change } });
const missed = exampleState({ routing: { ...exampleState().routing, status: 'NOT_RESPONDING' } });

function setUp(alerts = true) {
  const time = fakeClock();
  let visible = false;
  const card = createFeedbackCard({
    clock: time.clock,
    alerts,
    show: () => (visible = true),
    hide: () => (visible = false),
  });
  let settle: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (settle = resolve));
  return {
    card,
    time,
    end,
    visible: () => visible,
    finish: async () => {
      settle();
      await end;
      await Promise.resolve();
    },
  };
}

describe('the feedback card', () => {
  it("follows a pick to the service's word and goes away", async () => {
    const { card, time, end, visible, finish } = setUp();
    card.follow(end);
    card.update(state({ pending }), false);
    time.pass(60_000);
    expect(visible()).toBe(true);
    card.update(state(), false);
    await finish();
    time.pass(CARD_LINGERS_MS - 1);
    expect(visible()).toBe(true);
    time.pass(1);
    expect(visible()).toBe(false);
  });

  it('stays with a refusal until it was seen', async () => {
    const { card, time, end, visible, finish } = setUp();
    card.follow(end);
    card.update(state({ pending }), false);
    card.update(state({ failed }), false);
    await finish();
    time.pass(3_600_000);
    expect(visible()).toBe(true);
    card.dismiss();
    expect(visible()).toBe(false);
  });

  it('follows the retry of a refused pick', async () => {
    const { card, time, end, visible, finish } = setUp();
    card.follow(end);
    card.update(state({ failed }), false);
    await finish();
    card.update(state({ pending }), false);
    time.pass(10_000);
    expect(visible()).toBe(true);
    card.update(state(), false);
    time.pass(CARD_LINGERS_MS);
    expect(visible()).toBe(false);
  });

  it('shows also a pick that ends before anything was pending', async () => {
    const { card, time, end, visible, finish } = setUp();
    card.follow(end);
    await finish();
    expect(visible()).toBe(true);
    time.pass(CARD_LINGERS_MS);
    expect(visible()).toBe(false);
  });

  it('does not come for picks nobody asked it to follow', () => {
    const { card, visible } = setUp();
    card.update(state({ pending }), false);
    card.update(state({ failed }), false);
    expect(visible()).toBe(false);
  });

  it('makes way for the popup, which shows the same', () => {
    const { card, end, visible } = setUp();
    card.follow(end);
    card.update(state({ pending }), true);
    expect(visible()).toBe(false);
  });

  it('shows a missed interaction until it is dealt with, and after being put away only the next one', () => {
    const { card, visible } = setUp();
    card.update(missed, false);
    expect(visible()).toBe(true);
    card.dismiss();
    card.update(missed, false);
    expect(visible()).toBe(false);
    card.update(exampleState(), false);
    card.update(missed, false);
    expect(visible()).toBe(true);
    card.update(exampleState(), false);
    expect(visible()).toBe(false);
  });

  it('shows no missed interaction where it would take the keyboard', () => {
    const { card, visible } = setUp(false);
    card.update(missed, false);
    expect(visible()).toBe(false);
  });
});
