/** A moment in the tray's words. */
import { expect, it } from 'vitest';
import { clockText } from '../../../electron/desktop/clock-text.js';

const at = (day: number, hour: number, minute = 0, month = 10): number =>
  new Date(2026, month, day, hour, minute).getTime();
const told = (moment: number, now = at(20, 10, 34)): string => clockText(moment, now, 'en-GB');

it('is the time alone on the same day, however near another day’s moment is', () => {
  expect(told(at(20, 0))).toMatch(/^0?0:00$/);
  expect(told(at(20, 23, 59))).toBe('23:59');
  expect(told(at(19, 23, 59), at(20, 0, 1))).toBe('Thu 23:59');
});

it('names the weekday while there is only one it can be, before and after, and else the date', () => {
  expect(told(at(14, 10, 35))).toBe('Sat 10:35');
  expect(told(at(14, 10, 34))).toBe('14 Nov, 10:34');
  expect(told(at(26, 10, 33))).toBe('Thu 10:33');
  expect(told(at(26, 10, 34))).toBe('26 Nov, 10:34');
});
