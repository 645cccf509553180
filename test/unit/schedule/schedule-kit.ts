/** A workforce management that the test scripts, and a schedule that reads it. */
import { GenesysError } from '../../../electron/genesys/error.js';
import { readModel } from '../../../electron/genesys/lenient.js';
import { activityCodeListingSchema, agentSchedulesSchema } from '../../../electron/genesys/models/workforce.js';
import { createSchedule, type ScheduleService } from '../../../electron/schedule/schedule.js';
import { fakeClock, memoryLog, type FakeClock } from '../genesys/fakes.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const START = Date.parse('2026-11-27T08:00:00Z');
export const PERMISSION = 'wfm:agentSchedule:view';

/** Minutes after the start of the world, length in minutes, code. */
export type Planned = readonly [from: number, minutes: number, code: string];

export const CODES = [
  { id: 'q', name: 'Phones', category: 'OnQueueWork' },
  { id: 'b', category: 'Break' },
  { id: 'm', category: 'Meal' },
  { id: 't', category: 'Meeting' },
];

export const refused = (
  status: number,
  more: Partial<ConstructorParameters<typeof GenesysError>[0]> = {},
): GenesysError =>
  new GenesysError({
    kind: 'http',
    status,
    message: `refused with ${status}`,
    retryable: status >= 500 || status === 429,
    ...more,
  });

export function workforce(options: { permissions?: readonly string[]; userId?: string; clock?: FakeClock } = {}) {
  const clock = options.clock ?? fakeClock(START);
  const log = memoryLog();
  const asked: string[] = [];
  const ranges: [number, number][] = [];
  let planned: readonly Planned[] = [];
  let failing: (() => GenesysError | null) | null = null;
  let held: (() => void)[] | null = null;
  let scopes: string[] = ['presence', 'workforce-management:readonly'];
  let permissions = options.permissions ?? [PERMISSION];
  let offset = 0;

  const parsed = <T>(reading: { ok: true; value: T } | { ok: false }): T => {
    if (!reading.ok) throw new Error('not readable');
    return reading.value;
  };
  const service = {
    workforce: {
      postWorkforcemanagementAgentschedulesMine: async ({ body }: { body: { startDate: string; endDate: string } }) => {
        asked.push('schedule');
        ranges.push([Date.parse(body.startDate), Date.parse(body.endDate)]);
        if (held !== null) await new Promise<void>((resolve) => held?.push(resolve));
        const error = failing?.() ?? null;
        if (error !== null) throw error;
        const activities = planned.map(([from, minutes, code]) => ({
          startDate: new Date(START + from * MINUTE).toISOString(),
          lengthMinutes: minutes,
          activityCodeId: code,
        }));
        const shifts = activities.length === 0 ? [] : [{ id: 's', activities }];
        return parsed(readModel(agentSchedulesSchema, { agentSchedules: [{ user: { id: 'u' }, shifts }] }));
      },
      getWorkforcemanagementBusinessunitActivitycodes: async () => {
        asked.push('codes');
        return parsed(readModel(activityCodeListingSchema, { entities: CODES }));
      },
    },
    tokens: {
      getTokensMe: async () => {
        asked.push('token');
        return { authorizedScope: scopes };
      },
    },
  } as unknown as ScheduleService;

  const schedule = createSchedule({
    userId: 'u',
    service: () => service,
    permissions: () => permissions,
    clock,
    random: () => 0.5,
    log,
    toLocal: (at) => at - offset,
  });
  let changes = 0;
  schedule.onChange(() => (changes += 1));
  return {
    clock,
    log,
    schedule,
    asked,
    ranges,
    changes: () => changes,
    plan: (...list: Planned[]) => (planned = list),
    fail: (next: (() => GenesysError | null) | null) => (failing = next),
    /** Answers wait. The returned function lets go of the one that has waited longest. */
    hold: () => {
      const waiting: (() => void)[] = [];
      held = waiting;
      return () => waiting.shift()?.();
    },
    scopes: (list: string[]) => (scopes = list),
    permit: (list: readonly string[]) => (permissions = list),
    /** How far the service's clock is ahead, in milliseconds. */
    setOffset: (ms: number) => (offset = ms),
    names: () => schedule.view().plan.map(({ name, category }) => name ?? category),
    event: (what: 'schedules' | 'adherence', body: unknown = {}) =>
      schedule.onEvent(`v2.users.u.workforcemanagement.${what}`, body),
  };
}
