/**
 * The list of presences as rows: which exist, which match the query, where each is, and which of a thousand are drawn.
 * Pure functions only. `PresenceList.svelte` draws it.
 */
import { fold, typedWords } from '../../assets/locales/folding.js';
import type { DefinitionsView, DefinitionView } from '../../electron/presence/presence-view.js';
import type { SystemPresence } from '../../electron/genesys/system-presence.js';

export interface Row {
  readonly id: string;
  readonly label: string;
  /** Tells it apart from others with the same label. */
  readonly apart?: DefinitionView['apart'];
  readonly systemPresence: SystemPresence;
  /** A secondary presence below its primary one: indented, without its own glyph. */
  readonly second: boolean;
  readonly favourite: boolean;
  readonly group: number;
  /** The label in its searchable form. */
  readonly folded: string;
}

export interface RowGroup {
  /** Accessible name: the primary definition's label, or the section's name. */
  readonly label: string;
  /** A visible heading above the group's first row. Null: the rows need none. */
  readonly heading: string | null;
}

export interface Rows {
  readonly groups: readonly RowGroup[];
  readonly rows: readonly Row[];
}

export interface PlacedRow extends Row {
  /** Distance from the top of the list, in CSS pixels. */
  readonly top: number;
  /** Whether it shows its glyph: primary, a favourite, or the first of its group that the filter leaves. */
  readonly glyph: boolean;
  readonly position: number;
}

export interface PlacedHeading {
  readonly text: string;
  readonly group: number;
  readonly top: number;
}

export interface PlacedList {
  readonly rows: readonly PlacedRow[];
  readonly headings: readonly PlacedHeading[];
  /** Where a line separates the favourites from the rest. */
  readonly rules: readonly number[];
  readonly height: number;
}

/** In CSS pixels, as all heights here. */
export const ROW_HEIGHT = 34;
export const SECOND_ROW_HEIGHT = 30;
export const HEADING_HEIGHT = 26;
const GROUP_GAP = 2;
const RULE_HEIGHT = 11;
/** Lists up to this length are drawn whole. Longer ones draw only the rows in sight. */
const DRAW_ALL = 80;
const OVERSCAN = 6;

/**
 * The groups from main, preceded by the favourites. Each definition appears once (docs/design.md §4), so a favourite
 * leaves its group. On Queue is an option for those who may set it, even if no group has it.
 */
export function toRows(definitions: DefinitionsView, favourites: readonly string[], favouritesLabel: string): Rows {
  const groups: RowGroup[] = [];
  const rows: Row[] = [];
  const seen = new Set<string>();
  const add = (definition: DefinitionView, second: boolean, favourite: boolean): void => {
    if (seen.has(definition.id)) return;
    seen.add(definition.id);
    rows.push({
      id: definition.id,
      label: definition.label,
      ...(definition.apart && { apart: definition.apart }),
      systemPresence: definition.systemPresence,
      second,
      favourite,
      group: groups.length - 1,
      folded: fold(definition.label),
    });
  };

  const all = new Map(definitions.groups.flatMap((group) => group.definitions.map((d) => [d.id, d] as const)));
  if (definitions.onQueue) all.set(definitions.onQueue.id, definitions.onQueue);
  const chosen = favourites.flatMap((id) => all.get(id) ?? []);
  if (chosen.length > 0) {
    groups.push({ label: favouritesLabel, heading: favouritesLabel });
    for (const definition of chosen) add(definition, false, true);
  }

  let division: string | null = null;
  const addGroup = (label: string, ofDivision: string | null, members: readonly DefinitionView[]): void => {
    const left = members.filter((definition) => !seen.has(definition.id));
    if (left.length === 0) return;
    groups.push({ label, heading: ofDivision !== division ? ofDivision : null });
    division = ofDivision;
    for (const definition of left) add(definition, !definition.primary, false);
  };
  const own = definitions.groups.filter((group) => group.division === null);
  const others = definitions.groups.filter((group) => group.division !== null);
  for (const group of own) addGroup(group.label, null, group.definitions);
  if (definitions.onQueue) addGroup(definitions.onQueue.label, null, [definitions.onQueue]);
  for (const group of others) addGroup(group.label, group.division, group.definitions);
  return { groups, rows };
}

