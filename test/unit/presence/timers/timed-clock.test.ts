/** The exact moments of a presence set for a time: on time, late, too late, and what must wait. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../electron/ports.js';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';
import type { StoredTimed } from '../../../../electron/presence/saved-presence.js';
import { TimedPresence } from '../../../../electron/presence/timers/timed-presence.js';
import { fakeClock } from '../../desktop/fake-clock.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T10:00:00Z');
const meal = { id: 'd-meal', label: 'Meal', systemPresence: 'Meal' } as const;
const before = { id: 'd-available', label: 'Available', systemPresence: 'Available' } as const;
const returnTo = { id: before.id, label: before.label };

function desk(remembered: StoredTimed | null = null, now = START) {
  const time = fakeClock(now);
  let setBy = 0;
  let asleep = 0;
  const clock: Clock = {
    ...time.clock,
    now: () => time.clock.now() + setBy + asleep,
    monotonic: () => time.clock.monotonic(),
    sinceBoot: () => time.clock.sinceBoot() + asleep,
  };
  const did: string[] = [];
  const saved: (StoredTimed | null)[] = [];
  const state = { ready: true, sure: true, definitionId: meal.id as string | null };
  const timed = new TimedPresence(
    {
      clock,
      save: (each) => saved.push(each),
      presence: () =>
        state.definitionId === null ? null : ({ definition: { id: state.definitionId } } as SourcePresence),
      isReady: () => state.ready,
      isSure: () => state.sure,
      onReturn: ({ id }) => did.push(`return to ${id}`),
      onTooLate: ({ id }) => did.push(`too late for ${id}`),
      changed: () => undefined,
    },
    remembered,
  );
  return {
    timed,
    time,
    did,
    saved,
    state,
    setClock: (ms: number): void => void (setBy += ms),
    /** The machine sleeps. Only the time since boot, and the wall clock, go on. */
    sleeps: (ms: number): void => void (asleep += ms),
  };
}
const onMeal = (forMs = 10 * MINUTE) => {
  const it = desk();
  it.timed.applied(meal, forMs, before);
  return it;
};
const RETURNED = [`return to ${before.id}`];

describe('a presence that is set for ten minutes', () => {
  it('returns when they are over, and not a moment before', () => {
    const { time, did, timed, saved } = onMeal();
    expect(timed.value).toEqual({ definitionId: meal.id, until: START + 10 * MINUTE, returnTo });
    time.pass(10 * MINUTE - 1);
    expect(did).toEqual([]);
    time.pass(1);
    expect(did).toEqual(RETURNED);
    expect(timed.value).toBeNull();
    expect(saved.at(-1)).toBeNull();
    time.pass(60 * MINUTE);
    expect(did).toEqual(RETURNED);
  });

  it.each([
    [10 * MINUTE, RETURNED],
    [12 * MINUTE, RETURNED],
    [12 * MINUTE + 1, [`too late for ${before.id}`]],
  ])('after a restart %d ms later ends so: %j', (ms, end) => {
    const { timed, did } = desk({ definitionId: meal.id, until: START + 10 * MINUTE, returnTo }, START + ms);
    timed.look();
    expect(did).toEqual(end);
    expect(timed.value).toBeNull();
  });

  it('waits while something else is under way, two minutes at most', () => {
    const { time, did, state } = onMeal();
    state.ready = false;
    time.pass(11 * MINUTE);
    expect(did).toEqual([]);
    state.ready = true;
    time.pass(3_000);
    expect(did).toEqual(RETURNED);
    const late = onMeal();
    late.state.ready = false;
    late.time.pass(12 * MINUTE);
    late.state.ready = true;
    late.time.pass(3_000);
    expect(late.did).toEqual([`too late for ${before.id}`]);
  });

  it('is not dropped as too late until it is sure that it still stands', () => {
    const { time, did, state, timed } = onMeal();
    Object.assign(state, { ready: false, sure: false });
    time.pass(20 * MINUTE);
    expect(did).toEqual([]);
    expect(timed.value).not.toBeNull();
    state.sure = true;
    time.pass(3_000);
    expect(did).toEqual([`too late for ${before.id}`]);
  });

  it.each([null, 'd-busy'])('neither returns nor is too late where another one stands (%s)', (definitionId) => {
    const { time, did, state } = onMeal();
    state.definitionId = definitionId;
    time.pass(60 * MINUTE);
    expect(did).toEqual([]);
  });

  it('ends with the service’s word of another presence, and not with its own in another case', () => {
    const { timed } = onMeal();
    timed.heard({ definition: { id: 'D-MEAL' } } as SourcePresence);
    expect(timed.value).not.toBeNull();
    timed.heard({ definition: { id: 'd-busy' } } as SourcePresence);
    expect(timed.value).toBeNull();
  });

  it.each([3_600_000, -3_600_000])('lasts as long as was meant when the clock is set by %d ms', (by) => {
    const { time, did, setClock } = onMeal();
    time.pass(5 * MINUTE);
    setClock(by);
    time.pass(5 * MINUTE - 1);
    expect(did).toEqual([]);
    time.pass(1);
    expect(did).toEqual(RETURNED);
  });
});

