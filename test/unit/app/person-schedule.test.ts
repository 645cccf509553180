/** The schedule beside one person’s presence: what they are shown, reminded of, and told at a command line. */
import { describe, expect, it } from 'vitest';
import { followSchedule } from '../../../electron/app/person-schedule.js';
import { createEmitter } from '../../../electron/emitter.js';
import type { PresenceSignal } from '../../../electron/presence/signals.js';
import type { Activity } from '../../../electron/schedule/plan.js';
import type { ScheduleLack, ScheduleView } from '../../../electron/schedule/schedule.js';
import { USUAL_PLAN_REMINDERS } from '../../../electron/settings/plan-reminders.js';
import { available, exampleState, meal, onBreak, problem } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english } from '../english.js';
import { rememberingLog } from '../settings/doubles.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T10:00:00Z');
/** The service’s clock is a minute ahead of this machine’s. */
const AHEAD = MINUTE;

const activity = (
  category: Activity['category'],
  from: number,
  minutes: number,
  name: string | null = null,
): Activity => ({
  from,
  to: from + minutes * MINUTE,
  codeId: null,
  name,
  category,
  presenceIds: [],
  fullDay: false,
});
const nothing: ScheduleView = { lack: null, plan: [], current: null, next: null, adherence: null, asOf: null };

function desk(view: Partial<ScheduleView> = {}) {
  const time = fakeClock(START);
  const log = rememberingLog();
  const scheduleChanges = createEmitter(log, 'schedule');
  const engineChanges = createEmitter(log, 'engine');
  let now: ScheduleView = { ...nothing, ...view };
  const { connection, presence, routing, definitions } = exampleState();
  let engine = { connection, presence, routing, definitions };
  const calls: string[] = [];
  const signals: PresenceSignal[] = [];
  let reminded: readonly string[] = [];
  const person = followSchedule({
    schedule: {
      view: () => now,
      onChange: (run: () => void) => scheduleChanges.on(run),
      now: () => time.clock.now() + AHEAD,
      topics: () => [],
      event: () => undefined,
      connected: () => calls.push('connected'),
      disconnected: () => calls.push('disconnected'),
      renewed: () => calls.push('renewed'),
      stop: () => calls.push('stop'),
    } as never,
    engine: { view: () => engine, onChange: (run: () => void) => engineChanges.on(run) } as never,
    personal: {
      get: () => ({ planReminders: { ...USUAL_PLAN_REMINDERS, Meal: 5 }, planReminded: reminded }) as never,
      set: ({ planReminded }) => (reminded = planReminded ?? []),
    },
    serverClock: { toLocalAhead: (at) => at - AHEAD },
    clock: time.clock,
    log,
    texts: () => english,
    signal: (signal) => signals.push(signal),
  });
  return {
    person,
    time,
    calls,
    signals,
    plans: (change: Partial<ScheduleView>): void => {
      now = { ...now, ...change };
      scheduleChanges.emit();
    },
    engineSays: (change: Partial<typeof engine>): void => {
      engine = { ...engine, ...change };
      engineChanges.emit();
    },
    engine: () => engine,
    waiting: () => time.waiting(),
  };
}

describe('what is shown', () => {
  it('is on this machine’s clock, with the presence to offer', () => {
    const lunch = activity('Meal', START + AHEAD, 30);
    const { person } = desk({ current: lunch, plan: [lunch], adherence: 'in' });
    expect(person.view()).toEqual({
      current: {
        from: START,
        to: START + 30 * MINUTE,
        name: null,
        category: 'Meal',
        fullDay: false,
        presence: { id: meal.id, label: meal.label, systemPresence: 'Meal' },
        systemPresence: 'Meal',
      },
      next: null,
      adherence: 'in',
      asOf: null,
    });
    expect(person.planned(START, START + MINUTE)).toMatchObject([{ from: START }]);
    expect(person.planned(START - 60 * MINUTE, START)).toEqual([]);
    expect(person.planned(START + 30 * MINUTE, START + 60 * MINUTE)).toEqual([]);
  });

  it('offers no presence where none fits', () => {
    const { person } = desk({ next: activity('TimeOff', START, 30) });
    expect(person.view()?.next).toMatchObject({ presence: null, systemPresence: null });
  });

  it('is nothing where there is no schedule, and why', () => {
    const lack: ScheduleLack = { kind: 'permission' };
    const { person } = desk({ lack });
    expect(person.view()).toBeNull();
    expect(person.lack()).toBe(lack);
  });
});

