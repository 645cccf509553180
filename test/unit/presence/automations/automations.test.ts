import { afterEach, describe, expect, it } from 'vitest';
import { ID, rule, shift, type Shift } from '../shift-kit.js';
import { SECOND_BREAK } from '../soak/app-under-test.js';

let running: Shift | null = null;
afterEach(() => running?.stop());

async function desk(options: Parameters<typeof shift>[0] = {}): Promise<Shift> {
  running = shift(options);
  await running.live();
  return running;
}
const awayOnLock = { lock: rule(ID.Away, { message: 'Back soon' }) };

describe('when the screen locks', () => {
  it('nothing is set unless the agent switched that on', async () => {
    const agent = await desk();
    await agent.lock();
    expect(agent.patches()).toEqual([]);
  });

  it('the chosen presence is set with its message, and the earlier one returns on unlocking', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.Available, { message: { text: 'Desk 4', lifetime: { kind: 'untilCleared' } } });
    await agent.lock();
    expect(agent.service.state).toMatchObject({ definitionId: ID.Away, message: 'Back soon' });
    await agent.pass(600_000);
    await agent.unlock();
    expect(agent.service.state).toMatchObject({ definitionId: ID.Available, message: 'Desk 4' });
    expect(agent.engine.view().presence.current?.messageLifetime).toEqual({ kind: 'untilCleared' });
  });

  it('and unlocks at once, the earlier presence returns all the same', async () => {
    const agent = await desk({ automations: awayOnLock });
    void agent.automations.locked();
    agent.automations.unlocked();
    await agent.pass(2_000);
    expect(agent.now()).toBe('Available');
  });

  it('and the network is lost, what was not sent by the unlocking never is', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.Available);
    agent.service.networkUp = false;
    agent.service.channels.closeAll(1006);
    await agent.lock();
    expect(agent.engine.view().presence.pending?.definition?.id).toBe(ID.Away);
    await agent.unlock();
    expect(agent.engine.view().presence.pending).toBeNull();
    const before = agent.patches().length;
    agent.service.networkUp = true;
    await agent.pass(10 * 60_000);
    expect(agent.patches()).toHaveLength(before);
    expect(agent.now()).toBe('Available');
  });

  it('a message with a time of its own keeps that time, and does not come back after it', async () => {
    for (const [away, message] of [
      [5 * 60_000, 'Back at ten'],
      [30 * 60_000, ''],
    ] as const) {
      const agent = await desk({ automations: awayOnLock });
      const lifetime = { kind: 'minutes', minutes: 20 } as const;
      await agent.pick(ID.Available, { message: { text: 'Back at ten', lifetime } });
      await agent.lock();
      await agent.pass(away);
      await agent.unlock();
      expect(agent.service.state).toMatchObject({ definitionId: ID.Available, message });
      await agent.pass(16 * 60_000);
      expect(agent.service.state).toMatchObject({ definitionId: ID.Available, message: '' });
      agent.stop();
    }
  });

  it('the return does not mistake the end of a message for somebody else', async () => {
    const agent = await desk({ automations: { lock: rule(ID.Away) } });
    const lifetime = { kind: 'minutes', minutes: 20 } as const;
    await agent.pick(ID.Available, { message: { text: 'Back at ten', lifetime } });
    await agent.lock();
    expect(agent.service.state).toMatchObject({ definitionId: ID.Away, message: 'Back at ten' });
    await agent.pass(30 * 60_000);
    expect(agent.service.state).toMatchObject({ definitionId: ID.Away, message: '' });
    await agent.unlock();
    expect(agent.service.state).toMatchObject({ definitionId: ID.Available, message: '' });
  });

  it.each(['INTERACTING', 'COMMUNICATING'])('nothing is set while the agent is %s', async (status) => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.OnQueue);
    await agent.setRouting(status);
    await agent.lock();
    expect(agent.now()).toBe('OnQueue');
  });

  it('nothing is set without a connection, and nothing is made up for later', async () => {
    const agent = await desk({ automations: awayOnLock });
    agent.service.networkUp = false;
    await agent.pass(120_000);
    await agent.lock();
    agent.service.networkUp = true;
    await agent.pass(120_000);
    expect(agent.patches()).toEqual([]);
  });

  it('a meal stays a meal, also one set for a time', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.Meal);
    await agent.lock();
    expect(agent.now()).toBe('Meal');
    await agent.unlock();
    await agent.pick(ID.Available, { forMs: 600_000 });
    await agent.lock();
    expect(agent.now()).toBe('Available');
  });

  it('a meal gives way where the agent wants that', async () => {
    const agent = await desk({ automations: { lock: rule(ID.Away, { from: 'any' }) } });
    await agent.pick(ID.Meal);
    await agent.lock();
    expect(agent.now()).toBe('Away');
    await agent.unlock();
    expect(agent.now()).toBe('Meal');
  });

  it('what somebody set meanwhile stays, also the same presence again', async () => {
    const agent = await desk({ automations: awayOnLock });
    for (const [definitionId, message] of [
      [ID.Training, ''],
      [ID.Away, 'At the doctor'],
      [ID.Away, 'Back soon'],
    ] as const) {
      await agent.pick(ID.Available);
      await agent.lock();
      await agent.pass(10_000);
      await agent.outside(definitionId, message);
      await agent.unlock();
      expect(agent.service.state).toMatchObject({ definitionId, message });
    }
  });

  it('what the agent picks before unlocking stays', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.lock();
    await agent.pick(SECOND_BREAK);
    await agent.unlock();
    expect(agent.service.state.definitionId).toBe(SECOND_BREAK);
  });

  it('after On Queue, the agent is asked instead of put there', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.OnQueue, { message: { text: 'Line 2', lifetime: { kind: 'presence' } } });
    await agent.lock();
    expect(agent.now()).toBe('Away');
    await agent.unlock();
    expect(agent.now()).toBe('Away');
    expect(agent.signals).toEqual([
      {
        kind: 'goOnQueue',
        definition: expect.objectContaining({ id: ID.OnQueue }),
        after: 'absence',
        message: { text: 'Line 2', lifetime: { kind: 'presence' } },
      },
    ]);
  });

  it('a message with an end of its own is not offered with On Queue, since the button may be pressed much later', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.pick(ID.OnQueue, { message: { text: 'Line 2', lifetime: { kind: 'minutes', minutes: 60 } } });
    await agent.lock();
    await agent.unlock();
    expect(agent.signals).toMatchObject([{ kind: 'goOnQueue', message: undefined }]);
  });

  it.each([
    ['On Queue', ID.OnQueue],
    ['a presence nobody knows', '00000000-1111-2222-3333-444444444444'],
  ])('a rule that names %s does nothing', async (_what, id) => {
    const agent = await desk({ automations: { lock: rule(id, { from: 'any' }) } });
    await agent.lock();
    expect(agent.patches()).toEqual([]);
    expect(agent.engine.view().presence.failed).toBeNull();
  });

  it('a return that cannot be made within two minutes is dropped with a word', async () => {
    const agent = await desk({ automations: awayOnLock });
    await agent.lock();
    agent.service.networkUp = false;
    await agent.pass(120_000);
    await agent.unlock();
    await agent.pass(121_000);
    agent.service.networkUp = true;
    await agent.pass(120_000);
    expect(agent.now()).toBe('Away');
    expect(agent.signals).toMatchObject([
      { kind: 'restoreDropped', current: { id: ID.Away }, returnTo: { id: ID.Available } },
    ]);
  });
});

