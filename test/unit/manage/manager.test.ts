/**
 * What an administrator does to the organisation, against the demo org: read again before each write, and confirmed
 * after it.
 */
import { describe, expect, it, vi } from 'vitest';
import type { DemoOrg } from '../../../electron/demo-org/index.js';
import { FIELD_DIVISION } from '../../../electron/demo-org/definition-seeds.js';
import type { GenesysClient } from '../../../electron/genesys/client.js';
import { fieldsOf, type DefinitionFields } from '../../../electron/manage/definition-fields.js';
import { createManager, type Manager } from '../../../electron/manage/manager.js';
import { lookWhoIsIn, type WhoIsIn } from '../../../electron/manage/who-is-in.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import { rememberingLog } from '../settings/doubles.js';
import { jsonAnswer, setUp } from '../genesys/fakes.js';
import { withManager } from './desk.js';

const tea: DefinitionFields = {
  systemPresence: 'Break',
  divisionId: null,
  labels: { en_US: 'Tea', de: 'Tee' },
  deactivated: false,
};
const bodyOf = (org: DemoOrg, verb: string): unknown => org.requests.findLast((one) => one.verb === verb)?.body;

describe('an administrator', () => {
  it('sees active and deactivated presences, and what they can be made below', () =>
    withManager(async ({ manager, find }) => {
      expect(find('Cigarette break').deactivated).toBe(true);
      expect(find('Break').primary).toBe(true);
      await vi.waitFor(() => expect(manager.parents()).toHaveLength(7));
      expect(manager.parents()).not.toContain('OnQueue');
    }));

  it('makes a presence for all divisions, which the service is told in so many words, and the popup hears of it', () =>
    withManager(async ({ org, manager, popupTold, find }) => {
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'done', shownLater: false });
      expect(bodyOf(org, 'POST')).toMatchObject({ divisionId: '*', systemPresence: 'Break' });
      expect(find('Tea').divisionId).toBeNull();
      expect(popupTold).toHaveBeenCalled();
    }));

  it('waits until a presence that was just made is found', () =>
    withManager(
      async ({ manager, find }) => {
        expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'done', shownLater: false });
        expect(find('Tea').languageLabels).toEqual(tea.labels);
      },
      { switches: { definitionAppearsAfterMs: 700 } },
    ));

  it('changes one, and the whole of it is sent', () =>
    withManager(async ({ org, manager, find }) => {
      const before = fieldsOf(find('Coffee'));
      const after = { ...before, divisionId: FIELD_DIVISION.id, labels: { ...before.labels, nl: 'Koffie' } };
      expect(await manager.savePresence(find('Coffee').id, before, after)).toMatchObject({ kind: 'done' });
      expect(bodyOf(org, 'PUT')).toEqual({
        languageLabels: after.labels,
        systemPresence: 'Break',
        divisionId: FIELD_DIVISION.id,
        deactivated: false,
      });
      expect(fieldsOf(find('Coffee'))).toEqual(after);
    }));

  it('overwrites nothing that somebody else changed meanwhile', () =>
    withManager(async ({ org, manager, find, writes }) => {
      const { id } = find('Coffee');
      const before = fieldsOf(find('Coffee'));
      org.faults.relabel('Coffee', { en_US: 'Espresso' });
      const result = await manager.savePresence(id, before, { ...before, labels: { en_US: 'Tea' } });
      expect(result).toMatchObject({ kind: 'conflict', now: { labels: { en_US: 'Espresso' } } });
      expect(writes()).toEqual([]);
    }));

  it('deactivates and reactivates one as it is by then', () =>
    withManager(async ({ org, manager, find, writes }) => {
      const { id } = find('Coffee');
      expect(await manager.setPresenceActive(id, false)).toMatchObject({ kind: 'done' });
      expect(find('Coffee').deactivated).toBe(true);
      org.faults.relabel(id, { en_US: 'Espresso' });
      expect(await manager.setPresenceActive(id, true)).toMatchObject({ kind: 'done' });
      expect(find('Espresso').deactivated).toBe(false);
      expect(writes()).toEqual([`DELETE /api/v2/presence/definitions/${id}`, `PUT /api/v2/presence/definitions/${id}`]);
    }));

  it('is told in the service’s own words what it refuses, and nothing changes', () =>
    withManager(
      async ({ manager, find }) => {
        const { id } = find('Coffee');
        const before = fieldsOf(find('Coffee'));
        const result = await manager.savePresence(id, before, { ...before, labels: { en_US: 'x'.repeat(500) } });
        expect(result).toMatchObject({
          kind: 'refused',
          problem: { status: 400, serviceMessage: 'A label must not have more than 100 characters.' },
        });
        expect(find('Coffee').languageLabels).toEqual(before.labels);
      },
      { switches: { longestLabel: 100 } },
    ));

  it('hears where the service takes a change and keeps something else', () =>
    withManager(async ({ org, manager, find }) => {
      const { id } = find('Coffee');
      const before = fieldsOf(find('Coffee'));
      // The PUT's answer and the read after it.
      org.faults.add({
        match: { path: `/api/v2/presence/definitions/${id}` },
        skip: 1,
        odd: [{ at: 'languageLabels.en_US', value: 'Something else' }],
      });
      const result = await manager.savePresence(id, before, { ...before, labels: { en_US: 'Tea' } });
      expect(result).toMatchObject({ kind: 'different', now: { labels: { en_US: 'Something else' } } });
    }));

  it('sees who is in a presence now', () =>
    withManager(async ({ org, manager, find }) => {
      org.faults.changePresence('Ada Lovelace', { definitionId: 'Coffee' });
      org.faults.changePresence('Konrad Zuse', { definitionId: 'Coffee' });
      const told: WhoIsIn[] = [];
      const cancel = manager.whoIsIn(find('Coffee').id, (now) => told.push(now));
      await vi.waitFor(() => expect(told.at(-1)?.done).toBe(true));
      expect(told.at(-1)).toMatchObject({ count: 2, problem: null });
      expect(told.at(-1)?.names).toEqual(['Ada Lovelace', 'Konrad Zuse']);
      cancel();
    }));

  it('names who is in it also where the service spells ids another way, behind what the agent asks', async () => {
    const asked: unknown[] = [];
    const client = {
      users: {
        getUsers: (_args: unknown, options: unknown) => {
          asked.push(options);
          return Promise.resolve({ entities: [{ id: 'ABC', name: 'Ada' }], total: 1 });
        },
      },
      presence: {
        getUsersPresencesPurecloudBulk: (_args: unknown, options: unknown) => {
          asked.push(options);
          return Promise.resolve([{ userId: 'abc', presenceDefinition: { id: 'd1' } }]);
        },
      },
    } as unknown as GenesysClient;
    const told: WhoIsIn[] = [];
    await lookWhoIsIn(client, 'D1', new AbortController().signal, (now) => told.push(now));
    expect(told).toMatchObject([{ checked: 1, count: 1, names: ['Ada'], done: true }]);
    expect(asked).toMatchObject([{ forOthers: true }, { forOthers: true }]);
  });
});

