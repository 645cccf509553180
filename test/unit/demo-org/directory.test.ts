/** The demo org’s directory: people by id, by words and in pages, as the service’s own search reads them. */
import { describe, expect, it } from 'vitest';
import type { DemoOrg } from '../../../electron/demo-org/index.js';
import { apiOf, HandClock, withDemoOrg } from './with-demo-org.js';

const ALAN = 'Alan Turing';
const asAlan = (use: (api: ReturnType<typeof apiOf>, demo: DemoOrg) => Promise<void>, options = {}) =>
  withDemoOrg({ clock: new HandClock(), users: 40, ...options }, (demo) =>
    use(apiOf(demo, demo.issueToken(ALAN)), demo),
  );
const person = (demo: DemoOrg, name: string) => demo.org.person(name)!;

describe('a search for people', () => {
  const names = async (api: ReturnType<typeof apiOf>, ...query: object[]): Promise<string[]> => {
    const { json } = await api('POST', '/api/v2/users/search', { query, pageSize: 100 });
    return json.results.map(({ name }: { name: string }) => name);
  };

  it('finds whole fields, beginnings, and words within, without regard to case', () =>
    asAlan(async (api) => {
      const fields = ['name'];
      expect(await names(api, { type: 'EXACT', value: 'ada LOVELACE', fields })).toEqual(['Ada Lovelace']);
      expect(await names(api, { type: 'EXACT', value: 'Ada', fields })).toEqual([]);
      expect(await names(api, { type: 'STARTS_WITH', value: 'ada l', fields })).toEqual(['Ada Lovelace']);
      expect(await names(api, { type: 'STARTS_WITH', value: 'lovelace', fields })).toEqual([]);
      expect(await names(api, { type: 'contains', value: 'LOVEL', fields })).toEqual(['Ada Lovelace']);
    }));

  it.each(['TERM', 'TERMS'])('%s takes several values, of which one is enough', (type) =>
    asAlan(async (api) => {
      expect(await names(api, { type, values: ['Ada Lovelace', ALAN, 'Nobody'], fields: ['name'] })).toEqual([
        'Ada Lovelace',
        ALAN,
      ]);
    }),
  );

  it('looks into every field by its own name', () =>
    asAlan(async (api, demo) => {
      const ada = person(demo, 'Ada Lovelace');
      for (const [field, value] of [
        ['email', ada.email],
        ['username', ada.email],
        ['id', ada.id],
        ['guid', ada.id],
      ] as const)
        expect(await names(api, { type: 'EXACT', value, fields: [field] }), field).toEqual([ada.name]);
      const all = await names(api);
      for (const [field, value, fits] of [
        ['title', ada.title, (one: typeof ada) => one.title === ada.title],
        ['department', ada.department, (one: typeof ada) => one.department === ada.department],
        ['divisionId', ada.divisionId, (one: typeof ada) => one.divisionId === ada.divisionId],
        ['division', ada.divisionId, (one: typeof ada) => one.divisionId === ada.divisionId],
        ['state', 'active', () => true],
        ['shoeSize', 'active', () => false],
      ] as const)
        expect(await names(api, { type: 'EXACT', value, fields: [field] }), field).toEqual(
          all.filter((name) => fits(person(demo, name))),
        );
    }));

  it('finds who reports to somebody, and no others', () =>
    asAlan(async (api, demo) => {
      const managers = [...demo.org.people.values()].flatMap(({ managerId }) => managerId ?? []);
      const managerId = managers[0]!;
      const reports = [...demo.org.people.values()].filter((one) => one.managerId === managerId);
      for (const field of ['manager', 'managerId'])
        expect((await names(api, { type: 'EXACT', value: managerId, fields: [field] })).sort()).toEqual(
          reports.map(({ name }) => name).sort(),
        );
    }));

  it('looks for words in name, address and title where no field is named, and meets every criterion', () =>
    asAlan(async (api, demo) => {
      const ada = person(demo, 'Ada Lovelace');
      expect(await names(api, { type: 'EXACT', value: ada.email })).toEqual([ada.name]);
      expect(await names(api, { type: 'CONTAINS', value: 'ada' }, { type: 'EXACT', value: ada.name })).toEqual([
        ada.name,
      ]);
      expect(await names(api, { type: 'EXACT', value: ada.name }, { type: 'EXACT', value: ALAN })).toEqual([]);
      expect((await names(api, { type: 'EXACT' })).length).toBeGreaterThan(30);
    }));

  it('comes in pages, in either order', () =>
    asAlan(async (api) => {
      const page = async (body: object) => (await api('POST', '/api/v2/users/search', body)).json;
      const first = await page({});
      expect(first).toMatchObject({ pageSize: 25, pageNumber: 1, types: ['users'] });
      expect(first.results).toHaveLength(25);
      expect(first.pageCount).toBe(Math.ceil(first.total / 25));
      const second = await page({ pageSize: 10, pageNumber: 2 });
      expect(second.results).toHaveLength(10);
      expect(second.results[0].id).toBe(first.results[10].id);
      const all = await page({ pageSize: 100 });
      const backwards = await page({ pageSize: 100, sortOrder: 'desc' });
      expect(backwards.results).toEqual([...all.results].reverse());
    }));

  it('is refused where it asks for more than a hundred, or in a way that does not exist', () =>
    asAlan(async (api) => {
      const status = async (body: object) => (await api('POST', '/api/v2/users/search', body)).status;
      expect(await status({ pageSize: 100 })).toBe(200);
      expect(await status({ pageSize: 101 })).toBe(400);
      expect(await status({ query: [{ type: 'GUESS', value: 'ada' }] })).toBe(400);
    }));
});

