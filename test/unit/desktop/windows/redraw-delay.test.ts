import { describe, expect, it } from 'vitest';
import { createHeadStart, HEAD_START_MS } from '../../../../electron/desktop/windows/redraw-delay.js';
import { createStateStore, type StateChange } from '../../../../electron/ipc/state-store.js';
import type { PendingPick } from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import { rememberingLog } from '../../settings/doubles.js';
import { exampleState, meal, NOW } from '../example-state.js';
import { fakeClock } from '../fake-clock.js';

const pick = (pickId: number): PendingPick => ({
  pickId,
  definition: meal,
  message: null,
  step: 'sending',
  waitingFor: null,
  until: NOW,
});

const NONE: AppState['definitions'] = { kind: 'none', groups: [], onQueue: null, problem: null };

function setUp() {
  const time = fakeClock();
  const store = createStateStore(exampleState(), rememberingLog());
  const told: StateChange[] = [];
  const headStart = createHeadStart({ clock: time.clock, first: store.get(), tell: (change) => told.push(change) });
  store.onChange(headStart.changed);
  const presence = (change: Partial<ReturnType<typeof exampleState>['presence']>): void =>
    store.update({ presence: { ...store.get().presence, ...change } });
  return { time, store, told, presence };
}

describe('the head start of a pick', () => {
  it('draws what others change at once', () => {
    const { told, presence, time } = setUp();
    presence({ current: null });
    expect(told).toHaveLength(1);
    expect(time.waiting()).toBe(0);
  });

  it('lets the request of a pick leave first, and draws the pick as pending right after', () => {
    const { told, presence, time } = setUp();
    presence({ pending: pick(1) });
    expect(told).toEqual([]);
    time.pass(HEAD_START_MS);
    expect(told).toEqual([{ presence: expect.objectContaining({ pending: pick(1) }) as unknown }]);
  });

  it('draws an answer that came sooner at the same time, and nothing twice', () => {
    const { told, presence, store, time } = setUp();
    presence({ pending: pick(1) });
    presence({ pending: null });
    store.update({ definitions: NONE });
    time.pass(HEAD_START_MS);
    expect(told).toEqual([{ presence: expect.objectContaining({ pending: null }) as unknown, definitions: NONE }]);
    time.pass(1_000);
    expect(told).toHaveLength(1);
  });

  it('is had by each pick once: what is learnt of it while it is on its way is drawn at once', () => {
    const { told, presence, time } = setUp();
    presence({ pending: pick(1) });
    time.pass(HEAD_START_MS);
    presence({ pending: { ...pick(1), waitingFor: 'network' } });
    expect(told).toHaveLength(2);
    presence({ pending: pick(2) });
    expect(told).toHaveLength(2);
    time.pass(HEAD_START_MS);
    expect(told).toHaveLength(3);
  });
});
