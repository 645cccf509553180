/** People, their routing status and out of office, the organisation, tokens. */
import { expect } from 'vitest';
import { ADMINISTRATOR, AGENT, CLERK, refusal, SUPERVISOR, type Checks } from '../check.js';

export const peopleChecks: Checks = {
  getUsersMe: async (bench) => {
    const expand = [
      'authorization',
      'organization',
      'routingStatus',
      'presencedefinitions',
      'divisionedpresencedefinitions',
    ];
    expect(await bench.read(AGENT, 'getUsersMe', { query: { expand } })).toMatchObject({
      id: bench.id(AGENT),
      name: AGENT,
      authorization: { permissions: expect.arrayContaining(['routing:agent:onQueue']) as unknown },
      organization: { id: bench.demo.org.id },
      routingStatus: { status: 'OFF_QUEUE' },
      presenceDefinitions: expect.arrayContaining([expect.objectContaining({ primary: true })]) as unknown,
      divisionedPresenceDefinitions: expect.any(Array) as unknown,
    });
  },
  getUser: async (bench) => {
    const sample = { path: { userId: bench.id(AGENT) }, query: { expand: ['presence'] } };
    expect(await bench.read(SUPERVISOR, 'getUser', sample)).toMatchObject({
      name: AGENT,
      presence: { source: 'PURECLOUD' },
    });
    expect(await bench.refused(SUPERVISOR, 'getUser', { path: { userId: 'no one' } })).toEqual(
      refusal(404, 'not.found'),
    );
  },
  getUsers: async (bench) => {
    const query = { id: [bench.id(AGENT), bench.id(CLERK)], pageSize: 50, expand: ['routingStatus'] };
    expect(await bench.read(SUPERVISOR, 'getUsers', { query })).toMatchObject({
      total: 2,
      entities: [{ name: AGENT, routingStatus: { status: 'OFF_QUEUE' } }, { name: CLERK }],
    });
  },
  postUsersSearch: async (bench) => {
    const body = { pageSize: 25, query: [{ type: 'CONTAINS', fields: ['name'], value: 'Lovelace' }] };
    const answer = { total: 1, results: [{ name: AGENT }] };
    expect(await bench.vendor(SUPERVISOR, 'postUsersSearch', { body })).toMatchObject(answer);
    expect(await bench.ours(SUPERVISOR, 'postUsersSearch', { body })).toMatchObject(answer);
  },
  getUserRoutingstatus: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    expect(await bench.read(AGENT, 'getUserRoutingstatus', { path })).toMatchObject({
      userId: path.userId,
      status: 'OFF_QUEUE',
    });
    expect(await bench.vendor(AGENT, 'getUserRoutingstatus', { path: { userId: 'no one' } })).toMatchObject({
      status: 'OFF_QUEUE',
    });
  },
  putUserRoutingstatus: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    const sample = { path, body: { status: 'IDLE' } };
    expect(await bench.refused(AGENT, 'putUserRoutingstatus', sample)).toEqual(
      refusal(400, 'general.bad.request', /invalid routing status transition/),
    );
    const agent = bench.demo.org.person(AGENT);
    if (!agent) return expect.fail('The agent is gone');
    agent.routing = { status: 'NOT_RESPONDING', startedAt: 0 };
    expect(await bench.vendor(AGENT, 'putUserRoutingstatus', sample)).toMatchObject({ status: 'IDLE' });
    agent.routing = { status: 'NOT_RESPONDING', startedAt: 0 };
    expect(await bench.ours(AGENT, 'putUserRoutingstatus', sample)).toMatchObject({ status: 'IDLE' });
  },
  getUserOutofoffice: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    expect(await bench.read(AGENT, 'getUserOutofoffice', { path })).toMatchObject({ active: false });
  },
  putUserOutofoffice: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    const body = { active: true, indefinite: true };
    expect(await bench.vendor(AGENT, 'putUserOutofoffice', { path, body })).toMatchObject(body);
    expect(await bench.ours(AGENT, 'putUserOutofoffice', { path, body })).toMatchObject(body);
    expect(await bench.refused(SUPERVISOR, 'putUserOutofoffice', { path, body })).toEqual(
      refusal(403, 'not.authorized'),
    );
  },
  getOrganizationsMe: async (bench) => {
    expect(await bench.read(AGENT, 'getOrganizationsMe')).toMatchObject({
      id: bench.demo.org.id,
      name: bench.demo.org.name,
    });
  },
  getAuthorizationDivisions: async (bench) => {
    const [home] = bench.demo.org.divisions;
    if (!home) return expect.fail('The organisation has no division');
    expect(await bench.read(AGENT, 'getAuthorizationDivisions', { query: { id: [home.id] } })).toMatchObject({
      entities: [{ id: home.id, name: home.name }],
    });
  },

  getTokensMe: async (bench) => {
    expect(await bench.read(AGENT, 'getTokensMe', { query: { preserveIdleTTL: true } })).toMatchObject({
      organization: { id: bench.demo.org.id },
    });
  },
  headTokensMe: async (bench) => {
    await bench.vendor(AGENT, 'headTokensMe');
    expect(await bench.ours(AGENT, 'headTokensMe')).toBeUndefined();
  },
  deleteTokensMe: async (bench) => {
    await bench.vendor(AGENT, 'deleteTokensMe');
    expect(await bench.refused(AGENT, 'getTokensMe')).toMatchObject({ status: 401 });
    expect(await bench.ours(CLERK, 'deleteTokensMe')).toBeUndefined();
    expect(await bench.refused(CLERK, 'getTokensMe')).toMatchObject({ status: 401 });
  },
  deleteToken: async (bench) => {
    expect(await bench.refused(AGENT, 'deleteToken', { path: { userId: bench.id(CLERK) } })).toEqual(
      refusal(403, 'missing.any.permissions', /oauth:token:delete/),
    );
    await bench.read(AGENT, 'getTokensMe');
    await bench.vendor(ADMINISTRATOR, 'deleteToken', { path: { userId: bench.id(AGENT) } });
    expect(await bench.refused(AGENT, 'getTokensMe')).toMatchObject({ status: 401 });
    expect(await bench.ours(ADMINISTRATOR, 'deleteToken', { path: { userId: bench.id(CLERK) } })).toBeUndefined();
  },
  getTokensTimeout: async (bench) => {
    expect(await bench.read(AGENT, 'getTokensTimeout')).toMatchObject({ enableIdleTokenTimeout: false });
  },
  putTokensTimeout: async (bench) => {
    const body = { idleTokenTimeoutSeconds: 900, enableIdleTokenTimeout: true };
    expect(await bench.vendor(ADMINISTRATOR, 'putTokensTimeout', { body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'putTokensTimeout', { body })).toMatchObject(body);
    expect(await bench.refused(AGENT, 'putTokensTimeout', { body })).toMatchObject({ status: 403 });
  },
};
