/** A day and its sums, whatever lines it has. How stretches come about is in history.test.ts. */
import { describe, expect, it } from 'vitest';
import { dayBounds, dayFrom, neighbour, totalsOf } from '../../../electron/history/day.js';
import type { HistoryLine, HistoryPresence } from '../../../electron/history/history-line.js';
import type { Stretch } from '../../../electron/history/stretches.js';

const MINUTE = 60_000;
const AVAILABLE: HistoryPresence = { id: 'a', label: 'Available', systemPresence: 'Available' };
const BREAK: HistoryPresence = { id: 'b', label: 'Break', systemPresence: 'Break' };
const COFFEE: HistoryPresence = { id: 'c', label: 'Coffee', systemPresence: 'Break' };

describe('a day', () => {
  const bounds = dayBounds('2026-11-27', 0) ?? { from: 0, to: 0 };
  const since = bounds.from + MINUTE;
  const line: HistoryLine = { kind: 'presence', run: 'r', at: since, since, presence: BREAK, by: 'you' };
  const goesOn = (now: number): boolean => dayFrom('2026-11-27', bounds, [line], now, 'r').open;

  it('goes on from its first moment until midnight, and not beyond', () => {
    expect([since, bounds.to - 1, bounds.to].map(goesOn)).toEqual([true, true, false]);
  });

  it('that has not begun has nothing in it, and nothing in it goes on', () => {
    for (const now of [bounds.from - 60 * MINUTE, bounds.from])
      expect(dayFrom('2026-11-27', bounds, [line], now, 'r')).toMatchObject({
        stretches: [],
        open: false,
        totals: { presences: [], systemPresences: [], unknownMs: 0, ms: 0 },
      });
  });

  it('that is no date has no neighbour', () => {
    expect(neighbour('yesterday', 1)).toBe('yesterday');
    expect(neighbour('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('the sums of a day', () => {
  const stretches = (...parts: readonly (readonly [HistoryPresence | null, number])[]): Stretch[] => {
    let from = 0;
    return parts.map(([presence, minutes]) => {
      const stretch: Stretch = { from, to: from + minutes * MINUTE, presence, by: 'you' };
      from = stretch.to;
      return stretch;
    });
  };

  it('say of each presence how long, how often and how long at most, the longest first', () => {
    const totals = totalsOf(
      stretches([null, 5], [COFFEE, 10], [AVAILABLE, 100], [COFFEE, 20], [BREAK, 15], [null, 2], [COFFEE, 12]),
    );
    expect(totals.presences).toEqual([
      { ...AVAILABLE, ms: 100 * MINUTE, times: 1, longestMs: 100 * MINUTE },
      { ...COFFEE, ms: 42 * MINUTE, times: 3, longestMs: 20 * MINUTE },
      { ...BREAK, ms: 15 * MINUTE, times: 1, longestMs: 15 * MINUTE },
    ]);
    expect(totals).toMatchObject({ unknownMs: 7 * MINUTE, ms: 164 * MINUTE });
  });

  it('put presences of one kind together, the longest kind first', () => {
    expect(totalsOf(stretches([AVAILABLE, 30], [COFFEE, 20], [BREAK, 15])).systemPresences).toEqual([
      { systemPresence: 'Break', ms: 35 * MINUTE },
      { systemPresence: 'Available', ms: 30 * MINUTE },
    ]);
  });
});
