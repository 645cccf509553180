import { ok, param, type Call, type Route } from '../call.js';
import { pageOf, pagedListing } from '../listing.js';
import type { Organisation } from '../organisation.js';
import { peopleLists, type PeopleList, type PeopleLists } from '../people-lists.js';
import { VIEW_TEAMS } from '../permissions.js';
import { invalidValue, notFound } from '../service-error.js';
import { routingStatus, userView } from '../user-view.js';

const QUEUE_MEMBERS = [
  'routing:queue:view',
  'routing:queue:edit',
  'routing:queue:readonly',
  'routing:queueMember:manage',
];
/** Members come a hundred a page at most. */
const MOST_MEMBERS = 100;

/**
 * Work teams, groups and queues (docs/genesys-cloud.md §7.1). Each kind answers with members of a shape of its own, as
 * the service does.
 */
export function peopleListRoutes(org: Organisation): Route[] {
  let lists: PeopleLists | null = null;
  // Made when first asked for: most organisations here are never looked at by a supervisor.
  const all = (): PeopleLists => (lists ??= peopleLists(org));
  const found = (from: readonly PeopleList[], call: Call, name: string): PeopleList => {
    const id = param(call, name);
    const one = from.find((list) => list.id === id);
    if (one === undefined) throw notFound(name.replace('Id', ''), id);
    return one;
  };
  const listView = (kind: string, { id, name, divisionId, members }: PeopleList): Record<string, unknown> => ({
    id,
    name,
    // The division comes by its id alone unless it was asked for.
    division: { id: divisionId, selfUri: `/api/v2/authorization/divisions/${divisionId}` },
    memberCount: members.length,
    selfUri: `/api/v2/${kind}/${id}`,
  });
  const named = (from: readonly PeopleList[], call: Call, how: 'starts' | 'pattern'): readonly PeopleList[] => {
    const wanted = call.query.text('name')?.toLowerCase() ?? '';
    if (wanted === '') return from;
    const bare = wanted.replace(/^\*|\*$/g, '');
    return from.filter(({ name }) => {
      const text = name.toLowerCase();
      if (how === 'starts') return text.startsWith(wanted);
      if (wanted.startsWith('*')) return wanted.endsWith('*') ? text.includes(bare) : text.endsWith(bare);
      return wanted.endsWith('*') ? text.startsWith(bare) : text === bare;
    });
  };

  return [
    {
      verb: 'GET',
      path: '/api/v2/teams',
      all: [VIEW_TEAMS],
      handle: (call) =>
        ok(cursorListing(named(all().teams, call, 'starts'), call, '/api/v2/teams', (one) => listView('teams', one))),
    },
    {
      verb: 'GET',
      path: '/api/v2/teams/{teamId}/members',
      all: [VIEW_TEAMS],
      handle: (call) => {
        const { id, members } = found(all().teams, call, 'teamId');
        const withNames = call.query.text('expand') === 'entities';
        return ok(
          cursorListing(members, call, `/api/v2/teams/${id}/members`, (member) => {
            const name = org.people.get(member)?.name;
            return {
              id: member,
              ...(withNames && name !== undefined ? { name } : {}),
              selfUri: `/api/v2/users/${member}`,
            };
          }),
        );
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/groups',
      handle: (call) =>
        ok(
          pagedListing(all().groups, pageOf(call.query, { size: 25, most: 500 }), '/api/v2/groups', (one) => ({
            ...listView('groups', one),
            state: 'active',
            type: 'official',
            visibility: 'public',
          })),
        ),
    },
    {
      verb: 'GET',
      path: '/api/v2/groups/{groupId}/members',
      handle: (call) => {
        const { id, members } = found(all().groups, call, 'groupId');
        const expand = call.query.list('expand');
        const page = pageOf(call.query, { size: 25, most: MOST_MEMBERS });
        return ok(
          pagedListing(members, page, `/api/v2/groups/${id}/members`, (member) => {
            const person = org.people.get(member);
            return person === undefined
              ? { id: member, state: 'deleted', selfUri: `/api/v2/users/${member}` }
              : userView(org, person, expand);
          }),
        );
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/routing/queues',
      all: ['routing:queue:view'],
      handle: (call) =>
        ok(
          pagedListing(
            named(all().queues, call, 'pattern'),
            pageOf(call.query, { size: 25, most: 500 }),
            '/api/v2/routing/queues',
            (one) => listView('routing/queues', one),
          ),
        ),
    },
    {
      verb: 'GET',
      path: '/api/v2/routing/queues/me',
      handle: (call) => {
        const mine = all().queues.filter(({ members }) => members.includes(call.person.id));
        const page = pageOf(call.query, { size: 25, most: 500 });
        return ok(
          pagedListing(mine, page, '/api/v2/routing/queues/me', (one) => ({
            ...listView('routing/queues', one),
            joined: true,
          })),
        );
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/routing/queues/{queueId}/members',
      any: QUEUE_MEMBERS,
      handle: (call) => {
        const { id, members } = found(all().queues, call, 'queueId');
        const expand = call.query.list('expand');
        const listing = pagedListing(
          members,
          pageOf(call.query, { size: 25, most: MOST_MEMBERS }),
          `/api/v2/routing/queues/${id}/members`,
          (member) => {
            const person = org.people.get(member);
            if (person === undefined) return { id: member };
            return {
              id: member,
              name: person.name,
              user: userView(org, person, expand),
              joined: true,
              memberBy: 'user',
              routingStatus: routingStatus(person),
            };
          },
        );
        // This list tells no total.
        return ok({ ...listing, total: undefined });
      },
    },
  ];
}

/** A page of what is led on by a cursor: `after` names the place of the next one. */
function cursorListing<T>(
  list: readonly T[],
  call: Call,
  uri: string,
  view: (one: T) => unknown,
): Record<string, unknown> {
  const { size } = pageOf(call.query, { size: 25, most: MOST_MEMBERS });
  const after = call.query.text('after');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidValue(after ?? '', 'after', ['a cursor of an earlier page']);
  const end = start + size;
  const cursor = Buffer.from(String(end)).toString('base64url');
  return {
    entities: list.slice(start, end).map(view),
    pageSize: size,
    selfUri: uri,
    ...(end < list.length ? { nextUri: `${uri}?pageSize=${size}&after=${cursor}` } : {}),
  };
}
