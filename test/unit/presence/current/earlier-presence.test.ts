/** Where the agent came from: what a timed presence returns to, and where the On Queue switch leads when turned off. */
import { afterEach, describe, expect, it } from 'vitest';
import { EarlierPresence } from '../../../../electron/presence/current/earlier-presence.js';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';
import type { SavedEarlier } from '../../../../electron/presence/saved-presence.js';
import { ID, rule, shift, type Shift } from '../shift-kit.js';
import { appUnderTest, OLD_BREAK, SECOND_BREAK as COFFEE } from '../soak/app-under-test.js';

const MINUTE = 60_000;
const running: Shift[] = [];

const start = async (options: Parameters<typeof shift>[0] = {}): Promise<Shift> => {
  const agent = shift(options);
  running.push(agent);
  await agent.live();
  return agent;
};

afterEach(() => {
  for (const agent of running.splice(0)) agent.stop();
});

/** The same computer after a restart of the app. */
const restarted = async (agent: Shift, whileOff: () => Promise<unknown> = () => Promise.resolve()): Promise<Shift> => {
  agent.stop();
  await whileOff();
  return start({ after: { ...agent.app, reminded: agent.reminded } });
};

const returnsTo = (agent: Shift): string | undefined => agent.engine.view().presence.timed?.returnTo.label;
const offLeadsTo = (agent: Shift): string | null => agent.engine.view().presence.offQueueTo?.label ?? null;

describe('a presence one is already in, set for a time', () => {
  it('returns to where the agent came from', async () => {
    const agent = await start();
    await agent.pick(COFFEE);
    await agent.pick(ID.Meal);
    await agent.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(agent)).toBe('Coffee');
    await agent.pass(31 * MINUTE);
    expect(agent.service.state.definitionId).toBe(COFFEE);
  });

  it('returns there also where somebody else had moved the agent', async () => {
    const agent = await start();
    await agent.outside(COFFEE);
    await agent.outside(ID.Meal, 'lunch is ready');
    await agent.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(agent)).toBe('Coffee');
  });

  it('returns there also after a message, a timer that was called off, and one that was set again', async () => {
    const agent = await start();
    await agent.pick(COFFEE);
    await agent.pick(ID.Meal, { forMs: 10 * MINUTE });
    await agent.pick(ID.Meal, { message: { text: 'soup', lifetime: { kind: 'presence' } } });
    expect(agent.engine.view().presence.timed).toBeNull();
    await agent.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(agent)).toBe('Coffee');
  });

  it('returns there also after a restart of the app', async () => {
    const agent = await start();
    await agent.pick(COFFEE);
    await agent.pick(ID.Meal);
    const again = await restarted(agent, () => agent.pass(2 * MINUTE));
    await again.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(again)).toBe('Coffee');
  });

  it('returns to Available where nobody knows what was before', async () => {
    const agent = await start();
    await agent.pick(COFFEE);
    await agent.pick(ID.Meal);
    const again = await restarted(agent, async () => {
      await agent.outside(ID.Busy);
      await agent.pass(MINUTE);
      await agent.outside(ID.Meal);
    });
    await again.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(again)).toBe('Available');
  });

  it.each([
    ['is no longer offered', OLD_BREAK],
    ['only the system sets', ID.Offline],
  ])('returns to Available where the one before %s', async (_why, before) => {
    const agent = await start();
    await agent.outside(before);
    await agent.pick(ID.Meal);
    await agent.pick(ID.Meal, { forMs: 30 * MINUTE });
    expect(returnsTo(agent)).toBe('Available');
  });

  it('asks before it returns to On Queue', async () => {
    const agent = await start();
    await agent.pick(ID.OnQueue);
    await agent.pick(ID.Meal);
    await agent.pick(ID.Meal, { forMs: 5 * MINUTE });
    await agent.pass(6 * MINUTE);
    expect(agent.service.state.definitionId).toBe(ID.Meal);
    expect(agent.signals.at(-1)).toMatchObject({ kind: 'goOnQueue', definition: { label: 'OnQueue' } });
  });

  it('forgets what a timer has brought back from: nobody returns there again', async () => {
    const agent = await start();
    await agent.pick(ID.Busy);
    await agent.pick(COFFEE);
    await agent.pick(ID.Meal, { forMs: 5 * MINUTE });
    await agent.pass(6 * MINUTE);
    expect(agent.service.state.definitionId).toBe(COFFEE);
    await agent.pick(COFFEE, { forMs: 5 * MINUTE });
    expect(returnsTo(agent)).toBe('Busy');
  });
});

