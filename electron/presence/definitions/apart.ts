/**
 * What tells presences apart that read the same: "Lunch" under Break and "Lunch" under Meal, or two of them under Meal
 * in two divisions. Their parent, then their division, and where nothing else does, a number. Computes only.
 */
import { isolate } from '../../foreign-text.js';
import type { DefinitionRef } from '../presence-view.js';

export interface NamedDefinition {
  readonly id: string;
  readonly label: string;
  /** Its primary definition's label. */
  readonly parent: string;
  /** It is that primary one. */
  readonly primary: boolean;
  /** Its system presence in the reader's language: two parents may read the same as well. */
  readonly systemName: string;
  /** Of one division, or of all: in words. */
  readonly division: string;
}

/** A text as the eye reads it: without case, width, white space, and what cannot be seen. */
const asSeen = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

interface Told extends NamedDefinition {
  readonly parts: string[];
}

function groupBy<T>(all: readonly T[], key: (each: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(key(each));
    if (group) group.push(each);
    else groups.set(key(each), [each]);
  }
  return [...groups.values()];
}

/** Those among them that still read the same get one part more, where it differs. */
function tellMore(alike: readonly Told[], part: (each: Told) => string): void {
  for (const group of groupBy(alike, ({ parts }) => JSON.stringify(parts.map(asSeen)))) {
    if (new Set(group.map((each) => asSeen(part(each)))).size < 2) continue;
    for (const each of group) if (part(each) !== '') each.parts.push(part(each));
  }
}

/**
 * By id, for those that read like another one; the others have nothing. A primary presence is plain itself: the others
 * are the ones beneath it.
 */
export function tellApart(definitions: readonly NamedDefinition[]): ReadonlyMap<string, string[]> {
  const told = new Map<string, string[]>();
  for (const alike of groupBy(definitions, ({ label }) => asSeen(label))) {
    if (alike.length < 2) continue;
    const all = alike.map((each): Told => ({ ...each, parts: each.primary ? [] : [each.parent] }));
    tellMore(all, ({ systemName }) => systemName);
    tellMore(all, ({ division }) => division);
    const numbers = new Map([...all].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id }, index) => [id, index + 1]));
    tellMore(all, ({ id }) => String(numbers.get(id)));
    for (const { id, parts } of all) if (parts.length > 0) told.set(id, parts);
  }
  return told;
}

/** Label and what tells it apart, in a line of ours: "Lunch (Meal · Berlin)". */
export function fullName({ label, apart }: Pick<DefinitionRef, 'label' | 'apart'>, direction: 'ltr' | 'rtl'): string {
  const name = isolate(label, direction);
  return apart === undefined ? name : `${name} (${apart.map((part) => isolate(part, direction)).join(' · ')})`;
}
