import { expect, it } from 'vitest';
import { readOptions, ROW_NAMES } from '../../bench/options.js';

it('measures every row unless some are named, and those in their own order', () => {
  expect(readOptions([])).toEqual({ quick: false, rows: ROW_NAMES });
  expect(readOptions(['popup', 'start', '--quick'])).toEqual({ quick: true, rows: ['start', 'popup'] });
});

it('refuses a row that is none, and an option that is none', () => {
  expect(() => readOptions(['stat'])).toThrow('stat');
  expect(() => readOptions(['--fast'])).toThrow();
});
