import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../electron/ports.js';
import type { CurrentPresenceView } from '../../../../electron/presence/presence-view.js';
import type { EngineView } from '../../../../electron/presence/engine-port.js';
import { watchLimits, type Limits } from '../../../../electron/presence/timers/limits.js';
import type { PresenceSignal } from '../../../../electron/presence/signals.js';
import { fakeClock } from '../../desktop/fake-clock.js';
import { ID, shift, type Shift } from '../shift-kit.js';

let running: Shift | null = null;
afterEach(() => running?.stop());

const MINUTE = 60_000;
const reminders = ({ signals }: Pick<Shift, 'signals'>) => signals.filter(({ kind }) => kind === 'limitReached');

async function desk(limits: Record<string, number> = { [ID.Break]: 15 }): Promise<Shift> {
  running = shift({ limits });
  await running.live();
  return running;
}

describe('an agent who wants to be told after 15 minutes of Break', () => {
  it('is told then, once', async () => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(14 * MINUTE);
    expect(reminders(agent)).toEqual([]);
    await agent.pass(MINUTE);
    expect(reminders(agent)).toMatchObject([{ definition: { id: ID.Break }, minutes: 15 }]);
    await agent.pass(120 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
  });

  it('is told of the next break, too', async () => {
    const agent = await desk();
    for (const count of [1, 2]) {
      await agent.pick(ID.Break);
      await agent.pass(16 * MINUTE);
      expect(reminders(agent)).toHaveLength(count);
      await agent.pick(ID.Available);
    }
  });

  it('is told nothing where the break ended before, nor in other presences', async () => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(14 * MINUTE);
    await agent.outside(ID.Meal);
    await agent.pass(60 * MINUTE);
    expect(reminders(agent)).toEqual([]);
  });

  it('is told after the whole break, not after the last change of its message', async () => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(10 * MINUTE);
    await agent.outside(ID.Break, 'Still here');
    await agent.pass(6 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
    await agent.outside(ID.Break, 'Coming');
    await agent.pass(60 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
  });

  it.each([3_600_000, -3_600_000])('is told on time when the clock is set by %d ms', async (by) => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(10 * MINUTE);
    await agent.setClock(by);
    await agent.pass(4 * MINUTE);
    expect(reminders(agent)).toEqual([]);
    await agent.pass(2 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
    await agent.setClock(-by);
    await agent.pass(60 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
  });

  it.each([true, false])('is told on waking where the time was over in sleep (told of the sleep: %s)', async (told) => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(10 * MINUTE);
    await agent.sleep(30 * MINUTE, { told });
    await agent.pass(MINUTE);
    expect(reminders(agent)).toHaveLength(1);
    await agent.sleep(30 * MINUTE, { told });
    await agent.pass(30 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
  });

  it.each([true, false])('is told nothing of a break that ended in sleep (told of the sleep: %s)', async (told) => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(10 * MINUTE);
    agent.world.serverAfter(MINUTE, () => agent.service.changeFromOutside(ID.Available, ''));
    await agent.sleep(30 * MINUTE, { told });
    await agent.pass(30 * MINUTE);
    expect(reminders(agent)).toEqual([]);
  });

  it('is told nothing while it is unknown whether the break still is one', async () => {
    const agent = await desk();
    await agent.pick(ID.Break);
    await agent.pass(10 * MINUTE);
    agent.service.networkUp = false;
    agent.service.channels.closeAll(1006);
    await agent.pass(20 * MINUTE);
    expect(reminders(agent)).toEqual([]);
    agent.service.networkUp = true;
    // After an outage each app reads in a turn of its own, within three minutes.
    await agent.pass(4 * MINUTE);
    expect(reminders(agent)).toHaveLength(1);
  });
});

