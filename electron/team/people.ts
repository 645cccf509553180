/**
 * Who is in the team: my reports, a work team, a group, a queue, people by name, a saved list (docs/genesys-cloud.md
 * §7.1).
 */
import type { CallOptions, GenesysClient } from '../genesys/client.js';
import { toProblemText } from '../genesys/error.js';
import type { Member } from '../genesys/models/people-lists.js';
import type { ProblemText } from '../genesys/problem.js';
import { eachOnce } from '../genesys/same-id.js';
import type { FoundPerson } from './person-state.js';

export type ListKind = 'team' | 'group' | 'queue';

/** Whose presences are asked for. */
export type PeopleChoice =
  | { readonly kind: 'reports' }
  | { readonly kind: ListKind; readonly id: string }
  | { readonly kind: 'list'; readonly id: string }
  | { readonly kind: 'named'; readonly text: string };

/** The part of the client that finds people. */
export interface PeopleService {
  readonly users: Pick<GenesysClient['users'], 'getUserDirectreports' | 'postUsersSearch'>;
  readonly teams: GenesysClient['teams'];
  readonly groups: GenesysClient['groups'];
  readonly routing: Pick<
    GenesysClient['routing'],
    'getRoutingQueues' | 'getRoutingQueuesMe' | 'getRoutingQueueMembers'
  >;
}

/** A list that one can choose. */
export interface PeopleListEntry {
  readonly id: string;
  readonly kind: ListKind;
  readonly name: string;
  /** Null: the service does not say. */
  readonly count: number | null;
}

/** A kind of list that could not be read. */
export interface RefusedLists {
  readonly kind: ListKind;
  /** Null where it was not even asked for: the person lacks the permission. */
  readonly problem: ProblemText | null;
  readonly permission: string | null;
}

const PAGE = 100;
/** More people than this are nobody's team; what is beyond is said. */
export const MOST_PEOPLE = 10_000;
/** A service that leads on without end is left. */
const MOST_PAGES = 200;
const MOST_NOBODY_NEW = 3;
/** In a search the first hundred names are enough: who finds more types more. */
const MOST_FOUND = 500;
export const VIEW_TEAMS = 'groups:team:view';
export const VIEW_QUEUES = 'routing:queue:view';
export const QUEUE_MEMBERS = [
  VIEW_QUEUES,
  'routing:queue:edit',
  'routing:queue:readonly',
  'routing:queueMember:manage',
];

const SEPARATOR = ':';

/** The choice as one text, as the window keeps it: `team:ID`. */
export const choiceKey = (choice: PeopleChoice): string =>
  choice.kind === 'reports'
    ? 'reports'
    : `${choice.kind}${SEPARATOR}${choice.kind === 'named' ? choice.text : choice.id}`;

/** Null where it is none. */
export function readChoice(key: string): PeopleChoice | null {
  if (key === 'reports') return { kind: 'reports' };
  const at = key.indexOf(SEPARATOR);
  const kind = key.slice(0, Math.max(0, at));
  const rest = key.slice(at + 1).trim();
  if (rest === '') return null;
  switch (kind) {
    case 'team':
    case 'group':
    case 'queue':
    case 'list':
      return { kind, id: rest };
    case 'named':
      return { kind, text: rest };
    default:
      return null;
  }
}

/** A member in any shape: the person at top level, or as `user`. Null where it names nobody. */
export function personOf(member: Member): FoundPerson | null {
  const id = member.user?.id || member.id;
  if (!id) return null;
  return {
    id,
    name: firstText(member.user?.name, member.name),
    department: firstText(member.user?.department, member.department),
  };
}

const firstText = (...texts: (string | null | undefined)[]): string | null =>
  texts.find((text): text is string => Boolean(text?.trim()))?.trim() ?? null;

interface Page {
  readonly members: readonly Member[];
  /** Whether there may be another one. */
  readonly more: boolean;
  /** The next page's cursor, where pages are led on by one. */
  readonly after: string | null;
  /** There is another page, and nothing says how to get there. */
  readonly cut?: boolean;
}