/** The rows whose label contains every word of the query. */
export function filterRows(rows: readonly Row[], query: string): readonly Row[] {
  const words = typedWords(query);
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => row.folded.includes(word)));
}

/** Places rows one below the other. A secondary row whose primary is filtered out or missing shows its own glyph. */
export function place(rows: readonly Row[], groups: readonly RowGroup[]): PlacedList {
  const placed: PlacedRow[] = [];
  const headings: PlacedHeading[] = [];
  const rules: number[] = [];
  let top = 0;
  let group = -1;
  let favourite = false;
  for (const row of rows) {
    const first = row.group !== group;
    if (first) {
      if (group !== -1) top += GROUP_GAP;
      group = row.group;
      if (favourite && !row.favourite) {
        rules.push(top + RULE_HEIGHT / 2);
        top += RULE_HEIGHT;
      }
      favourite = row.favourite;
      const heading = groups[group]?.heading ?? null;
      if (heading !== null) {
        headings.push({ text: heading, group, top });
        top += HEADING_HEIGHT;
      }
    }
    const second = row.second && !first;
    placed.push({ ...row, second, glyph: !second, top, position: placed.length + 1 });
    top += second ? SECOND_ROW_HEIGHT : ROW_HEIGHT;
  }
  return { rows: placed, headings, rules, height: top };
}

export const rowHeight = (row: Pick<Row, 'second'>): number => (row.second ? SECOND_ROW_HEIGHT : ROW_HEIGHT);

/**
 * The row that Enter picks before anyone moves: the current presence on opening, the best match while filtering. Never
 * On Queue (docs/design.md §4): the person must move there.
 */
export function defaultActive(rows: readonly Row[], query: string, currentId: string | null): string | null {
  const pickable = rows.filter((row) => row.systemPresence !== 'OnQueue');
  const wanted = fold(query);
  if (wanted === '') return pickable.find((row) => row.id === currentId)?.id ?? null;
  const letters = query.trim().toLowerCase();
  const rank = (row: Row): number =>
    row.label.toLowerCase() === letters
      ? -1
      : row.folded.startsWith(wanted)
        ? 0
        : row.folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))
          ? 1
          : 2;
  let best: Row | null = null;
  for (const row of pickable) if (best === null || rank(row) < rank(best)) best = row;
  return best?.id ?? null;
}

/** Index of the first row that ends below `y`. */
function firstBelow(rows: readonly PlacedRow[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.top + rowHeight(row) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rows to draw: those in sight and some beyond, and always the active one, because `aria-activedescendant` names it
 * wherever it is.
 * @param height of the visible part, in CSS pixels
 */
export function inSight(
  rows: readonly PlacedRow[],
  scrollTop: number,
  height: number,
  activeId: string | null,
): readonly PlacedRow[] {
  if (rows.length <= DRAW_ALL) return rows;
  const from = Math.max(0, firstBelow(rows, scrollTop) - OVERSCAN);
  const to = Math.min(rows.length, firstBelow(rows, scrollTop + height) + OVERSCAN);
  const drawn = rows.slice(from, to);
  const active = rows.find((row) => row.id === activeId);
  if (active === undefined || drawn.includes(active)) return drawn;
  return active.position <= from ? [active, ...drawn] : [...drawn, active];
}

/** The scroll position that shows the whole row with a little of its neighbours. Unchanged if it already does. */
export function scrollTo(row: PlacedRow, list: PlacedList, scrollTop: number, height: number): number {
  const room = Math.min(SECOND_ROW_HEIGHT / 2, Math.max(0, (height - rowHeight(row)) / 2));
  const most = Math.max(0, list.height - height);
  if (row.top - room < scrollTop) return Math.max(0, Math.min(most, row.position === 1 ? 0 : row.top - room));
  const bottom = row.top + rowHeight(row) + room;
  return bottom > scrollTop + height ? Math.min(most, bottom - height) : scrollTop;
}

/** How many rows a page key moves. */
export const pageRows = (height: number): number => Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
