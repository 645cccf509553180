/** When two starts mark one presence. */
import { expect, it } from 'vitest';
import { isSameStart, startOnService } from '../../../../electron/presence/current/presence-start.js';

it('starts less than five seconds apart are one, and an earlier one is never a new presence', () => {
  expect([10_000, 14_999, 15_000, 5_000].map((later) => isSameStart(10_000, later))).toEqual([true, true, false, true]);
});

it('a start that nobody told keeps nothing apart', () => {
  expect([isSameStart(null, 0), isSameStart(0, null), isSameStart(null, null)]).toEqual([true, true, true]);
});

it('a start on this machine’s clock is told on the service’s, and an unknown one stays unknown', () => {
  const aheadBy = (ms: number) => ({ toLocalAhead: (serverMs: number) => serverMs + ms });
  expect(startOnService(100_000, aheadBy(3_000))).toBe(97_000);
  expect(startOnService(100_000, aheadBy(-3_000))).toBe(103_000);
  expect(startOnService(null, aheadBy(3_000))).toBeNull();
});
