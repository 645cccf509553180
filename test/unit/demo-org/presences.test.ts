import { describe, expect, it } from 'vitest';
import type { DemoOrg, DemoOrgOptions } from '../../../electron/demo-org/index.js';
import { HandClock, apiOf, withDemoOrg, type Reply } from './with-demo-org.js';

const AVAILABLE = '6a3af858-942f-489d-9700-5f9bcdcdae9b';
const BREAK = '227b37e2-f1d0-4dd0-8f50-badd7cf6d158';
const ON_QUEUE = 'e08eaf1b-ee47-4fa9-a231-1200e284798f';
const MEAL = '3fd96123-badb-4f69-bc03-1b1ccc6d8014';

interface Agent {
  demo: DemoOrg;
  id: string;
  clock: HandClock;
  api: ReturnType<typeof apiOf>;
  get: () => Promise<Reply>;
  patch: (body: unknown) => Promise<Reply>;
  routing: () => Promise<string>;
}

function withAgent(name: string, use: (agent: Agent) => Promise<void>, options: DemoOrgOptions = {}): Promise<void> {
  const clock = new HandClock();
  return withDemoOrg({ clock, ...options }, async (demo) => {
    const api = apiOf(demo, demo.issueToken(name));
    const { id } = demo.org.person(name)!;
    const own = `/api/v2/users/${id}/presences/purecloud`;
    clock.advance(1000);
    await use({
      demo,
      id,
      clock,
      api,
      get: () => api('GET', own),
      patch: (body) => api('PATCH', own, body),
      routing: async () => (await api('GET', `/api/v2/users/${id}/routingstatus`)).json.status,
    });
  });
}