describe('people by id', () => {
  it('come in the order asked for, a hundred at most, without those nobody knows', () =>
    asAlan(async (api, demo) => {
      const ids = [person(demo, ALAN).id, 'nobody', person(demo, 'Ada Lovelace').id];
      const { json } = await api('GET', `/api/v2/users?id=${ids.join(',')}`);
      expect(json.entities.map(({ name }: { name: string }) => name)).toEqual([ALAN, 'Ada Lovelace']);
      expect(json.pageSize).toBe(100);
      const many = (count: number) =>
        api('GET', `/api/v2/users?id=${Array.from({ length: count }, () => 'x').join(',')}`);
      expect((await many(100)).status).toBe(200);
      expect((await many(101)).status).toBe(400);
    }));

  it('come in pages of 25 by name where nobody is named', () =>
    asAlan(async (api) => {
      const { json } = await api('GET', '/api/v2/users');
      expect(json).toMatchObject({ pageSize: 25, pageNumber: 1 });
      const names = json.entities.map(({ name }: { name: string }) => name);
      expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
    }));
});

describe('a listing’s pages', () => {
  const divisions = (api: ReturnType<typeof apiOf>, query: string) =>
    api('GET', `/api/v2/authorization/divisions${query}`);

  it('name the pages around them, and the first names no earlier one', () =>
    asAlan(async (api) => {
      const { json: all } = await divisions(api, '');
      expect(all).not.toHaveProperty('previousUri');
      expect(all).not.toHaveProperty('nextUri');
      const { json: first } = await divisions(api, '?pageSize=1');
      expect(first.pageCount).toBe(all.total);
      expect(first).not.toHaveProperty('previousUri');
      expect(first.nextUri).toBe('/api/v2/authorization/divisions?pageSize=1&pageNumber=2');
      const { json: last } = await divisions(api, `?pageSize=1&pageNumber=${all.total}`);
      expect(last).not.toHaveProperty('nextUri');
      expect(last.previousUri).toBe(`/api/v2/authorization/divisions?pageSize=1&pageNumber=${all.total - 1}`);
      expect(last.entities).toEqual([all.entities.at(-1)]);
    }));

  it.each([
    ['?pageSize=500', 200],
    ['?pageSize=501', 400],
    ['?pageSize=0', 400],
    ['?pageNumber=0', 400],
    ['?pageNumber=1.5', 400],
    ['?pageSize=many', 400],
  ])('asked for as %s are answered with %d', (query, status) =>
    asAlan(async (api) => expect((await divisions(api, query)).status).toBe(status)),
  );

  it('may be of those with a word in their name, or of those asked for by id', () =>
    asAlan(async (api) => {
      const { json: all } = await divisions(api, '');
      const [one] = all.entities;
      expect((await divisions(api, `?id=${one.id}`)).json.entities).toEqual([one]);
      expect((await divisions(api, `?name=${one.name.toUpperCase()}`)).json.entities).toContainEqual(one);
      expect((await divisions(api, '?name=nothing')).json).toMatchObject({ entities: [], total: 0, pageCount: 1 });
      expect((await divisions(api, `?id=${one.id}&name=nothing`)).json.entities).toEqual([]);
      expect((await api('GET', `/api/v2/authorization/divisions/${one.id}`)).json).toEqual(one);
      expect((await api('GET', '/api/v2/authorization/divisions/none')).status).toBe(404);
    }));
});

