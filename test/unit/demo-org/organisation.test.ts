import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../electron/demo-org/locales.js';
import { apiOf, withDemoOrg } from './with-demo-org.js';

const ADA = 'Ada Lovelace';
const ADMIN = 'Alan Turing';
const NEW = '/api/v2/presence/definitions';
const OLD = '/api/v2/presencedefinitions';

describe('the definitions of the demo org', () => {
  it('have a label for each built-in one in every language the service keeps', async () => {
    await withDemoOrg({}, async (demo) => {
      const { json } = await apiOf(demo, demo.issueToken(ADA))('GET', `${NEW}?localeCode=ALL`);
      const builtIn = json.entities.filter((one: { type: string }) => one.type === 'System');
      expect(builtIn).toHaveLength(10);
      for (const { languageLabels } of builtIn) {
        expect(Object.keys(languageLabels)).toEqual([...LOCALES]);
        expect(Object.values<string>(languageLabels).every((label) => label.trim() !== '')).toBe(true);
      }
      const labels = builtIn.map((one: { languageLabels: Record<string, string> }) => one.languageLabels['uk']);
      expect(new Set(labels).size).toBe(10);
    });
  });

  it('spell On Queue as each generation does, and only the old one says primary', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const { id } = demo.org.definition('On Queue')!;
      expect((await ada('GET', `${NEW}/${id}?localeCode=de`)).json).toEqual({
        id,
        type: 'System',
        divisionId: '*',
        languageLabels: { de: 'In Warteschlange' },
        systemPresence: 'OnQueue',
        deactivated: false,
        selfUri: `${NEW}/${id}`,
      });
      expect((await ada('GET', `${OLD}/${id}`)).json).toEqual({
        id,
        languageLabels: { en_US: 'On Queue' },
        systemPresence: 'On Queue',
        deactivated: false,
        primary: true,
        selfUri: `${OLD}/${id}`,
      });
    });
  });

  it('come in pages of 25 from the old generation, all in one list from the new one', async () => {
    await withDemoOrg({ definitions: 60 }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const first = (await ada('GET', OLD)).json;
      expect(first).toMatchObject({ pageSize: 25, pageNumber: 1, total: 59, pageCount: 3 });
      expect(first.entities).toHaveLength(25);
      expect(first.nextUri).toContain('pageNumber=2');
      const last = (await ada('GET', `${OLD}?pageNumber=3`)).json;
      expect(last.entities).toHaveLength(9);
      expect(last.nextUri).toBeUndefined();
      expect((await ada('GET', NEW)).json).toMatchObject({ total: 59 });
      expect((await ada('GET', `${OLD}?deleted=ALL`)).json.total).toBe(60);
      expect((await ada('GET', `${OLD}?deleted=TRUE`)).json.entities[0].languageLabels.en_US).toBe('Cigarette break');
      expect((await ada('GET', `${NEW}?deactivated=TRUE`)).json.total).toBe(1);
      for (const query of ['pageSize=0', 'pageSize=x', 'pageNumber=-1', 'deleted=MAYBE', 'localeCode=xx'])
        expect((await ada('GET', `${OLD}?${query}`)).status, query).toBe(400);
      expect((await ada('GET', `${NEW}?deactivated=ALL`)).json.code).toBe('invalid.value');
    });
  });

  it('of a division are for those who may view that division', async () => {
    await withDemoOrg({}, async (demo) => {
      const seen = async (name: string, query = '') => {
        const { status, json } = await apiOf(demo, demo.issueToken(name))('GET', `${NEW}${query}`);
        return status === 200
          ? json.entities.some((one: { divisionId?: string }) => one.divisionId !== '*')
          : json.code;
      };
      const field = demo.org.divisions[1]!;
      expect(await seen(ADA)).toBe(true);
      expect(await seen('Grace Hopper')).toBe(false);
      expect(await seen('Hedy Lamarr')).toBe(false);
      expect(await seen(ADA, `?divisionId=${field.id}`)).toBe(true);
      expect(await seen('Hedy Lamarr', `?divisionId=${field.id}`)).toBe('missing.permissions');
      demo.org.switches.definitionsNeedPermission = true;
      expect(await seen('Grace Hopper')).toBe('missing.permissions');
      expect(await seen(ADA)).toBe(true);
      const grace = apiOf(demo, demo.issueToken('Grace Hopper'));
      expect((await grace('GET', OLD)).status).toBe(200);
      const expand = 'presencedefinitions,divisionedpresencedefinitions';
      const me = (await grace('GET', `/api/v2/users/me?expand=${expand}`)).json;
      expect(me.presenceDefinitions.length).toBeGreaterThan(10);
      expect(me.divisionedPresenceDefinitions[0].type).toBe('System');
    });
  });

  it.each([NEW, OLD])('are made, changed and deactivated by an administrator at %s', async (path) => {
    await withDemoOrg({}, async (demo) => {
      const admin = apiOf(demo, demo.issueToken(ADMIN));
      const made = await admin('POST', path, { languageLabels: { en_US: 'Stock-taking' }, systemPresence: 'Busy' });
      expect(made.status).toBe(200);
      const { id } = made.json;
      const changed = await admin('PUT', `${path}/${id}`, {
        languageLabels: { en_US: 'Inventory', de: 'Inventur' },
        systemPresence: 'BUSY',
      });
      expect(changed.json.languageLabels).toEqual({ en_US: 'Inventory', de: 'Inventur' });
      const field = demo.org.divisions[1]!.id;
      for (const [divisionId, kept] of [
        ['*', '*'],
        [field, field],
        [null, '*'],
      ]) {
        expect((await admin('PUT', `${path}/${id}`, { divisionId })).status).toBe(200);
        expect((await admin('GET', `${NEW}/${id}`)).json.divisionId).toBe(kept);
      }
      expect((await admin('PUT', `${path}/${id}`, { systemPresence: 'Meal' })).status).toBe(400);
      expect((await admin('DELETE', `${path}/${id}`)).status).toBe(204);
      expect((await admin('GET', `${NEW}/${id}`)).json.deactivated).toBe(true);
      expect((await admin('PUT', `${path}/${id}`, { deactivated: false })).json.deactivated).toBe(false);
      expect((await admin('DELETE', `${path}/${demo.org.definition('Break')!.id}`)).status).toBe(400);
      expect((await admin('DELETE', `${path}/nothing`)).json).toMatchObject({ code: 'not.found', entityId: 'nothing' });
      for (const body of [
        {},
        { languageLabels: {}, systemPresence: 'Busy' },
        { languageLabels: { en_US: '  ' }, systemPresence: 'Busy' },
        { languageLabels: { en_US: 'x' } },
        { languageLabels: { en_US: 7 }, systemPresence: 'Busy' },
        { languageLabels: { en_US: 'x' }, systemPresence: 'Asleep' },
        { languageLabels: { en_US: 'x' }, systemPresence: 'Busy', divisionId: 'nowhere' },
      ])
        expect((await admin('POST', path, body)).status, JSON.stringify(body)).toBe(400);
    });
  });
});