/** An engine that repeats what it is told, over several runs of the app. */
function runs() {
  const time = fakeClock(Date.parse('2026-11-21T10:00:00Z'));
  let clockSetBy = 0;
  const clock: Clock = { ...time.clock, now: () => time.clock.now() + clockSetBy };
  const signals: PresenceSignal[] = [];
  let stored: unknown = 'nonsense';
  let current: CurrentPresenceView | null = null;
  let listener: () => void = () => undefined;
  let limits: Limits | null = null;
  let connection: EngineView['connection'] = { kind: 'live', asOf: null, problem: null };
  const view = (): EngineView => ({
    connection,
    presence: {
      current,
      pending: null,
      failed: null,
      otherSource: null,
      primaryOffer: 'none',
      offQueueTo: null,
      timed: null,
      limitMinutes: current?.definition.id === ID.Break ? 15 : null,
      outOfOffice: null,
    },
    routing: { status: 'OFF_QUEUE', since: null, pending: false, problem: null },
    definitions: { kind: 'none', groups: [], onQueue: null, problem: null },
  });
  return {
    time,
    signals,
    start() {
      limits = watchLimits({
        clock,
        serverClock: { toLocalAhead: (ms) => ms },
        engine: {
          view,
          onChange: (run) => {
            listener = run;
            return () => (listener = () => undefined);
          },
        },
        memory: { read: () => stored, write: (memory) => (stored = JSON.parse(JSON.stringify(memory))) },
        signal: (signal) => signals.push(signal),
      });
    },
    end: () => limits?.stop(),
    /** Without a channel the presence is read now and then. @param asOf when it was read last */
    polls(asOf: number | null) {
      connection = { kind: 'polling', asOf, problem: null };
      listener();
    },
    suspended: () => limits?.suspended(),
    resumed: () => limits?.resumed(),
    say(systemPresence: 'Break' | 'Available', since: number | null = time.clock.now()) {
      const id = ID[systemPresence];
      current = {
        definition: { id, label: systemPresence, systemPresence },
        selectable: true,
        message: '',
        messageLifetime: null,
        since,
        future: null,
      };
      listener();
    },
    goneDark: () => (current = null),
    setClock: (by: number) => (clockSetBy += by),
  };
}

describe.each([3_600_000, -3_600_000])('when nothing but the clock tells that it was set by %d ms', (by) => {
  it('the agent is told after the time that was meant', () => {
    const app = runs();
    app.start();
    app.say('Break');
    app.time.pass(10 * MINUTE);
    app.setClock(by);
    app.time.pass(5 * MINUTE - 1);
    expect(app.signals).toEqual([]);
    app.time.pass(1);
    expect(app.signals).toHaveLength(1);
  });
});

describe('an agent whose app has to poll', () => {
  /** A break of 16 minutes, the last six of them in sleep. */
  function asleepAtTheLimit() {
    const app = runs();
    app.start();
    app.say('Break');
    app.polls(app.time.clock.now());
    app.time.pass(10 * MINUTE);
    app.suspended();
    app.time.pass(6 * MINUTE);
    app.resumed();
    return app;
  }

  it('is told on time', () => {
    const app = runs();
    app.start();
    app.say('Break');
    app.polls(app.time.clock.now());
    app.time.pass(15 * MINUTE);
    expect(app.signals).toHaveLength(1);
  });

  it('is told after a sleep once the presence was read since, not by what was read before', () => {
    const app = asleepAtTheLimit();
    const woke = app.time.clock.now();
    for (const asOf of [null, woke - MINUTE, woke - 1]) {
      app.polls(asOf);
      expect(app.signals).toEqual([]);
    }
    app.polls(woke);
    expect(app.signals).toHaveLength(1);
  });

  it('is told nothing of a break that the first read after a sleep no longer shows', () => {
    const app = asleepAtTheLimit();
    app.say('Available');
    app.polls(app.time.clock.now());
    app.time.pass(60 * MINUTE);
    expect(app.signals).toEqual([]);
  });
});

describe('after a restart', () => {
  it('the same break is not told of again', () => {
    const app = runs();
    app.start();
    app.say('Break');
    const began = app.time.clock.now();
    app.time.pass(15 * MINUTE);
    expect(app.signals).toHaveLength(1);
    for (const pause of [0, 5 * MINUTE]) {
      app.end();
      app.goneDark();
      app.time.pass(pause);
      app.start();
      app.say('Break', began);
      app.time.pass(60 * MINUTE);
    }
    expect(app.signals).toHaveLength(1);
  });

  it('a break that was not told of yet is told of on time', () => {
    const app = runs();
    app.start();
    app.say('Break');
    const began = app.time.clock.now();
    app.time.pass(10 * MINUTE);
    app.end();
    app.time.pass(MINUTE);
    app.start();
    app.say('Break', began);
    app.time.pass(4 * MINUTE - 1);
    expect(app.signals).toEqual([]);
    app.time.pass(1);
    expect(app.signals).toMatchObject([{ kind: 'limitReached', since: began }]);
  });

  it('another break is told of, also where its start is unknown', () => {
    const app = runs();
    app.start();
    app.say('Break', null);
    app.time.pass(15 * MINUTE);
    app.end();
    app.start();
    app.say('Break', null);
    app.time.pass(15 * MINUTE);
    expect(app.signals).toHaveLength(1);
    app.say('Available');
    app.end();
    app.start();
    app.say('Break', null);
    app.time.pass(15 * MINUTE);
    expect(app.signals).toHaveLength(2);
  });
});
