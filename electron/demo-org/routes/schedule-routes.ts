import * as v from 'valibot';
import { ok, param, readBody, type Route } from '../call.js';
import type { Organisation } from '../organisation.js';
import type { Person } from '../people.js';
import { VIEW_OWN_SCHEDULE } from '../permissions.js';
import { ACTIVITY_CODES, activityCodeId, BUSINESS_UNIT, type AgentPlan } from '../schedules.js';
import { malformed, notAuthorized, notFound } from '../service-error.js';
import { isoTime } from '../wire.js';

const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'not a date'),
);
/** The longest range answered. The service's own limit is unknown. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** The agent's own schedule, and its activity codes. */
export function scheduleRoutes(org: Organisation): Route[] {
  const check = (): void => {
    if (org.switches.schedule === 'forbidden') throw notAuthorized();
    if (org.switches.schedule === 'notFound') throw notFound('managementUnit');
  };
  return [
    {
      verb: 'POST',
      path: '/api/v2/workforcemanagement/agentschedules/mine',
      any: [VIEW_OWN_SCHEDULE],
      handle: (call) => {
        check();
        const body = readBody(call, v.object({ startDate: time, endDate: time }));
        const [from, to] = [Date.parse(body.startDate), Date.parse(body.endDate)];
        if (to <= from || to - from > LONGEST_MS)
          throw malformed([{ errorCode: 'invalid.range', fieldName: 'endDate' }], 'The range is not valid.');
        return ok({
          agentSchedules:
            org.switches.schedule === 'empty' ? [] : [scheduleView(call.person, org.planOf(call.person), from, to)],
          businessUnitTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          publishedSchedules: [],
        });
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/workforcemanagement/businessunits/{businessUnitId}/activitycodes',
      any: [VIEW_OWN_SCHEDULE],
      handle: (call) => {
        check();
        const id = param(call, 'businessUnitId');
        if (id !== 'mine' && id !== BUSINESS_UNIT.id) throw notFound('businessUnit', id);
        return ok({ entities: ACTIVITY_CODES.map((code) => codeView(org, code)) });
      },
    },
  ];
}

function scheduleView(
  { id }: Person,
  { shifts, fullDays }: AgentPlan,
  from: number,
  to: number,
): Record<string, unknown> {
  return {
    user: { id, selfUri: `/api/v2/users/${id}` },
    shifts: shifts
      .filter(({ parts }) => parts.some((part) => part.from < to && part.from + part.minutes * 60_000 > from))
      .map((shift) => ({
        id: shift.id,
        startDate: isoTime(shift.parts[0]?.from ?? from),
        lengthMinutes: shift.parts.reduce((sum, { minutes }) => sum + minutes, 0),
        manuallyEdited: false,
        activities: shift.parts.map(({ from: start, minutes, code, description = '' }) => ({
          startDate: isoTime(start),
          lengthMinutes: minutes,
          description,
          ...(code === null ? {} : { activityCodeId: activityCodeId(code) }),
          paid: true,
        })),
      })),
    fullDayTimeOffMarkers: fullDays.map(({ date, code }) => ({
      businessUnitDate: date,
      lengthMinutes: 480,
      description: '',
      ...(code === null ? {} : { activityCodeId: activityCodeId(code) }),
      paid: true,
    })),
  };
}

const codeView = (org: Organisation, { key, name, category, presences }: (typeof ACTIVITY_CODES)[number]) => ({
  id: activityCodeId(key),
  ...(name === null ? {} : { name }),
  active: true,
  defaultCode: name === null,
  category,
  lengthInMinutes: 15,
  countsAsPaidTime: true,
  countsAsWorkTime: category !== 'Break' && category !== 'Meal',
  secondaryPresences: presences.flatMap((label) => {
    const found = org.definition(label);
    return found === undefined ? [] : [{ id: found.id, selfUri: `/api/v2/presence/definitions/${found.id}` }];
  }),
});
