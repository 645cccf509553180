/**
 * Who is in a presence now, among the people this person may see. Asked before it is deactivated (docs/genesys-cloud.md
 * §8).
 */
import type { GenesysClient } from '../genesys/client.js';
import { toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';

export interface WhoIsIn {
  /** How many people were checked so far. */
  readonly checked: number;
  /** How many there are. Null: unknown. */
  readonly total: number | null;
  readonly count: number;
  /** The first of them. */
  readonly names: readonly string[];
  readonly done: boolean;
  readonly problem: ProblemText | null;
}

export const NOBODY_CHECKED: WhoIsIn = {
  checked: 0,
  total: null,
  count: 0,
  names: [],
  done: false,
  problem: null,
};

const PAGE_SIZE = 100;
/** At most thirty requests, for a quick look before a click. */
const MOST_PAGES = 10;
const MOST_NAMES = 12;

/** Reports after each page. Never rejects, and ends with the signal. */
export async function lookWhoIsIn(
  client: GenesysClient,
  definitionId: string,
  signal: AbortSignal,
  tell: (now: WhoIsIn) => void,
): Promise<void> {
  const wanted = definitionId.toLowerCase();
  // The agent's own requests go before these.
  const options = { signal, forOthers: true };
  let now = NOBODY_CHECKED;
  try {
    for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber++) {
      const page = await client.users.getUsers({ pageSize: PAGE_SIZE, pageNumber, state: 'active' }, options);
      const people = page.entities ?? [];
      // How the service spells an id back may differ.
      const nameOf = new Map(people.map(({ id, name }) => [id.toLowerCase(), name?.trim() || id]));
      const ids = people.map(({ id }) => id);
      const presences = await client.presence.getUsersPresencesPurecloudBulk({ id: ids }, options);
      const inIt = presences.filter(({ presenceDefinition }) => presenceDefinition?.id.toLowerCase() === wanted);
      const names = inIt.map(({ userId }) => nameOf.get(userId.toLowerCase()) ?? userId);
      const total = page.total ?? null;
      const checked = now.checked + people.length;
      // A service may give fewer a page than was asked for, and an entry may be unreadable.
      const size = page.pageSize ?? PAGE_SIZE;
      const isLast = people.length === 0 || (total === null ? people.length < size : pageNumber * size >= total);
      now = {
        checked,
        total: isLast ? (total ?? checked) : total,
        count: now.count + inIt.length,
        names: [...now.names, ...names].slice(0, MOST_NAMES),
        done: isLast || pageNumber === MOST_PAGES,
        problem: null,
      };
      if (signal.aborted) return;
      tell(now);
      if (isLast) return;
    }
  } catch (error) {
    if (!signal.aborted) tell({ ...now, done: true, problem: toProblemText(error) });
  }
}
