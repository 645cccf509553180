import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../english.js';
import { makeTimes, nextTick } from '../../../renderer/shared/time.js';

const t = english;
const MINUTE = 60_000;
const times = makeTimes(t, 'en-GB');

describe('how long', () => {
  it.each([
    [0, 'now'],
    [-5_000, 'now'],
    [59_999, 'now'],
    [12 * MINUTE + 40_000, '12 min'],
    [182 * MINUTE, '3 h 02'],
    [(2 * 24 + 4) * 60 * MINUTE, '2 d 4 h'],
  ])('%i ms reads %s', (ms, text) => expect(times.span(ms)).toBe(text));

  it('what lasted less than a minute is not told as now', () => {
    expect([times.length(59_999), times.length(MINUTE), times.length(60 * MINUTE)]).toEqual([
      '< 1 min',
      '1 min',
      '1 h 00',
    ]);
  });

  it('counts down to the second and stops at zero', () => {
    expect(times.countdown(108_000)).toBe('1:48');
    expect(times.countdown(107_001)).toBe('1:48');
    expect(times.countdown(-1)).toBe('0:00');
  });

  it('is written in the digits of the locale', () => {
    expect(makeTimes(t, 'ar-EG').span(12 * MINUTE)).toBe('\u2068١٢\u2069 min');
  });
});

describe('when', () => {
  const now = new Date(2026, 10, 21, 10, 41).getTime();
  it('is the time of day, with weekday or date where it is not today', () => {
    expect(times.moment(new Date(2026, 10, 21, 10, 22).getTime(), now)).toBe('10:22');
    expect(times.moment(new Date(2026, 10, 19, 10, 22).getTime(), now)).toMatch(/^Thu/);
    expect(times.moment(new Date(2026, 9, 3, 10, 22).getTime(), now)).toBe('3 Oct');
  });

  it('follows the habits of the country', () => {
    expect(makeTimes(t, 'en-US').moment(new Date(2026, 10, 21, 14, 5).getTime(), now)).toMatch(/2:05\sPM/);
  });
});

describe('the next tick', () => {
  it('is none where nothing ticks', () => {
    expect(nextTick(1_000, { minutes: [null], seconds: [] })).toBeNull();
    expect(nextTick(1_000, { minutes: [], seconds: [500] })).toBeNull();
  });

  it('is the moment the shown text changes, never sooner and never later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (since, passed) => {
        const now = since + passed;
        const at = nextTick(now, { minutes: [since], seconds: [] })!;
        expect(at).toBeGreaterThan(now);
        expect(Math.floor((at - since) / MINUTE)).toBe(Math.floor(passed / MINUTE) + 1);
        expect(Math.floor((at - 1 - since) / MINUTE)).toBe(Math.floor(passed / MINUTE));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120_000 }), (left) => {
        const at = nextTick(0, { minutes: [], seconds: [left] })!;
        expect(times.countdown(left - at)).not.toBe(times.countdown(left));
        expect(at).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});