describe('who is in a presence', () => {
  const people = Array.from({ length: 250 }, (_none, at) => ({ id: `u${at}`, name: `P${at}` }));
  /** Those from 240 on are in it. @param pageSize how many the service gives, whatever is asked for */
  async function last(pageSize: number, odd: unknown[] = []): Promise<WhoIsIn | undefined> {
    const { client } = setUp(({ url }) => {
      const page = Number(url.searchParams.get('pageNumber') ?? 1);
      const ids = (url.searchParams.get('id') ?? '').split(',').filter((id) => Number(id.slice(1)) >= 240);
      return url.pathname.endsWith('/bulk')
        ? jsonAnswer(ids.map((userId) => ({ userId, presenceDefinition: { id: 'd1', systemPresence: 'Break' } })))
        : jsonAnswer({
            entities: [...odd, ...people.slice((page - 1) * pageSize, page * pageSize).slice(odd.length)],
            pageSize,
            pageNumber: page,
            total: people.length,
          });
    });
    const told: WhoIsIn[] = [];
    await lookWhoIsIn(client, 'd1', new AbortController().signal, (now) => told.push(now));
    return told.at(-1);
  }

  it('is counted to the end where an entry of a page cannot be read', async () =>
    expect(await last(100, [null])).toMatchObject({ count: 10, checked: 247, total: 250, done: true }));

  it('is counted to the end where the service gives fewer a page than was asked for', async () =>
    expect(await last(25)).toMatchObject({ count: 10, checked: 250, total: 250, done: true }));
});

