/** Who is in a team: lists of every shape, pages without end, kinds that are refused. */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  choiceKey,
  cursorOf,
  findLists,
  findPeople,
  MOST_PEOPLE,
  personOf,
  readChoice,
} from '../../../electron/team/people.js';
import type { FoundPerson } from '../../../electron/team/person-state.js';
import { setUp, jsonAnswer } from '../genesys/fakes.js';
import { teamKit, type TeamKit } from './kit.js';

describe('a choice', () => {
  test('is the same after it was written and read', () => {
    const text = fc.string({ minLength: 1, maxLength: 50 }).filter((each) => each.trim() === each && each !== '');
    fc.assert(
      fc.property(fc.constantFrom('team', 'group', 'queue', 'list', 'named'), text, (kind, id) => {
        const choice = readChoice(`${kind}:${id}`);
        expect(choice).not.toBeNull();
        expect(choiceKey(choice!)).toBe(`${kind}:${id}`);
      }),
    );
  });

  test.each(['', 'team', 'team:', 'team:  ', 'nonsense:1', ':', 'constructor:1'])('%j is none', (text) => {
    expect(readChoice(text)).toBeNull();
  });
});

describe('a member', () => {
  test.each([
    [
      { id: 'u1', name: 'Ada' },
      { id: 'u1', name: 'Ada', department: null },
    ],
    [{ user: { id: 'u1', name: 'Ada', department: 'Care' } }, { id: 'u1', name: 'Ada', department: 'Care' }],
    [
      { id: 'member-1', user: { id: 'u1' }, name: 'Ada' },
      { id: 'u1', name: 'Ada', department: null },
    ],
    [
      { id: 'u1', division: { id: 'd' } },
      { id: 'u1', name: null, department: null },
    ],
    [
      { id: 'u1', name: '  ' },
      { id: 'u1', name: null, department: null },
    ],
    [{ name: 'nobody' }, null],
    [{}, null],
  ])('%j is %j', (member, person) => {
    expect(personOf(member)).toEqual(person);
  });
});

test.each([
  ['/api/v2/teams?pageSize=100&after=MTAw', 'MTAw'],
  ['https://api.mypurecloud.de/api/v2/teams?after=a%2Bb', 'a+b'],
  ['/api/v2/teams', null],
  ['', null],
  [null, null],
  ['http://[', null],
])('the cursor of %j is %j', (uri, cursor) => {
  expect(cursorOf(uri)).toBe(cursor);
});

const found = async (
  answer: Parameters<typeof setUp>[0],
  key: string,
): Promise<{ ids: string[]; more: boolean; requests: number }> => {
  const { client, service } = setUp(answer);
  const choice = readChoice(key);
  if (choice === null || choice.kind === 'list') throw new Error('no choice');
  const people: FoundPerson[] = [];
  const more = await findPeople(client, 'me', choice, (page) => people.push(...page), {});
  return { ids: people.map(({ id }) => id), more, requests: service.seen.length };
};
const member = (id: string) => ({ id, name: id });

