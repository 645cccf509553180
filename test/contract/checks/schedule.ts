/** The agent's own schedule, and its activity codes. */
import { expect } from 'vitest';
import { AGENT, CLERK, entitiesOf, refusal, type Checks } from '../check.js';

const HOUR_MS = 3_600_000;
const range = () => ({
  startDate: new Date(Date.now() - 12 * HOUR_MS).toISOString(),
  endDate: new Date(Date.now() + 36 * HOUR_MS).toISOString(),
});

export const scheduleChecks: Checks = {
  postWorkforcemanagementAgentschedulesMine: async (bench) => {
    const sample = { body: range() };
    const answer = {
      agentSchedules: [
        {
          user: { id: bench.id(AGENT) },
          shifts: expect.arrayContaining([
            expect.objectContaining({
              activities: expect.arrayContaining([
                expect.objectContaining({
                  startDate: expect.any(String) as unknown,
                  lengthMinutes: 90,
                  activityCodeId: expect.any(String) as unknown,
                }),
              ]) as unknown,
            }),
          ]) as unknown,
          fullDayTimeOffMarkers: [expect.objectContaining({ businessUnitDate: expect.any(String) as unknown })],
        },
      ],
      businessUnitTimeZone: expect.any(String) as unknown,
    };
    expect(await bench.read(AGENT, 'postWorkforcemanagementAgentschedulesMine', sample)).toMatchObject(answer);
    expect(await bench.refused(CLERK, 'postWorkforcemanagementAgentschedulesMine', sample)).toEqual(
      refusal(403, 'missing.any.permissions', /wfm:agentSchedule:view/),
    );
    expect(
      await bench.refused(AGENT, 'postWorkforcemanagementAgentschedulesMine', {
        body: { ...sample.body, endDate: new Date(Date.now() + 30 * 24 * HOUR_MS).toISOString() },
      }),
    ).toEqual(refusal(400, 'bad.request'));
    bench.demo.org.switches.schedule = 'forbidden';
    expect(await bench.refused(AGENT, 'postWorkforcemanagementAgentschedulesMine', sample)).toEqual(
      refusal(403, 'not.authorized'),
    );
    bench.demo.org.switches.schedule = 'notFound';
    expect(await bench.refused(AGENT, 'postWorkforcemanagementAgentschedulesMine', sample)).toEqual(
      refusal(404, 'not.found'),
    );
    bench.demo.org.switches.schedule = 'planned';
    bench.demo.org.switches.scopes = ['presence', 'users', 'notifications', 'routing'];
    expect(await bench.refused(AGENT, 'postWorkforcemanagementAgentschedulesMine', sample)).toEqual(
      refusal(403, 'not.authorized', /workforce-management:readonly/),
    );
    bench.demo.org.switches.scopes = null;
  },
  getWorkforcemanagementBusinessunitActivitycodes: async (bench) => {
    const sample = { path: { businessUnitId: 'mine' } };
    const listing = await bench.read(AGENT, 'getWorkforcemanagementBusinessunitActivitycodes', sample);
    expect(entitiesOf(listing)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Team meeting', category: 'Meeting', secondaryPresences: [expect.anything()] }),
      ]),
    );
    expect(await bench.refused(CLERK, 'getWorkforcemanagementBusinessunitActivitycodes', sample)).toMatchObject({
      status: 403,
    });
  },
};
