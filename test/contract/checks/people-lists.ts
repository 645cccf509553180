/** My reports, work teams, groups and queues, and who is in them. */
import { expect } from 'vitest';
import { AGENT, CLERK, entitiesOf, refusal, SUPERVISOR, type Bench, type Checks } from '../check.js';

/** The id of the entity with this name in a listing. */
function named(listing: unknown, name: string): string {
  const found = entitiesOf(listing).find(
    (one): one is { readonly id: string } =>
      typeof one === 'object' && one !== null && Reflect.get(one, 'name') === name,
  );
  return found?.id ?? expect.fail(`There is no ${name}`);
}

const teamOf = async (bench: Bench, name: string): Promise<string> =>
  named(await bench.vendor(SUPERVISOR, 'getTeams'), name);

export const peopleListChecks: Checks = {
  getUserDirectreports: async (bench) => {
    const sample = { path: { userId: bench.id(SUPERVISOR) }, query: { expand: ['routingStatus'] } };
    expect(await bench.read(SUPERVISOR, 'getUserDirectreports', sample)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: bench.id(AGENT), name: AGENT })]),
    );
    const none = { path: { userId: bench.id(AGENT) } };
    expect(await bench.read(AGENT, 'getUserDirectreports', none)).toEqual([]);
  },
  getTeams: async (bench) => {
    const first = await bench.read(SUPERVISOR, 'getTeams', { query: { pageSize: 2 } });
    expect(entitiesOf(first)).toHaveLength(2);
    const after = /after=([^&]+)/.exec(String(Reflect.get(Object(first), 'nextUri')))?.[1] ?? '';
    const second = await bench.read(SUPERVISOR, 'getTeams', { query: { pageSize: 2, after } });
    expect(second).toMatchObject({ entities: [{ name: 'Night shift' }, { name: 'Not staffed yet' }] });
    expect(second).not.toHaveProperty('nextUri');
    expect(await bench.refused(AGENT, 'getTeams')).toEqual(refusal(403, 'missing.permissions', /groups:team:view/));
  },
  getTeamMembers: async (bench) => {
    const path = { teamId: await teamOf(bench, 'Field service') };
    const withNames = { path, query: { pageSize: 100, expand: 'entities' } };
    expect(await bench.read(SUPERVISOR, 'getTeamMembers', withNames)).toMatchObject({
      entities: [{ id: bench.id('Edith Clarke'), name: 'Edith Clarke' }],
    });
    const bare = await bench.read(SUPERVISOR, 'getTeamMembers', { path });
    expect(entitiesOf(bare)[0]).not.toHaveProperty('name');
    expect(await bench.refused(SUPERVISOR, 'getTeamMembers', { path: { teamId: 'none' } })).toEqual(
      refusal(404, 'not.found'),
    );
  },
  getGroups: async (bench) => {
    expect(await bench.read(CLERK, 'getGroups', { query: { pageSize: 1, pageNumber: 2 } })).toMatchObject({
      total: 3,
      entities: [{ name: 'German speakers', memberCount: 2 }],
    });
  },
  getGroupMembers: async (bench) => {
    const path = { groupId: named(await bench.vendor(CLERK, 'getGroups'), 'Summer fair') };
    const listing = await bench.read(CLERK, 'getGroupMembers', { path, query: { pageSize: 100 } });
    expect(entitiesOf(listing).at(-1)).toMatchObject({ state: 'deleted' });
  },
  getRoutingQueues: async (bench) => {
    expect(await bench.read(SUPERVISOR, 'getRoutingQueues', { query: { name: '*ill*' } })).toMatchObject({
      total: 1,
      entities: [{ name: 'Billing' }],
    });
    expect(await bench.refused(CLERK, 'getRoutingQueues')).toEqual(refusal(403, 'missing.permissions'));
  },
  getRoutingQueuesMe: async (bench) => {
    expect(await bench.read(AGENT, 'getRoutingQueuesMe')).toMatchObject({
      entities: expect.arrayContaining([expect.objectContaining({ name: 'Support', joined: true })]) as unknown,
    });
    expect(await bench.read(CLERK, 'getRoutingQueuesMe')).toMatchObject({ total: 0 });
  },
  getRoutingQueueMembers: async (bench) => {
    const path = { queueId: named(await bench.vendor(SUPERVISOR, 'getRoutingQueues'), 'Support') };
    const listing = await bench.read(SUPERVISOR, 'getRoutingQueueMembers', { path, query: { pageSize: 100 } });
    expect(listing).toMatchObject({
      entities: expect.arrayContaining([
        expect.objectContaining({ name: AGENT, user: expect.objectContaining({ id: bench.id(AGENT) }) as unknown }),
      ]) as unknown,
    });
    expect(listing).not.toHaveProperty('total');
    expect(await bench.refused(CLERK, 'getRoutingQueueMembers', { path })).toEqual(
      refusal(403, 'missing.any.permissions'),
    );
  },
};