describe('sources and settings of the demo org', () => {
  it('are kept by an administrator', async () => {
    await withDemoOrg({}, async (demo) => {
      const admin = apiOf(demo, demo.issueToken(ADMIN));
      const path = '/api/v2/presence/sources';
      expect((await admin('GET', path)).json.total).toBe(3);
      expect((await admin('GET', `${path}?deactivated=TRUE`)).json.entities[0].name).toBe('Old PBX');
      const { id } = (await admin('POST', path, { name: 'Door sign' })).json;
      expect((await admin('PUT', `${path}/${id}`, { name: 'Door sign 2', description: 'blue' })).json).toEqual({
        id,
        name: 'Door sign 2',
        description: 'blue',
        type: 'User',
        deactivated: false,
        selfUri: `${path}/${id}`,
      });
      expect((await admin('DELETE', `${path}/${id}`)).status).toBe(204);
      expect((await admin('GET', `${path}/${id}`)).json.deactivated).toBe(true);
      expect((await admin('POST', path, { name: ' ' })).status).toBe(400);

      const ada = demo.org.person(ADA)!;
      const primary = `/api/v2/presence/users/${ada.id}/primarysource`;
      const [teams] = demo.org.sources.keys();
      expect((await admin('PUT', primary, { sourceId: id })).status).toBe(400);
      expect((await admin('PUT', primary, { sourceId: teams })).json).toEqual({
        id: ada.id,
        sourceId: teams,
        registered: true,
        selfUri: primary,
      });
      expect((await admin('GET', primary)).json.sourceId).toBe(teams);

      const settings = (await admin('GET', '/api/v2/presence/settings')).json;
      const restore = { ...settings.restorePresenceSettings, restoreTimeMilliseconds: 600_000 };
      const put = (body: unknown) => admin('PUT', '/api/v2/presence/settings', body);
      expect((await put({ restorePresenceSettings: restore })).json.restorePresenceSettings).toEqual(restore);
      expect((await put({ restorePresenceSettings: { ...restore, restoreTimeMilliseconds: 5 } })).status).toBe(400);
      expect((await put({ restorePresenceSettings: { enabled: true } })).status).toBe(400);
    });
  });
});