describe('the presence of a person in the demo org', () => {
  it('is as sparse as captured ones, and spells On Queue with a space', () =>
    withAgent('Ada Lovelace', async ({ id, clock, patch, get }) => {
      const { json } = await patch({ presenceDefinition: { id: ON_QUEUE }, message: 'hello' });
      expect(json).toEqual({
        source: 'PURECLOUD',
        presenceDefinition: {
          id: ON_QUEUE,
          systemPresence: 'On Queue',
          selfUri: `/api/v2/presencedefinitions/${ON_QUEUE}`,
        },
        message: 'hello',
        modifiedDate: new Date(clock.now()).toISOString(),
        selfUri: `/api/v2/users/${id}/presences`,
      });
      expect((await get()).json).toEqual(json);
    }));

  it.each([
    [{ presenceDefinition: { id: BREAK } }, BREAK, ''],
    [{ message: 'note' }, AVAILABLE, 'note'],
    [{ message: '' }, AVAILABLE, ''],
    [{ primary: true }, AVAILABLE, ''],
    [{ presenceDefinition: { id: BREAK }, message: 'note' }, BREAK, 'note'],
    [{ primary: true, presenceDefinition: { id: BREAK } }, BREAK, ''],
    [{ primary: true, message: 'note' }, AVAILABLE, 'note'],
    [{ primary: true, presenceDefinition: { id: BREAK }, message: 'note' }, BREAK, 'note'],
  ])('takes %o', (body, definitionId, message) =>
    withAgent('Ada Lovelace', async ({ patch }) => {
      const { status, json } = await patch(body);
      expect(status).toBe(200);
      expect([json.presenceDefinition.id, json.message]).toEqual([definitionId, message]);
    }),
  );

  it.each([
    [{}],
    [{ primary: false }],
    [{ presenceDefinition: {} }],
    [{ presenceDefinition: { id: '' } }],
    [{ presenceDefinition: { id: 'no-such-definition' } }],
    [{ presenceDefinition: BREAK }],
    [[]],
  ])('refuses %o with 400', (body) =>
    withAgent('Ada Lovelace', async ({ patch, get }) => {
      const before = (await get()).json;
      expect((await patch(body)).status).toBe(400);
      expect((await get()).json).toEqual(before);
    }),
  );

  it('refuses a deactivated definition, and On Queue to who has no permission for it', async () => {
    await withAgent('Ada Lovelace', async ({ demo, patch }) => {
      const { id } = demo.org.definition('Cigarette break')!;
      expect((await patch({ presenceDefinition: { id } })).json.message).toContain('deactivated');
    });
    await withAgent('Grace Hopper', async ({ patch }) => {
      const { status, json } = await patch({ presenceDefinition: { id: ON_QUEUE } });
      expect([status, json.code]).toEqual([403, 'missing.permissions']);
      expect(json.message).toContain('routing:agent:onQueue');
    });
  });

  it('keeps its start when only the message changes, unless the switch says otherwise', async () => {
    for (const moves of [false, true])
      await withAgent(
        'Ada Lovelace',
        async ({ clock, patch }) => {
          const { modifiedDate } = (await patch({ presenceDefinition: { id: BREAK } })).json;
          clock.advance(5000);
          expect((await patch({ message: 'later' })).json.modifiedDate !== modifiedDate).toBe(moves);
        },
        { switches: { messageMovesModifiedDate: moves } },
      );
  });

  it('never gives two presences the same start', () =>
    withAgent('Ada Lovelace', async ({ patch }) => {
      const dates = [];
      for (const id of [BREAK, MEAL, AVAILABLE, BREAK])
        dates.push((await patch({ presenceDefinition: { id } })).json.modifiedDate);
      expect(dates).toEqual([...new Set(dates)].sort());
    }));

  it('honours only half of a change when the switch says so, or nothing of it', async () => {
    const both = { presenceDefinition: { id: BREAK }, message: 'note' };
    const result = async (switches: DemoOrgOptions['switches'] & object) => {
      let seen: unknown;
      await withAgent(
        'Ada Lovelace',
        async ({ patch }) => {
          const { json } = await patch(both);
          seen = [json.presenceDefinition.id, json.message];
        },
        { switches },
      );
      return seen;
    };
    expect(await result({ patchHonoursOnlyOne: 'presenceDefinition' })).toEqual([BREAK, '']);
    expect(await result({ patchHonoursOnlyOne: 'message' })).toEqual([AVAILABLE, 'note']);
    expect(await result({ patchSticks: false })).toEqual([AVAILABLE, '']);
  });

  it('is set for somebody else by a supervisor, not by an agent', () =>
    withAgent('Grace Hopper', async ({ demo, id, get }) => {
      const own = `/api/v2/users/${id}/presences/purecloud`;
      const body = { presenceDefinition: { id: MEAL } };
      const by = (name: string) => apiOf(demo, demo.issueToken(name))('PATCH', own, body);
      expect((await by('Ada Lovelace')).status).toBe(403);
      expect((await by('Margaret Hamilton')).status).toBe(200);
      expect((await get()).json.presenceDefinition.id).toBe(MEAL);
    }));
});