describe('switching On Queue off', () => {
  it('leads to the presence before it', async () => {
    const agent = await start();
    expect(offLeadsTo(agent)).toBeNull();
    await agent.pick(ID.Busy);
    await agent.pick(ID.OnQueue);
    expect(offLeadsTo(agent)).toBe('Busy');
    await agent.pick(ID.Busy);
    expect(offLeadsTo(agent)).toBeNull();
  });

  it('leads to Available where the agent or the organisation wants that', async () => {
    const app = appUnderTest({ over: { offQueue: () => 'available' } });
    await app.live();
    for (const definitionId of [ID.Busy, ID.OnQueue]) {
      void app.engine.pick({ definitionId, origin: 'popup' });
      await app.world.advance(1000);
    }
    expect(app.engine.view().presence.offQueueTo).toMatchObject({ id: ID.Available });
    app.engine.stop();
  });

  it('leads there also where somebody else had put the agent on queue, and after a restart of the app', async () => {
    const agent = await start();
    await agent.outside(COFFEE);
    await agent.outside(ID.OnQueue);
    const again = await restarted(agent, () => agent.pass(10 * MINUTE));
    expect(offLeadsTo(again)).toBe('Coffee');
  });

  it('leads to Available where the agent came from Offline, where nobody knows, or where it is no longer offered', async () => {
    const agent = await start();
    await agent.outside(ID.Offline);
    await agent.pick(ID.OnQueue);
    expect(offLeadsTo(agent)).toBe('Available');
    await agent.outside(OLD_BREAK);
    await agent.pick(ID.OnQueue);
    expect(offLeadsTo(agent)).toBe('Available');
    const again = await restarted(agent, async () => {
      await agent.outside(ID.Busy);
      await agent.pass(MINUTE);
      await agent.outside(ID.OnQueue);
    });
    expect(offLeadsTo(again)).toBe('Available');
  });

  it('leads to Available where something was missed while the computer slept', async () => {
    const agent = await start();
    await agent.pick(COFFEE);
    agent.world.serverAfter(10 * MINUTE, () => agent.service.changeFromOutside(ID.Busy, ''));
    agent.world.serverAfter(20 * MINUTE, () => agent.service.changeFromOutside(ID.OnQueue, ''));
    await agent.sleep(30 * MINUTE);
    await agent.pass(10_000);
    expect(agent.now()).toBe('OnQueue');
    expect(offLeadsTo(agent)).toBe('Available');
  });

  it('does not lead to what an automation had set in between', async () => {
    const agent = await start({ automations: { lock: rule(ID.Away) } });
    await agent.pick(ID.Busy);
    await agent.pick(ID.OnQueue);
    await agent.lock();
    expect(agent.now()).toBe('Away');
    await agent.unlock();
    await agent.pick(ID.OnQueue);
    expect(offLeadsTo(agent)).toBe('Busy');
  });

  it('while interacting leads there after the interaction, and reads so until then', async () => {
    const agent = await start();
    await agent.pick(ID.Busy);
    await agent.pick(ID.OnQueue);
    agent.service.manner = 'waitsForInteraction';
    await agent.pick(ID.Busy);
    const { current, offQueueTo, failed } = agent.engine.view().presence;
    expect(current).toMatchObject({ definition: { label: 'OnQueue' }, future: { label: 'Busy' } });
    expect(offQueueTo).toMatchObject({ label: 'Busy' });
    expect(failed).toBeNull();
  });

  it('leads there also after the connection was lost, and our own expiry had set Offline', async () => {
    const agent = await start();
    await agent.pick(ID.Busy);
    await agent.pick(ID.OnQueue);
    agent.service.channels.closeAll(1006);
    await agent.pass(20_000);
    expect(offLeadsTo(agent)).toBe('Busy');
    agent.service.expire(true);
    agent.engine.sessionExpired();
    await agent.pass(5000);
    agent.app.signIn();
    await agent.pass(5000);
    expect(agent.now()).toBe('Offline');
    // The service restores the earlier presence, as organisations can configure.
    await agent.outside(ID.OnQueue);
    expect(offLeadsTo(agent)).toBe('Busy');
  });

  it('is never done by a machine: the way back on queue asks', async () => {
    const agent = await start();
    await agent.pick(ID.Busy);
    await agent.pick(ID.OnQueue);
    await agent.pick(ID.Busy, { forMs: 5 * MINUTE });
    await agent.pass(6 * MINUTE);
    expect(agent.service.state.definitionId).toBe(ID.Busy);
    expect(agent.signals.at(-1)).toMatchObject({ kind: 'goOnQueue' });
  });
});

