import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { median, percentile, summarize } from '../../bench/statistics.js';

describe('what many runs say together', () => {
  it('is their middle and the value that 95 of 100 stay within', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(summarize(hundred)).toEqual({ runs: 100, median: 50.5, p95: 95 });
  });

  it('is the slowest run where there are few', () => {
    expect(percentile([3, 9, 4], 0.95)).toBe(9);
    expect(median([3, 9, 4])).toBe(4);
  });

  it('is nothing where nothing was measured', () => {
    expect(() => summarize([])).toThrow(RangeError);
  });

  it('lies within the runs, whatever they are and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { p95, median: middle } = summarize(values);
        expect(values).toContain(p95);
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values));
        expect(middle).toBeLessThanOrEqual(p95);
        expect(summarize([...values].reverse())).toEqual(summarize(values));
      }),
    );
  });
});
