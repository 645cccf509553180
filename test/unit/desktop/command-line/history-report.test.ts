import { describe, expect, it } from 'vitest';
import { historyJson, historyText } from '../../../../electron/desktop/command-line/history-report.js';
import { dayBounds, totalsOf, type Day } from '../../../../electron/history/day.js';
import type { Stretch } from '../../../../electron/history/stretches.js';
import { BREAK, ON_QUEUE, ref, texts } from './state-fixture.js';

const at = (hour: number, minute = 0): number => new Date(2026, 10, 27, hour, minute).getTime();
const stretches: Stretch[] = [
  { from: at(0), to: at(8, 36), presence: null, by: 'unknown' },
  { from: at(8, 36), to: at(10, 18), presence: ref(ON_QUEUE), by: 'you' },
  {
    from: at(10, 18),
    to: at(10, 40),
    presence: { ...ref(BREAK), label: 'Coffee\nand \u001b[2Jcake' },
    by: 'elsewhere',
  },
];
const day = (open: boolean): Day => ({
  date: '2026-11-27',
  bounds: dayBounds('2026-11-27', 0) ?? { from: 0, to: 0 },
  stretches,
  open,
  totals: totalsOf(stretches),
});
const iso = (time: number): string => new Date(time).toISOString();

describe('the presences of a day', () => {
  it('as JSON have begin, end, presence and by whom; the last has no end while it goes on', () => {
    expect(JSON.parse(historyJson(day(true)))).toEqual([
      { from: iso(at(0)), to: iso(at(8, 36)), presence: null, by: 'unknown' },
      { from: iso(at(8, 36)), to: iso(at(10, 18)), presence: ref(ON_QUEUE), by: 'you' },
      { from: iso(at(10, 18)), to: null, presence: expect.objectContaining({ id: BREAK.id }), by: 'elsewhere' },
    ]);
    expect(JSON.parse(historyJson(day(false)))[2]).toMatchObject({ to: iso(at(10, 40)) });
  });

  it('as text are a line each, in which a label can do nothing to a terminal', () => {
    const lines = historyText(day(true), texts).replaceAll('\u202f', ' ').split('\n');
    expect(lines).toEqual([
      '12:00 AM – 8:36 AM  unknown (8 h 36 min)',
      '8:36 AM – 10:18 AM  On Queue (1 h 42 min, you)',
      '10:18 AM – now  Coffee and  [2Jcake (22 min, elsewhere)',
      '',
    ]);
  });
});
