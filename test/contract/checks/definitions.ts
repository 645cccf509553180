/** Presence definitions, both generations. */
import { expect } from 'vitest';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import { ADMINISTRATOR, CLERK, entitiesOf, idOf, refusal, type Bench, type Checks } from '../check.js';

const BREAK = PRIMARY_DEFINITION_IDS.Break;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const labels = { en_US: 'Tea', de: 'Tee' };

const missing = (permission: string) => refusal(403, 'missing.permissions', new RegExp(permission));

const make = async (bench: Bench): Promise<string> =>
  idOf(
    await bench.vendor(ADMINISTRATOR, 'postPresenceDefinitions0', {
      body: { languageLabels: labels, systemPresence: 'Break' },
    }),
  );

export const definitionChecks: Checks = {
  getPresenceDefinitions0: async (bench) => {
    const all = await bench.read(CLERK, 'getPresenceDefinitions0', { query: { localeCode: 'ALL' } });
    const entities = entitiesOf(all);
    expect(all).toMatchObject({ total: entities.length });
    expect(entities).toContainEqual({
      id: PRIMARY_DEFINITION_IDS.OnQueue,
      type: 'System',
      languageLabels: expect.objectContaining({ en_US: 'On Queue' }) as unknown,
      systemPresence: 'OnQueue',
      divisionId: '*',
      deactivated: false,
      selfUri: `/api/v2/presence/definitions/${PRIMARY_DEFINITION_IDS.OnQueue}`,
    });
    // Another division's definitions are visible only with permission there.
    const whole = await bench.read(ADMINISTRATOR, 'getPresenceDefinitions0', { query: { localeCode: 'ALL' } });
    expect(entitiesOf(whole).length).toBeGreaterThan(entities.length);
    const off = await bench.read(CLERK, 'getPresenceDefinitions0', { query: { deactivated: 'TRUE' } });
    expect(entitiesOf(off)).toEqual([expect.objectContaining({ type: 'User', deactivated: true })]);
    const german = await bench.read(CLERK, 'getPresenceDefinitions0', { query: { localeCode: 'de' } });
    expect(entitiesOf(german)).toContainEqual(
      expect.objectContaining({ id: BREAK, languageLabels: { de: expect.any(String) as unknown } }),
    );
    expect(await bench.refused(CLERK, 'getPresenceDefinitions0', { query: { localeCode: 'xx' } })).toEqual(
      refusal(400, 'invalid.value', /localeCode/),
    );
    expect(await bench.refused(CLERK, 'getPresenceDefinitions0', { query: { divisionId: ['a', 'b'] } })).toEqual(
      missing('presence:presenceDefinition:view'),
    );
  },
  getPresenceDefinition0: async (bench) => {
    const sample = { path: { definitionId: BREAK }, query: { localeCode: 'ALL' } };
    expect(await bench.read(ADMINISTRATOR, 'getPresenceDefinition0', sample)).toMatchObject({
      id: BREAK,
      type: 'System',
      systemPresence: 'Break',
      deactivated: false,
    });
    expect(await bench.refused(ADMINISTRATOR, 'getPresenceDefinition0', { path: { definitionId: UNKNOWN } })).toEqual(
      refusal(404, 'not.found'),
    );
    expect(await bench.refused(ADMINISTRATOR, 'getPresenceDefinition0', { path: { definitionId: 'a b/c' } })).toEqual(
      refusal(404, 'not.found'),
    );
    bench.demo.org.switches.definitionsNeedPermission = true;
    expect(await bench.refused(CLERK, 'getPresenceDefinition0', sample)).toEqual(
      missing('presence:presenceDefinition:view'),
    );
    expect(await bench.refused(CLERK, 'getPresenceDefinitions0')).toEqual(missing('presence:presenceDefinition:view'));
  },
  postPresenceDefinitions0: async (bench) => {
    const body = { languageLabels: labels, systemPresence: 'OnQueue' };
    const made = await bench.vendor(ADMINISTRATOR, 'postPresenceDefinitions0', { body });
    expect(made).toMatchObject({ ...body, type: 'User', deactivated: false, divisionId: '*' });
    const everyDivision = { ...body, divisionId: '*' };
    expect(await bench.vendor(ADMINISTRATOR, 'postPresenceDefinitions0', { body: everyDivision })).toMatchObject(
      everyDivision,
    );
    expect(await bench.ours(ADMINISTRATOR, 'postPresenceDefinitions0', { body })).toMatchObject(body);
    expect(await bench.refused(CLERK, 'postPresenceDefinitions0', { body })).toEqual(
      missing('presence:presenceDefinition:add'),
    );
    expect(
      await bench.refused(ADMINISTRATOR, 'postPresenceDefinitions0', { body: { systemPresence: 'Break' } }),
    ).toEqual(refusal(400, 'bad.request'));
  },
  putPresenceDefinition0: async (bench) => {
    const path = { definitionId: await make(bench) };
    const body = { languageLabels: { en_US: 'Green tea' }, deactivated: false, divisionId: '*' };
    expect(await bench.vendor(ADMINISTRATOR, 'putPresenceDefinition0', { path, body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'putPresenceDefinition0', { path, body })).toMatchObject(body);
    expect(await bench.refused(CLERK, 'putPresenceDefinition0', { path, body })).toEqual(
      missing('presence:presenceDefinition:edit'),
    );
    expect(
      await bench.refused(ADMINISTRATOR, 'putPresenceDefinition0', { path, body: { ...body, systemPresence: 'Meal' } }),
    ).toMatchObject({ status: 400 });
  },
  deletePresenceDefinition0: async (bench) => {
    const path = { definitionId: await make(bench) };
    await bench.vendor(ADMINISTRATOR, 'deletePresenceDefinition0', { path });
    expect(await bench.read(ADMINISTRATOR, 'getPresenceDefinition0', { path })).toMatchObject({ deactivated: true });
    expect(await bench.ours(ADMINISTRATOR, 'deletePresenceDefinition0', { path })).toBeUndefined();
    expect(await bench.refused(CLERK, 'deletePresenceDefinition0', { path })).toEqual(
      refusal(403, 'missing.any.permissions', /presence:presenceDefinition:delete/),
    );
  },

  getPresencedefinitions: async (bench) => {
    const first = await bench.read(CLERK, 'getPresencedefinitions', { query: { pageSize: 8, localeCode: 'ALL' } });
    expect(first).toMatchObject({ pageSize: 8, pageNumber: 1, nextUri: expect.any(String) as unknown });
    expect(entitiesOf(first)).toHaveLength(8);
    const second = await bench.read(CLERK, 'getPresencedefinitions', { query: { pageSize: 8, pageNumber: 2 } });
    expect(second).toMatchObject({ pageNumber: 2 });
    const everything = await bench.read(CLERK, 'getPresencedefinitions', {
      query: { pageSize: 100, deleted: 'ALL', localeCode: 'ALL' },
    });
    const entities = entitiesOf(everything);
    expect(entities).toContainEqual(
      expect.objectContaining({ id: PRIMARY_DEFINITION_IDS.OnQueue, systemPresence: 'On Queue', primary: true }),
    );
    expect(entities).toContainEqual(expect.objectContaining({ primary: false, deactivated: true }));
    expect(entitiesOf(await bench.read(CLERK, 'getPresencedefinitions', {})).length).toBeLessThanOrEqual(25);
  },
  getPresencedefinition: async (bench) => {
    const sample = { path: { presenceId: BREAK }, query: { localeCode: 'ALL' } };
    expect(await bench.read(ADMINISTRATOR, 'getPresencedefinition', sample)).toMatchObject({
      id: BREAK,
      primary: true,
    });
    expect(await bench.refused(CLERK, 'getPresencedefinition', sample)).toEqual(
      missing('presence:presenceDefinition:view'),
    );
  },
  postPresencedefinitions: async (bench) => {
    const body = { languageLabels: labels, systemPresence: 'On Queue' };
    expect(await bench.vendor(ADMINISTRATOR, 'postPresencedefinitions', { body })).toMatchObject({
      ...body,
      primary: false,
      deactivated: false,
    });
    expect(await bench.ours(ADMINISTRATOR, 'postPresencedefinitions', { body })).toMatchObject({
      systemPresence: 'OnQueue',
    });
    expect(await bench.refused(CLERK, 'postPresencedefinitions', { body })).toEqual(
      missing('presence:presenceDefinition:add'),
    );
  },
  putPresencedefinition: async (bench) => {
    const path = { presenceId: await make(bench) };
    const body = { languageLabels: { en_US: 'Black tea' } };
    expect(await bench.vendor(ADMINISTRATOR, 'putPresencedefinition', { path, body })).toMatchObject(body);
    expect(await bench.ours(ADMINISTRATOR, 'putPresencedefinition', { path, body })).toMatchObject(body);
    expect(await bench.refused(CLERK, 'putPresencedefinition', { path, body })).toEqual(
      missing('presence:presenceDefinition:edit'),
    );
  },
  deletePresencedefinition: async (bench) => {
    const path = { presenceId: await make(bench) };
    await bench.vendor(ADMINISTRATOR, 'deletePresencedefinition', { path });
    expect(await bench.read(ADMINISTRATOR, 'getPresencedefinition', { path })).toMatchObject({ deactivated: true });
    expect(await bench.ours(ADMINISTRATOR, 'deletePresencedefinition', { path })).toBeUndefined();
    expect(await bench.refused(CLERK, 'deletePresencedefinition', { path })).toEqual(
      missing('presence:presenceDefinition:delete'),
    );
  },
};