describe('where the new operations', () => {
  const newGeneration = { path: '/api/v2/presence/definitions*' };

  it.each([405, 410, 403])('answer %i, the legacy ones read alone', (status) =>
    withManager(async ({ org, manager }) => {
      org.faults.add({ match: newGeneration, status });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.definitions().value?.generation).toBe('legacyRead'));
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'refused', problem: { status } });
    }),
  );

  it('are not there, the legacy ones read and write', () =>
    withManager(async ({ org, manager, find, writes }) => {
      org.faults.add({ match: newGeneration, status: 404, code: 'not.found' });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.definitions().value?.generation).toBe('legacy'));
      const { id } = find('Coffee');
      const before = fieldsOf(find('Coffee'));
      expect(
        await manager.savePresence(id, before, { ...before, labels: { ...before.labels, nl: 'Koffie' } }),
      ).toMatchObject({ kind: 'done' });
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'done' });
      expect(await manager.setPresenceActive(id, false)).toMatchObject({ kind: 'done' });
      expect(writes()).toEqual([
        `PUT /api/v2/presencedefinitions/${id}`,
        'POST /api/v2/presencedefinitions',
        `DELETE /api/v2/presencedefinitions/${id}`,
      ]);
      // A presence without a name of its own is given none.
      for (const verb of ['PUT', 'POST']) expect(bodyOf(org, verb)).not.toHaveProperty('name');
      expect(find('Coffee').deactivated).toBe(true);
    }));

  it('are refused, the legacy ones read alone', () =>
    withManager(async ({ org, manager }) => {
      org.faults.add({ match: newGeneration, status: 403, code: 'missing.permissions' });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.definitions().value?.generation).toBe('legacyRead'));
    }));

  it('give the active ones alone, those are shown, and it is said that the others are missing', () =>
    withManager(async ({ org, manager, find }) => {
      org.faults.add({
        match: { path: '/api/v2/presence/definitions', verb: 'GET' },
        skip: 1,
        times: 1,
        status: 403,
        code: 'not.authorized',
      });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.definitions().value?.missing).toMatchObject({ status: 403 }));
      expect(find('Coffee').deactivated).toBe(false);
    }));

  it('fail, the list stays with its age', () =>
    withManager(async ({ org, manager, find }) => {
      org.faults.add({ match: { path: '/api/v2/presence/definitions' }, status: 501 });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.definitions().problem).not.toBeNull());
      expect(find('Coffee').deactivated).toBe(false);
    }));
});

