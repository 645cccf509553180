/**
 * How the app stays true to the service: gaps, sleep, polling, and silence in the steady state (docs/design.md §3.1,
 * §3.7, §3.8, §3.14).
 */
import { describe, expect, it } from 'vitest';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import { isStale } from '../../../../electron/ipc/stale.js';
import { appUnderTest, DEFINITIONS, OLD_BREAK, PERSON, type AppUnderTest } from '../soak/app-under-test.js';
import { USER_ID } from '../soak/simulated-service.js';

const MINUTE = 60_000;
const SOMEBODY = { userId: 'u', name: 'U', email: null, organizationId: 'o', organization: 'O' };

const live = async (set: (app: AppUnderTest) => void = () => undefined): Promise<AppUnderTest> => {
  const app = appUnderTest();
  set(app);
  await app.live();
  return app;
};

const presenceTopic = `v2.users.${USER_ID}.presence`;
const label = (app: AppUnderTest) => app.engine.view().presence.current?.definition.label;

describe('on a live channel', () => {
  it('nothing is asked of the service in ten minutes', async () => {
    const app = await live();
    expect(app.engine.view().connection).toEqual({ kind: 'live', asOf: null, problem: null });
    const before = app.service.requests.length;
    await app.world.advance(10 * MINUTE);
    expect(app.service.requests).toHaveLength(before);
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('what others change shows at once, and is signalled', async () => {
    const app = await live();
    app.service.changeFromOutside(ID.Busy, 'call me');
    await app.world.advance(20);
    expect(app.engine.view().presence.current).toMatchObject({ definition: { label: 'Busy' }, message: 'call me' });
    expect(app.signals).toMatchObject([
      { kind: 'changedElsewhere', from: { label: 'Available' }, to: { label: 'Busy' } },
    ]);
  });

  it('an own change is not told as somebody else’s', async () => {
    const app = await live();
    void app.engine.pick({ definitionId: ID.Meal, origin: 'tray' });
    await app.world.advance(10_000);
    expect(app.signals).toEqual([]);
  });

  it('an older event that comes late changes nothing', async () => {
    const app = await live();
    // Each change announces the routing status first.
    app.service.channels.delays = [15, 2000, 15, 15];
    app.service.changeFromOutside(ID.Busy, '');
    app.service.changeFromOutside(ID.Meal, '');
    await app.world.advance(3000);
    expect(label(app)).toBe('Meal');
  });

  it('the same presence in another message is the current message', async () => {
    const app = await live();
    app.service.changeFromOutside(ID.Available, 'hello');
    await app.world.advance(100);
    expect(app.engine.view().presence.current?.message).toBe('hello');
    expect(app.signals).toEqual([]);
  });

  it('another source that decides is named and never shown as the presence', async () => {
    const app = await live();
    const event = {
      source: 'MicrosoftTeams',
      primary: true,
      presenceDefinition: { id: ID.Busy, systemPresence: 'BUSY' },
    };
    app.service.channels.tell(presenceTopic, event);
    await app.world.advance(100);
    expect(app.engine.view().presence).toMatchObject({
      current: { definition: { label: 'Available' } },
      otherSource: 'Microsoft Teams',
    });
    app.service.channels.tell(presenceTopic, { source: 'PURECLOUD', primary: false });
    await app.world.advance(100);
    expect(app.engine.view().presence.otherSource).toBe('Microsoft Teams');
    const outcome = app.engine.pick({ makePrimary: true, definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
    expect(app.service.requests.at(-1)?.body).toMatchObject({ primary: true, presenceDefinition: { id: ID.Meal } });
    expect(app.engine.view().presence.otherSource).toBeNull();
  });

  it('where the agent goes after the interaction is shown, and counts as taken', async () => {
    const app = await live();
    app.service.changeFromOutside(ID.OnQueue, '');
    await app.world.advance(100);
    app.service.manner = 'waitsForInteraction';
    const outcome = app.engine.pick({ definitionId: ID.Available, origin: 'popup' });
    await app.world.advance(8000);
    expect((await outcome).result).toBe('done');
    expect(app.engine.view().presence).toMatchObject({
      current: { definition: { label: 'OnQueue' }, future: { label: 'Available' } },
      failed: null,
    });
  });

  it('a definition that nobody knows is looked for once, deactivated ones included', async () => {
    const app = await live();
    app.service.changeFromOutside(OLD_BREAK, '');
    await app.world.advance(1000);
    expect(app.definitionReads).toEqual([false, true]);
    expect(app.engine.view().presence.current).toMatchObject({ definition: { label: 'Smoke' }, selectable: false });
    app.service.changeFromOutside('aaaaaaaa-1111-2222-3333-444444444444', '');
    await app.world.advance(1000);
    app.service.changeFromOutside(ID.Available, '');
    app.service.changeFromOutside('aaaaaaaa-1111-2222-3333-444444444444', '');
    await app.world.advance(10_000);
    expect(app.definitionReads).toEqual([false, true, true]);
    expect(app.engine.view().presence.current?.definition.label).toBe('Break');
  });

  it('a deactivated definition that is current at the start is named, also where the list is there later than the presence', async () => {
    const app: AppUnderTest = appUnderTest({
      over: {
        loadDefinitions: (includeDeactivated) =>
          new Promise((resolve) => {
            const known = DEFINITIONS.filter((one) => includeDeactivated || !one.deactivated);
            app.world.clock.after(5000, () => resolve(known));
          }),
      },
    });
    app.service.changeFromOutside(OLD_BREAK, '');
    await app.live();
    expect(app.engine.view().connection.kind).toBe('live');
    await app.world.advance(20_000);
    expect(app.engine.view().presence.current).toMatchObject({ definition: { label: 'Smoke' }, selectable: false });
  });

  it('out of office is shown while it is active', async () => {
    const app = await live();
    const end = '2026-12-24T12:00:00.000Z';
    app.service.channels.tell(`v2.users.${USER_ID}.outofoffice`, { active: true, indefinite: false, endDate: end });
    await app.world.advance(100);
    expect(app.engine.view().presence.outOfOffice).toEqual({ until: Date.parse(end) });
    app.service.channels.tell(`V2.USERS.${USER_ID}.OUTOFOFFICE`, { active: false });
    await app.world.advance(100);
    expect(app.engine.view().presence.outOfOffice).toBeNull();
  });

  it('an event that does not say what changed is followed by a read; many at once by two, and then by none', async () => {
    for (const [events, reads] of [
      [1, 1],
      [5, 2],
    ] as const) {
      const app = await live();
      const before = app.service.requests.length;
      for (let event = 0; event < events; event += 1)
        app.service.channels.tell(presenceTopic, { presenceDefinition: {} });
      await app.world.advance(MINUTE);
      expect(app.service.requests.length - before).toBe(reads);
      app.service.channels.tell(presenceTopic, { presenceDefinition: {} });
      await app.world.advance(MINUTE);
      expect(app.service.requests.length - before).toBe(reads + 1);
    }
  });

  it('nonsense in an event is passed over', async () => {
    const app = await live();
    for (const body of [null, 7, 'x', [], { presenceDefinition: 5 }, { presenceDefinition: { id: 9 } }, {}]) {
      app.service.channels.tell(presenceTopic, body);
    }
    await app.world.advance(1000);
    expect(label(app)).toBe('Available');
    expect(app.engine.view().connection.kind).toBe('live');
  });
});

describe('the time of a presence', () => {
  it('is right on this machine although the service’s clock is an hour off', async () => {
    const app = await live(({ service }) => {
      service.clockOff = 3_600_000;
    });
    await app.world.advance(10 * MINUTE);
    app.service.changeFromOutside(ID.Meal, '');
    await app.world.advance(5 * MINUTE);
    const since = app.engine.view().presence.current?.since ?? 0;
    expect(Math.abs(app.world.clock.now() - since - 5 * MINUTE)).toBeLessThan(1500);
  });

  it('is the moment of the event where the service names none, and unknown where only a read told it', async () => {
    const app = await live(({ service }) => {
      service.dated = false;
    });
    expect(app.engine.view().presence.current?.since).toBeNull();
    app.service.changeFromOutside(ID.Meal, '');
    await app.world.advance(MINUTE);
    const since = app.engine.view().presence.current?.since ?? 0;
    expect(Math.abs(app.world.clock.now() - since - (MINUTE - 15))).toBeLessThan(10);
    app.service.changeFromOutside(ID.Meal, 'a message alone');
    await app.world.advance(MINUTE);
    expect(app.engine.view().presence.current?.since).toBe(since);
  });
});

describe('after a gap', () => {
  it.each([
    ['the socket broke', (app: AppUnderTest) => app.service.channels.closeAll(1006)],
    ['another socket took the channel', (app: AppUnderTest) => app.service.channels.steal()],
    ['the service forgot the channel', (app: AppUnderTest) => app.service.channels.forget()],
    ['nothing came through any more', (app: AppUnderTest) => app.service.channels.strikeDumb()],
  ])('the presence is read again: %s', async (_name, happens) => {
    const app = await live();
    happens(app);
    app.service.channels.strikeDumb();
    app.service.changeFromOutside(ID.Busy, '');
    await app.world.advance(MINUTE);
    expect(label(app)).toBe('Busy');
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('of a moment nothing is dimmed; after five seconds what is shown is as of when it was last sure', async () => {
    const app = await live();
    const session = {
      kind: 'signedIn' as const,
      person: SOMEBODY,
      demo: false,
      kept: 'keychain' as const,
      expiresAt: null,
    };
    const stale = (): boolean => isStale({ session, connection: app.engine.view().connection });
    app.service.channels.closeAll(1006);
    await app.world.advance(100);
    expect(app.engine.view().connection).toMatchObject({ kind: 'connecting', asOf: null });
    expect(stale()).toBe(false);
    await app.world.advance(4000);
    expect(app.engine.view().connection.kind).toBe('live');
    const heard = app.world.clock.now();
    app.service.channels.blocked = true;
    app.service.channels.closeAll(1006);
    await app.world.advance(6000);
    const { connection } = app.engine.view();
    expect(connection.kind).toBe('connecting');
    expect(Math.abs((connection.asOf ?? 0) - heard)).toBeLessThan(4000);
    expect(stale()).toBe(true);
  });

  it('the last known presence carries the moment until which it was true', async () => {
    const app = await live();
    await app.world.advance(35_000);
    const heard = app.world.clock.now() - 5000;
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    await app.world.advance(2 * MINUTE);
    const { connection } = app.engine.view();
    expect(connection.kind).toBe('lost');
    expect(Math.abs((connection.asOf ?? 0) - heard)).toBeLessThan(4000);
    expect(connection.problem?.key).toBe('error.offline');
    app.service.networkUp = true;
    app.engine.networkChanged(true);
    await app.world.advance(5000);
    expect(app.engine.view().connection).toEqual({ kind: 'live', asOf: null, problem: null });
  });

  it('ends as soon as the service answers a pick, and not only when the channel’s own turn comes', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    await app.world.advance(10 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('lost');
    // Only the answer shows that the network is back.
    app.service.networkUp = true;
    const outcome = app.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(2000);
    expect((await outcome).result).toBe('done');
    expect(app.engine.view().connection).toEqual({ kind: 'live', asOf: null, problem: null });
  });

  it.each([
    ['suspended', true],
    ['suspended', false],
    ['frozen', true],
    ['frozen', false],
  ] as const)('in which the machine was %s (told: %s), the presence is read again', async (how, told) => {
    const app = await live();
    if (told) app.engine.suspended();
    app.world.sleep(how);
    await app.world.advance(10 * MINUTE);
    app.service.channels.strikeDumb();
    app.service.changeFromOutside(ID.Busy, '');
    await app.world.wake();
    if (told) app.engine.resumed();
    await app.world.advance(MINUTE);
    expect(label(app)).toBe('Busy');
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('a read that fails is tried again until it succeeds', async () => {
    const app = await live();
    app.service.channels.closeAll(1006);
    app.service.changeFromOutside(ID.Busy, '');
    app.service.faults = Array.from({ length: 9 }, () => ({ kind: 'status' as const, status: 503 }));
    await app.world.advance(2 * MINUTE);
    expect(label(app)).toBe('Busy');
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('of seconds is over a moment after the network is back', async () => {
    const app = await live();
    await app.world.advance(2 * MINUTE);
    app.service.channels.closeAll(1006);
    await app.world.advance(20);
    app.service.networkUp = false;
    await app.world.advance(1500);
    app.service.changeFromOutside(ID.Busy, '');
    app.service.networkUp = true;
    expect(app.engine.view().connection.kind).not.toBe('live');
    await app.world.advance(2500);
    expect(app.engine.view().connection.kind).toBe('live');
    expect(label(app)).toBe('Busy');
  });

  describe('that all apps of the service share', () => {
    const outage = async (seed: number) => {
      const app = appUnderTest({ seed });
      await app.live();
      await app.world.advance(2 * MINUTE);
      app.service.channels.closeAll(1006);
      app.service.channels.blocked = true;
      app.service.faults = Array.from({ length: 99 }, () => ({ kind: 'status' as const, status: 503 }));
      const before = app.service.requests.length;
      await app.world.advance(2 * MINUTE);
      const meanwhile = app.service.requests.length - before;
      app.service.faults = [];
      app.service.channels.blocked = false;
      app.service.changeFromOutside(ID.Busy, '');
      return { app, meanwhile };
    };

    it('is asked about with few requests, and each app reads in its own turn, all within three minutes', async () => {
      const turns: number[] = [];
      for (let seed = 1; seed <= 8; seed++) {
        const { app, meanwhile } = await outage(seed);
        expect(meanwhile).toBeLessThanOrEqual(2);
        const before = app.service.requests.length;
        let seconds = 0;
        for (; app.engine.view().connection.kind !== 'live'; seconds++) await app.world.advance(1000);
        expect(label(app)).toBe('Busy');
        expect(app.service.requests.slice(before).map(({ path }) => path.split('/').at(-1))).toEqual([
          'purecloud',
          USER_ID,
        ]);
        turns.push(seconds);
      }
      expect(Math.max(...turns)).toBeLessThanOrEqual(180);
      expect(Math.max(...turns) - Math.min(...turns)).toBeGreaterThan(60);
    });

    it('leaves nothing unread where the service answers no expansions', async () => {
      const { app } = await outage(1);
      app.service.expands = false;
      app.service.setRouting('IDLE');
      app.service.outOfOffice = { active: true };
      await app.world.advance(3 * MINUTE + 1000);
      const { connection, routing, presence } = app.engine.view();
      expect([connection.kind, routing.status]).toEqual(['live', 'IDLE']);
      expect(presence.outOfOffice).not.toBeNull();
    });

    it.each([
      ['asks for it', (app: AppUnderTest) => app.engine.refresh()],
      ['looks at the app', (app: AppUnderTest) => app.engine.personLooks()],
      ['picks a presence', (app: AppUnderTest) => void app.engine.pick({ definitionId: ID.Meal, origin: 'popup' })],
      ['comes back to the network', (app: AppUnderTest) => app.engine.networkChanged(true)],
    ])('is over at once for whoever %s', async (_what, act) => {
      const { app } = await outage(3);
      await app.world.advance(35_000);
      expect(app.engine.view().connection.kind).not.toBe('live');
      act(app);
      await app.world.advance(1000);
      expect(app.engine.view().connection.kind).toBe('live');
    });
  });

  it('in which the channel is refused with a pause leaves the service alone altogether', async () => {
    const app = appUnderTest();
    app.service.channels.blocked = true;
    app.service.faults = Array.from({ length: 30 }, () => ({ kind: 'status' as const, status: 503 }));
    await app.live();
    await app.world.advance(20_000);
    app.service.faults = Array.from({ length: 30 }, () => ({
      kind: 'status' as const,
      status: 429,
      retryAfter: 60,
    }));
    const begun = app.world.t;
    await app.world.advance(5 * MINUTE);
    const since = app.service.requests.filter(({ at }) => at >= begun);
    const first = since.find(({ path }) => path.endsWith('/channels'));
    expect(first?.status).toBe(429);
    const until = (first?.at ?? 0) + 60_000;
    expect(since.filter(({ at }) => at > (first?.at ?? 0) && at < until)).toEqual([]);
  });

  it('a read that the service wants to be spared is not repeated before the time it names', async () => {
    const app = await live();
    app.service.channels.closeAll(1006);
    app.service.faults = Array.from({ length: 20 }, () => ({ kind: 'status' as const, status: 429, retryAfter: 90 }));
    await app.world.advance(10_000);
    app.service.faults = [];
    const asked = app.service.requests.length;
    await app.world.advance(75_000);
    expect(app.service.requests.slice(asked).filter(({ path }) => path.includes('/presences/'))).toEqual([]);
    await app.world.advance(30_000);
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('in which nothing may be read for a while says why in the words of the last refusal', async () => {
    const app = await live();
    app.service.faults = Array.from({ length: 30 }, () => ({ kind: 'status' as const, status: 503, retryAfter: 20 }));
    app.service.channels.closeAll(1006);
    const said = new Set<string | undefined>();
    app.engine.onChange(() => said.add(app.engine.view().connection.problem?.key));
    await app.world.advance(3 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('lost');
    expect([...said]).toContain('error.serviceUnavailable');
    expect([...said]).not.toContain('error.unexpected');
  });

  it('a service whose clock was set back is believed when it says so twice', async () => {
    const app = await live();
    app.service.clockOff = -3_600_000;
    app.service.rewind(ID.Busy);
    app.service.channels.closeAll(1006);
    await app.world.advance(10_000);
    expect(label(app)).toBe('Busy');
  });
});

describe('where sockets are blocked', () => {
  const polling = async (): Promise<AppUnderTest> => {
    const app = appUnderTest();
    app.presentSince = Infinity;
    app.service.channels.blocked = true;
    app.engine.start();
    await app.world.advance(MINUTE);
    return app;
  };

  it('the presence is read once a minute, and that is said', async () => {
    const app = await polling();
    expect(app.engine.view().connection).toMatchObject({
      kind: 'polling',
      problem: { key: 'connection.socketsBlocked' },
    });
    app.service.changeFromOutside(ID.Busy, '');
    await app.world.advance(MINUTE + 1000);
    expect(label(app)).toBe('Busy');
    const before = app.service.requests.filter(({ path }) => path.endsWith('/presences/purecloud')).length;
    await app.world.advance(10 * MINUTE);
    const after = app.service.requests.filter(({ path }) => path.endsWith('/presences/purecloud')).length;
    expect(after - before).toBe(10);
  });

  it('it is live again as soon as they open', async () => {
    const app = await polling();
    app.service.channels.blocked = false;
    await app.world.advance(2 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('it stops when nobody is there, and begins again when somebody is', async () => {
    const app = await polling();
    app.presentSince = app.world.clock.now();
    await app.world.advance(7 * MINUTE);
    const { connection } = app.engine.view();
    expect(connection.kind).toBe('paused');
    expect(app.world.clock.now() - (connection.asOf ?? 0)).toBeGreaterThan(MINUTE);
    const before = app.service.requests.length;
    await app.world.advance(60 * MINUTE);
    expect(app.service.requests).toHaveLength(before);
    app.presentSince = Infinity;
    await app.world.advance(16_000);
    expect(app.engine.view().connection.kind).toBe('polling');
    expect(app.service.requests.length).toBeGreaterThan(before);
  });

  it('it stops where nothing tells whether somebody is there, and begins again once somebody is seen in the app', async () => {
    const app = await polling();
    app.presentSince = -Infinity;
    await app.world.advance(2 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('paused');
    app.presentSince = app.world.clock.now();
    await app.world.advance(16_000);
    expect(app.engine.view().connection.kind).toBe('polling');
  });

  it('that is said of no socket that opened and broke off, were it three within seconds', async () => {
    const app = await live();
    const said = new Set<string>();
    app.engine.onChange(() => said.add(app.engine.view().connection.problem?.key ?? ''));
    for (let drop = 0; drop < 3; drop++) {
      app.service.channels.closeAll(1006);
      app.service.changeFromOutside(drop % 2 === 0 ? ID.Busy : ID.Meal, '');
      await app.world.advance(6000);
      expect(app.engine.view().connection.kind).toBe('live');
      expect(label(app)).toBe(drop % 2 === 0 ? 'Busy' : 'Meal');
    }
    expect([...said]).toEqual(['']);
  });

  it('where they open and break off again and again, the presence is read once a minute in between', async () => {
    const app = await live();
    app.presentSince = Infinity;
    for (let drop = 0; drop < 8; drop++) {
      while (app.service.channels.openSockets === 0) await app.world.advance(500);
      app.service.channels.closeAll(1006);
      await app.world.advance(1000);
    }
    expect(app.engine.view().connection).toMatchObject({
      kind: 'polling',
      problem: { key: 'connection.noLiveUpdates' },
    });
    await app.world.advance(5 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('live');
  });

  it('a pick works all the same', async () => {
    const app = await polling();
    const outcome = app.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
    expect(label(app)).toBe('Meal');
  });
});

describe('an inactivity timeout', () => {
  const withTimeout = async (seconds: number): Promise<AppUnderTest> =>
    live((app) => {
      app.service.idleTimeoutSeconds = seconds;
    });
  const renewals = (app: AppUnderTest): number =>
    app.service.requests.filter(({ path }) => path === '/api/v2/tokens/me').length;

  it('is put off at most once in half of it, and only while somebody is there', async () => {
    const app = await withTimeout(30 * 60);
    for (let minute = 0; minute < 60; minute++) {
      app.presentSince = app.world.clock.now();
      await app.world.advance(MINUTE);
    }
    expect(renewals(app)).toBeGreaterThanOrEqual(3);
    expect(renewals(app)).toBeLessThanOrEqual(4);
  });

  it('is not put off for an empty chair; two minutes before the end somebody is asked', async () => {
    const app = await withTimeout(30 * 60);
    app.presentSince = app.world.clock.now() - MINUTE;
    await app.world.advance(27 * MINUTE);
    expect(app.signals).toEqual([]);
    await app.world.advance(2 * MINUTE);
    expect(app.signals).toMatchObject([{ kind: 'idleEnding' }]);
    expect(renewals(app)).toBe(0);
    app.engine.imHere();
    await app.world.advance(1000);
    expect(renewals(app)).toBe(1);
    expect(app.signals.at(-1)).toEqual({ kind: 'idleEnding', endsAt: null });
  });

  it('is not put off where nothing tells whether somebody is there, and whoever is there is asked', async () => {
    const app = await withTimeout(30 * 60);
    app.presentSince = -Infinity;
    await app.world.advance(29 * MINUTE);
    expect(renewals(app)).toBe(0);
    expect(app.signals).toMatchObject([{ kind: 'idleEnding' }]);
    app.engine.imHere();
    await app.world.advance(1000);
    expect(renewals(app)).toBe(1);
  });

  it('is left alone where the organisation wants that, and where there is none', async () => {
    const never = appUnderTest({ over: { idleRenewal: () => 'never' } });
    never.service.idleTimeoutSeconds = 1800;
    await never.live();
    never.presentSince = Infinity;
    await never.world.advance(25 * MINUTE);
    expect(renewals(never)).toBe(0);
    const none = await withTimeout(0);
    none.presentSince = Infinity;
    await none.world.advance(300 * MINUTE);
    expect(renewals(none)).toBe(0);
  });
});

describe('not responding', () => {
  const notResponding = async (): Promise<AppUnderTest> => {
    const app = await live();
    app.service.changeFromOutside(ID.OnQueue, '');
    app.service.setRouting('NOT_RESPONDING');
    await app.world.advance(100);
    return app;
  };

  it('is shown and signalled, and the way back leads to idle', async () => {
    const app = await notResponding();
    expect(app.engine.view().routing).toMatchObject({ status: 'NOT_RESPONDING', pending: false });
    expect(app.signals.map(({ kind }) => kind)).toContain('notResponding');
    app.engine.backOnQueue();
    await app.world.advance(1);
    expect(app.engine.view().routing.pending).toBe(true);
    await app.world.advance(1000);
    expect(app.engine.view().routing).toMatchObject({ status: 'IDLE', pending: false, problem: null });
  });

  it('the way out leads to Available', async () => {
    const app = await notResponding();
    app.engine.offQueue();
    await app.world.advance(1000);
    expect(app.service.state.definitionId).toBe(ID.Available);
    expect(app.engine.view().routing.status).toBe('OFF_QUEUE');
  });

  it('a transition that is no longer possible is explained', async () => {
    const app = await live();
    app.engine.backOnQueue();
    await app.world.advance(1000);
    expect(app.engine.view().routing.problem).toMatchObject({
      key: 'routing.invalidTransition',
      serviceMessage: 'An invalid routing status transition was attempted.',
    });
  });

  it('the way back is tried again where the service has a hiccup', async () => {
    const app = await notResponding();
    app.service.faults = [{ kind: 'status', status: 503 }];
    app.engine.backOnQueue();
    await app.world.advance(5000);
    expect(app.engine.view().routing.status).toBe('IDLE');
  });
});

describe('the end of the session', () => {
  it('is shown without ticking on, and everything is live again after a sign-in', async () => {
    const app = await live();
    app.engine.sessionExpired();
    await app.world.advance(5 * MINUTE);
    expect(app.engine.view().connection).toMatchObject({ kind: 'lost', problem: { key: 'connection.expired' } });
    expect(app.service.channels.openSockets).toBe(0);
    app.service.changeFromOutside(ID.Busy, '');
    expect(app.engine.signedInAgain(app.client(), PERSON)).toBe(true);
    await app.world.advance(2000);
    expect(app.engine.view().connection.kind).toBe('live');
    expect(label(app)).toBe('Busy');
  });

  it('asks nothing of the service while it lasts', async () => {
    const app = await live();
    app.engine.sessionExpired();
    await app.world.advance(1000);
    const before = app.service.requests.length;
    app.engine.networkChanged(true);
    app.engine.resumed();
    app.engine.refresh();
    await app.world.advance(60 * MINUTE);
    expect(app.service.requests).toHaveLength(before);
  });

  it('by one odd 401 of which the session knows nothing does not last', async () => {
    const app = await live();
    app.session.renews = true;
    app.service.faults = [
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
    ];
    void app.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(3 * MINUTE);
    expect(app.engine.view().connection.kind).toBe('live');
  });
});

describe('a session that is renewed before its end', () => {
  it('leaves no gap: what was live stays live until what follows it is there', async () => {
    const app = await live();
    const { channels } = app.service;
    const kinds = new Set<string>();
    app.engine.onChange(() => kinds.add(app.engine.view().connection.kind));
    const opened = channels.opened;
    const before = app.service.requests.length;
    expect(app.engine.signedInAgain(app.client(), PERSON)).toBe(true);
    expect(channels.openSockets).toBe(1);
    // Announced by the old channel while the new one is on its way.
    app.service.changeFromOutside(ID.Busy, 'call me');
    await app.world.advance(20);
    expect(label(app)).toBe('Busy');
    await app.world.advance(5000);
    expect(channels.opened).toBe(opened + 1);
    expect(channels.openSockets).toBe(1);
    app.service.changeFromOutside(ID.Meal, '');
    await app.world.advance(20);
    expect(label(app)).toBe('Meal');
    expect([...kinds]).toEqual(['live']);
    const asked = app.service.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(asked.filter((one) => one === 'POST /api/v2/notifications/channels')).toHaveLength(1);
    expect(asked.filter((one) => one.endsWith('/presences/purecloud'))).toHaveLength(1);
  });

  it.each([
    ['a sign-in', (app: AppUnderTest) => void app.engine.signedInAgain(app.client(), PERSON)],
    ['a service that closes its sockets soon', (app: AppUnderTest) => app.service.channels.announceClosing()],
  ])(
    'shows what changed during the hand-over by %s, although an older read is still on its way',
    async (_by, handOver) => {
      const app = await live((one) => {
        // As in the vendor's own sample event: only the order of arrival shows what is newer.
        one.service.dated = false;
        one.service.channels.reorders = false;
      });
      app.service.faults = [{ kind: 'slowAnswer', ms: 2000 }];
      app.engine.refresh();
      await app.world.advance(30);
      handOver(app);
      await app.world.advance(20);
      // Lost with the old socket.
      app.service.channels.delays = [9000, 9000];
      app.service.changeFromOutside(ID.OnQueue, 'theirs');
      await app.world.advance(20_000);
      expect(app.engine.view()).toMatchObject({
        connection: { kind: 'live' },
        presence: { current: { definition: { label: 'OnQueue' }, message: 'theirs' } },
        routing: { status: 'IDLE' },
      });
    },
  );

  it('sends no On Queue pick that waited, whatever it waited for: a button asks', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status: 503, retryAfter: 20 }];
    const outcome = app.engine.pick({ definitionId: ID.OnQueue, origin: 'popup' });
    await app.world.advance(1000);
    expect(app.engine.view().presence.pending).toMatchObject({ waitingFor: 'retry' });
    app.engine.signedInAgain(app.client(), PERSON);
    await app.world.advance(30_000);
    expect(app.engine.view().presence.pending).toMatchObject({ step: 'asking', waitingFor: 'confirmation' });
    expect(app.service.state.definitionId).toBe(ID.Available);
    app.engine.confirmPick();
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
  });
});

describe('a sign-in while a waiting On Queue pick is being looked into', () => {
  it('does not let it out: a button asks', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    void app.engine.pick({ definitionId: ID.OnQueue, origin: 'popup' });
    await app.world.advance(45_000);
    app.service.networkUp = true;
    app.engine.networkChanged(true);
    // The presence is being read again before the pick goes out.
    await app.world.advance(10);
    app.engine.signedInAgain(app.client(), PERSON);
    await app.world.advance(10_000);
    expect(app.engine.view().presence.pending).toMatchObject({ step: 'asking' });
    expect(app.service.state.definitionId).toBe(ID.Available);
  });
});

describe('whoever stops the engine', () => {
  it('leaves no timer, request or socket, whatever was under way', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: null }];
    const outcome = app.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(100);
    app.engine.stop();
    await app.world.advance(0);
    // The request is on its way, so nobody can say that it failed.
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.stoppedUnanswered' } });
    expect(app.world.waitingTimers).toBe(0);
    expect(app.service.channels.openSockets).toBe(0);
    expect(app.service.openRequests).toBe(0);
    expect((await app.engine.pick({ definitionId: ID.Busy, origin: 'popup' })).result).toBe('dropped');
    for (const call of [
      () => app.engine.start(),
      () => app.engine.resumed(),
      () => app.engine.suspended(),
      () => app.engine.networkChanged(true),
      () => app.engine.sessionExpired(),
      () => app.engine.refresh(),
      () => app.engine.cancelPick(),
      () => app.engine.retry(),
      () => app.engine.confirmPick(),
      () => app.engine.backOnQueue(),
      () => app.engine.offQueue(),
      () => app.engine.imHere(),
      () => app.engine.stop(),
    ]) {
      expect(call).not.toThrow();
    }
    await app.world.advance(0);
    expect(app.world.waitingTimers).toBe(0);
  });

  it('is not disturbed by a listener or a store that throws', async () => {
    const app = appUnderTest({
      over: {
        memory: {
          read: () => {
            throw new Error('disk');
          },
          write: () => {
            throw new Error('disk');
          },
        },
      },
    });
    app.engine.onChange(() => {
      throw new Error('listener');
    });
    await app.live();
    const message = { text: 'soup', lifetime: { kind: 'presence' as const } };
    const outcome = app.engine.pick({ definitionId: ID.Meal, message, origin: 'popup' });
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
  });
});
