/** Reminders of the plan: in time, once, and never during an interaction. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity, Category } from '../../../electron/schedule/plan.js';
import { createReminders, type PlanReminder } from '../../../electron/schedule/reminders.js';
import { minutesBefore, USUAL_PLAN_REMINDERS } from '../../../electron/settings/plan-reminders.js';
import { MINUTE, START, workforce, type Planned } from './schedule-kit.js';

type Doing = Category | 'nobody knows';

async function agent(planned: readonly Planned[], first: Doing = 'OnQueueWork') {
  const world = workforce();
  world.plan(...planned);
  world.schedule.connected();
  await world.clock.advance(0);
  let doing: Doing = first;
  let busy = false;
  let told: readonly string[] = [];
  const reminded: (PlanReminder & { readonly at: number; readonly talking: boolean })[] = [];
  let settings = USUAL_PLAN_REMINDERS;
  const start = () =>
    createReminders({
      clock: world.clock,
      schedule: world.schedule,
      minutesBefore: (category) => minutesBefore(settings, category),
      doing: ({ category }: Activity) =>
        doing === 'nobody knows' ? 'unknown' : category === 'Other' ? 'open' : doing === category ? 'fits' : 'differs',
      isBusy: () => busy,
      memory: { read: () => told, write: (next) => (told = next) },
      remind: (reminder) => reminded.push({ ...reminder, at: world.clock.now(), talking: busy }),
    });
  let reminders = start();
  return {
    ...world,
    reminded,
    /** Kind, category and time in minutes. */
    said: () => reminded.map(({ kind, activity }) => `${kind} ${activity.category}`),
    now: () => (world.clock.now() - START) / MINUTE,
    pass: (minutes: number) => world.clock.advance(minutes * MINUTE),
    is(next: Doing) {
      doing = next;
      reminders.look();
    },
    talks(now: boolean) {
      busy = now;
      reminders.look();
    },
    wants: (change: Partial<typeof settings>) => {
      settings = { ...settings, ...change };
      reminders.look();
    },
    restart() {
      reminders.stop();
      reminders = start();
    },
    stop: () => reminders.stop(),
  };
}

describe('before what is planned', () => {
  it('the agent is reminded two minutes before a meal, once', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 30, 'm'],
      [90, 60, 'q'],
    ]);
    await ada.pass(57);
    expect(ada.said()).toEqual([]);
    await ada.pass(1);
    expect(ada.reminded).toMatchObject([{ kind: 'soon', minutes: 2, activity: { category: 'Meal' } }]);
    ada.is('Meal');
    await ada.pass(200);
    expect(ada.said()).toEqual(['soon Meal', 'differs OnQueueWork']);
  });

  it('not of what they have switched off, and as early as they want', async () => {
    const ada = await agent(
      [
        [0, 60, 'b'],
        [60, 60, 'q'],
        [120, 30, 'm'],
      ],
      'Break',
    );
    ada.wants({ Meal: null, OnQueueWork: 10 });
    await ada.pass(50);
    expect(ada.said()).toEqual(['soon OnQueueWork']);
    ada.is('OnQueueWork');
    await ada.pass(69);
    expect(ada.said()).toEqual(['soon OnQueueWork']);
  });

  it('not where they are in it already', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 30, 'm'],
    ]);
    await ada.pass(57);
    ada.is('Meal');
    await ada.pass(32);
    expect(ada.said()).toEqual([]);
  });

  it('late where it was planned late, and again where it was moved', async () => {
    const ada = await agent([[0, 240, 'q']]);
    await ada.pass(30);
    ada.plan([0, 31, 'q'], [31, 30, 'm']);
    ada.event('schedules');
    await ada.clock.advance(10_000);
    expect(ada.reminded).toMatchObject([{ kind: 'soon', minutes: 1 }]);
    ada.plan([0, 45, 'q'], [45, 30, 'm']);
    ada.event('schedules');
    await ada.pass(14);
    expect(ada.said()).toEqual(['soon Meal', 'soon Meal']);
  });

  it('not of one that began while the computer slept', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 30, 'm'],
    ]);
    ada.is('nobody knows');
    await ada.pass(61);
    expect(ada.said()).toEqual([]);
  });
});