describe('sources', () => {
  it('are shown once where the service gives all of them twice', () =>
    withManager(async ({ manager, org }) => {
      const entities = [{ id: 'lamp', name: 'Lamp', deactivated: 'true' }];
      org.faults.add({
        match: { path: '/api/v2/presence/sources' },
        status: 200,
        body: JSON.stringify({ entities }),
      });
      manager.refresh(-1);
      await vi.waitFor(() => expect(manager.sources().value?.value).toMatchObject([{ id: 'lamp', deactivated: true }]));
    }));

  it('are made, changed, put away and brought back', () =>
    withManager(async ({ manager }) => {
      const source = (name: string) => manager.sources().value?.value.find((one) => one.name === name);
      await vi.waitFor(() => expect(manager.sources().value).not.toBeNull());
      const desk = { name: 'Desk light', description: 'By the door', deactivated: false };
      expect(await manager.saveSource(null, null, desk)).toMatchObject({ kind: 'done' });
      const { id } = source('Desk light') ?? { id: '' };
      expect(await manager.saveSource(id, desk, { ...desk, name: 'Lamp' })).toMatchObject({ kind: 'done' });
      expect(await manager.saveSource(id, desk, { ...desk, name: 'Torch' })).toMatchObject({
        kind: 'conflict',
        now: { name: 'Lamp' },
      });
      expect(await manager.setSourceActive(id, false)).toMatchObject({ kind: 'done' });
      expect(source('Lamp')?.deactivated).toBe(true);
      expect(await manager.setSourceActive(id, true)).toMatchObject({ kind: 'done' });
      expect(source('Lamp')).toMatchObject({ deactivated: false, description: 'By the door', system: false });
    }));

  it('decide for a person, whom one finds by name', () =>
    withManager(async ({ manager, org }) => {
      const [ada] = await manager.findPeople('lovelace');
      expect(ada?.name).toBe('Ada Lovelace');
      const userId = ada?.id ?? '';
      expect(await manager.personSource(userId)).toEqual({ sourceId: 'PURECLOUD' });
      const teams = [...org.org.sources.values()].find(({ name }) => name === 'Microsoft Teams')?.id ?? '';
      expect(await manager.setPersonSource(userId, 'PURECLOUD', teams)).toMatchObject({ kind: 'done' });
      expect(await manager.setPersonSource(userId, 'PURECLOUD', 'PURECLOUD')).toMatchObject({
        kind: 'conflict',
        now: { sourceId: teams },
      });
    }));
});

describe('the organisation’s settings', () => {
  const loaded = async (manager: Manager) => {
    await vi.waitFor(() => expect(manager.organisation().value).not.toBeNull());
    return manager.organisation().value!;
  };

  it('are shown in minutes and sent in milliseconds, the three of the restore rule together', () =>
    withManager(async ({ org, manager }) => {
      const before = await loaded(manager);
      expect(before).toMatchObject({ restore: true, restoreMinutes: 1 });
      const after = { ...before, restoreMinutes: 1440, restoreOnQueue: true };
      expect(await manager.saveOrganisation(before, after)).toMatchObject({ kind: 'done' });
      expect(bodyOf(org, 'PUT')).toEqual({
        restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 86_400_000, restoreOnQueueEnabled: true },
        requestingOffQueueEnabled: true,
      });
      expect(await manager.saveOrganisation(before, { ...before, restore: false })).toMatchObject({
        kind: 'conflict',
        now: { restoreMinutes: 1440 },
      });
    }));

  it('keep a time that is no whole number of minutes as long as nobody changes it', () =>
    withManager(async ({ org, manager }) => {
      // What was read before it was so is read again.
      await loaded(manager);
      org.org.settings.restorePresenceSettings.restoreTimeMilliseconds = 90_000;
      manager.refresh(0);
      await vi.waitFor(() => expect(manager.organisation().loading).toBe(false));
      const before = await loaded(manager);
      await manager.saveOrganisation(before, { ...before, offQueueRequests: false });
      expect(bodyOf(org, 'PUT')).toMatchObject({ restorePresenceSettings: { restoreTimeMilliseconds: 90_000 } });
    }));
});

