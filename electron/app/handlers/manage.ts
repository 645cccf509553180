/**
 * The organisation's presence definitions, sources and settings, for _Manage presences_. The code behind it is loaded
 * when the window first follows something, and released when the window closes.
 */
import { toProblemText } from '../../genesys/error.js';
import type { ChangeResult } from '../../ipc/app-state.js';
import type { Row, Value } from '../../ipc/contract.js';
import type {
  Actions,
  DefinitionFieldsView,
  FoundPersonView,
  manageChannels,
  ShownChange,
  Unsaved,
} from '../../ipc/contract/manage.js';
import type { Handlers } from '../../ipc/server.js';
import { listSource, objectSource } from '../../ipc/sources.js';
import type { DefinitionFields, FieldChange } from '../../manage/definition-fields.js';
import type { FileFormat } from '../../manage/definition-file.js';
import type { Action, Manager } from '../../manage/manager.js';
import type { Reading } from '../../manage/reading.js';
import type { WriteResult } from '../../manage/write-result.js';
import type { OrganizationDefinition } from '../../genesys/definitions.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { Cancel } from '../../ports.js';
import { SYSTEM_PRESENCES } from '../../genesys/system-presence.js';

export interface ManageParts {
  readonly manage: {
    /** The manager for the signed-in person. Null: nobody is signed in. The same one until `letGo`. */
    manager(): Promise<Manager> | null;
    letGo(): void;
    /** The window has something that would be lost with it, or nothing any more. */
    unsaved: (what: Unsaved) => void;
    /** A definition's label in the person's language. */
    label(definition: OrganizationDefinition): string;
    /** Sorts labels in the person's language. */
    compare(a: string, b: string): number;
    divisionName(): string;
    mayExport(): boolean;
    onExportChange(run: () => void): Cancel;
    /** Asks for a place, and writes the format that the file name's extension asks for. @returns as `saveFile` */
    save(name: string, content: (format: FileFormat) => string): Promise<string | null>;
    /** Asks for a file and reads it. Null: cancelled. Rejects with the file system's words. */
    open(): Promise<{ readonly name: string; readonly text: string } | null>;
    /** `2026-11-27` */
    today(): string;
  };
}

/** When a person comes back to the window, data older than this is read again. */
const OLD_AFTER_MS = 60_000;

const TAKEN: ChangeResult = { ok: true, problem: null };
const no = (key: string, params: Readonly<Record<string, string>> = {}): ChangeResult => ({
  ok: false,
  problem: { key, params: { ...params } },
});
/** Nobody is signed in any more, so the window is about to close. */
const nobody = (): never => {
  throw new Error('nobody is signed in');
};

const ACTIONS: readonly Action[] = [
  'viewPresences',
  'addPresence',
  'editPresence',
  'deactivatePresence',
  'viewSources',
  'addSource',
  'editSource',
  'deactivateSource',
  'viewOrganisation',
  'editOrganisation',
  'viewPersonSource',
  'editPersonSource',
];

const order = new Map(SYSTEM_PRESENCES.map((name, at) => [name, at]));

