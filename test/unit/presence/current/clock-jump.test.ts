import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../electron/ports.js';
import { ClockJump } from '../../../../electron/presence/current/clock-jump.js';

function setUp() {
  let wall = 1_000_000;
  let boot = 50_000;
  const clock: Clock = {
    now: () => wall,
    sinceBoot: () => boot,
    monotonic: () => boot,
    after: () => () => undefined,
  };
  const jump = new ClockJump(clock);
  return {
    jump: () => jump.jump(),
    pass: (ms: number) => {
      wall += ms;
      boot += ms;
    },
    set: (ms: number) => (wall += ms),
  };
}

describe('the wall clock', () => {
  it('is not called set while time passes, however long', () => {
    const { jump, pass } = setUp();
    pass(86_400_000);
    expect(jump()).toBe(0);
  });

  it.each([2_000, -2_000])('that drifts by %i ms was not set', (ms) => {
    const { jump, set } = setUp();
    set(ms);
    expect(jump()).toBe(0);
  });

  it.each([2_001, -2_001, 3_600_000])('that was set by %i ms says so once, while time passes', (ms) => {
    const { jump, set, pass } = setUp();
    pass(5_000);
    set(ms);
    expect(jump()).toBe(ms);
    pass(5_000);
    expect(jump()).toBe(0);
  });
});