describe('an import', () => {
  const row = (n: number) => `,Break,*,false,Pause number ${n}`;
  const file = (rows: readonly string[]) => ['id,systemPresence,division,deactivated,label.en_US', ...rows].join('\n');

  it('is planned first, with the list kept aside; then applied row by row, and the list read again', () =>
    withManager(async ({ manager, kept, find, writes, popupTold }) => {
      expect(await manager.importing.open('list.csv', file([row(1), row(2), ',Siesta,,,Nap']))).toBeNull();
      expect(manager.importing.state()).toMatchObject({ step: 'plan', total: 2, backup: '/kept/list.json' });
      expect(kept[0]).toContain('"Coffee"');
      expect(writes()).toEqual([]);
      await manager.importing.apply();
      expect(manager.importing.rows().map(({ result }) => result)).toEqual(['done', 'done', 'waiting']);
      expect(manager.importing.state()).toMatchObject({ step: 'ended', end: 'done', done: 2 });
      expect(find('Pause number 2').systemPresence).toBe('Break');
      expect(popupTold).toHaveBeenCalled();
      await manager.importing.again();
      expect(manager.importing.rows().map(({ verdict }) => verdict)).toEqual(['unchanged', 'unchanged', 'refused']);
    }));

  it('goes on after a row that the service refuses, and names the reason beside it', () =>
    withManager(
      async ({ manager }) => {
        await manager.importing.open('list.csv', file([row(1), `,Break,,,${'x'.repeat(500)}`, row(3)]));
        await manager.importing.apply();
        expect(manager.importing.rows().map(({ result }) => result)).toEqual(['done', 'refused', 'done']);
        expect(manager.importing.rows()[1]?.problem?.serviceMessage).toContain('100 characters');
      },
      { switches: { longestLabel: 100 } },
    ));

  it('stops where a person stops it', () =>
    withManager(async ({ manager, writes }) => {
      await manager.importing.open('list.csv', file([row(1), row(2), row(3)]));
      const stop = manager.onChange(() => {
        if (manager.importing.state().done === 1) manager.importing.stop();
      });
      await manager.importing.apply();
      stop();
      expect(manager.importing.rows().map(({ result }) => result)).toEqual(['done', 'notSent', 'notSent']);
      expect(manager.importing.state().end).toBe('stopped');
      expect(writes()).toHaveLength(1);
    }));

  it('whose service ends in the middle of row 17 says what was done, what is not sure and what was not sent', () =>
    withManager(async ({ org, manager }) => {
      await manager.importing.open('list.csv', file(Array.from({ length: 40 }, (_, at) => row(at + 1))));
      org.faults.add({
        match: { verb: 'POST', path: '/api/v2/presence/definitions' },
        skip: 16,
        times: 1,
        drop: true,
        applied: true,
      });
      await manager.importing.apply();
      const results = manager.importing.rows().map(({ result }) => result);
      expect(results.slice(0, 16)).toEqual(Array(16).fill('done'));
      // The list shows that it had arrived. Only its answer was lost.
      expect(results[16]).toBe('done');
      expect(results.slice(17)).toEqual(Array(23).fill('notSent'));
      expect(manager.importing.state()).toMatchObject({ end: 'failed', problem: { status: null } });
      await manager.importing.again();
      expect(manager.importing.state()).toMatchObject({ step: 'plan', total: 23 });
    }));

  it('does not overwrite what was changed after it was planned', () =>
    withManager(async ({ org, manager, find }) => {
      const { id } = find('Coffee');
      await manager.importing.open('list.csv', `id,label.en_US\n${id},Tea\n`);
      org.faults.relabel(id, { en_US: 'Espresso' });
      await manager.importing.apply();
      expect(manager.importing.rows()[0]?.result).toBe('changedMeanwhile');
      expect(find('Espresso').id).toBe(id);
    }));

  it('of another program’s file is refused, and nothing is kept or sent', () =>
    withManager(async ({ manager, kept, writes }) => {
      expect(await manager.importing.open('people.csv', 'Name,Mail\nAda,a@x\n')).toMatchObject({
        key: 'manage.file.notOurs',
      });
      expect(manager.importing.state().step).toBe('none');
      expect([kept, writes()]).toEqual([[], []]);
    }));
});

