/** When the schedule is asked for, and what is known meanwhile. */
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../genesys/fakes.js';
import { HOUR, MINUTE, PERMISSION, refused, START, workforce } from './schedule-kit.js';

const adherence = (adherenceState: string) => ({ user: { id: 'u' }, adherenceState });

describe('an agent with a schedule', () => {
  it('has it at sign-in, for about two days, with the names of its codes', async () => {
    const { schedule, clock, plan, asked, ranges, names } = workforce();
    plan([0, 60, 'q'], [60, 30, 'm']);
    expect(schedule.view().lack).toEqual({ kind: 'unread', problem: null });
    schedule.connected();
    await clock.advance(0);
    expect(asked).toEqual(['schedule', 'codes']);
    expect(ranges).toEqual([[START - 12 * HOUR, START + 36 * HOUR]]);
    expect(names()).toEqual(['Phones', 'Meal']);
    expect(schedule.view()).toMatchObject({
      lack: null,
      current: { name: 'Phones' },
      next: { category: 'Meal' },
      asOf: null,
    });
    expect(schedule.topics()).toEqual([
      'v2.users.u.workforcemanagement.schedules',
      'v2.users.u.workforcemanagement.adherence',
    ]);
  });

  it('is told when one activity ends and the next begins, without asking again', async () => {
    const { schedule, clock, plan, asked, changes } = workforce();
    plan([0, 60, 'q'], [60, 30, 'm'], [90, 60, 'q']);
    schedule.connected();
    await clock.advance(0);
    const before = changes();
    await clock.advance(60 * MINUTE);
    expect(changes()).toBe(before + 1);
    expect(schedule.view()).toMatchObject({ current: { category: 'Meal' }, next: { name: 'Phones' } });
    expect(asked).toEqual(['schedule', 'codes']);
  });

  it('has what is true at this moment also before anybody was told', async () => {
    const { schedule, clock, plan } = workforce();
    plan([0, 60, 'q'], [60, 30, 'm']);
    schedule.connected();
    await clock.advance(59 * MINUTE);
    const view = schedule.view();
    expect(schedule.view()).toBe(view);
    await clock.advance(MINUTE);
    expect(schedule.view().current?.category).toBe('Meal');
  });

  it.each([1, 2, 3, 4, 5])(
    'tells what begins also where it begins between two looks at the clock (%i)',
    async (looks) => {
      // The look that finds the edge is then the first, the second, … after a timer that fired early.
      const { schedule, clock, plan } = workforce({
        clock: fakeClock(START, { earlyMs: looks * 0.2 - 0.1, lookMs: 0.2 }),
      });
      plan([0, 60, 'q'], [60, 30, 'm']);
      let told = schedule.view().current?.category;
      schedule.onChange(() => (told = schedule.view().current?.category));
      schedule.connected();
      await clock.advance(61 * MINUTE);
      expect(told).toBe('Meal');
    },
  );

  it('has a change a few seconds after the service says so, several words of it in one go', async () => {
    const { schedule, clock, plan, asked, names, event } = workforce();
    plan([0, 60, 'q']);
    schedule.connected();
    await clock.advance(0);
    plan([0, 30, 'q'], [30, 30, 'b']);
    event('schedules');
    event('schedules');
    await clock.advance(5_000);
    expect(asked).toEqual(['schedule', 'codes', 'schedule']);
    expect(names()).toEqual(['Phones', 'Break']);
  });

  it('has it neither at once, since more words may follow, nor at the same moment as all others', async () => {
    const { schedule, clock, plan, asked, event } = workforce();
    plan([0, 600, 'q']);
    schedule.connected();
    await clock.advance(0);
    const before = asked.length;
    event('schedules');
    // A second to settle, and a share of four that differs from agent to agent: here one half.
    await clock.advance(2_999);
    expect(asked).toHaveLength(before);
    await clock.advance(1);
    expect(asked).toHaveLength(before + 1);
  });

  it('is read again within ten minutes after a gap, and gaps that follow each other closely are one', async () => {
    const { schedule, clock, plan, asked } = workforce();
    plan([0, 600, 'q']);
    schedule.connected();
    await clock.advance(HOUR);
    for (let flap = 0; flap < 5; flap += 1) {
      schedule.disconnected();
      schedule.connected();
      await clock.advance(1_000);
    }
    // All agents' apps come back at once, so no app asks at once.
    expect(asked.filter((each) => each === 'schedule')).toHaveLength(1);
    await clock.advance(10 * MINUTE);
    expect(asked.filter((each) => each === 'schedule')).toHaveLength(2);
  });

  it('is read again at the end of what is planned, and not by the clock alone: a day costs few requests', async () => {
    const { schedule, clock, plan, asked } = workforce();
    plan([0, 480, 'q']);
    schedule.connected();
    await clock.advance(8 * HOUR + MINUTE);
    expect(asked.filter((each) => each === 'schedule')).toHaveLength(2);
    await clock.advance(24 * HOUR);
    expect(asked.filter((each) => each === 'schedule')).toHaveLength(2);
  });

  it('with a clock of the service that is hours ahead counts by that clock', async () => {
    const { schedule, clock, plan, setOffset } = workforce();
    setOffset(2 * HOUR);
    plan([0, 60, 'q'], [120, 30, 'm']);
    schedule.connected();
    await clock.advance(0);
    expect(schedule.view()).toMatchObject({ current: { category: 'Meal' }, next: null });
  });

  it('reads names of codes that came since, once', async () => {
    const { schedule, clock, plan, asked, event } = workforce();
    plan([0, 60, 'q']);
    schedule.connected();
    await clock.advance(0);
    plan([0, 60, 'new']);
    event('schedules');
    await clock.advance(10_000);
    event('schedules');
    await clock.advance(10_000);
    expect(asked).toEqual(['schedule', 'codes', 'schedule', 'codes', 'schedule']);
    expect(schedule.view().current).toMatchObject({ name: null, category: 'Other' });
  });
});

