/**
 * Tells presences apart that read alike: "Lunch" under Break and "Lunch" under Meal, or two under Meal in two
 * divisions. It adds their parent, then their division, and as a last resort a number. Pure functions only.
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
  /** Its system presence in the reader's language, because two parents may read alike too. */
  readonly systemName: string;
  /** The division's name, or the words for all of them. */
  readonly division: string;
}

/** A text as the eye sees it: without case, width, white space and invisible characters. */
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

/** Those that still read alike get another part, if it differs. */
function tellMore(alike: readonly Told[], part: (each: Told) => string): void {
  for (const group of groupBy(alike, ({ parts }) => JSON.stringify(parts.map(asSeen)))) {
    if (new Set(group.map((each) => asSeen(part(each)))).size < 2) continue;
    for (const each of group) if (part(each) !== '') each.parts.push(part(each));
  }
}

/** By id, only for those that read like another. A primary presence stays plain: the others are below it. */
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

/** A label and what tells it apart, for one of our lines: "Lunch (Meal · Berlin)". */
export function fullName({ label, apart }: Pick<DefinitionRef, 'label' | 'apart'>, direction: 'ltr' | 'rtl'): string {
  const name = isolate(label, direction);
  return apart === undefined ? name : `${name} (${apart.map((part) => isolate(part, direction)).join(' · ')})`;
}