it('a supervisor may look at what they may, and is offered nothing else', () =>
  withManager(
    async ({ manager }) => {
      expect(manager.may('editPresence')).toBe(false);
      expect(manager.may('viewSources')).toBe(true);
      expect(await manager.savePresence(null, null, tea)).toMatchObject({ kind: 'refused', problem: { status: 403 } });
    },
    { person: 'Margaret Hamilton' },
  ));

describe('the divisions a presence can be for', () => {
  /** A service with divisions in pages. @param told how many pages it says there are */
  async function divisionsOf(pages: readonly number[], told?: number) {
    const asked: number[] = [];
    const page = (size: number, number: number) => ({
      entities: Array.from({ length: size }, (_none, index) => ({ id: `${number}-${index}`, name: ' Berlin ' })),
      ...(told === undefined ? {} : { pageCount: told }),
    });
    const client = {
      organization: {
        getAuthorizationDivisions: ({ pageNumber }: { pageNumber: number }) => {
          asked.push(pageNumber);
          return Promise.resolve(page(pages[pageNumber - 1] ?? 0, pageNumber));
        },
      },
    };
    const manager = createManager({
      client: () => client as unknown as GenesysClient,
      has: () => true,
      clock: nodeClock,
      log: rememberingLog(),
      label: () => '',
      definitionsChanged: () => undefined,
      keep: () => Promise.resolve(null),
    });
    const known = new Promise<void>((resolve) => {
      manager.onChange(() => {
        const { value, problem } = manager.divisions();
        if (value !== null || problem !== null) resolve();
      });
    });
    manager.refresh(0);
    await known;
    manager.stop();
    return { asked, found: manager.divisions().value ?? [] };
  }

  it.each([
    ['one page that is not full', [99], undefined, [1], 99],
    ['one full page, and the service says that it is the last', [100], 1, [1], 100],
    ['full pages, and the service says how many', [100, 100], 2, [1, 2], 200],
    ['full pages, then one that is not', [100, 40], 2, [1, 2], 140],
    ['a full page and another, where the service does not say how many there are', [100, 40], undefined, [1, 2], 140],
    ['pages that are not full, where the service says there are more', [25, 25, 10], 3, [1, 2, 3], 60],
    ['pages until an empty one, where the service says there are more', [25], 9, [1, 2], 25],
    [
      'more than anybody could choose from',
      Array.from({ length: 25 }, () => 100),
      25,
      Array.from({ length: 20 }, (_none, index) => index + 1),
      2_000,
    ],
  ])('are read in %s', async (_how, pages, told, wanted, count) => {
    const { asked, found } = await divisionsOf(pages, told);
    expect(asked).toEqual(wanted);
    expect(found).toHaveLength(count);
    expect(found[0]?.name).toBe('Berlin');
  });
});

describe('what was read before', () => {
  it('is read again only once it is older than what is asked for, or could not be read', async () => {
    let now = 1_000_000;
    let reads = 0;
    let fails = false;
    const client = {
      organization: {
        getAuthorizationDivisions: () => {
          reads += 1;
          return fails ? Promise.reject(new Error('lost')) : Promise.resolve({ entities: [] });
        },
      },
    };
    const manager = createManager({
      client: () => client as unknown as GenesysClient,
      has: () => false,
      clock: { ...nodeClock, now: () => now },
      log: rememberingLog(),
      label: () => '',
      definitionsChanged: () => undefined,
      keep: () => Promise.resolve(null),
    });
    const settled = () => new Promise(setImmediate);
    manager.refresh(5_000);
    await settled();
    expect(reads).toBe(1);
    now += 5_000;
    manager.refresh(5_000);
    await settled();
    expect(reads).toBe(1);
    fails = true;
    now += 1;
    manager.refresh(5_000);
    await settled();
    expect(reads).toBe(2);
    expect(manager.divisions().problem).not.toBeNull();
    manager.refresh(5_000);
    await settled();
    expect(reads).toBe(3);
    manager.stop();
  });
});