describe('when the machine sleeps', () => {
  it('the chosen presence is set before, and the earlier one returns after the presence was read again', async () => {
    const agent = await desk({ automations: { suspend: rule(ID.Away) } });
    await agent.sleep(3_600_000);
    await agent.pass(30_000);
    expect(agent.service.changes.map(({ state }) => state.definitionId)).toEqual([ID.Available, ID.Away, ID.Available]);
  });

  it('while the screen is locked, sleep has the last word, and unlocking brings the first presence back', async () => {
    const agent = await desk({ automations: { lock: rule(ID.Away), suspend: rule(ID.Meal) } });
    await agent.lock();
    await agent.sleep(3_600_000);
    await agent.pass(60_000);
    expect(agent.now()).toBe('Meal');
    await agent.unlock();
    expect(agent.now()).toBe('Available');
  });

  it('what was set elsewhere during the sleep stays', async () => {
    const agent = await desk({ automations: { suspend: rule(ID.Away), lock: rule(ID.Away) } });
    for (const told of [true, false]) {
      await agent.pick(ID.Available);
      await agent.lock();
      agent.world.serverAfter(60_000, () => agent.service.changeFromOutside(ID.Training, ''));
      await agent.sleep(600_000, { told });
      await agent.unlock();
      await agent.pass(60_000);
      expect(agent.now()).toBe('Training');
    }
  });

  it('nothing returns before the presence was read again, however long that takes', async () => {
    const agent = await desk({ automations: { suspend: rule(ID.Away) } });
    agent.world.serverAfter(60_000, () => agent.service.changeFromOutside(ID.Training, ''));
    agent.world.serverAfter(600_000, () => (agent.service.latency = 3_000));
    await agent.sleep(600_000);
    await agent.pass(60_000);
    expect(agent.now()).toBe('Training');
  });

  it('and nobody said so before it, nothing is set after it', async () => {
    const agent = await desk({ automations: { suspend: rule(ID.Away) } });
    await agent.sleep(3_600_000, { told: false });
    await agent.pass(60_000);
    expect(agent.patches()).toEqual([]);
  });
});

