/** The organisation's presence definitions, sources and settings, for _Manage presences_. */
import * as v from 'valibot';
import { problemTextSchema } from '../../genesys/problem.js';
import { systemPresenceSchema } from '../../genesys/system-presence.js';
import { changeResultSchema, reasonSchema } from '../app-state.js';
import { invoke, list, object } from './channels.js';
import { idSchema, nothing } from './parts.js';

const manage = ['manage'] as const;

/** The longest text of the service (electron/genesys/lenient.ts). */
const LONGEST_TEXT = 16_384;
const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const longId = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

const definitionFieldsSchema = v.object({
  systemPresence: systemPresenceSchema,
  /** Null: every division. */
  divisionId: v.nullable(longId),
  /** By locale. */
  labels: v.record(text, text),
  deactivated: v.boolean(),
});
export type DefinitionFieldsView = v.InferOutput<typeof definitionFieldsSchema>;

/** What would be lost with the window: edits, or the rest of a running import. Null: nothing. */
export const unsavedSchema = v.nullable(v.picklist(['edits', 'import']));
export type Unsaved = v.InferOutput<typeof unsavedSchema>;

const sourceFieldsSchema = v.object({ name: text, description: text, deactivated: v.boolean() });
export type SourceFieldsView = v.InferOutput<typeof sourceFieldsSchema>;

const organisationFieldsSchema = v.object({
  restore: v.boolean(),
  restoreMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
  restoreOnQueue: v.boolean(),
  offQueueRequests: v.boolean(),
  /** Null: Genesys Cloud itself. */
  defaultSourceId: v.nullable(longId),
});
export type OrganisationFieldsView = v.InferOutput<typeof organisationFieldsSchema>;

/** The outcome of a change: done, or what the service has instead, or why it refused. */
const writeResult = <F extends v.GenericSchema>(fields: F) =>
  v.variant('kind', [
    v.object({ kind: v.literal('done'), id: v.string(), shownLater: v.boolean() }),
    /** It was changed elsewhere meanwhile, so nothing was sent. */
    v.object({ kind: v.literal('conflict'), now: fields }),
    /** The service accepted it but has something else. */
    v.object({ kind: v.literal('different'), now: fields }),
    v.object({ kind: v.literal('refused'), problem: problemTextSchema }),
  ]);
const definitionResultSchema = writeResult(definitionFieldsSchema);
export type DefinitionResultView = v.InferOutput<typeof definitionResultSchema>;
const sourceResultSchema = writeResult(sourceFieldsSchema);
const organisationResultSchema = writeResult(organisationFieldsSchema);

const readingEntries = {
  loading: v.boolean(),
  /** Why the latest read failed. */
  problem: v.nullable(problemTextSchema),
  /** When the shown data was read. Null: never. */
  asOf: v.nullable(v.number()),
  /** Why the deactivated ones are missing. */
  missing: v.nullable(problemTextSchema),
};

/** What the person may do. If a permission is missing, it is named. */
const actionsSchema = v.object({
  viewPresences: v.boolean(),
  addPresence: v.boolean(),
  editPresence: v.boolean(),
  deactivatePresence: v.boolean(),
  viewSources: v.boolean(),
  addSource: v.boolean(),
  editSource: v.boolean(),
  deactivateSource: v.boolean(),
  viewOrganisation: v.boolean(),
  editOrganisation: v.boolean(),
  viewPersonSource: v.boolean(),
  editPersonSource: v.boolean(),
});
export type Actions = v.InferOutput<typeof actionsSchema>;

const managedPresenceSchema = v.object({
  id: v.string(),
  /** In the person's language. */
  label: v.string(),
  /** One of the service's own, which can only be viewed. */
  system: v.boolean(),
  /** The division's name; null: every one. */
  division: v.nullable(v.string()),
  fields: definitionFieldsSchema,
});
export type ManagedPresence = v.InferOutput<typeof managedPresenceSchema>;

const managedSourceSchema = v.object({ id: v.string(), system: v.boolean(), fields: sourceFieldsSchema });
export type ManagedSource = v.InferOutput<typeof managedSourceSchema>;

const changeSchema = v.object({
  field: v.picklist(['label', 'divisionId', 'systemPresence', 'deactivated']),
  /** A label's. */
  locale: v.nullable(v.string()),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
});
export type ShownChange = v.InferOutput<typeof changeSchema>;

const importRowSchema = v.object({
  id: v.string(),
  line: v.number(),
  verdict: v.picklist(['create', 'change', 'reactivate', 'deactivate', 'unchanged', 'refused']),
  label: v.string(),
  systemPresence: v.nullable(systemPresenceSchema),
  changes: v.array(changeSchema),
  reason: v.nullable(reasonSchema),
  result: v.picklist(['waiting', 'sending', 'done', 'refused', 'changedMeanwhile', 'different', 'unsure', 'notSent']),
  problem: v.nullable(problemTextSchema),
});
export type ImportRowView = v.InferOutput<typeof importRowSchema>;

