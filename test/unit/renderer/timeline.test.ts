import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShownDay } from '../../../electron/ipc/contract/day.js';
import { untilNow } from '../../../renderer/day/live-day.js';
import { layOut, narrowPaths } from '../../../renderer/day/timeline.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let zone: string | undefined;
beforeEach(() => {
  zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const MIDNIGHT = Date.parse('2026-11-27T00:00:00+01:00');
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * HOUR };
const span = (from: number, to: number) => ({ from: MIDNIGHT + from * HOUR, to: MIDNIGHT + to * HOUR });

describe('the timeline', () => {
  it('shows from the full hour before the first thing known to the full hour after the last', () => {
    const line = layOut(DAY, [span(8.5, 12.25)], [span(9, 17.5)], [span(8.5, 12.25), span(9, 17.5)], MIDNIGHT, 24);
    expect(line.shown).toEqual(span(8, 18));
    expect(line.actual).toEqual([{ of: span(8.5, 12.25), start: 0.05, width: 0.375 }]);
    expect(line.planned[0]).toMatchObject({ start: 0.1, width: 0.85 });
    expect(line.now).toBeNull();
  });

  it('shows four hours at least, and never leaves the day', () => {
    expect(layOut(DAY, [], [], [span(8, 8.1)], 0, 24).shown).toEqual(span(8, 12));
    expect(layOut(DAY, [], [], [span(23, 24)], 0, 24).shown).toEqual(span(20, 24));
    expect(layOut(DAY, [], [], [span(-5, 30)], 0, 24).shown).toEqual(DAY);
    expect(layOut(DAY, [], [], [], 0, 24).shown).toEqual(DAY);
  });

  it('leaves out what lies outside, and cuts what crosses its edge', () => {
    const known = [span(8, 16)];
    const line = layOut(DAY, [span(-3, 9), span(15, 40), span(16, 17)], [], known, MIDNIGHT, 24);
    expect(line.actual.map(({ start, width }) => [start, width])).toEqual([
      [0, 0.125],
      [0.875, 0.125],
    ]);
  });

  it('names no more hours than fit, and marks now where it is in sight', () => {
    const known = [span(0, 24)];
    const line = layOut(DAY, [], [], known, MIDNIGHT + 6 * HOUR, 9);
    expect(line.hours.length).toBeLessThanOrEqual(9);
    expect(line.hours.map(({ place }) => place)[0]).toBe(0);
    expect(line.now).toBe(0.25);
  });

  it('has its hours on the hours of a zone that is half an hour off', () => {
    process.env['TZ'] = 'Asia/Kolkata';
    const midnight = Date.parse('2026-11-27T00:00:00+05:30');
    const line = layOut(
      { from: midnight, to: midnight + 24 * HOUR },
      [],
      [],
      [{ from: midnight + 8.25 * HOUR, to: midnight + 13 * HOUR }],
      0,
      24,
    );
    expect(line.shown.from).toBe(midnight + 8 * HOUR);
    expect(new Date(line.hours[0]?.at ?? 0).getMinutes()).toBe(0);
  });
});

describe('the hours of the timeline', () => {
  const hours = (from: number, to: number, most: number): number[] =>
    layOut(DAY, [], [], [span(from, to)], 0, most).hours.map(({ at }) => (at - MIDNIGHT) / HOUR);

  it('are all of them where they fit, the first and the last included', () => {
    expect(hours(8, 13, 24)).toEqual([8, 9, 10, 11, 12, 13]);
    expect(hours(8, 13, 6)).toEqual([8, 9, 10, 11, 12, 13]);
  });

  it('are every second, or third, where they do not', () => {
    expect(hours(8, 13, 5)).toEqual([8, 10, 12]);
    expect(hours(8, 13, 3)).toEqual([8, 10, 12]);
    expect(hours(8, 13, 2)).toEqual([8, 11]);
    expect(hours(8, 13, 1)).toEqual([8]);
    expect(hours(8, 13, 0)).toEqual([8]);
  });

  it('show now from the first moment to the last, and not beyond', () => {
    const now = (at: number) => layOut(DAY, [], [], [span(8, 12)], MIDNIGHT + at * HOUR, 24).now;
    expect([now(8), now(10), now(12)]).toEqual([0, 0.5, 1]);
    expect([now(7.99), now(12.01)]).toEqual([null, null]);
  });

  it('are four at least, counted from the first', () => {
    expect(layOut(DAY, [], [], [span(8, 12)], 0, 24).shown).toEqual(span(8, 12));
    expect(layOut(DAY, [], [], [span(8, 11)], 0, 24).shown).toEqual(span(8, 12));
  });
});

describe('a day that goes on', () => {
  const presence = { id: 'b', label: 'Coffee', systemPresence: 'Break' as const };
  const day: ShownDay = {
    date: '2026-11-27',
    ...DAY,
    stretches: [{ ...span(9, 10), presence, by: 'you' }],
    open: true,
    planned: [],
    totals: [{ ...presence, ms: HOUR, times: 1, longestMs: HOUR, limitMinutes: 15 }],
    systemPresences: [{ systemPresence: 'Break', ms: HOUR }],
    unknownMs: 9 * HOUR,
  };

  it('grows with the clock: stretch, sums and the longest one', () => {
    const later = untilNow(day, MIDNIGHT + 10 * HOUR + 20 * MINUTE);
    expect(later.stretches[0]?.to).toBe(MIDNIGHT + 10 * HOUR + 20 * MINUTE);
    expect(later.totals[0]).toMatchObject({ ms: HOUR + 20 * MINUTE, longestMs: HOUR + 20 * MINUTE });
    expect(later.systemPresences[0]?.ms).toBe(HOUR + 20 * MINUTE);
    expect(later.unknownMs).toBe(9 * HOUR);
  });

  it('of which nobody knows what the agent is in grows in what is unknown', () => {
    const unknown = { ...day, stretches: [{ ...span(9, 10), presence: null, by: 'unknown' as const }] };
    const later = untilNow(unknown, MIDNIGHT + 10 * HOUR + 20 * MINUTE);
    expect(later.unknownMs).toBe(9 * HOUR + 20 * MINUTE);
    expect(later.totals[0]?.ms).toBe(HOUR);
    expect(later.systemPresences[0]?.ms).toBe(HOUR);
  });

  it('is the same one at the moment it was told of', () => {
    expect(untilNow(day, MIDNIGHT + 10 * HOUR)).toBe(day);
    expect(untilNow({ ...day, stretches: [] }, MIDNIGHT + 11 * HOUR).stretches).toEqual([]);
  });

  it('ends at its end, and stands still where it is over or the clock is behind', () => {
    expect(untilNow(day, MIDNIGHT + 30 * HOUR).stretches[0]?.to).toBe(DAY.to);
    expect(untilNow(day, MIDNIGHT)).toBe(day);
    expect(untilNow({ ...day, open: false }, MIDNIGHT + 11 * HOUR).totals[0]?.ms).toBe(HOUR);
  });
});

describe('pieces too narrow for anything but their colour', () => {
  const of = (kind: string | null): { kind: string | null } => ({ kind });

  it('are one path each kind, each where it was', () => {
    const pieces = [
      { of: of('Break'), start: 0, width: 0.01 },
      { of: of(null), start: 0.01, width: 0.02 },
      { of: of('Break'), start: 0.03, width: 0.03 },
    ];
    const paths = narrowPaths(
      pieces,
      ({ kind }) => kind,
      ({ start, width }) => ({ x: start * 100, width: width * 100 }),
      44,
    );
    expect(paths).toEqual([
      { kind: 'Break', path: 'M0 0h1v44h-1zM3 0h3v44h-3z' },
      { kind: null, path: 'M1 0h2v44h-2z' },
    ]);
  });

  it('are none where there is none', () => {
    expect(narrowPaths([], String, () => ({ x: 0, width: 1 }), 44)).toEqual([]);
  });
});
