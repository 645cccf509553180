/**
 * What a file would do to the organisation's definitions, row by row, before anything is sent. What the file does not
 * name stays. Missing definitions are never deactivated. Pure functions only.
 */
import type { OrganizationDefinition } from '../genesys/definitions.js';
import { toSystemPresence, type SystemPresence } from '../genesys/system-presence.js';
import {
  changesBetween,
  cleanLabels,
  CREATABLE,
  fieldsOf,
  twinsOf,
  type DefinitionFields,
  type FieldChange,
} from './definition-fields.js';
import { EVERY_DIVISION, knownLocale, type Division, type FileRow } from './definition-file.js';

export type Verdict = 'create' | 'change' | 'reactivate' | 'deactivate' | 'unchanged' | 'refused';

export interface Reason {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface PlannedRow {
  /** Unique while the plan exists. */
  readonly id: string;
  readonly line: number;
  readonly verdict: Verdict;
  /** The label for people. */
  readonly label: string;
  readonly systemPresence: SystemPresence | null;
  readonly changes: readonly FieldChange[];
  /** Why it is refused. */
  readonly reason: Reason | null;
  /** Null: it does not exist yet. */
  readonly definitionId: string | null;
  readonly before: DefinitionFields | null;
  readonly after: DefinitionFields | null;
}

export interface PlanContext {
  readonly divisions: readonly Division[];
  /** Whether the person may. What they may not do is refused here already. */
  may(what: 'add' | 'edit' | 'deactivate'): boolean;
  /** The label for people. */
  label(labels: Readonly<Record<string, string>>, systemPresence: SystemPresence | null): string;
}

class Refusal extends Error {
  constructor(readonly reason: Reason) {
    super(reason.key);
  }
}
const refuse = (key: string, params: Readonly<Record<string, string>> = {}): never => {
  throw new Refusal({ key: `manage.import.${key}`, params });
};

/** The length of a label within a message about it. */
const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

export function planImport(
  rows: readonly FileRow[],
  current: readonly OrganizationDefinition[],
  context: PlanContext,
): PlannedRow[] {
  const byId = new Map(current.map((one) => [one.id.toLowerCase(), one]));
  const labelled = current.map((one) => ({ ...one, labels: one.languageLabels }));
  /** What earlier rows of the file will have created. */
  const planned: { id: string; systemPresence: SystemPresence; labels: Readonly<Record<string, string>> }[] = [];
  const taken = new Set<string>();

  const plan = (row: FileRow): PlannedRow => {
    const id = `row-${row.line}`;
    const known = row.id === null ? undefined : byId.get(row.id.toLowerCase());
    const parent = row.systemPresence === null ? null : toSystemPresence(row.systemPresence);
    const shown = {
      id,
      line: row.line,
      label: shortened(
        context.label({ ...(known?.languageLabels ?? {}), ...row.labels }, known?.systemPresence ?? parent),
      ),
      systemPresence: known?.systemPresence ?? parent,
    };
    try {
      return { ...shown, reason: null, ...decide(row, known, parent, id) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        ...shown,
        verdict: 'refused',
        changes: [],
        reason: error.reason,
        definitionId: known?.id ?? null,
        before: null,
        after: null,
      };
    }
  };

  type Decision = Pick<PlannedRow, 'verdict' | 'changes' | 'definitionId' | 'before' | 'after'>;

  const decide = (
    row: FileRow,
    known: OrganizationDefinition | undefined,
    parent: SystemPresence | null,
    id: string,
  ): Decision => {
    if (row.odd !== null) refuse('oddDeactivated', { value: row.odd });
    if (row.systemPresence !== null && parent === null)
      refuse('unknownPresence', { value: shortened(row.systemPresence) });
    const target = known ?? twinFor(row, parent);
    if (target === undefined) return creation(row, parent, id);
    if (taken.has(target.id)) refuse('twice');
    taken.add(target.id);
    return change(row, target, parent, known === undefined, id);
  };

  /** A row without an id, or with another organisation's, means the definition with its label. */
  const twinFor = (row: FileRow, parent: SystemPresence | null): OrganizationDefinition | undefined => {
    if (parent === null) return undefined;
    const twins = twinsOf(labelled, { systemPresence: parent, labels: knownLabels(row, {}) }, null);
    if (twins.length > 1) refuse('ambiguous');
    return twins[0];
  };

  const creation = (row: FileRow, parent: SystemPresence | null, id: string): Decision => {
    if (parent === null) return refuse('noPresence');
    if (!CREATABLE.includes(parent)) refuse('notCreatable', { presence: parent });
    const labels = knownLabels(row, {});
    if (Object.keys(labels).length === 0) refuse('noLabel');
    if (!context.may('add')) refuse('mayNot', { permission: 'presence:presenceDefinition:add' });
    const after: DefinitionFields = {
      systemPresence: parent,
      divisionId: divisionOf(row, null),
      labels,
      deactivated: row.deactivated ?? false,
    };
    if (twinsOf(planned, after, null).length > 0) refuse('twiceNew');
    planned.push({ id, ...after });
    return { verdict: 'create', changes: [], definitionId: null, before: null, after };
  };

  const change = (
    row: FileRow,
    target: OrganizationDefinition,
    parent: SystemPresence | null,
    byLabel: boolean,
    id: string,
  ): Decision => {
    const before = fieldsOf(target);
    if (parent !== null && parent !== before.systemPresence)
      refuse('parentFixed', { from: before.systemPresence, to: parent });
    const labels = new Map(Object.entries(knownLabels(row, before.labels)));
    if (row.locales !== null || byLabel) {
      const spoken = new Set((row.locales ?? []).map((locale) => spelled(locale, before.labels)));
      for (const [locale, label] of Object.entries(before.labels))
        if (!spoken.has(locale) && !labels.has(locale)) labels.set(locale, label);
    }
    const after: DefinitionFields = {
      systemPresence: before.systemPresence,
      divisionId: divisionOf(row, before),
      labels: Object.fromEntries(labels),
      // Whoever imports a list wants its presences, so a matching deactivated one is reactivated.
      deactivated: row.deactivated ?? (byLabel ? false : before.deactivated),
    };
    const changes = changesBetween(before, after);
    if (changes.length === 0) return { verdict: 'unchanged', changes, definitionId: target.id, before, after };
    if (target.primary) refuse('system');
    if (Object.keys(cleanLabels(after.labels)).length === 0) refuse('noLabel');
    const onlyDeactivates = changes.every(({ field }) => field === 'deactivated') && after.deactivated;
    if (onlyDeactivates && !context.may('deactivate'))
      refuse('mayNot', { permission: 'presence:presenceDefinition:delete' });
    if (!onlyDeactivates && !context.may('edit')) refuse('mayNot', { permission: 'presence:presenceDefinition:edit' });
    const newLabels = Object.fromEntries(
      changes.flatMap((each): [string, string][] =>
        each.field === 'label' && each.to !== null ? [[each.locale, each.to]] : [],
      ),
    );
    const wanted = { systemPresence: after.systemPresence, labels: newLabels };
    if (twinsOf(labelled, wanted, target.id).length > 0) refuse('duplicate');
    if (twinsOf(planned, wanted, null).length > 0) refuse('twiceNew');
    planned.push({ id, systemPresence: after.systemPresence, labels: newLabels });
    const verdict: Verdict =
      before.deactivated && !after.deactivated
        ? 'reactivate'
        : !before.deactivated && after.deactivated
          ? 'deactivate'
          : 'change';
    return { verdict, changes, definitionId: target.id, before, after };
  };

  /** An existing key keeps its spelling. */
  const spelled = (locale: string, kept: Readonly<Record<string, string>>): string =>
    Object.hasOwn(kept, locale)
      ? locale
      : (Object.keys(kept).find((key) => key.trim() === locale) ?? knownLocale(locale) ?? locale);

  const knownLabels = (row: FileRow, kept: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(cleanLabels(row.labels)).map(([locale, label]) => {
        const key = spelled(locale, kept);
        if (!Object.hasOwn(kept, key) && knownLocale(key) === null)
          refuse('unknownLocale', { locale: shortened(locale) });
        return [key, label];
      }),
    );

  const divisionOf = (row: FileRow, before: DefinitionFields | null): string | null => {
    if (row.division === null) return before?.divisionId ?? null;
    if (row.division === EVERY_DIVISION) return null;
    const wanted = row.division.toLowerCase();
    if (before?.divisionId?.toLowerCase() === wanted) return before.divisionId;
    const direct = context.divisions.find(({ id }) => id.toLowerCase() === wanted);
    if (direct !== undefined) return direct.id;
    const named = context.divisions.filter(({ name }) => name.trim().toLowerCase() === wanted);
    if (named.length !== 1) refuse('unknownDivision', { value: shortened(row.division) });
    return named[0]?.id ?? null;
  };

  return rows.map(plan);
}

/** Whether a row is to be sent. */
export const isToBeSent = ({ verdict }: Pick<PlannedRow, 'verdict'>): boolean =>
  verdict !== 'unchanged' && verdict !== 'refused';
