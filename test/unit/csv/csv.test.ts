import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCsv, toCsv } from '../../../electron/csv.js';

describe('a table for a spreadsheet', () => {
  it('begins with a mark, so that Excel reads its umlauts', () => {
    expect(toCsv([['Büro', 'x']])).toBe('\uFEFFBüro,x\r\n');
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes %j harmless', (cell) => {
    expect(
      toCsv([[cell, 'x']])
        .replace('\uFEFF', '')
        .replace(/^"/, '')[0],
    ).toBe("'");
  });

  it('is read back as it was written, whatever stands in it', () => {
    const seed = Date.now();
    console.log(`csv: seed ${String(seed)}`);
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', 'a'), maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('row', 'line'), cell, cell), { minLength: 1, maxLength: 10 }),
        (rows) => {
          expect(fromCsv(toCsv([['kind', 'a', 'b'], ...rows]))).toEqual([['kind', 'a', 'b'], ...rows]);
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    ['semicolons', 'a;b\r\n1;2\r\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['commas without a mark', 'a,b\n1,2'],
    ['the line by which Excel names the separator', '\uFEFFsep=;\r\na;b\r\n1;2\r\n'],
    ['such a line in capitals and quotes, and a separator of its own', '"SEP=|"\na|b\n1|2\n'],
  ])('may come with %s', (_what, text) => {
    expect(fromCsv(text)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('is refused where a quote is never closed', () => {
    expect(fromCsv('a,b\n"1,2\n')).toBeNull();
  });
});
