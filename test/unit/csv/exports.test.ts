/** What people get in their spreadsheets. */
import { describe, expect, it } from 'vitest';
import { fromCsv } from '../../../electron/csv.js';
import { dayFrom } from '../../../electron/history/day.js';
import { dayCsv } from '../../../electron/history/history-csv.js';
import { isoWithOffset } from '../../../electron/history/history-line.js';
import { teamCsv } from '../../../electron/team/team-csv.js';
import type { TeamRow } from '../../../electron/team/team-row.js';

const NOW = Date.parse('2026-11-21T10:34:59Z');
const MINUTE = 60_000;
const unknown: TeamRow = {
  id: 'u1',
  name: null,
  department: null,
  state: 'unknown',
  presence: null,
  since: null,
  message: null,
  routing: null,
  routingSince: null,
  outOfOffice: false,
  live: true,
  readAt: NOW,
};
const known: TeamRow = {
  ...unknown,
  name: 'Ada Lovelace',
  department: 'Care',
  presence: { id: 'd', label: 'Coffee', systemPresence: 'Break' },
  since: NOW - 12 * MINUTE - 1,
  message: '=soon',
  routing: 'IDLE',
  outOfOffice: true,
  live: false,
};
/** The rows below the heading, by its words. */
const table = (csv: string): Record<string, string | undefined>[] => {
  const [heading = [], ...rows] = fromCsv(csv) ?? [];
  return rows.map((row) => Object.fromEntries(heading.map((name, at) => [name, row[at]])));
};

describe('a team', () => {
  it('has a row a person, with whole minutes since the presence began', () => {
    expect(table(teamCsv([known], NOW))).toEqual([
      {
        name: 'Ada Lovelace',
        department: 'Care',
        presence: 'Coffee',
        systemPresence: 'Break',
        since: new Date(NOW - 12 * MINUTE - 1).toISOString(),
        minutes: '12',
        routingStatus: 'IDLE',
        outOfOffice: 'yes',
        message: '=soon',
        readAt: new Date(NOW).toISOString(),
        id: 'u1',
      },
    ]);
  });

  it('has empty cells for what is not known, and no time of reading for what is live', () => {
    const [row] = table(teamCsv([unknown], NOW));
    expect(row).toEqual({ ...Object.fromEntries(Object.keys(row ?? {}).map((name) => [name, ''])), id: 'u1' });
  });

  it('counts no minutes backwards where the clocks differ', () => {
    expect(table(teamCsv([{ ...known, since: NOW + 5 * MINUTE }], NOW))[0]?.['minutes']).toBe('0');
  });
});

describe('a day', () => {
  const bounds = { from: NOW - 60 * MINUTE, to: NOW + 60 * MINUTE };
  const meal = { id: 'm', label: 'Lunch', systemPresence: 'Meal' } as const;
  const stretches = [
    { from: bounds.from, to: bounds.from + 90_500, presence: null, by: 'unknown' as const },
    { from: bounds.from + 90_500, to: NOW, presence: meal, by: 'you' as const },
  ];
  const day = { ...dayFrom('2026-11-21', bounds, [], NOW, null), stretches };

  it('has a row a stretch, in whole seconds, with empty cells for what nobody knows', () => {
    expect(table(dayCsv({ ...day, open: false }))).toEqual([
      {
        from: isoWithOffset(bounds.from),
        to: isoWithOffset(bounds.from + 90_500),
        seconds: '91',
        presence: '',
        systemPresence: '',
        by: 'unknown',
      },
      {
        from: isoWithOffset(bounds.from + 90_500),
        to: isoWithOffset(NOW),
        seconds: String(Math.round((NOW - bounds.from - 90_500) / 1_000)),
        presence: 'Lunch',
        systemPresence: 'Meal',
        by: 'you',
      },
    ]);
  });

  it('leaves the end of its last stretch open while that goes on', () => {
    expect(table(dayCsv({ ...day, open: true })).map(({ to }) => to)).toEqual([
      isoWithOffset(bounds.from + 90_500),
      '',
    ]);
  });
});
