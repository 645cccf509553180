import { describe, expect, it } from 'vitest';
import { descendants, parsePss, parseRss, parseStat } from '../../bench/proc.js';

describe('/proc/PID/stat', () => {
  it('tells the parent and the time on the processor, user and system', () => {
    const text =
      '4242 (electron) S 4200 4200 4200 0 -1 4194304 100 0 0 0 731 152 5 6 20 0 31 0 12345 1 2 18446744073709551615';
    expect(parseStat(text)).toEqual({ pid: 4242, parent: 4200, ticks: 883 });
  });

  it('is read right where the name of the program has spaces and parentheses', () => {
    expect(parseStat('7 (a) S 1 (b)) R 3 0 0 0 0 0 0 0 0 0 10 2 0 0 20')).toEqual({ pid: 7, parent: 3, ticks: 12 });
  });

  it('is refused where it is something else', () => {
    expect(() => parseStat('')).toThrow('stat');
    expect(() => parseStat('12 (cut')).toThrow('stat');
  });
});

describe('/proc/PID/smaps_rollup', () => {
  const text = `55d0c0000000-7ffd00000000 ---p 00000000 00:00 0                          [rollup]
Rss:              164212 kB
Pss:               83910 kB
Pss_Dirty:         60012 kB
Pss_Anon:          58800 kB
`;

  it('tells the proportional set size in bytes, and the resident one', () => {
    expect(parsePss(text)).toBe(83_910 * 1024);
    expect(parseRss(text)).toBe(164_212 * 1024);
  });

  it('is refused where there is none, as for a process that may not be read: a sum without it would be too small', () => {
    expect(() => parsePss('')).toThrow('smaps_rollup');
  });
});

describe('a program’s processes', () => {
  it('are itself and all that it started, directly or not', () => {
    const one = (pid: number, parent: number) => ({ pid, parent, ticks: 0 });
    const all = [one(1, 0), one(30, 20), one(10, 1), one(20, 10), one(11, 1), one(21, 10)];
    expect(descendants(10, all).map(({ pid }) => pid)).toEqual([10, 20, 21, 30]);
    expect(descendants(99, all)).toEqual([]);
  });
});
