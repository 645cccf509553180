/** People's presences: one by one, by source, in bulk. */
import { expect } from 'vitest';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import { AGENT, CLERK, refusal, SUPERVISOR, type Bench, type Checks } from '../check.js';

const { Break: BREAK, Meal: MEAL, Busy: BUSY, OnQueue: ON_QUEUE } = PRIMARY_DEFINITION_IDS;
const TEAMS_USER = 'Hedy Lamarr';

const presenceOf = (bench: Bench, person: string) =>
  bench.read(person, 'getUserPresencesPurecloud', { path: { userId: bench.id(person) } });

const teamsSource = (bench: Bench): string => {
  const [id] = bench.demo.org.sources.keys();
  return id ?? expect.fail('The organisation has no source');
};

export const presenceChecks: Checks = {
  getUserPresencesPurecloud: async (bench) => {
    const presence = await presenceOf(bench, AGENT);
    expect(presence).toMatchObject({
      source: 'PURECLOUD',
      presenceDefinition: { id: expect.any(String) as unknown, systemPresence: expect.any(String) as unknown },
      modifiedDate: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
    });
    expect(await bench.refused(AGENT, 'getUserPresencesPurecloud', { path: { userId: 'no one/here' } })).toEqual(
      refusal(404, 'not.found'),
    );
  },
  patchUserPresencesPurecloud: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    const patch = (body: unknown) => bench.vendor(AGENT, 'patchUserPresencesPurecloud', { path, body });
    // Options 2 and 3 together, 3 alone, 2 alone, all three, and an emptied message.
    expect(await patch({ presenceDefinition: { id: BREAK }, message: 'Back at 10:40' })).toMatchObject({
      source: 'PURECLOUD',
      presenceDefinition: { id: BREAK, systemPresence: 'Break' },
      message: 'Back at 10:40',
    });
    expect(await patch({ message: 'Back at 11' })).toMatchObject({
      presenceDefinition: { id: BREAK },
      message: 'Back at 11',
    });
    expect(await patch({ presenceDefinition: { id: MEAL } })).toMatchObject({ presenceDefinition: { id: MEAL } });
    expect(await patch({ primary: true, presenceDefinition: { id: ON_QUEUE }, message: '' })).toMatchObject({
      presenceDefinition: { id: ON_QUEUE, systemPresence: 'On Queue' },
      message: '',
    });
    expect(await presenceOf(bench, AGENT)).toMatchObject({ presenceDefinition: { id: ON_QUEUE }, message: '' });
    const body = { presenceDefinition: { id: BUSY }, message: 'x' };
    expect(await bench.ours(AGENT, 'patchUserPresencesPurecloud', { path, body })).toMatchObject({
      presenceDefinition: { systemPresence: 'Busy' },
      message: 'x',
    });
    expect(await bench.refused(AGENT, 'patchUserPresencesPurecloud', { path, body: {} })).toMatchObject({
      status: 400,
    });
    expect(
      await bench.refused(AGENT, 'patchUserPresencesPurecloud', { path, body: { presenceDefinition: { id: 'none' } } }),
    ).toMatchObject({ status: expect.any(Number) as unknown });
    const clerk = { path: { userId: bench.id(CLERK) }, body: { presenceDefinition: { id: ON_QUEUE } } };
    expect(await bench.refused(CLERK, 'patchUserPresencesPurecloud', clerk)).toMatchObject({ status: 403 });
  },
  getUserPresence: async (bench) => {
    const path = { userId: bench.id(AGENT), sourceId: 'My-Gadget' };
    expect(await bench.refused(AGENT, 'getUserPresence', { path })).toEqual(refusal(404, 'not.found'));
    await bench.vendor(AGENT, 'patchUserPresence', { path, body: { presenceDefinition: { id: BREAK } } });
    expect(await bench.read(AGENT, 'getUserPresence', { path })).toMatchObject({
      source: 'My-Gadget',
      presenceDefinition: { id: BREAK },
    });
    const registered = { path: { ...path, sourceId: teamsSource(bench) } };
    expect(await bench.refused(AGENT, 'getUserPresence', registered)).toEqual(
      refusal(400, 'general.bad.request', /registered/),
    );
  },
  patchUserPresence: async (bench) => {
    const path = { userId: bench.id(AGENT), sourceId: 'My Gadget/1' };
    const body = { presenceDefinition: { id: MEAL }, message: 'hello' };
    expect(await bench.vendor(AGENT, 'patchUserPresence', { path, body })).toMatchObject({
      source: 'My Gadget/1',
      message: 'hello',
    });
    expect(await bench.ours(AGENT, 'patchUserPresence', { path, body })).toMatchObject({ message: 'hello' });
    const registered = { path: { ...path, sourceId: teamsSource(bench) }, body };
    expect(await bench.refused(AGENT, 'patchUserPresence', registered)).toEqual(
      refusal(400, 'general.bad.request', /registered/),
    );
  },
  getUsersPresencesPurecloudBulk: async (bench) => {
    const id = [bench.id(AGENT), bench.id(CLERK), 'unknown'];
    const answer = await bench.read(SUPERVISOR, 'getUsersPresencesPurecloudBulk', { query: { id } });
    expect(answer).toEqual(
      [AGENT, CLERK].map((person) =>
        expect.objectContaining({
          userId: bench.id(person),
          source: 'PURECLOUD',
          presenceDefinition: expect.objectContaining({ id: expect.any(String) as unknown }) as unknown,
          modifiedDate: expect.any(String) as unknown,
        }),
      ),
    );
    const many = Array.from({ length: 51 }, (_, index) => `unknown-${index}`);
    await expect(
      bench.vendor(SUPERVISOR, 'getUsersPresencesPurecloudBulk', { query: { id: many } }),
    ).rejects.toMatchObject({ status: 400 });
    const chunked = { query: { id: [...many, bench.id(AGENT)] } };
    expect(await bench.ours(SUPERVISOR, 'getUsersPresencesPurecloudBulk', chunked)).toEqual([
      expect.objectContaining({ userId: bench.id(AGENT) }),
    ]);
  },
  getUsersPresenceBulk: async (bench) => {
    const path = { sourceId: teamsSource(bench) };
    const query = { id: [bench.id(TEAMS_USER), bench.id(AGENT)] };
    expect(await bench.read(SUPERVISOR, 'getUsersPresenceBulk', { path, query })).toEqual([
      expect.objectContaining({ userId: bench.id(TEAMS_USER) }),
    ]);
  },
  putUsersPresencesBulk: async (bench) => {
    const body = [
      { id: bench.id(AGENT), presenceDefinition: { id: BUSY }, message: 'Fire drill' },
      { id: bench.id(CLERK), message: 'Fire drill' },
    ];
    const answer = await bench.vendor(SUPERVISOR, 'putUsersPresencesBulk', { body });
    expect(answer).toEqual([
      expect.objectContaining({ id: bench.id(AGENT), message: 'Fire drill' }),
      expect.objectContaining({ id: bench.id(CLERK), message: 'Fire drill' }),
    ]);
    expect(await presenceOf(bench, AGENT)).toMatchObject({ presenceDefinition: { id: BUSY }, message: 'Fire drill' });
    expect(await bench.ours(SUPERVISOR, 'putUsersPresencesBulk', { body })).toHaveLength(2);
    expect(await bench.refused(AGENT, 'putUsersPresencesBulk', { body })).toEqual(
      refusal(403, 'missing.any.permissions', /presence:userPresence:edit/),
    );
  },
  getSystempresences: async (bench) => {
    const all = await bench.read(CLERK, 'getSystempresences');
    expect(all).toHaveLength(10);
    expect(all).toContainEqual(expect.objectContaining({ id: ON_QUEUE, name: 'On Queue' }));
  },
};
