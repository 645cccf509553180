/** What is planned for the people of the demo org. */
import { describe, expect, it } from 'vitest';
import { ACTIVITY_CODES, activityCodeId, seedPlan } from '../../../electron/demo-org/schedules.js';

const HOUR = 3_600_000;
const NOW = new Date(2026, 10, 20, 10, 37).getTime();

describe('whoever looks at the demo', () => {
  const { shifts, fullDays } = seedPlan({ name: 'Ada Lovelace' }, NOW);

  it('is three hours into a shift that began at a quarter of an hour, with a meeting in less than one', () => {
    const today = shifts.find(({ parts }) => (parts[0]?.from ?? 0) <= NOW && NOW - (parts[0]?.from ?? 0) < 24 * HOUR);
    expect(today?.parts[0]?.from).toBe(new Date(2026, 10, 20, 7, 30).getTime());
    const meeting = today?.parts.find(({ code }) => code === 'teamMeeting');
    expect((meeting?.from ?? 0) - NOW).toBeGreaterThan(0);
    expect((meeting?.from ?? 0) - NOW).toBeLessThan(HOUR);
  });

  it('has parts that follow each other without a gap', () => {
    for (const { parts } of shifts)
      for (const [at, part] of parts.slice(1).entries())
        expect(part.from).toBe((parts[at]?.from ?? 0) + (parts[at]?.minutes ?? 0) * 60_000);
  });

  it('worked yesterday, is off tomorrow, and has a week', () => {
    expect(fullDays).toEqual([{ date: '2026-11-21', code: 'vacation' }]);
    const days = shifts.map(({ parts }) => Math.floor(((parts[0]?.from ?? 0) - NOW) / (24 * HOUR)) + 1);
    expect(days).toEqual([-1, 0, 2, 3, 4, 5, 6]);
    expect(new Set(shifts.map(({ id }) => id)).size).toBe(shifts.length);
  });
});

it('Hedy works at night, every night, and has no day off', () => {
  const { shifts, fullDays } = seedPlan({ name: 'Hedy Lamarr' }, NOW);
  expect(fullDays).toEqual([]);
  expect(shifts).toHaveLength(8);
  expect(new Date(shifts[0]?.parts[0]?.from ?? 0)).toEqual(new Date(2026, 10, 19, 22, 0));
});

it('a code has an id of its own, and what is no code’s key is an id already', () => {
  const ids = ACTIVITY_CODES.map(({ key }) => activityCodeId(key));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain('meal');
  expect(activityCodeId('gone')).toBe('gone');
});
