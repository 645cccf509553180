/** Turns any answer of the service into a plain list. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../electron/genesys/lenient.js';
import { activityCodeListingSchema, agentSchedulesSchema } from '../../../electron/genesys/models/workforce.js';
import {
  activitiesIn,
  activityAfter,
  activityAt,
  flatten,
  planFrom,
  type Activity,
} from '../../../electron/schedule/plan.js';

const MINUTE = 60_000;
const T = Date.parse('2026-11-27T08:00:00Z');
const iso = (minutes: number): string => new Date(T + minutes * MINUTE).toISOString();

const CODES = [
  { id: 'q', name: 'Phones', category: 'OnQueueWork' },
  { id: 'm', category: 'Meal', secondaryPresences: [{ id: 'late-lunch' }] },
  { id: 'x', name: '  ', category: 'JuggingClass' },
  { id: 'v', name: 'Vacation', category: 'TimeOff' },
];

/** As it arrives over the wire: first read leniently. */
function plan(activities: unknown[], more: object = {}, codes: unknown[] = CODES) {
  const answer = readModel(agentSchedulesSchema, {
    agentSchedules: [{ user: { id: 'u' }, shifts: [{ id: 's', activities }], ...more }],
    businessUnitTimeZone: 'Europe/Berlin',
  });
  const listing = readModel(activityCodeListingSchema, { entities: codes });
  if (!answer.ok || !listing.ok) return expect.fail('not read');
  return planFrom(answer.value, listing.value.entities ?? [], 'u');
}
const planned = (minutes: number, lengthMinutes: unknown, activityCodeId?: unknown) => ({
  startDate: iso(minutes),
  lengthMinutes,
  activityCodeId,
});
/** Begin and end in minutes, and what it is. */
const told = (list: readonly Activity[]) =>
  list.map(({ from, to, name, category }) => [(from - T) / MINUTE, (to - T) / MINUTE, name ?? category]);

describe('a plan', () => {
  it('names what is planned by its code, else by its category', () => {
    expect(told(plan([planned(0, 60, 'q'), planned(60, 30, 'm')]))).toEqual([
      [0, 60, 'Phones'],
      [60, 90, 'Meal'],
    ]);
  });

  it('takes an activity without a code, of an unknown one, or of an unknown category for something else', () => {
    const list = plan([planned(0, 10), planned(10, 10, 'gone'), planned(20, 10, 'x'), planned(30, 10, 7)]);
    expect(list.every(({ category }) => category === 'Other')).toBe(true);
    expect(list.map(({ codeId }) => codeId)).toEqual([null, 'gone', 'x', null]);
  });

  it('leaves out what has no length, a nonsensical one, or no begin', () => {
    const odd = [
      planned(0, 0, 'q'),
      planned(0, -5, 'q'),
      planned(0, 1e12, 'q'),
      planned(0, '30', 'q'),
      { startDate: 'soon', lengthMinutes: 5 },
      { lengthMinutes: 5 },
      null,
      planned(5, 10, 'm'),
    ];
    expect(told(plan(odd))).toEqual([[5, 15, 'Meal']]);
  });

  it('takes of activities at one time the one that began last, and goes on with the other after it', () => {
    expect(told(plan([planned(0, 120, 'q'), planned(30, 30, 'm')]))).toEqual([
      [0, 30, 'Phones'],
      [30, 60, 'Meal'],
      [60, 120, 'Phones'],
    ]);
    expect(told(plan([planned(0, 120, 'q'), planned(0, 30, 'm')]))).toEqual([
      [0, 30, 'Meal'],
      [30, 120, 'Phones'],
    ]);
  });

  it('takes of two at the very same time the later in the list', () => {
    expect(told(plan([planned(0, 30, 'q'), planned(0, 30, 'm')]))).toEqual([[0, 30, 'Meal']]);
    expect(told(plan([planned(0, 30, 'm'), planned(0, 30, 'q')]))).toEqual([[0, 30, 'Phones']]);
  });

  it('takes an activity of a week, and none of more', () => {
    const week = 7 * 24 * 60;
    expect(told(plan([planned(0, week, 'q')]))).toEqual([[0, week, 'Phones']]);
    expect(plan([planned(0, week + 1, 'q')])).toEqual([]);
  });

  it('makes one of neighbours of one code, and leaves a gap a gap', () => {
    expect(told(plan([planned(0, 30, 'q'), planned(30, 30, 'q'), planned(90, 30, 'q')]))).toEqual([
      [0, 60, 'Phones'],
      [90, 120, 'Phones'],
    ]);
  });

  it('knows a full day of time off in the business unit’s zone, also where its clock changes', () => {
    const [day] = plan([], { fullDayTimeOffMarkers: [{ businessUnitDate: '2026-10-25', activityCodeId: 'v' }] });
    expect(day).toMatchObject({
      from: Date.parse('2026-10-24T22:00:00Z'),
      to: Date.parse('2026-10-25T23:00:00Z'),
      name: 'Vacation',
      fullDay: true,
    });
    expect(plan([], { fullDayTimeOffMarkers: [{ businessUnitDate: '2026-02-30' }, { businessUnitDate: '' }] })).toEqual(
      [],
    );
    expect(plan([], { fullDayTimeOffMarkers: [{ businessUnitDate: '2026-03-01' }] })[0]).toMatchObject({
      category: 'TimeOff',
      name: null,
    });
  });

  it('of somebody else is nobody’s', () => {
    expect(plan([planned(0, 30, 'q')], { user: { id: 'someone else' } })).toEqual([]);
  });

  it('tells what goes on and what comes, to the minute', () => {
    const list = plan([planned(0, 60, 'q'), planned(60, 30, 'm')]);
    expect(activityAt(list, T - 1)).toBeNull();
    expect(activityAt(list, T)?.name).toBe('Phones');
    expect(activityAt(list, T + 60 * MINUTE)?.category).toBe('Meal');
    expect(activityAt(list, T + 90 * MINUTE)).toBeNull();
    expect(activityAfter(list, T)?.category).toBe('Meal');
    expect(told(activitiesIn(list, T + 60 * MINUTE, T + 61 * MINUTE))).toEqual([[60, 90, 'Meal']]);
    expect(told(activitiesIn(list, T - 10 * MINUTE, T + 60 * MINUTE))).toEqual([[0, 60, 'Phones']]);
  });
});

describe('whatever overlaps', () => {
  const activities = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 50 }),
      length: fc.integer({ min: 0, max: 20 }),
      code: fc.constantFrom('a', 'b', null),
    }),
    { maxLength: 12 },
  );
  const toActivity = ({ from, length, code }: { from: number; length: number; code: string | null }): Activity => ({
    from,
    to: from + length,
    codeId: code,
    name: code,
    category: 'Other',
    presenceIds: [],
    fullDay: false,
  });

  it('no moment is planned twice, none is lost, and none is invented', () => {
    fc.assert(
      fc.property(activities, (list) => {
        const input = list.map(toActivity);
        const plan = flatten(input);
        for (const [index, each] of plan.entries()) {
          expect(each.to).toBeGreaterThan(each.from);
          expect(each.from).toBeGreaterThanOrEqual(plan[index - 1]?.to ?? 0);
        }
        for (let moment = 0; moment <= 71; moment += 1) {
          const there = input.filter(({ from, to }) => from <= moment && moment < to);
          const counts = activityAt(plan, moment);
          expect(counts !== null).toBe(there.length > 0);
          if (counts !== null) expect(there.some(({ codeId }) => codeId === counts.codeId)).toBe(true);
        }
      }),
    );
  });
});