/** The next page's cursor, out of the address that leads there. */
export function cursorOf(nextUri: string | null | undefined): string | null {
  if (!nextUri) return null;
  try {
    return new URL(nextUri, 'https://api.invalid').searchParams.get('after');
  } catch {
    return null;
  }
}

interface Listing {
  readonly pageCount?: number | null | undefined;
  readonly pageSize?: number | null | undefined;
  readonly nextUri?: string | null | undefined;
}
/** An empty page is the last. A service may give fewer a page than was asked for, and then says how many. */
const leadsOn = ({ pageCount, pageSize, nextUri }: Listing, page: number, length: number): boolean => {
  if (length === 0) return false;
  const full = Math.min(PAGE, pageSize && pageSize > 0 ? pageSize : PAGE);
  return Boolean(nextUri) || (typeof pageCount === 'number' ? page < pageCount : length >= full);
};

/**
 * Reads the people of a choice, page by page.
 * @param found called with those of each page, as it comes
 * @returns whether there are more than are shown
 * @throws GenesysError
 */
export async function findPeople(
  service: PeopleService,
  me: string,
  choice: Exclude<PeopleChoice, { kind: 'list' }>,
  found: (people: readonly FoundPerson[]) => void,
  options: CallOptions,
): Promise<boolean> {
  if (choice.kind === 'reports') {
    const members = await service.users.getUserDirectreports({ userId: me }, options);
    found(members.slice(0, MOST_PEOPLE).flatMap((member) => personOf(member) ?? []));
    return members.length > MOST_PEOPLE;
  }
  const seen = new Set<string>();
  const most = choice.kind === 'named' ? MOST_FOUND : MOST_PEOPLE;
  let after: string | null = null;
  let nobodyNew = 0;
  for (let number = 1; number <= MOST_PAGES; number++) {
    const page: Page = await pageOf(service, choice, number, after, options);
    const fresh: FoundPerson[] = [];
    for (const person of page.members.flatMap((member) => personOf(member) ?? []))
      if (seen.size < most && !seen.has(person.id.toLowerCase())) {
        seen.add(person.id.toLowerCase());
        fresh.push(person);
      }
    found(fresh);
    if (!page.more) return page.cut ?? false;
    if (seen.size >= most) return true;
    // One page may be repeated. Several that bring nobody new lead round in a circle.
    nobodyNew = fresh.length === 0 ? nobodyNew + 1 : 0;
    if (nobodyNew >= MOST_NOBODY_NEW) return false;
    after = page.after;
  }
  return true;
}

function pageOf(
  service: PeopleService,
  choice: Exclude<PeopleChoice, { kind: 'list' } | { kind: 'reports' }>,
  number: number,
  after: string | null,
  options: CallOptions,
): Promise<Page> {
  switch (choice.kind) {
    case 'team':
      return teamPage(service, choice.id, after, options);
    case 'group':
      return groupPage(service, choice.id, number, options);
    case 'queue':
      return queuePage(service, choice.id, number, options);
    case 'named':
      return namedPage(service, choice.text, number, options);
  }
}

async function teamPage(service: PeopleService, teamId: string, after: string | null, options: CallOptions) {
  const args = { teamId, pageSize: PAGE, expand: 'entities' as const, ...(after === null ? {} : { after }) };
  const listing = await service.teams.getTeamMembers(args, options);
  const next = cursorOf(listing.nextUri);
  const cut = next === null && Boolean(listing.nextUri);
  return { members: listing.entities ?? [], more: next !== null && next !== after, after: next, cut };
}

async function groupPage(service: PeopleService, groupId: string, pageNumber: number, options: CallOptions) {
  const listing = await service.groups.getGroupMembers({ groupId, pageSize: PAGE, pageNumber }, options);
  const members = listing.entities ?? [];
  return { members, more: leadsOn(listing, pageNumber, members.length), after: null };
}

