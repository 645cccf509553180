/** Finds the definition that somebody named in a command: by id, or by its label in whatever language the organisation has it. */
import { fold, foldCase } from '../../../assets/locales/folding.js';
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

const tidy = (name: string): string => name.normalize('NFC').trim();

interface Named {
  readonly definition: DefinitionView;
  readonly labels: readonly string[];
}

type Rule = (each: Named) => boolean;

/**
 * The first rule that fits at least one definition decides: id; the label as shown, to the letter, then without case and width; any language's
 * label, likewise; the service's own name of the system presence (`On Queue`, `ON_QUEUE`), which means its primary definition; last the labels
 * without accents (`dejeuner` for *Déjeuner*), so that an organisation's *Résumé* never takes the place of its *Resume*. Beginnings of names are
 * not accepted: tomorrow's new label would make yesterday's script set something else.
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
  const exact = tidy(typed);
  const sameCase = foldCase(typed);
  const folded = fold(typed);
  const system = toSystemPresence(typed.trim());
  // What folds to nothing (a label of marks alone) is only found to the letter.
  const reads = (label: string): boolean => folded !== '' && fold(label) === folded;
  const rules: readonly Rule[] = [
    ({ definition }) => definition.id.toLowerCase() === exact.toLowerCase(),
    ({ definition }) => tidy(definition.label) === exact,
    ({ definition }) => foldCase(definition.label) === sameCase,
    ({ labels }) => labels.some((label) => tidy(label) === exact),
    ({ labels }) => labels.some((label) => foldCase(label) === sameCase),
    ({ definition }) => system !== null && definition.primary && definition.systemPresence === system,
    ({ definition }) => reads(definition.label),
    ({ labels }) => labels.some(reads),
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
      labelsOf(each).some(reads) ||
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
      const key = fold(label);
      if (!shownByFolded.has(key)) shownByFolded.set(key, definition);
    }
  }
  const near = nearest(folded, [...shownByFolded.keys()], MOST_SUGGESTIONS * 4);
  const labels = near.flatMap((key) => shownByFolded.get(key)?.label ?? []);
  return [...new Set(labels)].slice(0, MOST_SUGGESTIONS);
}