describe('when the app starts', () => {
  it('the chosen presence is set once the routing status is known, never On Queue', async () => {
    for (const [id, expected] of [
      [ID.Busy, ID.Busy],
      [ID.OnQueue, ID.Offline],
    ] as const) {
      const agent = (running = shift({ automations: { start: rule(id, { message: 'Good morning' }) } }));
      agent.service.changeFromOutside(ID.Offline, '');
      agent.automations.started();
      await agent.live();
      await agent.pass(2_000);
      expect(agent.service.state.definitionId).toBe(expected);
      agent.stop();
    }
  });

  it.each([
    ['somebody works already', ID.OnQueue],
    ['somebody is at lunch', ID.Meal],
  ])('nothing is set where %s', async (_why, id) => {
    const agent = (running = shift({ automations: { start: rule(ID.Available) } }));
    agent.service.changeFromOutside(id, '');
    agent.automations.started();
    await agent.live();
    await agent.pass(2_000);
    expect(agent.patches()).toEqual([]);
  });

  it('nothing is set later than two minutes after it, or once the agent picked', async () => {
    const late = (running = shift({ automations: { start: rule(ID.Busy) } }));
    late.service.networkUp = false;
    late.automations.started();
    await late.live();
    await late.pass(120_000);
    late.service.networkUp = true;
    await late.pass(120_000);
    expect(late.patches()).toEqual([]);
    late.stop();

    const quick = (running = shift({ automations: { start: rule(ID.Busy) } }));
    quick.service.latency = 5_000;
    quick.automations.started();
    await quick.live();
    await quick.pick(ID.Available);
    await quick.pass(60_000);
    expect(quick.service.state.definitionId).toBe(ID.Available);
    expect(quick.service.changes.some(({ state }) => state.definitionId === ID.Busy)).toBe(false);
  });
});

describe('when the app quits', () => {
  it('the chosen presence is set, from every presence', async () => {
    const agent = await desk({ automations: { quit: rule(ID.Offline) } });
    await agent.pick(ID.Meal);
    const done = agent.automations.quitting();
    await agent.pass(100);
    await done;
    expect(agent.service.state.definitionId).toBe(ID.Offline);
  });

  it.each(['INTERACTING', 'COMMUNICATING'])('nothing is set while the agent is %s', async (status) => {
    const agent = await desk({ automations: { quit: rule(ID.Offline) } });
    await agent.pick(ID.Available);
    await agent.setRouting(status);
    const before = agent.patches().length;
    await agent.automations.quitting();
    await agent.pass(10_000);
    expect(agent.patches()).toHaveLength(before);
  });

  it('nothing is set unless the agent switched that on', async () => {
    const agent = await desk();
    const before = agent.patches().length;
    await agent.automations.quitting();
    await agent.pass(10_000);
    expect(agent.patches()).toHaveLength(before);
  });

  it('who asks twice waits for the one answer, as where the system says that it ends and then asks to quit', async () => {
    const agent = await desk({ automations: { quit: rule(ID.Offline) } });
    const heard: string[] = [];
    const said = (who: string) => () => heard.push(`${who}: ${agent.service.state.definitionId}`);
    void agent.automations.quitting().then(said('shutdown'));
    void agent.automations.quitting().then(said('before-quit'));
    await agent.pass(0);
    expect(heard).toEqual([]);
    await agent.pass(100);
    expect(heard).toEqual([`shutdown: ${ID.Offline}`, `before-quit: ${ID.Offline}`]);
  });

  it('it waits two seconds at most, and nothing is sent afterwards', async () => {
    const agent = await desk({ automations: { quit: rule(ID.Offline) } });
    agent.service.networkUp = false;
    let over = false;
    void agent.automations.quitting().then(() => (over = true));
    await agent.pass(1_900);
    expect(over).toBe(false);
    await agent.pass(200);
    expect(over).toBe(true);
    agent.service.networkUp = true;
    await agent.pass(180_000);
    expect(agent.service.state.definitionId).toBe(ID.Available);
  });
});