async function queuePage(service: PeopleService, queueId: string, pageNumber: number, options: CallOptions) {
  const listing = await service.routing.getRoutingQueueMembers({ queueId, pageSize: PAGE, pageNumber }, options);
  const members = listing.entities ?? [];
  return { members, more: leadsOn(listing, pageNumber, members.length), after: null };
}

async function namedPage(service: PeopleService, text: string, pageNumber: number, options: CallOptions) {
  const body = {
    pageSize: PAGE,
    pageNumber,
    sortBy: 'name',
    sortOrder: 'ASC' as const,
    query: [{ type: 'QUERY_STRING' as const, fields: ['name', 'email'], value: text }],
  };
  const listing = await service.users.postUsersSearch({ body }, options);
  const members = listing.results ?? [];
  return { members, more: leadsOn(listing, pageNumber, members.length), after: null };
}

/** The lists one can choose from. A kind that is refused costs only itself. */
export async function findLists(
  service: PeopleService,
  may: (permission: string) => boolean,
  options: CallOptions,
): Promise<{ readonly lists: readonly PeopleListEntry[]; readonly refused: readonly RefusedLists[] }> {
  const lists: PeopleListEntry[] = [];
  const refused: RefusedLists[] = [];
  const read = async (kind: ListKind, permission: string | null, ask: () => Promise<readonly Named[]>) => {
    if (permission !== null && !may(permission)) {
      refused.push({ kind, problem: null, permission });
      return;
    }
    try {
      const found = await ask();
      lists.push(
        ...found.map(({ id, name, memberCount }) => ({
          id,
          kind,
          name: name?.trim() || id,
          count: memberCount ?? null,
        })),
      );
    } catch (error) {
      refused.push({ kind, problem: toProblemText(error), permission });
    }
  };
  await Promise.all([
    read('team', VIEW_TEAMS, () => allTeams(service, options)),
    read('group', null, () =>
      allPages((pageNumber) => service.groups.getGroups({ pageSize: PAGE, pageNumber }, options)),
    ),
    read('queue', null, () =>
      allPages((pageNumber) => {
        const args = { pageSize: PAGE, pageNumber };
        return may(VIEW_QUEUES)
          ? service.routing.getRoutingQueues(args, options)
          : service.routing.getRoutingQueuesMe(args, options);
      }),
    ),
  ]);
  const order: readonly ListKind[] = ['team', 'group', 'queue'];
  const place = ({ kind }: { readonly kind: ListKind }): number => order.indexOf(kind);
  return {
    lists: lists.sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name)),
    refused: refused.sort((one, other) => place(one) - place(other)),
  };
}

interface Named {
  readonly id: string;
  readonly name?: string | null | undefined;
  readonly memberCount?: number | null | undefined;
}
/** So many lists of one kind fit into a choice; who has more finds the people by name. */
const MOST_LIST_PAGES = 10;

async function allPages(
  read: (pageNumber: number) => Promise<Listing & { readonly entities?: readonly Named[] | null | undefined }>,
): Promise<readonly Named[]> {
  let all: readonly Named[] = [];
  for (let number = 1; number <= MOST_LIST_PAGES; number++) {
    const listing = await read(number);
    const entities = listing.entities ?? [];
    const before = all.length;
    all = eachOnce([...all, ...entities]);
    if (all.length === before || !leadsOn(listing, number, entities.length)) break;
  }
  return all;
}

async function allTeams(service: PeopleService, options: CallOptions): Promise<readonly Named[]> {
  const all: Named[] = [];
  let after: string | null = null;
  for (let number = 1; number <= MOST_LIST_PAGES; number++) {
    const args = { pageSize: PAGE, ...(after === null ? {} : { after }) };
    const listing: Awaited<ReturnType<PeopleService['teams']['getTeams']>> = await service.teams.getTeams(
      args,
      options,
    );
    all.push(...(listing.entities ?? []));
    const next = cursorOf(listing.nextUri);
    if (next === null || next === after) break;
    after = next;
  }
  return eachOnce(all);
}