describe('the routing status of an agent in the demo org', () => {
  it('follows the presence onto the queue and off it', () =>
    withAgent('Ada Lovelace', async ({ patch, routing }) => {
      expect(await routing()).toBe('OFF_QUEUE');
      await patch({ presenceDefinition: { id: ON_QUEUE } });
      expect(await routing()).toBe('IDLE');
      await patch({ presenceDefinition: { id: BREAK } });
      expect(await routing()).toBe('OFF_QUEUE');
    }));

  it('stays NOT_RESPONDING until the agent says IDLE or leaves the queue', () =>
    withAgent('Ada Lovelace', async ({ demo, id, api, patch, routing }) => {
      const put = (status: unknown) => api('PUT', `/api/v2/users/${id}/routingstatus`, { status });
      await patch({ presenceDefinition: { id: ON_QUEUE } });
      demo.faults.setRouting('Ada Lovelace', 'NOT_RESPONDING');
      await patch({ presenceDefinition: { id: ON_QUEUE }, message: 'still here' });
      expect(await routing()).toBe('NOT_RESPONDING');
      expect((await put('IDLE')).json).toMatchObject({ userId: id, status: 'IDLE' });
      demo.faults.setRouting('Ada Lovelace', 'NOT_RESPONDING');
      await patch({ presenceDefinition: { id: AVAILABLE } });
      expect(await routing()).toBe('OFF_QUEUE');
      expect((await put('IDLE')).json).toMatchObject({
        status: 400,
        code: 'general.bad.request',
        message: 'An invalid routing status transition was attempted.',
      });
      expect((await put('SLEEPING')).json.code).toBe('invalid.value');
      expect((await put(3)).json.code).toBe('bad.request');
    }));

  it('lets an interaction end before the agent leaves the queue', () =>
    withAgent('Ada Lovelace', async ({ demo, patch, get, routing }) => {
      await patch({ presenceDefinition: { id: ON_QUEUE } });
      demo.faults.setRouting('Ada Lovelace', 'INTERACTING');
      const { json } = await patch({ presenceDefinition: { id: BREAK }, message: 'after this call' });
      expect(json.presenceDefinition.id).toBe(ON_QUEUE);
      expect(json.futurePresenceDefinition).toMatchObject({ id: BREAK, systemPresence: 'Break' });
      expect(await routing()).toBe('INTERACTING');
      demo.faults.setRouting('Ada Lovelace', 'IDLE');
      const after = (await get()).json;
      expect([after.presenceDefinition.id, after.futurePresenceDefinition]).toEqual([BREAK, undefined]);
      expect(await routing()).toBe('OFF_QUEUE');
    }));

  it('is OFF_QUEUE for a user who does not exist', () =>
    withAgent('Ada Lovelace', async ({ api }) => {
      expect((await api('GET', '/api/v2/users/nobody/routingstatus')).json.status).toBe('OFF_QUEUE');
    }));
});

describe('other presence sources in the demo org', () => {
  it('show beside PURECLOUD, and may decide', () =>
    withAgent('Hedy Lamarr', async ({ api, get, patch }) => {
      expect((await get()).json).toMatchObject({ source: 'PURECLOUD', primary: false });
      const me = (await api('GET', '/api/v2/users/me?expand=presence')).json;
      expect(me.presence).toMatchObject({ source: 'MicrosoftTeams', primary: true });
      const { json } = await patch({ primary: true, presenceDefinition: { id: BREAK } });
      expect(json.presenceDefinition.id).toBe(BREAK);
      expect(json.primary).toBeUndefined();
    }));

  it.each([
    ['taken', 200, BREAK],
    ['ignored', 200, AVAILABLE],
    ['refused', 403, AVAILABLE],
  ] as const)('leave a change of PURECLOUD %s, as the switch says', (otherSourcePrimary, status, definitionId) =>
    withAgent(
      'Hedy Lamarr',
      async ({ patch, get }) => {
        expect((await patch({ presenceDefinition: { id: BREAK } })).status).toBe(status);
        expect((await get()).json.presenceDefinition.id).toBe(definitionId);
      },
      { switches: { otherSourcePrimary } },
    ),
  );

  it('decide for nobody who lets Genesys Cloud decide, or says with the change that it shall', async () => {
    const strict: DemoOrgOptions = { switches: { otherSourcePrimary: 'refused' } };
    const change = { presenceDefinition: { id: BREAK } };
    await withAgent('Ada Lovelace', async ({ patch }) => expect((await patch(change)).status).toBe(200), strict);
    await withAgent(
      'Hedy Lamarr',
      async ({ patch }) => expect((await patch({ ...change, primary: true })).status).toBe(200),
      strict,
    );
  });

  it('may themselves be set where another one decides', () =>
    withAgent(
      'Hedy Lamarr',
      async ({ id, api }) => {
        const { status, json } = await api('PATCH', `/api/v2/users/${id}/presences/my-crm`, {
          presenceDefinition: { id: MEAL },
        });
        expect([status, json.presenceDefinition.systemPresence]).toEqual([200, 'Meal']);
      },
      { switches: { otherSourcePrimary: 'refused' } },
    ));

  it('have their own presence only if they are not registered', () =>
    withAgent('Ada Lovelace', async ({ demo, id, api }) => {
      const [teams] = demo.org.sources.keys();
      const at = (source: string) => `/api/v2/users/${id}/presences/${source}`;
      expect((await api('GET', at(teams!))).status).toBe(400);
      expect((await api('PATCH', at(teams!), { message: 'x' })).status).toBe(400);
      expect((await api('GET', at('my-crm'))).status).toBe(404);
      expect((await api('PATCH', at('my-crm'), { presenceDefinition: { id: MEAL } })).json).toMatchObject({
        source: 'my-crm',
        presenceDefinition: { systemPresence: 'Meal' },
      });
      expect((await api('GET', at('my-crm'))).json.presenceDefinition.id).toBe(MEAL);
      expect((await api('GET', at('PURECLOUD'))).json.presenceDefinition.id).toBe(AVAILABLE);
    }));
});