describe('people of the demo org', () => {
  it('tell who they are, with what they asked for', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const expand = 'presence,authorization,routingStatus,organization,token,outOfOffice,languagePreference,nonsense';
      const { json } = await ada('GET', `/api/v2/users/me?expand=${expand}`);
      expect(json).toMatchObject({
        name: ADA,
        email: 'ada.lovelace@northwind.example',
        division: { name: 'Home' },
        presence: { source: 'PURECLOUD' },
        routingStatus: { status: 'OFF_QUEUE' },
        organization: { name: 'Northwind Care', defaultLanguage: 'en-US' },
        token: { organization: { name: 'Northwind Care' }, OAuthClient: { id: demo.clientId } },
        outOfOffice: { active: false },
        languagePreference: 'en-US',
      });
      expect(json.authorization.permissions).toContain('routing:agent:onQueue');
      expect((await ada('GET', '/api/v2/users/me')).json.presence).toBeUndefined();
    });
  });

  it('are found by words, by id and page by page', async () => {
    await withDemoOrg({ users: 130 }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const search = (body: unknown) => ada('POST', '/api/v2/users/search', body);
      const found = await search({
        query: [{ type: 'QUERY_STRING', fields: ['name', 'email'], value: 'zuse' }],
        expand: ['presence'],
      });
      expect(found.json).toMatchObject({
        total: 1,
        results: [{ name: 'Konrad Zuse', presence: { presenceDefinition: { systemPresence: 'Away' } } }],
      });
      const all = (await search({ pageSize: 100, pageNumber: 2 })).json;
      expect([all.total, all.pageCount, all.results.length]).toEqual([130, 2, 30]);
      expect((await search({ query: [{ type: 'GUESS', value: 'x' }] })).status).toBe(400);
      expect((await search({ pageSize: 101 })).status).toBe(400);
      const ids = [...demo.org.people.keys()].slice(0, 50);
      const byId = (await ada('GET', `/api/v2/users?id=${ids.join(',')}&expand=presence,routingStatus`)).json;
      expect(byId.entities.map((one: { id: string }) => one.id)).toEqual(ids);
      expect((await ada('GET', '/api/v2/users?pageSize=50&pageNumber=3')).json.entities).toHaveLength(30);
      expect((await ada('GET', `/api/v2/users/${ids[7]}`)).json.id).toBe(ids[7]);
      expect((await ada('GET', '/api/v2/users/nobody')).status).toBe(404);
    });
  });

  it('set their own out of office, and nobody else’s', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const path = `/api/v2/users/${demo.org.person(ADA)!.id}/outofoffice`;
      const dates = { startDate: '2026-12-24T00:00:00.000Z', endDate: '2027-01-02T00:00:00.000Z' };
      expect((await ada('PUT', path, { active: true, ...dates })).json).toMatchObject({ active: true, ...dates });
      expect((await ada('PUT', path, { active: true })).status).toBe(400);
      expect((await ada('PUT', path, { active: true, endDate: 'soon' })).status).toBe(400);
      const supervisor = apiOf(demo, demo.issueToken('Margaret Hamilton'));
      expect((await supervisor('PUT', path, { active: false })).status).toBe(403);
    });
  });

  it('lose their session when a supervisor ends it', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken(ADA));
      const path = `/api/v2/tokens/${demo.org.person(ADA)!.id}`;
      expect((await ada('DELETE', path)).status).toBe(403);
      expect((await apiOf(demo, demo.issueToken('Margaret Hamilton'))('DELETE', path)).status).toBe(204);
      expect((await ada('GET', '/api/v2/users/me')).status).toBe(401);
    });
  });
});
