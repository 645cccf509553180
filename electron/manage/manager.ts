/**
 * The data behind _Manage presences_ while it is open: the organisation's definitions, sources and presence settings as
 * last read, and the ways to change them. Made for one person, and released with the window.
 */
import { createEmitter } from '../emitter.js';
import type { GenesysClient } from '../genesys/client.js';
import type { OrganizationDefinition } from '../genesys/definitions.js';
import { signInNeeded } from '../genesys/error.js';
import { idsOf } from '../genesys/same-id.js';
import { TimerSet } from '../genesys/timer-set.js';
import { SYSTEM_PRESENCES, toSystemPresence, type SystemPresence } from '../genesys/system-presence.js';
import type { Cancel, Clock, Log } from '../ports.js';
import { CREATABLE, type DefinitionFields } from './definition-fields.js';
import { writeDefinitions, type Division, type FileFormat } from './definition-file.js';
import { readDefinitions, type DefinitionsRead } from './definition-reader.js';
import { createDefinitionWriter, type DefinitionResult } from './definition-writer.js';
import { createImportDesk, type ImportDesk } from './import-desk.js';
import {
  readOrganisation,
  writeOrganisation,
  type OrganisationFields,
  type OrganisationResult,
} from './organisation-settings.js';
import {
  findPeople,
  readPrimarySource,
  writePrimarySource,
  type FoundPerson,
  type PrimarySourceFields,
} from './primary-source.js';
import { createReader, type Partly, type Reading } from './reading.js';
import {
  createSource,
  readSources,
  setSourceActive,
  updateSource,
  type PresenceSource,
  type SourceFields,
  type SourceResult,
} from './sources.js';
import { lookWhoIsIn, type WhoIsIn } from './who-is-in.js';
import { settled, type WriteResult } from './write-result.js';

export interface ManagerDeps {
  /** The session's current client. Null: nobody is signed in. */
  client(): GenesysClient | null;
  /** Whether the person has a permission. */
  has(permission: string): boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** A definition's label for people. */
  label(labels: Readonly<Record<string, string>>, systemPresence: SystemPresence | null): string;
  /** The app's own list of presences must be read again. */
  definitionsChanged(): void;
  /** Keeps a copy of the list. Null: it must not be kept. Rejects if it cannot be. */
  keep(content: string): Promise<string | null>;
}

export interface Manager {
  readonly onChange: (run: () => void) => Cancel;
  definitions(): Reading<DefinitionsRead>;
  divisions(): Reading<readonly Division[]>;
  /** The possible parents of a new definition. */
  parents(): readonly SystemPresence[];
  sources(): Reading<Partly<PresenceSource[]>>;
  organisation(): Reading<OrganisationFields>;
  may(what: Action): boolean;
  /** Reads what was never read, and what is older than this. In milliseconds. */
  refresh(olderThan: number): void;
  savePresence(id: string | null, before: DefinitionFields | null, fields: DefinitionFields): Promise<DefinitionResult>;
  setPresenceActive(id: string, active: boolean): Promise<DefinitionResult>;
  whoIsIn(definitionId: string, tell: (now: WhoIsIn) => void): Cancel;
  saveSource(id: string | null, before: SourceFields | null, fields: SourceFields): Promise<SourceResult>;
  setSourceActive(id: string, active: boolean): Promise<SourceResult>;
  saveOrganisation(before: OrganisationFields, fields: OrganisationFields): Promise<OrganisationResult>;
  /** Rejects with a GenesysError. */
  findPeople(words: string): Promise<FoundPerson[]>;
  /** Rejects with a GenesysError. */
  personSource(userId: string): Promise<PrimarySourceFields>;
  setPersonSource(userId: string, before: string, sourceId: string): Promise<WriteResult<PrimarySourceFields>>;
  /** The list as a file. Null: it was never read. */
  exported(format: FileFormat): string | null;
  readonly importing: ImportDesk;
  stop(): void;
}

export type Action =
  | 'viewPresences'
  | 'addPresence'
  | 'editPresence'
  | 'deactivatePresence'
  | 'viewSources'
  | 'addSource'
  | 'editSource'
  | 'deactivateSource'
  | 'viewOrganisation'
  | 'editOrganisation'
  | 'viewPersonSource'
  | 'editPersonSource';

/** Any of these is enough (docs/genesys-cloud.md §1.3). */
export const NEEDS: Readonly<Record<Action, readonly string[]>> = {
  viewPresences: ['presence:presenceDefinition:view'],
  addPresence: ['presence:presenceDefinition:add'],
  editPresence: ['presence:presenceDefinition:edit'],
  deactivatePresence: ['presence:presenceDefinition:delete', 'presence:presenceDefinition:edit'],
  viewSources: ['presence:source:view'],
  addSource: ['presence:source:add'],
  editSource: ['presence:source:edit'],
  deactivateSource: ['presence:source:delete', 'presence:source:edit'],
  viewOrganisation: ['presence:settings:view'],
  editOrganisation: ['presence:settings:edit'],
  viewPersonSource: ['presence:userPrimarySource:view'],
  editPersonSource: ['presence:userPrimarySource:edit'],
};

/** A new definition that does not appear yet is looked for once more after this. */
const LOOK_AGAIN_MS = 15_000;
const DIVISION_PAGE = 100;
const MOST_DIVISION_PAGES = 20;

