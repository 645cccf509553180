/**
 * What an administrator decides about a presence definition, how two states of one differ, and which others have the
 * same label. Pure functions only, and windows use them too.
 */
import type { OrganizationDefinition } from '../genesys/definitions.js';
import { LOCALE_CODES } from '../genesys/locale-codes.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import { lookUp } from '../look-up.js';

export type Labels = Readonly<Record<string, string>>;

export interface DefinitionFields {
  /** Fixed once it exists (docs/genesys-cloud.md §2.3). */
  readonly systemPresence: SystemPresence;
  /** Null: every division. */
  readonly divisionId: string | null;
  /** By locale. None is blank. */
  readonly labels: Labels;
  readonly deactivated: boolean;
}

/** Possible parents of a new definition (docs/genesys-cloud.md §2.3). */
export const CREATABLE: readonly SystemPresence[] = [
  'Available',
  'Break',
  'Meal',
  'Away',
  'Busy',
  'Meeting',
  'Training',
];

/** The possible locales of a label: the 24 of the service, and three that some organisations also use. */
export const LABEL_LOCALES: readonly string[] = [...LOCALE_CODES, 'en', 'hi', 'pt'];

const isBlank = (text: string): boolean => text.trim() === '';

/** The visible labels, without surrounding white space. */
export const cleanLabels = (labels: Labels): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels)
      .filter(([, label]) => !isBlank(label))
      .map(([locale, label]) => [locale, label.trim()]),
  );

export const fieldsOf = (
  definition: Pick<OrganizationDefinition, 'systemPresence' | 'divisionId' | 'languageLabels' | 'deactivated'>,
): DefinitionFields => ({
  systemPresence: definition.systemPresence,
  divisionId: definition.divisionId,
  labels: cleanLabels(definition.languageLabels),
  deactivated: definition.deactivated,
});

/** One difference. `from` and `to` are null if there is nothing: no label, every division. */
export type FieldChange =
  | {
      readonly field: 'label';
      readonly locale: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly field: 'divisionId'; readonly from: string | null; readonly to: string | null }
  | { readonly field: 'systemPresence'; readonly from: SystemPresence; readonly to: SystemPresence }
  | { readonly field: 'deactivated'; readonly from: boolean; readonly to: boolean };

const fold = (id: string | null): string | null => id?.toLowerCase() ?? null;

/** The changes from one state to the other. Surrounding white space in a label makes no difference. */
export function changesBetween(before: DefinitionFields, after: DefinitionFields): FieldChange[] {
  const changes: FieldChange[] = [];
  if (before.systemPresence !== after.systemPresence)
    changes.push({ field: 'systemPresence', from: before.systemPresence, to: after.systemPresence });
  if (fold(before.divisionId) !== fold(after.divisionId))
    changes.push({ field: 'divisionId', from: before.divisionId, to: after.divisionId });
  const [was, is] = [cleanLabels(before.labels), cleanLabels(after.labels)];
  for (const locale of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const from = lookUp(was, locale) ?? null;
    const to = lookUp(is, locale) ?? null;
    if (from !== to) changes.push({ field: 'label', locale, from, to });
  }
  if (before.deactivated !== after.deactivated)
    changes.push({ field: 'deactivated', from: before.deactivated, to: after.deactivated });
  return changes;
}

export const sameFields = (a: DefinitionFields, b: DefinitionFields): boolean => changesBetween(a, b).length === 0;

/** Labels that a person would consider equal: case, width and the number of spaces do not matter. */
export const foldLabel = (label: string): string => label.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

interface Labelled {
  readonly id: string;
  readonly systemPresence: SystemPresence;
  readonly labels: Labels;
}

/** Those below the same system presence with one of the labels in the same language. */
export function twinsOf<D extends Labelled>(
  all: readonly D[],
  wanted: Pick<Labelled, 'systemPresence' | 'labels'>,
  exceptId: string | null,
): D[] {
  const labels = Object.entries(cleanLabels(wanted.labels)).map(
    ([locale, label]) => [locale, foldLabel(label)] as const,
  );
  return all.filter(
    (one) =>
      one.id !== exceptId &&
      one.systemPresence === wanted.systemPresence &&
      labels.some(([locale, label]) => {
        const other = lookUp(one.labels, locale);
        return other !== undefined && !isBlank(other) && foldLabel(other) === label;
      }),
  );
}

/** How many of the 24 languages have a label. */
export const labelledLocales = (labels: Labels): number =>
  LOCALE_CODES.filter((locale) => !isBlank(lookUp(labels, locale) ?? '')).length;

/**
 * Rebases an edit on a change made elsewhere meanwhile. What only they changed is theirs, the rest stays the person's
 * own, and what both changed differently is named.
 */
export function rebase(
  before: DefinitionFields,
  mine: DefinitionFields,
  now: DefinitionFields,
): { readonly merged: DefinitionFields; readonly clashes: readonly FieldChange[] } {
  const own = changesBetween(before, mine);
  const place = (change: FieldChange): string => (change.field === 'label' ? `label ${change.locale}` : change.field);
  const touched = new Set(own.map(place));
  const theirs = changesBetween(before, now);
  const labels = new Map(Object.entries(cleanLabels(now.labels)));
  const merged = { systemPresence: now.systemPresence, divisionId: now.divisionId, deactivated: now.deactivated };
  for (const change of own) {
    if (change.field === 'divisionId') merged.divisionId = change.to;
    if (change.field === 'deactivated') merged.deactivated = change.to;
    if (change.field !== 'label') continue;
    if (change.to === null) labels.delete(change.locale);
    else labels.set(change.locale, change.to);
  }
  const result: DefinitionFields = { ...merged, labels: Object.fromEntries(labels) };
  const agreed = new Set(changesBetween(now, result).map(place));
  return {
    merged: result,
    clashes: theirs.filter((change) => touched.has(place(change)) && agreed.has(place(change))),
  };
}