describe('when nobody uses keyboard or mouse', () => {
  const awayWhenIdle = { idle: { ...rule(ID.Away), minutes: 10 } };

  it('the chosen presence is set, and the earlier one returns when somebody is back', async () => {
    const agent = await desk({ automations: awayWhenIdle });
    void agent.automations.idle();
    await agent.pass(1_000);
    expect(agent.now()).toBe('Away');
    await agent.pass(30 * 60_000);
    agent.automations.active();
    await agent.pass(3_000);
    expect(agent.now()).toBe('Available');
  });

  it('nothing is set in an interaction, nor from a presence that says where they are', async () => {
    const agent = await desk({ automations: awayWhenIdle });
    await agent.pick(ID.Meal);
    void agent.automations.idle();
    await agent.pass(1_000);
    agent.automations.active();
    await agent.pick(ID.Available);
    await agent.setRouting('INTERACTING');
    const before = agent.patches().length;
    void agent.automations.idle();
    await agent.pass(1_000);
    await agent.setRouting('OFF_QUEUE');
    await agent.pass(10_000);
    expect(agent.patches()).toHaveLength(before);
  });

  it('what somebody else sets meanwhile stays', async () => {
    const agent = await desk({ automations: awayWhenIdle });
    void agent.automations.idle();
    await agent.pass(1_000);
    await agent.outside(ID.Meeting);
    agent.automations.active();
    await agent.pass(120_000);
    expect(agent.now()).toBe('Meeting');
  });

  it('a lock after it keeps what was there before both, and unlocking brings it back', async () => {
    const agent = await desk({ automations: { ...awayWhenIdle, lock: rule(ID.Busy) } });
    void agent.automations.idle();
    await agent.pass(1_000);
    await agent.lock();
    expect(agent.now()).toBe('Busy');
    await agent.pass(600_000);
    await agent.unlock();
    await agent.pass(3_000);
    expect(agent.now()).toBe('Available');
  });

  it('while the screen is locked it changes nothing more', async () => {
    const agent = await desk({ automations: { ...awayWhenIdle, lock: rule(ID.Busy) } });
    await agent.lock();
    void agent.automations.idle();
    await agent.pass(5_000);
    expect(agent.now()).toBe('Busy');
    agent.automations.active();
    await agent.pass(5_000);
    expect(agent.now()).toBe('Busy');
    await agent.unlock();
    await agent.pass(3_000);
    expect(agent.now()).toBe('Available');
  });
});

describe('when a scheduled break comes', () => {
  const beforeBreaks = { preBreak: { ...rule(ID.Busy, { message: 'Finishing' }), minutes: 5 } };

  it('the chosen presence is set and stays', async () => {
    const agent = await desk({ automations: beforeBreaks });
    expect(agent.automations.breakComes()).toBe(true);
    await agent.pass(1_000);
    expect(agent.service.state).toMatchObject({ definitionId: ID.Busy, message: 'Finishing' });
    await agent.pass(3_600_000);
    expect(agent.now()).toBe('Busy');
  });

  it('nothing is set where it is off, in an interaction, from elsewhere, while nobody is there, or to On Queue', async () => {
    const off = await desk();
    expect(off.automations.breakComes()).toBe(false);
    off.stop();
    const agent = await desk({ automations: { ...beforeBreaks, lock: rule(ID.Away) } });
    await agent.setRouting('INTERACTING');
    expect(agent.automations.breakComes()).toBe(false);
    await agent.setRouting('OFF_QUEUE');
    await agent.lock();
    expect(agent.automations.breakComes()).toBe(false);
    await agent.unlock();
    await agent.pass(3_000);
    await agent.pick(ID.Meeting);
    expect(agent.automations.breakComes()).toBe(false);
    agent.stop();
    const queue = await desk({ automations: { preBreak: { ...rule(ID.OnQueue), minutes: 5 } } });
    expect(queue.automations.breakComes()).toBe(false);
  });

  it('nothing is set behind a locked screen or after the end, though no other automation acts then', async () => {
    const agent = await desk({ automations: beforeBreaks });
    await agent.lock();
    expect(agent.automations.breakComes()).toBe(false);
    await agent.unlock();
    expect(agent.automations.breakComes()).toBe(true);
    await agent.pass(1_000);
    await agent.pick(ID.Available);
    await agent.automations.quitting();
    expect(agent.automations.breakComes()).toBe(false);
  });

  it('nothing is set where nobody is there, whoever noticed that: keyboard and mouse, or the computer’s sleep', async () => {
    const preBreak = { ...rule(ID.Busy, { from: 'any' }), minutes: 5 };
    const agent = await desk({ automations: { preBreak, idle: { ...rule(ID.Away), minutes: 5 } } });
    void agent.automations.idle();
    await agent.pass(1_000);
    expect(agent.now()).toBe('Away');
    expect(agent.automations.breakComes()).toBe(false);
    agent.automations.active();
    await agent.pass(1_000);
    expect(agent.now()).toBe('Available');
    void agent.automations.suspended();
    expect(agent.automations.breakComes()).toBe(false);
  });
});