describe('pages', () => {
  test('are followed by their number, by their cursor, and where nothing but their length tells', async () => {
    const hundred = Array.from({ length: 100 }, (_, at) => member(`u${at}`));
    const queue = await found(
      ({ url }) => jsonAnswer({ entities: url.searchParams.get('pageNumber') === '1' ? hundred : [member('last')] }),
      'queue:q',
    );
    expect(queue).toMatchObject({ requests: 2, more: false });
    expect(queue.ids).toHaveLength(101);
    const team = await found(
      ({ url }) =>
        url.searchParams.get('after') === null
          ? jsonAnswer({ entities: [member('a')], nextUri: '/api/v2/teams/t/members?after=2' })
          : jsonAnswer({ entities: [member('b')] }),
      'team:t',
    );
    expect(team).toEqual({ ids: ['a', 'b'], more: false, requests: 2 });
  });

  test('end with the last of those that the service counts, full or not', async () => {
    const pages = (sizes: readonly number[], pageCount?: number) => {
      let next = 0;
      return found(({ url }) => {
        const size = sizes[Number(url.searchParams.get('pageNumber')) - 1] ?? 0;
        const entities = Array.from({ length: size }, () => member(`u${next++}`));
        return jsonAnswer({ entities, ...(pageCount === undefined ? {} : { pageCount }) });
      }, 'group:g');
    };
    expect(await pages([100], 1)).toMatchObject({ requests: 1, more: false });
    expect(await pages([100, 100], 2)).toMatchObject({ requests: 2, more: false });
    expect(await pages([40, 40], 2)).toMatchObject({ requests: 2, more: false });
    expect(await pages([100, 99])).toMatchObject({ requests: 2, more: false });
    expect(await pages([99])).toMatchObject({ requests: 1, more: false });
  });

  test('that lead round in a circle end', async () => {
    const answer = () => jsonAnswer({ entities: [member('a')], nextUri: '/api/v2/x?after=1', pageCount: 1e9 });
    expect(await found(answer, 'team:t')).toMatchObject({ ids: ['a'] });
    expect(await found(answer, 'group:g')).toMatchObject({ ids: ['a'], requests: 4 });
  });

  test('of which one is a repetition are read on', async () => {
    const pages = [[member('a')], [member('A')], [member('b')], []];
    const answer: Parameters<typeof setUp>[0] = ({ url }) =>
      jsonAnswer({ entities: pages[Number(url.searchParams.get('pageNumber')) - 1], pageCount: 4 });
    expect(await found(answer, 'group:g')).toEqual({ ids: ['a', 'b'], more: false, requests: 4 });
  });

  test('that are empty are the last, whatever they promise', async () => {
    const answer = () => jsonAnswer({ entities: [], nextUri: '/api/v2/x?pageNumber=2', pageCount: 1e9 });
    expect(await found(answer, 'group:g')).toEqual({ ids: [], more: false, requests: 1 });
  });

  test('may be smaller than was asked for, if the service says so', async () => {
    const answer: Parameters<typeof setUp>[0] = ({ url }) => {
      const page = Number(url.searchParams.get('pageNumber'));
      const entities = page > 2 ? [member('last')] : Array.from({ length: 25 }, (_, at) => member(`${page}-${at}`));
      return jsonAnswer({ entities, pageSize: 25 });
    };
    const all = await found(answer, 'queue:q');
    expect([all.ids.length, all.more, all.requests]).toEqual([51, false, 3]);
  });

  test('that lead on in a way nobody knows leave people out, and that is said', async () => {
    const answer = () => jsonAnswer({ entities: [member('a')], nextUri: '/api/v2/teams/t/members?cursor=x' });
    expect(await found(answer, 'team:t')).toEqual({ ids: ['a'], more: true, requests: 1 });
  });

  test('without end are left, and it is said that there are more', async () => {
    let next = 0;
    const answer = () =>
      jsonAnswer({ entities: Array.from({ length: 100 }, () => member(`u${next++}`)), pageCount: 1e9 });
    const all = await found(answer, 'group:g');
    expect(all.more).toBe(true);
    expect(all.ids).toHaveLength(MOST_PEOPLE);
  });

  test('name nobody twice', async () => {
    const answer = () => jsonAnswer({ entities: [member('a'), member('a'), member('b')] });
    const { ids } = await found(answer, 'queue:q');
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the lists one can choose', () => {
  let kit: TeamKit;
  afterEach(() => kit.stop());
  const lists = (person: string) => {
    kit = teamKit({}, person);
    const permissions = kit.core.org.person(person)!.permissions;
    return findLists(kit.client, (permission) => permissions.includes(permission), {});
  };

  test('are teams, groups and queues, by kind and name', async () => {
    const { lists: all, refused } = await lists('Margaret Hamilton');
    expect(refused).toEqual([]);
    expect(all.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'team Customer care',
      'team Field service',
      'team Night shift',
      'team Not staffed yet',
      'group Everyone',
      'group German speakers',
      'group Summer fair',
      'queue Billing',
      'queue Sales',
      'queue Support',
    ]);
  });

  test('say what a kind needs that the person may not see, without asking for it', async () => {
    const { lists: all, refused } = await lists('Grace Hopper');
    expect(refused).toEqual([{ kind: 'team', problem: null, permission: 'groups:team:view' }]);
    expect(all.filter(({ kind }) => kind === 'group')).toHaveLength(3);
    expect(kit.requests('/api/v2/teams')).toBe(0);
  });

  test('without end are read for ten pages of a kind', async () => {
    let next = 0;
    const { client } = setUp(({ url }) => {
      const entities = Array.from({ length: 100 }, () => ({ id: `g${next++}`, name: 'Group' }));
      return jsonAnswer(url.pathname.endsWith('/groups') ? { entities, pageCount: 1e9 } : { entities: [] });
    });
    const { lists: all } = await findLists(client, () => true, {});
    expect(all).toHaveLength(1_000);
  });

  test('are offered once, however often a page repeats them', async () => {
    const { client, service } = setUp(({ url }) =>
      jsonAnswer({
        entities: [{ id: 'x', name: 'X' }, { id: 'X', name: 'X' }, { id: 'y' }],
        nextUri: `${url.pathname}?pageNumber=2&after=${service.seen.length}`,
      }),
    );
    const { lists: all } = await findLists(client, () => true, {});
    expect(all.map(({ kind, id }) => kind + id)).toEqual(['teamx', 'teamy', 'groupx', 'groupy', 'queuex', 'queuey']);
  });

  test('of teams are followed by their cursor, and left where it leads nowhere new', async () => {
    const cursors: (string | null)[] = [];
    const { client } = setUp(({ url }) => {
      if (!url.pathname.endsWith('/teams')) return jsonAnswer({});
      const after = url.searchParams.get('after');
      cursors.push(after);
      return after === null
        ? jsonAnswer({ entities: [{ id: 't1', name: 'Care', memberCount: 3 }], nextUri: '/api/v2/teams?after=two' })
        : jsonAnswer({ entities: [{ id: 't2', name: ' ' }], nextUri: '/api/v2/teams?after=two' });
    });
    expect(await findLists(client, () => true, {})).toEqual({
      lists: [
        { id: 't1', kind: 'team', name: 'Care', count: 3 },
        { id: 't2', kind: 'team', name: 't2', count: null },
      ],
      refused: [],
    });
    expect(cursors).toEqual([null, 'two']);
  });

  test('of a kind that fails cost only themselves', async () => {
    kit = teamKit();
    kit.core.faults.add({ match: { path: '/api/v2/groups' }, status: 403 });
    const { lists: all, refused } = await findLists(kit.client, () => true, { retry: false });
    expect(refused).toMatchObject([{ kind: 'group', problem: { status: 403 } }]);
    expect(all.some(({ kind }) => kind === 'queue')).toBe(true);
  });
});
