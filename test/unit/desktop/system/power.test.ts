import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { NETWORK_LOOKED_AT_EVERY_MS, watchPower } from '../../../../electron/desktop/system/power.js';
import type { Clock } from '../../../../electron/ports.js';
import { fakeClock } from '../fake-clock.js';

function setUp() {
  const time = fakeClock(1_000_000);
  const power = new EventEmitter();
  const heard: string[] = [];
  let online = true;
  /** How long the machine slept, and by how much somebody set the clock. */
  let slept = 0;
  let set = 0;
  const clock: Clock = {
    ...time.clock,
    now: () => time.clock.now() + slept + set,
    sinceBoot: () => time.clock.sinceBoot() + slept,
  };
  const stop = watchPower(
    { clock, power, isOnline: () => online },
    {
      suspended: () => heard.push('suspended'),
      resumed: () => heard.push('resumed'),
      locked: () => heard.push('locked'),
      unlocked: () => heard.push('unlocked'),
      shutdown: (hold) => {
        heard.push('shutdown');
        hold();
      },
      networkChanged: (is) => heard.push(is ? 'online' : 'offline'),
    },
  );
  return {
    power,
    heard,
    time,
    clock,
    stop,
    setOnline: (is: boolean) => (online = is),
    sleepFor: (ms: number) => (slept += ms),
    setClock: (ms: number) => (set += ms),
  };
}

describe('the computer', () => {
  it('says when it sleeps and wakes', () => {
    const { power, heard } = setUp();
    power.emit('suspend');
    power.emit('resume');
    expect(heard).toEqual(['suspended', 'resumed']);
  });

  it('is noticed to have slept even where the system says nothing', () => {
    const { heard, time, sleepFor } = setUp();
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual([]);
    sleepFor(3_600_000);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual(['suspended', 'resumed']);
  });

  it('is not taken to have slept where it was only busy for up to twenty seconds', () => {
    const { heard, time, sleepFor } = setUp();
    sleepFor(20_000);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual([]);
    sleepFor(20_001);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual(['suspended', 'resumed']);
  });

  it('that said it would sleep has not woken before it says so', () => {
    const { power, heard, time, sleepFor } = setUp();
    power.emit('suspend');
    sleepFor(3_600_000);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual(['suspended']);
    power.emit('resume');
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual(['suspended', 'resumed']);
  });

  it.each([3_600_000, -3_600_000])('is not taken to have slept where somebody set the clock by %d ms', (by) => {
    const { heard, time, setClock } = setUp();
    setClock(by);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual([]);
  });

  it('counts another person taking it over as a lock, once', () => {
    const { power, heard } = setUp();
    power.emit('lock-screen');
    power.emit('user-did-resign-active');
    power.emit('user-did-become-active');
    power.emit('unlock-screen');
    expect(heard).toEqual(['locked', 'unlocked']);
  });

  it('waits with its shutdown where it is asked to', () => {
    const { power, heard } = setUp();
    let held = false;
    power.emit('shutdown', { preventDefault: () => (held = true) });
    power.emit('shutdown');
    expect(held).toBe(true);
    expect(heard).toEqual(['shutdown', 'shutdown']);
  });

  it.each([null, 'shutdown', {}, { preventDefault: true }])(
    'shuts down also where it can wait for nobody (%j)',
    (event) => {
      const { power, heard } = setUp();
      power.emit('shutdown', event);
      expect(heard).toEqual(['shutdown']);
    },
  );

  it('says when the network goes and comes', () => {
    const { heard, time, setOnline } = setUp();
    setOnline(false);
    time.pass(NETWORK_LOOKED_AT_EVERY_MS);
    setOnline(true);
    time.pass(3 * NETWORK_LOOKED_AT_EVERY_MS);
    expect(heard).toEqual(['offline', 'online']);
  });

  it('is not listened to any more after the end', () => {
    const { power, heard, time, stop } = setUp();
    stop();
    power.emit('suspend');
    expect(heard).toEqual([]);
    expect(time.waiting()).toBe(0);
    expect(power.eventNames()).toEqual([]);
  });
});
