import { describe, expect, it } from 'vitest';
import { toRow, type Measurement } from '../../bench/row.js';
import { boundText, table } from '../../bench/table.js';

const start: Measurement = {
  what: 'start',
  unit: 'ms',
  bound: { of: 'median', ratio: 1.15 },
  app: [110, 115, 120],
  other: [100, 100, 100],
};

describe('a figure and its bound', () => {
  it('is within where the ratio is no greater', () => {
    expect(toRow(start)).toMatchObject({ against: 'bare', within: true });
    expect(toRow(start).ratio).toBeCloseTo(1.15);
    expect(toRow({ ...start, app: [116, 116, 116] }).within).toBe(false);
  });

  it('keeps every part of its bound: twice the bare one’s is too much, and so is a slow one that only the bare one excuses', () => {
    const bound = { of: 'p95', ratio: 1.5, most: 50 } as const;
    expect(toRow({ ...start, bound, app: [40], other: [30] }).within).toBe(true);
    expect(toRow({ ...start, bound, app: [40], other: [20] }).within).toBe(false);
    expect(toRow({ ...start, bound, app: [60], other: [50] }).within).toBe(false);
  });

  it('is told by the slow runs where the bound is about them', () => {
    const bound = { of: 'p95', most: 20 } as const;
    const row = toRow({ what: 'hotkey', unit: 'ms', bound, app: [5, 5, 5, 5, 25] });
    expect(row).toMatchObject({ within: false, ratio: null, other: null, against: null });
  });

  it('may be above the other’s by so much and no more', () => {
    const bound = { of: 'median', above: 0.1 } as const;
    expect(toRow({ ...start, unit: '%', bound, app: [0.15], other: [0.1] }).within).toBe(true);
    expect(toRow({ ...start, unit: '%', bound, app: [0.25], other: [0.1] }).within).toBe(false);
  });

  it('is neither within nor not where there is no bound', () => {
    expect(toRow({ ...start, bound: null }).within).toBeNull();
  });

  it('is an error where what it is held against was not measured', () => {
    expect(() => toRow({ what: 'start', unit: 'ms', bound: { of: 'median', ratio: 1.15 }, app: [1] })).toThrow('start');
  });
});

describe('the table', () => {
  it('says for each row the bound, both figures, the ratio and whether it is within', () => {
    const lines = table([
      toRow(start),
      toRow({ what: 'main', unit: 'KB', bound: { of: 'median', most: 150 }, app: [160] }),
    ]).split('\n');
    expect(lines[1]).toMatch(/^start +≤ 1\.15 × bare +115 \/ 120 ms \(3\) +bare: 100 \/ 100 ms \(3\) +1\.15 +yes$/);
    expect(lines[2]).toMatch(/^main +≤ 150 KB +160 \/ 160 KB \(1\) +– +– +NO$/);
  });

  it('says which runs a bound is about', () => {
    expect(boundText({ of: 'p95', ratio: 1.5, most: 50 }, 'ms', 'bare')).toBe('p95 ≤ 1.50 × bare and ≤ 50 ms');
    expect(boundText({ of: 'median', above: 0.1 }, '%', 'bare')).toBe('≤ bare + 0.1 %');
  });
});