describe('a routing status', () => {
  it('is OFF_QUEUE for somebody who does not exist', () =>
    asAlan(async (api) => {
      expect((await api('GET', '/api/v2/users/nobody/routingstatus')).json).toMatchObject({
        userId: 'nobody',
        status: 'OFF_QUEUE',
      });
    }));

  it.each([
    ['NOT_RESPONDING', 'IDLE', 200],
    ['IDLE', 'IDLE', 200],
    ['INTERACTING', 'IDLE', 400],
    ['NOT_RESPONDING', 'INTERACTING', 400],
    ['NOT_RESPONDING', 'ASLEEP', 400],
  ])('%s may be left for %s with %d', (from, to, status) =>
    asAlan(async (api, demo) => {
      const alan = person(demo, ALAN);
      alan.routing = { status: from as never, startedAt: 0 };
      expect((await api('PUT', `/api/v2/users/${alan.id}/routingstatus`, { status: to })).status).toBe(status);
    }),
  );

  it('of somebody else is changed only by a supervisor', () =>
    withDemoOrg({ users: 40 }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      const target = person(demo, ALAN);
      target.routing = { status: 'NOT_RESPONDING', startedAt: 0 };
      expect((await ada('PUT', `/api/v2/users/${target.id}/routingstatus`, { status: 'IDLE' })).status).toBe(403);
    }));
});

describe('out of office', () => {
  const put = (api: ReturnType<typeof apiOf>, id: string, body: object) =>
    api('PUT', `/api/v2/users/${id}/outofoffice`, body);
  const UNTIL = '2026-12-01T00:00:00.000Z';

  it.each([
    [{ active: true, endDate: UNTIL }, 200, UNTIL],
    [{ active: true }, 400, undefined],
    [{ active: true, indefinite: false }, 400, undefined],
    [{ active: true, indefinite: true }, 200, null],
    [{ active: true, indefinite: true, endDate: UNTIL }, 200, null],
    [{ active: false }, 200, null],
    [{ active: true, endDate: 'soon' }, 400, undefined],
  ])('%j is answered with %d', (body, status, endDate) =>
    asAlan(async (api, demo) => {
      const alan = person(demo, ALAN);
      const before = alan.outOfOffice;
      expect((await put(api, alan.id, body)).status).toBe(status);
      if (endDate === undefined) expect(alan.outOfOffice).toBe(before);
      else expect(alan.outOfOffice).toMatchObject({ active: body.active, endDate });
    }),
  );

  it('is one’s own to say, even for a supervisor', () =>
    asAlan(async (api, demo) => {
      expect((await put(api, person(demo, 'Ada Lovelace').id, { active: false })).status).toBe(403);
    }));
});

