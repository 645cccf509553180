/** Finds the definition that somebody named in a command: by id, or by its label in whatever language the organisation has it. */
import { toSystemPresence } from '../../genesys/system-presence.js';
import type { DefinitionView } from '../../presence/presence-view.js';
import type { OrganizationDefinition } from '../../presence/definitions/definition-book.js';
import { nearest } from './nearest.js';

export type Match =
  | { readonly kind: 'found'; readonly definition: DefinitionView }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly DefinitionView[] }
  /** There is such a definition, but this person cannot pick it. */
  | { readonly kind: 'notOffered'; readonly label: string }
  /** `nearest`: labels that look alike. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/**
 * Makes equal what people type alike: case, width and composition of letters, white space. Case is folded over upper case, so that ß equals SS
 * and a dotless ı equals i; the dot that İ leaves behind goes.
 */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\u0307/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const tidy = (name: string): string => name.normalize('NFC').trim();

interface Named {
  readonly definition: DefinitionView;
  readonly labels: readonly string[];
}

type Rule = (each: Named) => boolean;

/**
 * The first rule that fits at least one definition decides: id; the label as shown, to the letter, then folded; any language's label, likewise;
 * last the service's own name of the system presence (`On Queue`, `ON_QUEUE`), which means its primary definition. Beginnings of names are not
 * accepted: tomorrow's new label would make yesterday's script set something else.
 *
 * @param offered what the person may pick, in the order shown
 * @param all every definition of the organisation with the labels of all languages
 */
export function matchName(
  typed: string,
  offered: readonly DefinitionView[],
  all: readonly OrganizationDefinition[],
): Match {
  const labelsById = new Map(all.map((each) => [each.id.toLowerCase(), labelsOf(each)]));
  const named = offered.map((definition): Named => {
    const labels = labelsById.get(definition.id.toLowerCase()) ?? [];
    return { definition, labels: [definition.label, ...labels] };
  });
  const folded = foldName(typed);
  const exact = tidy(typed);
  const system = toSystemPresence(typed.trim());
  const rules: readonly Rule[] = [
    ({ definition }) => definition.id.toLowerCase() === exact.toLowerCase(),
    ({ definition }) => tidy(definition.label) === exact,
    ({ definition }) => foldName(definition.label) === folded,
    ({ labels }) => labels.some((label) => tidy(label) === exact),
    ({ labels }) => labels.some((label) => foldName(label) === folded),
    ({ definition }) => system !== null && definition.primary && definition.systemPresence === system,
  ];
  for (const rule of rules) {
    const [first, ...others] = named.filter(rule);
    if (first === undefined) continue;
    return others.length === 0
      ? { kind: 'found', definition: first.definition }
      : { kind: 'ambiguous', candidates: [first, ...others].map(({ definition }) => definition) };
  }
  const hidden = all.find(
    (each) =>
      each.id.toLowerCase() === exact.toLowerCase() ||
      labelsOf(each).some((label) => foldName(label) === folded) ||
      (each.primary && each.systemPresence === system),
  );
  return hidden ? { kind: 'notOffered', label: exact } : { kind: 'unknown', nearest: lookAlikes(folded, named) };
}

const labelsOf = (definition: OrganizationDefinition): string[] =>
  [...Object.values(definition.languageLabels), definition.name ?? ''].filter((label) => label.trim() !== '');

const MOST_SUGGESTIONS = 3;

/** Labels as people know them: what looked alike, at most once for each definition. */
function lookAlikes(folded: string, named: readonly Named[]): string[] {
  const shownByFolded = new Map<string, DefinitionView>();
  for (const { definition, labels } of named) {
    for (const label of labels) {
      const key = foldName(label);
      if (!shownByFolded.has(key)) shownByFolded.set(key, definition);
    }
  }
  const near = nearest(folded, [...shownByFolded.keys()], MOST_SUGGESTIONS * 4);
  const labels = near.flatMap((key) => shownByFolded.get(key)?.label ?? []);
  return [...new Set(labels)].slice(0, MOST_SUGGESTIONS);
}