describe('a machine that sleeps', () => {
  it('returns a little after waking, once every part knows of the sleep', () => {
    const { timed, time, did, sleeps } = onMeal();
    time.pass(9 * MINUTE);
    timed.suspended();
    sleeps(2 * MINUTE);
    time.pass(30_000);
    expect(did).toEqual([]);
    timed.resumed();
    expect(did).toEqual(RETURNED);
  });

  it('and does not say so is noticed, and waits ten seconds; a nap of five is none', () => {
    const slept = onMeal();
    slept.time.pass(9 * MINUTE);
    slept.sleeps(MINUTE);
    slept.timed.look();
    expect(slept.did).toEqual([]);
    slept.time.pass(9_999);
    expect(slept.did).toEqual([]);
    slept.time.pass(1);
    expect(slept.did).toEqual(RETURNED);
    const napped = onMeal();
    napped.time.pass(10 * MINUTE - 5_000);
    napped.sleeps(5_000);
    napped.timed.look();
    expect(napped.did).toEqual(RETURNED);
  });
});

describe('the time', () => {
  it('can be extended, from now on where it is over', () => {
    const { timed, time } = onMeal();
    timed.extend(5 * MINUTE);
    expect(timed.value?.until).toBe(START + 15 * MINUTE);
    const over = onMeal();
    over.state.ready = false;
    over.time.pass(11 * MINUTE);
    over.timed.extend(5 * MINUTE);
    expect(over.timed.value?.until).toBe(START + 16 * MINUTE);
    timed.cancel();
    timed.extend(MINUTE);
    expect(timed.value).toBeNull();
    time.pass(60 * MINUTE);
    expect(timed.value).toBeNull();
  });

  it('of a second pick keeps where the first came from; a pick without one ends it', () => {
    const { timed } = onMeal();
    timed.applied({ ...meal, id: 'D-MEAL' }, 30 * MINUTE, { ...meal, label: 'Meal' });
    expect(timed.value).toMatchObject({ until: START + 30 * MINUTE, returnTo });
    timed.applied(null, MINUTE, before);
    expect(timed.value).not.toBeNull();
    timed.applied(meal, null, before);
    expect(timed.value).toBeNull();
    timed.applied(meal, MINUTE, null);
    expect(timed.value).toBeNull();
  });

  it('of another presence returns to where that one was picked', () => {
    const { timed } = onMeal();
    timed.applied({ id: 'd-break', label: 'Break', systemPresence: 'Break' }, MINUTE, meal);
    expect(timed.value).toMatchObject({ definitionId: 'd-break', returnTo: { id: meal.id } });
  });

  it('ends with the app', () => {
    const { timed, time, did } = onMeal();
    timed.stop();
    time.pass(60 * MINUTE);
    expect(did).toEqual([]);
  });
});