export function manageHandlers({ manage }: ManageParts): Pick<Handlers, keyof typeof manageChannels> {
  let followers = 0;

  /** Follows the manager's data once the manager is loaded, and releases the manager with the last follower. */
  const following = (begin: (manager: Manager) => Cancel): Cancel => {
    let stop: Cancel | null = null;
    let over = false;
    followers += 1;
    void manage.manager()?.then((manager) => {
      if (!over) stop = begin(manager);
    });
    return () => {
      if (over) return;
      over = true;
      stop?.();
      followers -= 1;
      if (followers > 0) return;
      manage.unsaved(null);
      manage.letGo();
    };
  };
  const ask = async <T>(run: (manager: Manager) => T | Promise<T>): Promise<T> => {
    const manager = manage.manager();
    return manager === null ? nobody() : run(await manager);
  };

  const overview = (manager: Manager): Value<'manage:overview'> => {
    const { value, ...reading } = manager.definitions();
    const divisions = manager.divisions();
    return {
      ...reading,
      missing: value?.missing ?? null,
      generation: value?.generation ?? 'new',
      may: actions(manager),
      mayExport: manage.mayExport(),
      parents: [...manager.parents()],
      divisions: [...(divisions.value ?? [])],
      divisionsProblem: divisions.problem,
    };
  };
  const presences = (manager: Manager): Row<'manage:presences'>[] => {
    const names = new Map((manager.divisions().value ?? []).map(({ id, name }) => [id.toLowerCase(), name]));
    const found = manager.definitions().value?.definitions ?? [];
    return found
      .map((definition) => ({
        id: definition.id,
        label: manage.label(definition),
        system: definition.primary,
        division:
          definition.divisionId === null
            ? null
            : (names.get(definition.divisionId.toLowerCase()) ?? manage.divisionName()),
        fields: {
          systemPresence: definition.systemPresence,
          divisionId: definition.divisionId,
          labels: { ...definition.languageLabels },
          deactivated: definition.deactivated,
        },
      }))
      .sort(
        (a, b) =>
          (order.get(a.fields.systemPresence) ?? 0) - (order.get(b.fields.systemPresence) ?? 0) ||
          Number(b.system) - Number(a.system) ||
          manage.compare(a.label, b.label) ||
          (a.id < b.id ? -1 : 1),
      );
  };
  const importRows = (manager: Manager): Row<'manage:importRows'>[] =>
    manager.importing.rows().map(({ id, line, verdict, label, systemPresence, changes, reason, result, problem }) => ({
      id,
      line,
      verdict,
      label,
      systemPresence,
      changes: changes.map((change) => shownChange(change, (division) => divisionName(manager, division))),
      reason: reason && { key: reason.key, params: { ...reason.params } },
      result,
      problem,
    }));
  const divisionName = (manager: Manager, id: string): string =>
    manager.divisions().value?.find((one) => one.id.toLowerCase() === id.toLowerCase())?.name ?? manage.divisionName();

  const checked = async (run: (manager: Manager) => Promise<ChangeResult>): Promise<ChangeResult> => {
    try {
      return await ask(run);
    } catch (error) {
      const { key, params, serviceMessage, correlationId } = toProblemText(error);
      return { ok: false, problem: { key, params, serviceMessage, correlationId } };
    }
  };

  return {
    'manage:overview': (_params, follower) =>
      following((manager) => {
        manager.refresh(OLD_AFTER_MS);
        const onChange = (run: () => void): Cancel => {
          const cancels = [manager.onChange(run), manage.onExportChange(run)];
          return () => cancels.forEach((cancel) => cancel());
        };
        return objectSource(() => overview(manager), onChange)(undefined, follower);
      }),
    'manage:presences': (_params, follower) =>
      following((manager) => listSource(() => presences(manager), manager.onChange)(undefined, follower)),
    'manage:sources': (_params, follower) =>
      following((manager) =>
        objectSource((): Value<'manage:sources'> => {
          const { value, ...reading } = manager.sources();
          return {
            ...reading,
            missing: value?.missing ?? null,
            sources: (value?.value ?? []).map(({ id, system, name, description, deactivated }) => ({
              id,
              system,
              fields: { name, description, deactivated },
            })),
          };
        }, manager.onChange)(undefined, follower),
      ),
    'manage:organisation': (_params, follower) =>
      following((manager) =>
        objectSource((): Value<'manage:organisation'> => {
          const { value, ...reading } = manager.organisation();
          return { ...reading, missing: null, fields: value && { ...value } };
        }, manager.onChange)(undefined, follower),
      ),
    'manage:unsaved': ({ what }) => manage.unsaved(what),
    'manage:refresh': ({ onlyOld }) => ask((manager) => manager.refresh(onlyOld ? OLD_AFTER_MS : -1)),

    'manage:savePresence': ({ id, before, fields }) =>
      ask(async (manager) => shownResult(await manager.savePresence(id, before, fields), copyOf)),
    'manage:setPresenceActive': ({ id, active }) =>
      ask(async (manager) => shownResult(await manager.setPresenceActive(id, active), copyOf)),
    'manage:whoIsIn': ({ definitionId }, follower) =>
      following((manager) =>
        manager.whoIsIn(definitionId, (now) => follower.snapshot({ ...now, names: [...now.names] })),
      ),

    'manage:saveSource': ({ id, before, fields }) =>
      ask(async (manager) => shownResult(await manager.saveSource(id, before, fields), (now) => ({ ...now }))),
    'manage:setSourceActive': ({ id, active }) =>
      ask(async (manager) => shownResult(await manager.setSourceActive(id, active), (now) => ({ ...now }))),
    'manage:saveOrganisation': ({ before, fields }) =>
      ask(async (manager) => shownResult(await manager.saveOrganisation(before, fields), (now) => ({ ...now }))),

    'manage:findPeople': ({ words }) =>
      answered<{ people: FoundPersonView[] }>(
        async () => ({ people: await ask((manager) => manager.findPeople(words)) }),
        { people: [] },
      ),
    'manage:personSource': ({ userId }) =>
      answered<{ sourceId: string | null }>(
        async () => ({ sourceId: (await ask((manager) => manager.personSource(userId))).sourceId }),
        { sourceId: null },
      ),
    'manage:setPersonSource': ({ userId, before, sourceId }) =>
      ask(async (manager) =>
        shownResult(await manager.setPersonSource(userId, before, sourceId), (now) => ({ ...now })),
      ),

    'manage:export': () =>
      checked(async (manager) => {
        if (!manage.mayExport()) return no('manage.exportOff');
        if (manager.exported('json') === null) return no('manage.notRead');
        const reason = await manage.save(
          `presence-definitions-${manage.today()}`,
          (format) => manager.exported(format) ?? '',
        );
        return reason === null ? TAKEN : no('manage.exportFailed', { reason });
      }),
    'manage:chooseImport': () =>
      checked(async (manager) => {
        const file = await manage
          .open()
          .catch((error: unknown) => (error instanceof Error ? error.message : 'unknown'));
        if (file === null) return TAKEN;
        if (typeof file === 'string') return no('manage.file.unreadable', { reason: file });
        const reason = await manager.importing.open(file.name, file.text);
        return reason === null ? TAKEN : no(reason.key, reason.params);
      }),
    'manage:checkImport': () =>
      checked(async (manager) => {
        await manager.importing.again();
        return TAKEN;
      }),
    'manage:applyImport': () => {
      void ask((manager) => manager.importing.apply()).catch(() => undefined);
    },
    'manage:stopImport': () => ask((manager) => manager.importing.stop()),
    'manage:closeImport': () => ask((manager) => manager.importing.close()),
    'manage:import': (_params, follower) =>
      following((manager) =>
        objectSource((): Value<'manage:import'> => ({ ...manager.importing.state() }), manager.onChange)(
          undefined,
          follower,
        ),
      ),
    'manage:importRows': (_params, follower) =>
      following((manager) => listSource(() => importRows(manager), manager.onChange)(undefined, follower)),
  };
}

