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
    [MINUTE, '1 min'],
    [60 * MINUTE - 1, '59 min'],
    [60 * MINUTE, '1 h 00'],
    [24 * 60 * MINUTE - 1, '23 h 59'],
    [24 * 60 * MINUTE, '1 d 0 h'],
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

  it('is told by the weekday up to six days away, before or after, then by the date', () => {
    const days = (count: number) => times.moment(now + count * 24 * 60 * MINUTE, now);
    for (const near of [-5, 5]) expect(days(near), String(near)).toMatch(/^[A-Z][a-z]{2}\b.*10:41/);
    for (const far of [-6, 6, 7]) expect(days(far), String(far)).toMatch(/^\d+ [A-Z]/);
  });

  it('is a calendar date in words, and a time of day', () => {
    expect(times.date('2026-11-27')).toMatch(/^Friday,? 27 November$/);
    expect(times.date('2026-01-01')).toMatch(/^Thursday,? 1 January$/);
    expect(times.timeOfDay(6 * 60 + 5)).toBe('6:05');
  });

  it('is told in another time zone where one is named', () => {
    const noon = Date.parse('2026-11-21T12:00:00Z');
    expect(makeTimes(t, 'en-GB', 'Asia/Kolkata').clock(noon)).toBe('17:30');
    expect(makeTimes(t, 'en-GB', 'UTC').clock(noon)).toBe('12:00');
    const here = new Date(noon).getHours() * 60 + new Date(noon).getMinutes();
    expect(times.clock(noon)).toBe(times.timeOfDay(here));
  });

  it('follows the habits of the country', () => {
    expect(makeTimes(t, 'en-US').moment(new Date(2026, 10, 21, 14, 5).getTime(), now)).toMatch(/2:05\sPM/);
  });
});

describe('the next tick', () => {
  it('is none where nothing ticks', () => {
    expect(nextTick(1_000, { minutes: [null], seconds: [] })).toBeNull();
    expect(nextTick(1_000, { minutes: [], seconds: [500] })).toBeNull();
    expect(nextTick(1_000, { minutes: [], seconds: [1_000, null] })).toBeNull();
  });

  it('is, to an end, at each of its full seconds', () => {
    expect(nextTick(1_000, { minutes: [], seconds: [1_001] })).toBe(1_001);
    expect(nextTick(1_300, { minutes: [], seconds: [5_000] })).toBe(2_000);
    expect(nextTick(2_000, { minutes: [], seconds: [5_000] })).toBe(3_000);
    expect(nextTick(1_300, { minutes: [0], seconds: [90_000, 5_500] })).toBe(1_500);
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
