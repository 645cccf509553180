/** A presence set for a time (docs/design.md §3.11, §3.12). */
import { afterEach, describe, expect, it } from 'vitest';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import { NOTHING_SAVED } from '../../../../electron/presence/saved-presence.js';
import { shift, type Shift } from '../shift-kit.js';
import { appUnderTest, SECOND_BREAK, type AppUnderTest } from '../soak/app-under-test.js';

const MINUTE = 60_000;

const live = async (from: string = ID.Busy): Promise<AppUnderTest> => {
  const app = appUnderTest();
  app.presentSince = Infinity;
  app.service.changeFromOutside(from, '');
  await app.live();
  return app;
};

/** _Meal_ for ten minutes, confirmed. */
const onMeal = async (from: string = ID.Busy): Promise<AppUnderTest> => {
  const app = await live(from);
  void app.engine.pick({ definitionId: ID.Meal, forMs: 10 * MINUTE, origin: 'popup' });
  await app.world.advance(1000);
  return app;
};

const place = (app: AppUnderTest): string => app.service.state.definitionId;
const timed = (app: AppUnderTest) => app.engine.view().presence.timed;

describe('a presence that is set for a time', () => {
  it('says until when, and returns to where it came from', async () => {
    const app = await onMeal();
    expect(timed(app)).toMatchObject({ returnTo: { label: 'Busy' } });
    expect((timed(app)?.until ?? 0) - app.world.clock.now()).toBeGreaterThan(9.9 * MINUTE);
    await app.world.advance(9.5 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    await app.world.advance(MINUTE);
    expect(place(app)).toBe(ID.Busy);
    expect(timed(app)).toBeNull();
  });

  it('can be extended and called off', async () => {
    const app = await onMeal();
    app.engine.extendTimed(5 * MINUTE);
    await app.world.advance(14 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    app.engine.cancelTimed();
    await app.world.advance(60 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
  });

  it('set again keeps its way back', async () => {
    const app = await onMeal();
    void app.engine.pick({ definitionId: ID.Meal, forMs: 30 * MINUTE, origin: 'popup' });
    await app.world.advance(15 * MINUTE);
    expect(timed(app)).toMatchObject({ returnTo: { label: 'Busy' } });
    await app.world.advance(20 * MINUTE);
    expect(place(app)).toBe(ID.Busy);
  });

  it.each([
    [
      'picked another presence',
      (app: AppUnderTest) => void app.engine.pick({ definitionId: ID.Break, origin: 'tray' }),
    ],
    ['was moved by somebody else', (app: AppUnderTest) => app.service.changeFromOutside(SECOND_BREAK, '')],
  ])('does not return where the agent %s', async (_name, happens) => {
    const app = await onMeal();
    happens(app);
    await app.world.advance(1000);
    const now = place(app);
    expect(timed(app)).toBeNull();
    await app.world.advance(60 * MINUTE);
    expect(place(app)).toBe(now);
  });

  it('never returns to On Queue by itself: it asks', async () => {
    const app = await onMeal(ID.OnQueue);
    await app.world.advance(30 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    expect(app.signals.filter(({ kind }) => kind === 'goOnQueue')).toMatchObject([
      { definition: { label: 'OnQueue' } },
    ]);
  });

  it('returns to Available where it came from Offline', async () => {
    const app = await onMeal(ID.Offline);
    await app.world.advance(11 * MINUTE);
    expect(place(app)).toBe(ID.Available);
  });

  it('is dropped with a word where its end passed in sleep', async () => {
    const app = await onMeal();
    app.engine.suspended();
    app.world.sleep('suspended');
    await app.world.advance(60 * MINUTE);
    await app.world.wake();
    app.engine.resumed();
    await app.world.advance(5 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    expect(app.signals.map(({ kind }) => kind)).toContain('timedDropped');
  });

  it('returns after a short sleep over its end', async () => {
    const app = await onMeal();
    await app.world.advance(9 * MINUTE);
    app.engine.suspended();
    app.world.sleep('suspended');
    await app.world.advance(2 * MINUTE);
    await app.world.wake();
    app.engine.resumed();
    await app.world.advance(30_000);
    expect(place(app)).toBe(ID.Busy);
  });

  it('is dropped where the network was away at its end for more than two minutes, else returns late', async () => {
    const short = await onMeal();
    await short.world.advance(9 * MINUTE);
    short.service.networkUp = false;
    short.service.channels.strikeDumb();
    await short.world.advance(2 * MINUTE);
    short.service.networkUp = true;
    short.engine.networkChanged(true);
    await short.world.advance(30_000);
    expect(place(short)).toBe(ID.Busy);
    const long = await onMeal();
    await long.world.advance(9 * MINUTE);
    long.service.networkUp = false;
    long.service.channels.strikeDumb();
    await long.world.advance(20 * MINUTE);
    long.service.networkUp = true;
    long.engine.networkChanged(true);
    await long.world.advance(5 * MINUTE);
    expect(place(long)).toBe(ID.Meal);
  });

  it('survives a restart of the app', async () => {
    const { stored } = (await onMeal()).memory;
    const app = appUnderTest(stored === null ? {} : { memory: stored });
    app.service.changeFromOutside(ID.Meal, '');
    await app.live();
    expect(timed(app)).toMatchObject({ returnTo: { label: 'Busy' } });
    await app.world.advance(11 * MINUTE);
    expect(place(app)).toBe(ID.Busy);
  });

  it('that ended long before a restart is dropped', async () => {
    const { stored } = (await onMeal()).memory;
    const timedLongAgo = stored?.timed ? { ...stored.timed, until: stored.timed.until - 60 * MINUTE } : null;
    const app = appUnderTest({ memory: { ...NOTHING_SAVED, timed: timedLongAgo } });
    app.service.changeFromOutside(ID.Meal, '');
    await app.live();
    await app.world.advance(5 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    expect(app.signals.map(({ kind }) => kind)).toContain('timedDropped');
  });

  it.each([3_600_000, -3_600_000])('lasts as long as was meant where the clock is turned by %i ms', async (ms) => {
    const app = await onMeal();
    await app.world.advance(MINUTE);
    app.world.wallOffset += ms;
    await app.world.advance(8 * MINUTE);
    expect(place(app)).toBe(ID.Meal);
    await app.world.advance(2 * MINUTE);
    expect(place(app)).toBe(ID.Busy);
  });
});

describe('on a machine that sleeps and whose clock is set', () => {
  let running: Shift | null = null;
  afterEach(() => running?.stop());

  /** _Meal_ for some minutes, confirmed, of which some pass: enough for any order of the parts that check the clock. */
  async function meal(minutes: number, passed: number): Promise<Shift> {
    running = shift();
    await running.live();
    await running.pick(ID.Meal, { forMs: minutes * MINUTE });
    await running.pass(passed);
    return running;
  }
  const kinds = ({ signals }: Shift): string[] => signals.map(({ kind }) => kind);

  describe.each([30_000, 61_000, 66_000, 72_000])('%d ms after it was set', (passed) => {
    it.each([3_600_000, -3_600_000])('it lasts as long as was meant where the clock is set by %d ms', async (by) => {
      const agent = await meal(10, passed);
      await agent.setClock(by);
      await agent.pass(8 * MINUTE);
      expect(agent.now()).toBe('Meal');
      await agent.pass(2 * MINUTE);
      expect(agent.now()).toBe('Available');
    });

    it.each([true, false])('it is dropped with a word where its end passes in sleep (told of it: %s)', async (told) => {
      const agent = await meal(10, passed);
      await agent.sleep(30 * MINUTE, { told });
      await agent.pass(MINUTE);
      expect(kinds(agent)).toEqual(['timedDropped']);
      await agent.pass(60 * MINUTE);
      expect(agent.now()).toBe('Meal');
    });

    it.each([true, false])('sleep counts as time of it (told of it: %s)', async (told) => {
      const agent = await meal(30, passed);
      await agent.sleep(10 * MINUTE, { told });
      await agent.pass(19 * MINUTE - passed);
      expect(agent.now()).toBe('Meal');
      await agent.pass(2 * MINUTE);
      expect(agent.now()).toBe('Available');
    });
  });

  it.each([true, false])(
    'never returns over what was set elsewhere in a short sleep (told of it: %s)',
    async (told) => {
      const agent = await meal(10, 9 * MINUTE);
      agent.world.serverAfter(MINUTE, () => agent.service.changeFromOutside(ID.Training, ''));
      await agent.sleep(2 * MINUTE, { told });
      await agent.pass(MINUTE);
      expect(agent.service.changes.map(({ state }) => state.definitionId).at(-1)).toBe(ID.Training);
      expect(agent.patches()).toHaveLength(1);
    },
  );

  it('loses no word on a timer that was of no use any more', async () => {
    const agent = await meal(10, MINUTE);
    agent.world.serverAfter(5 * MINUTE, () => agent.service.changeFromOutside(ID.Busy, ''));
    await agent.sleep(30 * MINUTE);
    await agent.pass(MINUTE);
    expect(kinds(agent)).toEqual(['changedElsewhere']);
  });

  it('reads the presence before it returns where there are no live events', async () => {
    running = shift();
    running.app.presentSince = Infinity;
    running.service.channels.blocked = true;
    await running.live();
    await running.pass(5 * MINUTE);
    expect(running.engine.view().connection.kind).toBe('polling');
    await running.pick(ID.Meal, { forMs: 10 * MINUTE });
    await running.pass(10 * MINUTE - 10_000);
    running.service.changeFromOutside(ID.Training, '');
    await running.pass(MINUTE);
    expect(running.service.state.definitionId).toBe(ID.Training);
    expect(running.patches()).toHaveLength(1);
  });
});