const actions = (manager: Manager): Actions => {
  const may = new Map(ACTIONS.map((action) => [action, manager.may(action)]));
  const is = (action: Action): boolean => may.get(action) ?? false;
  return {
    viewPresences: is('viewPresences'),
    addPresence: is('addPresence'),
    editPresence: is('editPresence'),
    deactivatePresence: is('deactivatePresence'),
    viewSources: is('viewSources'),
    addSource: is('addSource'),
    editSource: is('editSource'),
    deactivateSource: is('deactivateSource'),
    viewOrganisation: is('viewOrganisation'),
    editOrganisation: is('editOrganisation'),
    viewPersonSource: is('viewPersonSource'),
    editPersonSource: is('editPersonSource'),
  };
};

const copyOf = ({ labels, ...fields }: DefinitionFields): DefinitionFieldsView => ({
  ...fields,
  labels: { ...labels },
});

type Shown<F> =
  | { kind: 'done'; id: string; shownLater: boolean }
  | { kind: 'conflict' | 'different'; now: F }
  | { kind: 'refused'; problem: ProblemText };

/** A result in the window's form. */
function shownResult<F, S>(result: WriteResult<F>, shown: (fields: F) => S): Shown<S> {
  switch (result.kind) {
    case 'done':
      return { kind: 'done', id: result.id, shownLater: result.shownLater };
    case 'conflict':
    case 'different':
      return { kind: result.kind, now: shown(result.now) };
    case 'refused':
      return { kind: 'refused', problem: result.problem };
  }
}

/** An answer, with the reason if it failed. */
async function answered<T extends object>(
  run: () => Promise<T>,
  otherwise: T,
): Promise<T & { problem: Reading<unknown>['problem'] }> {
  try {
    return { ...(await run()), problem: null };
  } catch (error) {
    return { ...otherwise, problem: toProblemText(error) };
  }
}

function shownChange(change: FieldChange, divisionName: (id: string) => string): ShownChange {
  switch (change.field) {
    case 'label':
      return { field: 'label', locale: change.locale, from: change.from, to: change.to };
    case 'divisionId': {
      const name = (id: string | null): string | null => (id === null ? null : divisionName(id));
      return { field: 'divisionId', locale: null, from: name(change.from), to: name(change.to) };
    }
    case 'systemPresence':
      return { field: 'systemPresence', locale: null, from: change.from, to: change.to };
    case 'deactivated':
      return { field: 'deactivated', locale: null, from: String(change.from), to: String(change.to) };
  }
}
