/** Presence sources, the source that decides for a person, and the organisation's presence settings. */
import { expect } from 'vitest';
import { ADMINISTRATOR, AGENT, CLERK, entitiesOf, idOf, refusal, type Bench, type Checks } from '../check.js';

const missing = (permission: string) => refusal(403, 'missing.permissions', new RegExp(permission));

const make = async (bench: Bench): Promise<string> =>
  idOf(await bench.vendor(ADMINISTRATOR, 'postPresenceSources', { body: { name: 'Desk light' } }));

export const sourceChecks: Checks = {
  getPresenceSources: async (bench) => {
    const listing = await bench.read(ADMINISTRATOR, 'getPresenceSources');
    expect(listing).toMatchObject({ total: entitiesOf(listing).length });
    expect(entitiesOf(listing)).toContainEqual(
      expect.objectContaining({ name: 'Microsoft Teams', type: 'System', deactivated: false }),
    );
    expect(
      entitiesOf(await bench.read(ADMINISTRATOR, 'getPresenceSources', { query: { deactivated: 'TRUE' } })),
    ).not.toContainEqual(expect.objectContaining({ deactivated: false }));
    expect(await bench.refused(CLERK, 'getPresenceSources')).toEqual(missing('presence:source:view'));
  },
  getPresenceSource: async (bench) => {
    const path = { sourceId: await make(bench) };
    expect(await bench.read(ADMINISTRATOR, 'getPresenceSource', { path })).toMatchObject({
      id: path.sourceId,
      name: 'Desk light',
      type: 'User',
    });
    expect(await bench.refused(CLERK, 'getPresenceSource', { path })).toEqual(missing('presence:source:view'));
    expect(await bench.refused(ADMINISTRATOR, 'getPresenceSource', { path: { sourceId: 'x y' } })).toEqual(
      refusal(404, 'not.found'),
    );
  },
  postPresenceSources: async (bench) => {
    const body = { name: 'Door sign', description: 'By the door' };
    expect(await bench.vendor(ADMINISTRATOR, 'postPresenceSources', { body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'postPresenceSources', { body })).toMatchObject(body);
    expect(await bench.refused(ADMINISTRATOR, 'postPresenceSources', { body: { description: 'x' } })).toMatchObject({
      status: 400,
    });
    expect(await bench.refused(CLERK, 'postPresenceSources', { body })).toEqual(missing('presence:source:add'));
  },
  putPresenceSource: async (bench) => {
    const path = { sourceId: await make(bench) };
    const body = { name: 'Desk lamp' };
    expect(await bench.vendor(ADMINISTRATOR, 'putPresenceSource', { path, body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'putPresenceSource', { path, body })).toMatchObject(body);
    expect(await bench.refused(CLERK, 'putPresenceSource', { path, body })).toEqual(missing('presence:source:edit'));
  },
  deletePresenceSource: async (bench) => {
    const path = { sourceId: await make(bench) };
    await bench.vendor(ADMINISTRATOR, 'deletePresenceSource', { path });
    expect(await bench.read(ADMINISTRATOR, 'getPresenceSource', { path })).toMatchObject({ deactivated: true });
    expect(await bench.ours(ADMINISTRATOR, 'deletePresenceSource', { path })).toBeUndefined();
    expect(await bench.refused(CLERK, 'deletePresenceSource', { path })).toEqual(
      refusal(403, 'missing.any.permissions', /presence:source:delete/),
    );
  },
  getPresenceUserPrimarysource: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    expect(await bench.read(ADMINISTRATOR, 'getPresenceUserPrimarysource', { path })).toMatchObject({
      sourceId: 'PURECLOUD',
      registered: false,
    });
    expect(await bench.refused(CLERK, 'getPresenceUserPrimarysource', { path })).toEqual(
      missing('presence:userPrimarySource:view'),
    );
  },
  putPresenceUserPrimarysource: async (bench) => {
    const path = { userId: bench.id(AGENT) };
    const body = { sourceId: await make(bench) };
    const expected = { ...body, registered: true };
    expect(await bench.vendor(ADMINISTRATOR, 'putPresenceUserPrimarysource', { path, body })).toMatchObject(expected);
    expect(await bench.ours(ADMINISTRATOR, 'putPresenceUserPrimarysource', { path, body })).toMatchObject(expected);
    expect(await bench.refused(CLERK, 'putPresenceUserPrimarysource', { path, body })).toEqual(
      missing('presence:userPrimarySource:edit'),
    );
  },
  getPresenceSettings: async (bench) => {
    expect(await bench.read(ADMINISTRATOR, 'getPresenceSettings')).toMatchObject({
      restorePresenceSettings: {
        enabled: expect.any(Boolean) as unknown,
        restoreTimeMilliseconds: expect.any(Number) as unknown,
        restoreOnQueueEnabled: expect.any(Boolean) as unknown,
      },
    });
    expect(await bench.refused(CLERK, 'getPresenceSettings')).toEqual(missing('presence:settings:view'));
  },
  putPresenceSettings: async (bench) => {
    const body = {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 120_000, restoreOnQueueEnabled: true },
    };
    expect(await bench.vendor(ADMINISTRATOR, 'putPresenceSettings', { body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'putPresenceSettings', { body })).toMatchObject(body);
    const halves = { restorePresenceSettings: { enabled: true } };
    expect(await bench.refused(ADMINISTRATOR, 'putPresenceSettings', { body: halves })).toMatchObject({ status: 400 });
    expect(await bench.refused(CLERK, 'putPresenceSettings', { body })).toEqual(missing('presence:settings:edit'));
  },
};
