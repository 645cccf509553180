/** When a scheduled break is prepared for: once, within its minutes, and never against what was set during them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchBreaks } from '../../../electron/schedule/break-watch.js';
import { MINUTE, START, workforce, type Planned } from './schedule-kit.js';

async function agent(planned: readonly Planned[], first: number | null = 5) {
  const world = workforce();
  world.plan(...planned);
  world.schedule.connected();
  await world.clock.advance(0);
  let minutes = first;
  let free = true;
  let since: number | null = START;
  const acted: number[] = [];
  const watch = watchBreaks({
    clock: world.clock,
    schedule: world.schedule,
    minutes: () => minutes,
    presenceSince: () => since,
    act: () => {
      if (!free) return false;
      acted.push((world.clock.now() - START) / MINUTE);
      since = world.clock.now();
      return true;
    },
  });
  return {
    ...world,
    acted,
    pass: (count: number) => world.clock.advance(count * MINUTE),
    wants: (next: number | null) => {
      minutes = next;
      watch.look();
    },
    isFree: (now: boolean) => {
      free = now;
      watch.look();
    },
    /** The agent, or somebody else, sets something. */
    sets: () => {
      since = world.clock.now();
      watch.look();
    },
    forgets: () => (since = null),
    stop: () => watch.stop(),
  };
}

describe('before a scheduled break or meal', () => {
  it('it is prepared for once, as long before as the agent wants', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 15, 'b'],
      [75, 60, 'q'],
      [135, 30, 'm'],
    ]);
    await ada.pass(300);
    expect(ada.acted).toEqual([55, 130]);
  });

  it('not before a meeting, and not where nobody wants it', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 15, 't'],
    ]);
    const off = await agent(
      [
        [0, 60, 'q'],
        [60, 15, 'b'],
      ],
      null,
    );
    await ada.pass(100);
    await off.pass(100);
    expect([ada.acted, off.acted]).toEqual([[], []]);
  });

  it('after an interaction, as long as the break has not begun', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 15, 'b'],
    ]);
    ada.isFree(false);
    await ada.pass(58);
    ada.isFree(true);
    expect(ada.acted).toEqual([58]);
    const late = await agent([
      [0, 60, 'q'],
      [60, 15, 'b'],
    ]);
    late.isFree(false);
    await late.pass(61);
    late.isFree(true);
    expect(late.acted).toEqual([]);
  });

  it('never against what was set in these minutes, nor where nobody knows since when the presence is', async () => {
    const ada = await agent([
      [0, 60, 'q'],
      [60, 15, 'b'],
    ]);
    ada.isFree(false);
    await ada.pass(56);
    ada.sets();
    ada.isFree(true);
    await ada.pass(3);
    const unknown = await agent([
      [0, 60, 'q'],
      [60, 15, 'b'],
    ]);
    unknown.forgets();
    await unknown.pass(59);
    expect([ada.acted, unknown.acted]).toEqual([[], []]);
  });
});

it('whatever happens, no break is prepared for twice, too early or too late', async () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ do: fc.constant('free' as const), now: fc.boolean() }),
    fc.record({ do: fc.constant('sets' as const) }),
    fc.record({ do: fc.constant('wants' as const), minutes: fc.option(fc.integer({ min: 1, max: 30 })) }),
    fc.record({ do: fc.constant('replan' as const), at: fc.integer({ min: 1, max: 200 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const ada = await agent([
        [0, 60, 'q'],
        [60, 15, 'b'],
        [75, 200, 'q'],
      ]);
      let count = 0;
      const check = (): void => {
        if (ada.acted.length === count) return;
        count = ada.acted.length;
        const { next } = ada.schedule.view();
        expect(next?.category).toBe('Break');
        expect(ada.clock.now()).toBeLessThan(next?.from ?? 0);
      };
      for (const each of acts) {
        if (each.do === 'pass')
          for (let minute = 0; minute < each.minutes; minute += 1) {
            await ada.pass(1);
            check();
          }
        else if (each.do === 'free') ada.isFree(each.now);
        else if (each.do === 'sets') ada.sets();
        else if (each.do === 'wants') ada.wants(each.minutes);
        else {
          ada.plan([0, each.at, 'q'], [each.at, 15, 'b'], [each.at + 15, 200, 'q']);
          ada.event('schedules');
          await ada.clock.advance(10_000);
        }
        check();
      }
      ada.stop();
    }),
    { numRuns: 40 },
  );
});