const importStateSchema = v.object({
  step: v.picklist(['none', 'reading', 'plan', 'running', 'ended']),
  file: v.string(),
  /** Where the backup of the earlier list is. Null: there is none. */
  backup: v.nullable(v.string()),
  done: v.number(),
  total: v.number(),
  end: v.nullable(v.picklist(['done', 'stopped', 'failed'])),
  problem: v.nullable(problemTextSchema),
});
export type ImportView = v.InferOutput<typeof importStateSchema>;

const foundPersonSchema = v.object({ id: v.string(), name: v.string(), about: v.nullable(v.string()) });
export type FoundPersonView = v.InferOutput<typeof foundPersonSchema>;

export const manageChannels = {
  /** For the whole window. */
  'manage:overview': object(
    manage,
    nothing,
    v.object({
      ...readingEntries,
      /** Which operations are used. `legacyRead`: it can only be viewed. */
      generation: v.picklist(['new', 'legacy', 'legacyRead']),
      may: actionsSchema,
      mayExport: v.boolean(),
      /** The possible parents of a new definition. */
      parents: v.array(systemPresenceSchema),
      divisions: v.array(v.object({ id: v.string(), name: v.string() })),
      /** Why divisions have no names. */
      divisionsProblem: v.nullable(problemTextSchema),
    }),
  ),
  /** By system presence, the service's own first. */
  'manage:presences': list(manage, nothing, managedPresenceSchema),
  'manage:sources': object(manage, nothing, v.object({ ...readingEntries, sources: v.array(managedSourceSchema) })),
  'manage:organisation': object(
    manage,
    nothing,
    v.object({ ...readingEntries, fields: v.nullable(organisationFieldsSchema) }),
  ),
  /** What would be lost with the window now. */
  'manage:unsaved': invoke(manage, v.object({ what: unsavedSchema }), nothing),
  /** Reads again: everything, or only data older than a minute. */
  'manage:refresh': invoke(manage, v.object({ onlyOld: v.boolean() }), nothing),

  /** Null: a new one. `before`: the state from which the change was made. */
  'manage:savePresence': invoke(
    manage,
    v.object({
      id: v.nullable(idSchema),
      before: v.nullable(definitionFieldsSchema),
      fields: definitionFieldsSchema,
    }),
    definitionResultSchema,
  ),
  'manage:setPresenceActive': invoke(manage, v.object({ id: idSchema, active: v.boolean() }), definitionResultSchema),
  /** Who is in it now, among the people this person may see. Grows while people are checked. */
  'manage:whoIsIn': object(
    manage,
    v.object({ definitionId: idSchema }),
    v.object({
      checked: v.number(),
      total: v.nullable(v.number()),
      count: v.number(),
      names: v.array(v.string()),
      done: v.boolean(),
      problem: v.nullable(problemTextSchema),
    }),
  ),

  'manage:saveSource': invoke(
    manage,
    v.object({ id: v.nullable(idSchema), before: v.nullable(sourceFieldsSchema), fields: sourceFieldsSchema }),
    sourceResultSchema,
  ),
  'manage:setSourceActive': invoke(manage, v.object({ id: idSchema, active: v.boolean() }), sourceResultSchema),
  'manage:saveOrganisation': invoke(
    manage,
    v.object({ before: organisationFieldsSchema, fields: organisationFieldsSchema }),
    organisationResultSchema,
  ),

  /** People whose name contains the words. */
  'manage:findPeople': invoke(
    manage,
    v.object({ words: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) }),
    v.object({ people: v.array(foundPersonSchema), problem: v.nullable(problemTextSchema) }),
  ),
  /** Which source decides for a person. Null: it could not be read. */
  'manage:personSource': invoke(
    manage,
    v.object({ userId: idSchema }),
    v.object({ sourceId: v.nullable(v.string()), problem: v.nullable(problemTextSchema) }),
  ),
  'manage:setPersonSource': invoke(
    manage,
    v.object({ userId: idSchema, before: longId, sourceId: longId }),
    writeResult(v.object({ sourceId: v.string() })),
  ),

  /**
   * Asks for a place and writes the list as JSON or CSV, as the file's name says. `problem` is null if the person
   * cancelled.
   */
  'manage:export': invoke(manage, nothing, changeResultSchema),
  /** Asks for a file, and shows in `manage:import` what it would do. */
  'manage:chooseImport': invoke(manage, nothing, changeResultSchema),
  /** Shows again what the same file would do. */
  'manage:checkImport': invoke(manage, nothing, changeResultSchema),
  'manage:applyImport': invoke(manage, nothing, nothing),
  /** Sends nothing more after the current row. */
  'manage:stopImport': invoke(manage, nothing, nothing),
  'manage:closeImport': invoke(manage, nothing, nothing),
  'manage:import': object(manage, nothing, importStateSchema),
  'manage:importRows': list(manage, nothing, importRowSchema),
} as const;
