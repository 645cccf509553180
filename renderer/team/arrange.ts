/** Which of a team's rows are shown, and in what order. Pure, and quick enough for thousands at every change. */
import { fold } from '../../assets/locales/folding.js';
import type { TeamRow } from '../../electron/ipc/contract/team.js';
import { SYSTEM_PRESENCES, type SystemPresence } from '../../electron/genesys/system-presence.js';

export const COLUMNS = ['name', 'presence', 'time', 'routing', 'message'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

/** What a chip stands for. */
export type Kind = SystemPresence | 'unknown';
export const KINDS: readonly Kind[] = [...SYSTEM_PRESENCES, 'unknown'];

export const kindOf = (row: TeamRow): Kind => row.presence?.systemPresence ?? 'unknown';

/** The words a row is found by. */
export const wordsOf = (row: TeamRow, nameless: string): string =>
  fold([row.name ?? nameless, row.department, row.presence?.label, row.message].filter(Boolean).join(' '));

const ROUTING_ORDER = ['NOT_RESPONDING', 'INTERACTING', 'COMMUNICATING', 'IDLE', 'OFF_QUEUE'];

export interface Arranging {
  readonly words: readonly string[];
  /** Empty: all kinds. */
  readonly kinds: ReadonlySet<Kind>;
  readonly sort: Sort;
  /** What a row's words are, folded. */
  readonly text: (id: string) => string;
  /** The place of a row by name: computed once for all sorts. */
  readonly rank: (id: string) => number;
  readonly compare: (one: string, other: string) => number;
}

/** The ids of the rows to show, in order. People without what is sorted by come last, in either direction. */
export function arrange(rows: Iterable<TeamRow>, by: Arranging): string[] {
  const { words, kinds, sort, text, rank } = by;
  const shown: TeamRow[] = [];
  for (const row of rows) {
    if (kinds.size > 0 && !kinds.has(kindOf(row))) continue;
    if (words.length > 0) {
      const own = text(row.id);
      if (!words.every((word) => own.includes(word))) continue;
    }
    shown.push(row);
  }
  const key = keyOf(sort.column, by);
  const sign = sort.descending ? -1 : 1;
  const keyed = shown.map((row) => ({ id: row.id, key: key(row), rank: rank(row.id) }));
  keyed.sort((one, other) => {
    if (one.key === null || other.key === null)
      return one.key === other.key ? one.rank - other.rank : one.key === null ? 1 : -1;
    const difference =
      typeof one.key === 'number' && typeof other.key === 'number'
        ? one.key - other.key
        : by.compare(String(one.key), String(other.key));
    return difference === 0 ? one.rank - other.rank : sign * difference;
  });
  return keyed.map(({ id }) => id);
}

function keyOf(column: Column, { rank }: Arranging): (row: TeamRow) => number | string | null {
  switch (column) {
    case 'name':
      return ({ id }) => rank(id);
    case 'presence':
      return ({ presence }) => presence?.label ?? null;
    case 'time':
      // The longest time has the earliest beginning: descending, the longest comes first.
      return ({ since }) => (since === null ? null : -since);
    case 'routing':
      return ({ routing }) => (routing === null ? null : ROUTING_ORDER.indexOf(routing));
    case 'message':
      return ({ message }) => message?.trim() || null;
  }
}

/** The next sort after a click on a column: time begins with the longest. */
export const nextSort = (sort: Sort, column: Column): Sort =>
  sort.column === column ? { column, descending: !sort.descending } : { column, descending: column === 'time' };

/** Everyone between two rows, both included; the second alone where the first is not shown. */
export function between(shown: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : shown.indexOf(from);
  const end = shown.indexOf(to);
  if (end < 0) return [];
  if (start < 0) return [to];
  return shown.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** People whose name stands more than once, so that their department is said with it. */
export function sharedNames(rows: Iterable<TeamRow>): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of rows) {
    if (name === null) continue;
    if (seen.has(name)) shared.add(name);
    seen.add(name);
  }
  return shared;
}