describe('adherence', () => {
  it('is the service’s word alone, and only where it is a verdict', async () => {
    const { schedule, clock, plan, event } = workforce();
    plan([0, 60, 'q']);
    schedule.connected();
    await clock.advance(0);
    expect(schedule.view().adherence).toBeNull();
    event('adherence', adherence('InAdherence'));
    expect(schedule.view().adherence).toBe('in');
    event('adherence', adherence('OutOfAdherence'));
    expect(schedule.view().adherence).toBe('out');
    for (const other of ['Unscheduled', 'Unknown', 'Ignored', 'Explained', 'Cheating', '']) {
      event('adherence', adherence(other));
      expect(schedule.view().adherence).toBeNull();
    }
    event('adherence', 'nonsense');
    event('adherence', { adherenceState: 5 });
    expect(schedule.view().adherence).toBeNull();
  });

  it('is not known any more after a gap, in which it may have changed', async () => {
    const { schedule, clock, plan, event } = workforce();
    plan([0, 60, 'q']);
    schedule.connected();
    await clock.advance(0);
    event('adherence', adherence('InAdherence'));
    schedule.disconnected();
    expect(schedule.view().adherence).toBeNull();
    schedule.connected();
    expect(schedule.view().adherence).toBeNull();
  });
});

describe('where there is no schedule', () => {
  it('without the permission nothing is asked and nothing subscribed', async () => {
    const { schedule, clock, asked } = workforce({ permissions: ['routing:agent:onQueue'] });
    schedule.connected();
    await clock.advance(HOUR);
    expect(schedule.view().lack).toEqual({ kind: 'permission' });
    expect(schedule.topics()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each([
    [403, ['presence'], 'scope', ['schedule', 'token']],
    [403, ['workforce-management'], 'refused', ['schedule', 'token']],
    [403, [], 'refused', ['schedule', 'token']],
    [404, [], 'noWorkforce', ['schedule']],
    [400, [], 'refused', ['schedule', 'schedule']],
  ] as const)(
    'a %i with the scopes %j is said as %s, and not asked for again',
    async (status, scopes, kind, requests) => {
      const world = workforce();
      world.fail(() => refused(status));
      world.scopes([...scopes]);
      world.schedule.connected();
      await world.clock.advance(HOUR);
      world.event('schedules');
      world.schedule.disconnected();
      world.schedule.connected();
      await world.clock.advance(24 * HOUR);
      expect(world.schedule.view()).toMatchObject({ lack: { kind }, plan: [], current: null });
      expect(world.asked).toEqual(requests);
    },
  );

  it('a range that is too long is halved once', async () => {
    const world = workforce();
    world.plan([0, 60, 'q']);
    let refusals = 1;
    world.fail(() => (refusals-- > 0 ? refused(400) : null));
    world.schedule.connected();
    await world.clock.advance(0);
    expect(world.ranges[1]).toEqual([START - 6 * HOUR, START + 18 * HOUR]);
    expect(world.schedule.view().lack).toBeNull();
  });

  it('with a new sign-in, and the permission, it is asked again', async () => {
    const world = workforce({ permissions: [] });
    world.plan([0, 60, 'q']);
    world.schedule.connected();
    await world.clock.advance(HOUR / 2);
    world.permit([PERMISSION]);
    world.schedule.renewed();
    world.schedule.connected();
    await world.clock.advance(0);
    expect(world.schedule.view().current?.name).toBe('Phones');
  });

  it('nothing planned is a schedule all the same', async () => {
    const world = workforce();
    world.schedule.connected();
    await world.clock.advance(0);
    expect(world.schedule.view()).toMatchObject({ lack: null, plan: [], current: null, next: null });
    expect(world.asked).toEqual(['schedule']);
  });
});

describe('while the service is down', () => {
  it('the last plan stays, with its age, and is asked for again with growing pauses that end', async () => {
    const world = workforce();
    world.plan([0, 600, 'q']);
    world.schedule.connected();
    await world.clock.advance(MINUTE);
    world.fail(() => refused(503));
    world.event('schedules');
    await world.clock.advance(10 * HOUR);
    expect(world.schedule.view()).toMatchObject({ lack: null, asOf: START });
    const asked = world.asked.filter((each) => each === 'schedule').length;
    expect(asked).toBeLessThanOrEqual(10);
    world.fail(null);
    world.event('schedules');
    await world.clock.advance(MINUTE);
    expect(world.schedule.view().asOf).toBeNull();
  });

  it('waits as long as the service asks', async () => {
    const world = workforce();
    let refusals = 1;
    world.fail(() => (refusals-- > 0 ? refused(429, { retryAfterMs: 300_000 }) : null));
    world.schedule.connected();
    await world.clock.advance(299_000);
    expect(world.asked).toHaveLength(1);
    expect(world.schedule.view().lack).toMatchObject({ kind: 'unread', problem: { status: 429 } });
    await world.clock.advance(2_000);
    expect(world.asked).toHaveLength(2);
  });

  it('a session that ended says nothing, and the next one asks anew', async () => {
    const world = workforce();
    world.plan([0, 60, 'q']);
    world.fail(() => refused(401));
    world.schedule.connected();
    await world.clock.advance(0);
    expect(world.schedule.view().lack).toEqual({ kind: 'unread', problem: null });
    world.fail(null);
    world.schedule.renewed();
    world.schedule.connected();
    await world.clock.advance(0);
    expect(world.schedule.view().current?.name).toBe('Phones');
  });
});

it('a new session that begins while an old read is under way has one read at a time, too', async () => {
  const world = workforce();
  world.plan([0, 60, 'q']);
  const letGo = world.hold();
  world.schedule.connected();
  await world.clock.advance(0);
  world.schedule.renewed();
  world.schedule.connected();
  await world.clock.advance(0);
  letGo();
  await world.clock.advance(0);
  expect(world.asked).toEqual(['schedule', 'schedule']);
  world.event('schedules');
  await world.clock.advance(HOUR / 60);
  expect(world.asked).toEqual(['schedule', 'schedule']);
  letGo();
  await world.clock.advance(0);
  expect(world.asked).toEqual(['schedule', 'schedule', 'codes', 'schedule']);
});

it('leaves no timer and no word behind when it stops', async () => {
  const world = workforce();
  world.plan([0, 60, 'q']);
  world.schedule.connected();
  await world.clock.advance(0);
  world.schedule.stop();
  const before = world.changes();
  await world.clock.advance(10 * HOUR);
  expect(world.clock.pending()).toBe(0);
  expect([world.changes(), world.asked.length]).toEqual([before, 2]);
});