describe('the list of earlier presences', () => {
  const at = (id: string, modifiedAt: number | null = null): SourcePresence => ({
    definition: { id, systemPresence: 'Busy' },
    message: null,
    modifiedAt,
    future: null,
  });
  function list(remembered: SavedEarlier | null = null) {
    const saved: (SavedEarlier | null)[] = [];
    const earlier = new EarlierPresence(
      remembered,
      ({ definition }) => definition.id.toUpperCase(),
      (each) => saved.push(each),
    );
    return { earlier, saved, ids: () => earlier.all.map(({ id }) => id) };
  }

  it('has the newest first, with the label it had, and five at most', () => {
    const { earlier, ids } = list();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) earlier.heard(at(id), false);
    expect(ids()).toEqual(['f', 'e', 'd', 'c', 'b']);
    expect(earlier.all[0]?.label).toBe('F');
  });

  it('stays while the same presence is said again, and is not written again', () => {
    const { earlier, saved, ids } = list();
    earlier.heard(at('a', 1), false);
    earlier.heard(at('b', 2), false);
    const before = saved.length;
    earlier.heard(at('b', 2), false);
    earlier.heard(at('b', null), false);
    expect(ids()).toEqual(['a']);
    expect(saved).toHaveLength(before);
    earlier.heard(at('B', 2), false);
    expect(ids()).toEqual(['a']);
  });

  it('starts anew where something may have been missed, unless the presence is the same one', () => {
    const remembered = { definitionId: 'b', startedAt: 100_000, earlier: [{ id: 'a', label: 'A' }] };
    const heard = (presence: SourcePresence) => {
      const { earlier, ids } = list(remembered);
      earlier.heard(presence, true);
      return ids();
    };
    expect(heard(at('b', 104_999))).toEqual(['a']);
    expect(heard(at('b', 105_000))).toEqual([]);
    expect(heard(at('b', null))).toEqual(['a']);
    expect(heard(at('c', 100_000))).toEqual([]);
  });

  it('forgets what lay between when a timer leads back', () => {
    const { earlier, ids } = list();
    for (const id of ['a', 'b', 'a']) earlier.heard(at(id), false);
    expect(ids()).toEqual(['b', 'a']);
    earlier.setWithoutPerson('b', 'timer');
    expect(ids()).toEqual(['b', 'a']);
    earlier.setWithoutPerson('A', 'timer');
    expect(ids()).toEqual([]);
  });

  it('never has what an automation set, and not what was before it twice', () => {
    const { earlier, ids } = list();
    earlier.heard(at('a'), false);
    earlier.heard(at('away'), false);
    earlier.setWithoutPerson('away', 'automation');
    earlier.heard(at('c'), false);
    expect(ids()).toEqual(['a']);
    const back = list();
    back.earlier.heard(at('a'), false);
    back.earlier.heard(at('away'), false);
    back.earlier.setWithoutPerson('away', 'automation');
    back.earlier.heard(at('A'), false);
    expect(back.ids()).toEqual([]);
  });
});