describe('somebody who asks for the schedule at a command line', () => {
  const asks = (view: Partial<ScheduleView>) => {
    const it = desk(view);
    const before = it.waiting();
    const state = { settled: false };
    const settled = it.person.settled().then(() => (state.settled = true));
    return { ...it, timers: () => it.waiting() - before, state, settled, turn: () => new Promise(setImmediate) };
  };

  it.each([null, { kind: 'permission' }, { kind: 'noWorkforce' }, { kind: 'unread', problem: problem() }] as const)(
    'gets the answer at once where it is known (lack: %j)',
    async (lack) => {
      const { settled, timers } = asks({ lack });
      await settled;
      expect(timers()).toBe(0);
    },
  );

  it('waits until it was read', async () => {
    const { state, settled, turn, plans, timers } = asks({ lack: { kind: 'unread', problem: null } });
    plans({ adherence: 'in' });
    await turn();
    expect(state.settled).toBe(false);
    plans({ lack: null });
    await settled;
    expect(timers()).toBe(0);
  });

  it('waits five seconds at most', async () => {
    const { state, settled, turn, time } = asks({ lack: { kind: 'unread', problem: null } });
    time.pass(4_999);
    await turn();
    expect(state.settled).toBe(false);
    time.pass(1);
    await settled;
  });
});

describe('an agent', () => {
  const soon = activity('Meal', START + AHEAD + 5 * MINUTE, 30);
  const begun = activity('Meal', START + AHEAD - 3 * MINUTE, 30, 'Long lunch');

  it('is reminded before a meal, by its name and on this machine’s clock', () => {
    const { plans, signals } = desk();
    plans({ next: soon });
    expect(signals).toEqual([
      {
        kind: 'plannedSoon',
        activity: english('schedule.category.Meal'),
        at: START + 5 * MINUTE,
        minutes: 5,
        offers: { id: meal.id, label: meal.label, systemPresence: 'Meal' },
      },
    ]);
  });

  it('is told once that the meal has begun while they are in something else', () => {
    const { plans, signals, time } = desk();
    plans({ current: begun });
    time.pass(MINUTE);
    expect(signals).toEqual([
      {
        kind: 'plannedDiffers',
        activity: 'Long lunch',
        until: begun.to - AHEAD,
        current: { id: onBreak.id, label: onBreak.label, systemPresence: 'Break' },
        offers: { id: meal.id, label: meal.label, systemPresence: 'Meal' },
      },
    ]);
  });

  it('is told nothing where they are in it', () => {
    const { plans, signals, engineSays, engine } = desk();
    const { presence } = engine();
    engineSays({ presence: { ...presence, current: presence.current && { ...presence.current, definition: meal } } });
    plans({ current: begun });
    expect(signals).toEqual([]);
  });

  it.each(['INTERACTING', 'COMMUNICATING', null] as const)('is told only after an interaction (%s)', (status) => {
    const { plans, signals, engineSays, engine } = desk();
    engineSays({ routing: { ...engine().routing, status } });
    plans({ current: begun });
    expect(signals).toEqual([]);
    engineSays({ routing: { ...engine().routing, status: 'OFF_QUEUE' } });
    expect(signals).toHaveLength(1);
  });

  it('is told nothing until it is sure what they are in', () => {
    const { plans, signals, engineSays, engine } = desk();
    const { presence, definitions, connection } = engine();
    const pending = { definition: available, message: null, waitsFor: null, since: START } as never;
    for (const unsure of [
      { connection: { ...connection, kind: 'lost' as never } },
      { connection, presence: { ...presence, current: null } },
      { presence: { ...presence, pending } },
      { presence, definitions: { ...definitions, kind: 'loading' as never } },
    ]) {
      engineSays(unsure);
      plans({ current: begun });
      expect(signals).toEqual([]);
    }
    engineSays({ definitions, connection: { ...connection, kind: 'polling' } });
    expect(signals).toHaveLength(1);
  });

  it('is asked nothing where the plan names no presence', () => {
    const { plans, signals } = desk();
    plans({ current: activity('TimeOff', START + AHEAD - 3 * MINUTE, 30) });
    expect(signals).toEqual([]);
  });
});

describe('the schedule is read', () => {
  it.each([
    ['live', 'connected'],
    ['polling', 'connected'],
    ['lost', 'disconnected'],
  ] as const)('again after a gap: with the connection %s it is %s', (kind, call) => {
    const { engineSays, engine, calls } = desk();
    engineSays({ connection: { ...engine().connection, kind: kind } });
    expect(calls).toEqual([call]);
  });

  it('with the new session after a renewal, and no longer once it ends', () => {
    const { person, calls, engineSays } = desk();
    person.renewed();
    person.stop();
    engineSays({});
    expect(calls).toEqual(['renewed', 'stop']);
  });
});
