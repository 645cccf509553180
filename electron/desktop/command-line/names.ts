/** Finds the definition that a command named: by id, or by its label in any language the organisation has. */
import { fold, foldCase } from '../../../assets/locales/folding.js';
import { toSystemPresence } from '../../genesys/system-presence.js';
import type { DefinitionView } from '../../presence/presence-view.js';
import type { OrganizationDefinition } from '../../presence/definitions/definition-book.js';
import { nearest } from './nearest.js';

export type Match =
  | { readonly kind: 'found'; readonly definition: DefinitionView }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly DefinitionView[] }
  /** The definition exists, but this person cannot pick it. */
  | { readonly kind: 'notOffered'; readonly label: string }
  /** `nearest`: similar labels. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

const tidy = (name: string): string => name.normalize('NFC').trim();

interface Named {
  readonly definition: DefinitionView;
  readonly labels: readonly string[];
}

type Rule = (each: Named) => boolean;

/**
 * The first rule that matches any definition decides. The rules are: the id; the displayed label exactly, then ignoring
 * case and width; any language's label likewise; the service's name of the system presence (`On Queue`, `ON_QUEUE`),
 * which means its primary definition; labels without accents (`dejeuner` for _Déjeuner_). Accents come last so that
 * _Résumé_ never replaces _Resume_. Prefixes are not accepted: a new label tomorrow would change what yesterday's
 * script sets.
 *
 *
 * @param offered what the person may pick, in display order
 * @param all every definition of the organisation with labels in all languages
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
  // A label that folds to nothing (only marks) must match exactly.
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

/** Similar labels as people know them, at most one per definition. */
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
