import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { CLEAR_AFTER_MS, createIdleTime, LOOKED_AT_EVERY_MS } from '../../../../electron/desktop/system/idle.js';
import { fakeClock } from '../fake-clock.js';

const START = 1_000_000_000;
const log = { info: () => undefined, error: () => undefined };

function computer(says: { idle: number; misleads?: boolean }) {
  const time = fakeClock(START);
  const idle = createIdleTime({
    clock: time.clock,
    log,
    idleSeconds: () => says.idle,
    misleads: says.misleads ?? false,
  });
  let changes = 0;
  idle.onChange(() => (changes += 1));
  return { says, idle, pass: (ms: number) => time.pass(ms), waiting: () => time.waiting(), changes: () => changes };
}

describe('how long nobody used keyboard or mouse', () => {
  it('is what the system says', () => {
    const { idle } = computer({ idle: 42 });
    expect(idle.seconds()).toBe(42);
    expect(idle.presentSince()).toBe(START - 42_000);
    expect(idle.isTold()).toBe(true);
  });

  it('is known also in a moment in which somebody types, once it has been told', () => {
    const { says, idle } = computer({ idle: 3 });
    idle.seconds();
    says.idle = 0;
    expect(idle.seconds()).toBe(0);
    expect(idle.presentSince()).toBe(START);
  });

  it('is unknown where the answer stays 0, as on GNOME with Wayland: nobody is taken to be there, nor to be away', () => {
    const { idle, pass, changes } = computer({ idle: 0 });
    expect(idle.seconds()).toBe('unknown');
    expect(idle.presentSince()).toBe(-Infinity);
    expect(idle.isTold()).toBeNull();
    pass(CLEAR_AFTER_MS);
    expect(idle.isTold()).toBe(false);
    expect(changes()).toBe(1);
    pass(24 * 3_600_000);
    expect(idle.seconds()).toBe('unknown');
    expect(idle.presentSince()).toBe(-Infinity);
  });

  it('is not given up before a minute of such answers is over', () => {
    const { idle, pass } = computer({ idle: 0 });
    pass(CLEAR_AFTER_MS - 1);
    expect(idle.isTold()).toBeNull();
    pass(1);
    expect(idle.isTold()).toBe(false);
  });

  it('is known from the first other answer on, however late that comes', () => {
    const { says, idle, pass, changes } = computer({ idle: 0 });
    pass(10 * CLEAR_AFTER_MS);
    says.idle = 7;
    pass(CLEAR_AFTER_MS);
    expect(idle.isTold()).toBe(true);
    expect(idle.seconds()).toBe(7);
    expect(changes()).toBe(2);
  });

  it('is looked at by itself only until it is known', () => {
    const { says, pass, waiting } = computer({ idle: 0 });
    says.idle = 1;
    pass(LOOKED_AT_EVERY_MS);
    expect(waiting()).toBe(0);
  });

  it('is unknown under XWayland whatever is said there: keys and pointer over other windows are not counted', () => {
    const { idle, waiting } = computer({ idle: 600, misleads: true });
    expect(idle.seconds()).toBe('unknown');
    expect(idle.isTold()).toBe(false);
    expect(waiting()).toBe(0);
  });

  it.each([NaN, -1, Infinity])('is unknown where the system says %s', (idle) => {
    expect(computer({ idle }).idle.seconds()).toBe('unknown');
  });

  it('leaves a person who does something in the app seen, also where it is unknown', () => {
    const { idle, pass } = computer({ idle: 0 });
    pass(1_000);
    idle.seen();
    pass(5_000);
    expect(idle.presentSince()).toBe(START + 1_000);
    expect(idle.seconds()).toBe('unknown');
  });

  it('never says that somebody was there later than they were', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5_000 }), { minLength: 1 }), (answers) => {
        const { says, idle, pass } = computer({ idle: 0 });
        let now = START;
        for (const answer of answers) {
          says.idle = answer;
          pass(1_000);
          now += 1_000;
          const seconds = idle.seconds();
          if (seconds === 'unknown') expect(idle.presentSince()).toBe(-Infinity);
          else expect(idle.presentSince()).toBe(now - answer * 1_000);
        }
      }),
    );
  });

  it('is not looked at after the end', () => {
    const { idle, waiting } = computer({ idle: 0 });
    idle.stop();
    expect(waiting()).toBe(0);
  });
});