describe('where something planned has begun and the agent is in something else', () => {
  it('they are reminded once, two minutes later, and never a second time', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 60, 't'],
    ]);
    ada.wants({ Meeting: null });
    await ada.pass(61);
    expect(ada.said()).toEqual([]);
    await ada.pass(1);
    expect(ada.said()).toEqual(['differs Meeting']);
    ada.is('Meeting');
    ada.is('Break');
    await ada.pass(50);
    expect(ada.said()).toEqual(['differs Meeting']);
  });

  it('never while they are interacting, but after it', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 60, 't'],
    ]);
    ada.wants({ Meeting: null });
    await ada.pass(59);
    ada.talks(true);
    await ada.pass(30);
    expect(ada.said()).toEqual([]);
    ada.talks(false);
    expect(ada.said()).toEqual(['differs Meeting']);
  });

  it('not where they followed, and not of what comes later in it', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 60, 't'],
    ]);
    ada.wants({ Meeting: null });
    await ada.pass(61);
    ada.is('Meeting');
    await ada.pass(10);
    ada.is('Break');
    await ada.pass(40);
    expect(ada.said()).toEqual([]);
  });

  it('not where nothing can be said of the two, nor where the app came late', async () => {
    const open = await agent([[0, 60, 'nobody knows this code']]);
    await open.pass(59);
    const late = await agent([[-30, 90, 'q']], 'Break');
    await late.pass(59);
    expect([open.said(), late.said()]).toEqual([[], []]);
  });

  it('not again after a restart', async () => {
    const ada = await agent([[0, 60, 'q']], 'Break');
    await ada.pass(3);
    ada.restart();
    await ada.pass(50);
    expect(ada.said()).toEqual(['differs OnQueueWork']);
  });
});

describe('whatever happens', () => {
  const plan = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('q', 'b', 'm', 't', 'odd')), { maxLength: 8 })
    .map((parts) => {
      let at = 0;
      return parts.map(([minutes, code]): Planned => {
        const part: Planned = [at, minutes, code];
        at += minutes;
        return part;
      });
    });
  const act = fc.oneof(
    fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 40 }) }),
    fc.record({
      do: fc.constant('is' as const),
      what: fc.constantFrom<Doing>('OnQueueWork', 'Break', 'Meal', 'Meeting', 'nobody knows'),
    }),
    fc.record({ do: fc.constant('talks' as const), now: fc.boolean() }),
    fc.record({ do: fc.constant('replan' as const), plan }),
    fc.record({ do: fc.constant('restart' as const) }),
    fc.record({ do: fc.constant('gap' as const) }),
  );

  it('nobody is reminded twice of one thing, nor of one that is over, nor asked while they talk', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.array(act, { maxLength: 25 }), async (first, acts) => {
        const ada = await agent(first);
        for (const each of acts) {
          if (each.do === 'pass') await ada.pass(each.minutes);
          else if (each.do === 'is') ada.is(each.what);
          else if (each.do === 'talks') ada.talks(each.now);
          else if (each.do === 'restart') ada.restart();
          else if (each.do === 'gap') {
            ada.schedule.disconnected();
            ada.schedule.connected();
          } else {
            ada.plan(...each.plan);
            ada.event('schedules');
          }
        }
        for (const { kind, activity, at, talking } of ada.reminded) {
          if (kind === 'soon') expect(at).toBeLessThan(activity.from);
          else {
            expect(talking).toBe(false);
            expect(at).toBeGreaterThanOrEqual(activity.from);
            expect(at).toBeLessThan(activity.to);
          }
        }
        const names = ada.reminded.map(({ kind, activity }) => `${kind} ${activity.from} ${String(activity.codeId)}`);
        expect(new Set(names).size).toBe(names.length);
        ada.stop();
      }),
      { numRuns: 60 },
    );
  });
});
