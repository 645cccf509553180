import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayInZone } from '../../../electron/schedule/zone.js';

const HOUR = 3_600_000;
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Cairo',
  'Pacific/Apia',
];

it('a day of any zone begins where the one before it ends, and lasts about a day', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 3_000 }), (zone, day) => {
      const date = (days: number): string => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10);
      const [one, other] = [dayInZone(date(day), zone), dayInZone(date(day + 1), zone)];
      expect(one?.to).toBe(other?.from);
      const hours = ((one?.to ?? 0) - (one?.from ?? 0)) / HOUR;
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
      const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' });
      expect(shown.format(one?.from)).toBe(date(day));
      expect(shown.format((one?.from ?? 0) - 1)).toBe(date(day - 1));
    }),
  );
});

it('a zone that nobody knows is this computer’s', () => {
  expect(dayInZone('2026-11-27', 'Middle/Earth')).toEqual({
    from: new Date(2026, 10, 27).getTime(),
    to: new Date(2026, 10, 28).getTime(),
  });
});

it.each([
  ['America/Havana', '2023-03-12', '2023-03-12T05:00:00Z'],
  ['Africa/Cairo', '2023-04-28', '2023-04-27T22:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
])('where clocks spring over midnight, a day begins with its first moment (%s, %s)', (zone, date, from) => {
  expect(dayInZone(date, zone)?.from).toBe(Date.parse(from));
});

it.each([
  ['America/Havana', '2023-11-05', '2023-11-05T04:00:00Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00Z'],
])('where clocks fall back, a day begins with its first midnight (%s, %s)', (zone, date, from) => {
  expect(dayInZone(date, zone)?.from).toBe(Date.parse(from));
});

it.each(['2026-02-30', '2026-13-01', 'today', '2026-1-1', ''])('a text that is no date is no day (%j)', (date) =>
  expect(dayInZone(date, 'Europe/Berlin')).toBeNull(),
);