async function readDivisions(client: GenesysClient): Promise<Division[]> {
  const found: Division[] = [];
  for (let pageNumber = 1; pageNumber <= MOST_DIVISION_PAGES; pageNumber++) {
    const page = await client.organization.getAuthorizationDivisions({ pageSize: DIVISION_PAGE, pageNumber });
    const entities = page.entities ?? [];
    found.push(...entities.map(({ id, name }) => ({ id, name: name?.trim() || id })));
    // A service may give fewer a page than was asked for.
    const more = page.pageCount == null ? entities.length >= DIVISION_PAGE : pageNumber < page.pageCount;
    if (!more || entities.length === 0) break;
  }
  return found;
}

async function readParents(client: GenesysClient): Promise<SystemPresence[]> {
  const known = new Set((await client.presence.getSystempresences({})).map(({ name }) => toSystemPresence(name)));
  return SYSTEM_PRESENCES.filter((name) => known.has(name) && CREATABLE.includes(name));
}

export function createManager(deps: ManagerDeps): Manager {
  const changes = createEmitter(deps.log, 'manage');
  const changed = (): void => changes.emit();
  const ended = new AbortController();

  const client = (): GenesysClient => {
    const current = deps.client();
    if (current !== null) return current;
    throw signInNeeded();
  };
  const reader = <T>(read: (client: GenesysClient) => Promise<T>) =>
    createReader({ clock: deps.clock, read: async () => read(client()), changed });

  const definitions = reader(readDefinitions);
  const divisions = reader(readDivisions);
  const parents = reader(readParents);
  const sources = reader(readSources);
  const organisation = reader(readOrganisation);
  const may = (what: Action): boolean => NEEDS[what].some((permission) => deps.has(permission));

  const generation = () => definitions.get().value?.generation ?? 'new';
  const list = async (): Promise<readonly OrganizationDefinition[]> =>
    readDefinitions(client()).then(({ definitions: found }) => found);
  const writer = createDefinitionWriter({ client, generation, list, clock: deps.clock });
  const knownIds = (): ReadonlySet<string> | null => {
    const read = definitions.get().value;
    return read && idsOf(read.definitions);
  };
  const knownSources = (): ReadonlySet<string> | null => {
    const read = sources.get().value;
    return read && idsOf(read.value);
  };
  const timers = new TimerSet(deps.clock);
  const definitionsWritten = async (): Promise<void> => {
    await definitions.reload();
    deps.definitionsChanged();
  };

  const importing = createImportDesk({
    clock: deps.clock,
    writer,
    list,
    divisions: async () => {
      if (divisions.get().value === null) await divisions.load();
      return divisions.get().value ?? [];
    },
    context: {
      may: (what) => may(what === 'add' ? 'addPresence' : what === 'edit' ? 'editPresence' : 'deactivatePresence'),
      label: (labels, systemPresence) => deps.label(labels, systemPresence),
    },
    keep: (content) => deps.keep(content),
    changed,
    written: definitionsWritten,
  });

  return {
    onChange: (run) => changes.on(run),
    definitions: () => definitions.get(),
    divisions: () => divisions.get(),
    parents: () => parents.get().value ?? CREATABLE,
    sources: () => sources.get(),
    organisation: () => organisation.get(),
    may,

    refresh(olderThan) {
      const now = deps.clock.now();
      const readIfOld = (each: { get(): Reading<unknown>; load(): Promise<void> }): void => {
        const { asOf, problem } = each.get();
        if (asOf === null || problem !== null || now - asOf > olderThan) void each.load();
      };
      for (const each of [definitions, divisions, parents]) readIfOld(each);
      if (may('viewSources')) readIfOld(sources);
      if (may('viewOrganisation')) readIfOld(organisation);
    },

    async savePresence(id, before, fields) {
      const result = await settled(() =>
        id === null || before === null ? writer.create(fields, knownIds(), true) : writer.update(id, before, fields),
      );
      await definitionsWritten();
      if (result.kind === 'done' && result.shownLater) timers.after(LOOK_AGAIN_MS, () => void definitionsWritten());
      return result;
    },
    async setPresenceActive(id, active) {
      const result = await settled(() => writer.setActive(id, active));
      await definitionsWritten();
      return result;
    },
    whoIsIn(definitionId, tell) {
      const giveUp = new AbortController();
      const current = deps.client();
      if (current !== null)
        void lookWhoIsIn(current, definitionId, AbortSignal.any([giveUp.signal, ended.signal]), tell);
      return () => giveUp.abort();
    },

    async saveSource(id, before, fields) {
      const result = await settled(async () =>
        id === null || before === null
          ? createSource(client(), fields, knownSources())
          : updateSource(client(), id, before, fields),
      );
      await sources.reload();
      return result;
    },
    async setSourceActive(id, active) {
      const result = await settled(async () => setSourceActive(client(), id, active));
      await sources.reload();
      return result;
    },
    async saveOrganisation(before, fields) {
      const result = await settled(async () => writeOrganisation(client(), before, fields));
      await organisation.reload();
      return result;
    },

    findPeople: async (words) => findPeople(client(), words),
    personSource: async (userId) => readPrimarySource(client(), userId),
    setPersonSource: (userId, before, sourceId) =>
      settled(async () => writePrimarySource(client(), userId, { sourceId: before }, { sourceId })),

    exported(format) {
      const read = definitions.get().value;
      return read === null ? null : writeDefinitions(format, read.definitions, divisions.get().value ?? []);
    },
    importing,
    stop() {
      ended.abort();
      timers.stop();
      importing.stop();
      changes.clear();
    },
  };
}