describe('many presences at once in the demo org', () => {
  it('are read fifty at a time, comma-joined or repeated, unknown people left out', () =>
    withAgent(
      'Ada Lovelace',
      async ({ demo, api }) => {
        const ids = [...demo.org.people.keys()];
        const path = '/api/v2/users/presences/purecloud/bulk';
        const joined = (await api('GET', `${path}?id=${ids.slice(0, 50).join(',')}`)).json;
        expect(joined).toHaveLength(50);
        expect(joined[0]).toEqual({
          userId: ids[0],
          source: 'PURECLOUD',
          presenceDefinition: expect.objectContaining({ systemPresence: 'Available' }),
          message: '',
          modifiedDate: expect.any(String),
          selfUri: `/api/v2/users/${ids[0]}/presences`,
        });
        const repeated = await api('GET', `${path}?id=${ids[0]}&id=${ids[1]}&id=nobody`);
        expect(repeated.json.map((one: { userId: string }) => one.userId)).toEqual(ids.slice(0, 2));
        expect((await api('GET', `${path}?id=${ids.slice(0, 51).join(',')}`)).status).toBe(400);
        expect((await api('GET', path)).json).toEqual([]);
        const [teams] = demo.org.sources.keys();
        const others = await api('GET', `/api/v2/users/presences/${teams}/bulk?id=${ids.slice(0, 50).join(',')}`);
        expect(others.json).toMatchObject([{ source: 'MicrosoftTeams' }]);
      },
      { users: 60 },
    ));

  it('are written by a supervisor, all of them or none', () =>
    withAgent('Margaret Hamilton', async ({ demo, api }) => {
      const annie = demo.org.person('Annie Easley')!;
      const konrad = demo.org.person('Konrad Zuse')!;
      const put = (body: unknown) => api('PUT', '/api/v2/users/presences/bulk', body);
      const rows = [
        { id: annie.id, presenceDefinition: { id: BREAK } },
        { id: konrad.id, presenceDefinition: { id: MEAL }, message: 'set by Margaret' },
      ];
      const broken = await put([...rows, { id: 'nobody', message: 'x' }]);
      expect([broken.status, broken.json.details[0].fieldName]).toEqual([400, '[2].id']);
      expect(annie.presences.get('PURECLOUD')!.definitionId).toBe(ON_QUEUE);
      const { json } = await put(rows);
      expect(json).toMatchObject([
        { id: annie.id, presenceDefinition: { systemPresence: 'Break' } },
        { id: konrad.id, message: 'set by Margaret' },
      ]);
      expect(annie.routing.status).toBe('OFF_QUEUE');
      expect((await put([{ id: annie.id }])).status).toBe(400);
      expect((await put(Array.from({ length: 51 }, () => rows[0]))).status).toBe(400);
    }));
});

it.each([
  ['Ada Lovelace', undefined],
  ['Hedy Lamarr', { source: 'MicrosoftTeams', presenceDefinition: { id: expect.any(String) as string } }],
])('%s’s presence on another source comes with integrationPresence', async (name, presence) => {
  await withAgent(name, async ({ api, id }) => {
    const { json } = await api('GET', `/api/v2/users/${id}?expand=integrationPresence`);
    if (presence === undefined) expect(json.integrationPresence).toBeUndefined();
    else expect(json.integrationPresence).toMatchObject(presence);
  });
});