describe('many presences at once', () => {
  const BULK = '/api/v2/users/presences/bulk';
  const rows = (demo: DemoOrg, ...names: string[]) =>
    names.map((name) => ({ id: demo.org.person(name)?.id ?? name, message: 'soon' }));
  const messageOf = (demo: DemoOrg, name: string) => person(demo, name).presences.get('PURECLOUD')?.message;

  it('are changed for all, or for nobody where one cannot be', () =>
    asAlan(async (api, demo) => {
      expect((await api('PUT', BULK, rows(demo, 'Ada Lovelace', 'nobody'))).status).toBe(400);
      expect(messageOf(demo, 'Ada Lovelace')).not.toBe('soon');
      const { status, json } = await api('PUT', BULK, rows(demo, 'Ada Lovelace', 'Grace Hopper'));
      expect(status).toBe(200);
      expect(json).toHaveLength(2);
      expect(messageOf(demo, 'Ada Lovelace')).toBe('soon');
    }));

  it('are changed for those that can be, where the organisation is switched so', () =>
    asAlan(
      async (api, demo) => {
        const { status, json } = await api('PUT', BULK, rows(demo, 'Ada Lovelace', 'Grace Hopper', 'nobody'));
        expect(status).toBe(200);
        expect(json.map(({ id }: { id: string }) => id)).toEqual([person(demo, 'Ada Lovelace').id]);
        expect(messageOf(demo, 'Grace Hopper')).not.toBe('soon');
      },
      { switches: { bulkWrite: 'partial', lockedPeople: ['Grace Hopper'] } },
    ));

  it('are refused for one who is locked, but not to themselves', () =>
    asAlan(
      async (api, demo) => {
        const change = (name: string) =>
          api('PATCH', `/api/v2/users/${person(demo, name).id}/presences/purecloud`, { message: 'soon' });
        expect((await change('Grace Hopper')).status).toBe(409);
        expect((await change(ALAN)).status).toBe(200);
        expect((await change('Ada Lovelace')).status).toBe(200);
      },
      { switches: { lockedPeople: ['Grace Hopper', ALAN] } },
    ));

  it('are read for fifty people at most, each once', () =>
    asAlan(async (api, demo) => {
      const read = (ids: readonly string[]) => api('GET', `/api/v2/users/presences/purecloud/bulk?id=${ids.join(',')}`);
      const ada = person(demo, 'Ada Lovelace').id;
      expect((await read([ada, ada, 'nobody'])).json).toHaveLength(1);
      expect((await read(Array.from({ length: 50 }, () => ada))).status).toBe(200);
      expect((await read(Array.from({ length: 51 }, () => ada))).status).toBe(400);
    }));
});

describe('the organisation’s inactivity timeout', () => {
  const PATH = '/api/v2/tokens/timeout';

  it.each([
    [{ enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 299 }, 400, null],
    [{ enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 300 }, 200, 300],
    [{ enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 28_800 }, 200, 28_800],
    [{ enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 28_801 }, 400, null],
    [{ enableIdleTokenTimeout: true }, 400, null],
    [{ enableIdleTokenTimeout: false, idleTokenTimeoutSeconds: 1 }, 200, null],
  ])('set to %j is answered with %d', (body, status, seconds) =>
    asAlan(async (api, demo) => {
      expect((await api('PUT', PATH, body)).status).toBe(status);
      expect(demo.org.switches.idleTimeoutSeconds).toBe(seconds);
      expect((await api('GET', PATH)).json).toMatchObject({ enableIdleTokenTimeout: seconds !== null });
    }),
  );
});

describe('the organisation’s settings', () => {
  const PATH = '/api/v2/presence/settings';

  it('name a default primary source only where there is one', () =>
    asAlan(async (api, demo) => {
      const [source] = demo.org.sources.keys();
      demo.org.settings.defaultPrimaryPresenceRegisteredSourceId = null;
      expect((await api('GET', PATH)).json).not.toHaveProperty('defaultPrimaryPresenceRegisteredSourceId');
      demo.org.settings.defaultPrimaryPresenceRegisteredSourceId = source ?? '';
      expect((await api('GET', PATH)).json).toMatchObject({ defaultPrimaryPresenceRegisteredSourceId: source });
    }));
});
