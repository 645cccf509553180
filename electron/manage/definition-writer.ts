/**
 * Changes a definition. It is read again before each write, written whole, and confirmed by what the service then has
 * (docs/design.md §3.20, docs/genesys-cloud.md §8).
 */
import { bounded, pause } from '../genesys/bounded.js';
import type { GenesysClient } from '../genesys/client.js';
import { toOrganizationDefinition, type OrganizationDefinition } from '../genesys/definitions.js';
import { GenesysError } from '../genesys/error.js';
import { isNew } from '../genesys/same-id.js';
import type { Clock } from '../ports.js';
import { EVERY_DIVISION } from './definition-file.js';
import { readDefinition, type Generation } from './definition-reader.js';
import { changesBetween, cleanLabels, fieldsOf, sameFields, type DefinitionFields } from './definition-fields.js';
import { confirmed, done, made, type WriteResult } from './write-result.js';

export interface DefinitionWriterDeps {
  /** @throws GenesysError if nobody is signed in */
  readonly client: () => GenesysClient;
  readonly generation: () => Generation;
  /** The current list. @throws GenesysError */
  readonly list: () => Promise<readonly OrganizationDefinition[]>;
  readonly clock: Clock;
}

export type DefinitionResult = WriteResult<DefinitionFields>;

/** Each rejects with a GenesysError if the service refuses. */
export interface DefinitionWriter {
  /**
   * @param known the ids that existed before (`idsOf`). By them a new one is recognised if its answer is lost. Null:
   *   unknown
   * @param wait whether to wait until a read shows it
   */
  create(fields: DefinitionFields, known: ReadonlySet<string> | null, wait: boolean): Promise<DefinitionResult>;
  /**
   * The new one with these fields, which was made without a usable answer. It is looked for some seconds, as
   * a new one may take to appear. Null: there is none.
   * @throws GenesysError if the list cannot be read
   */
  findMade(
    fields: DefinitionFields,
    known: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<OrganizationDefinition | null>;
  /** @param before the state from which the change was made. If the service has another one now, nothing is sent */
  update(id: string, before: DefinitionFields, after: DefinitionFields): Promise<DefinitionResult>;
  /** Reads its current state, and changes only this. */
  setActive(id: string, active: boolean): Promise<DefinitionResult>;
}

/** A new definition may not be found for some seconds. It is looked for again after each of these pauses. */
const LOOKED_FOR_AFTER_MS = [500, 1_000, 2_000, 4_000, 4_000, 4_000];
/** The same for one whose answer was lost: mostly it was not made, and somebody waits to hear so. */
const LOST_LOOKED_FOR_AFTER_MS = [500, 1_000, 2_000, 4_000];
/** For writing and confirming together. */
const TIME_LIMIT_MS = 120_000;

/** What is new is not there yet, and what was deactivated need not be there any more. */
const nullIfGone = (error: unknown): null => {
  if (error instanceof GenesysError && error.kind === 'http' && (error.status === 404 || error.status === 410))
    return null;
  throw error;
};

export function createDefinitionWriter({ client, generation, list, clock }: DefinitionWriterDeps): DefinitionWriter {
  const isLegacy = (): boolean => generation() === 'legacy';
  const read = (id: string): Promise<OrganizationDefinition> => readDefinition(client(), generation(), id);

  const legacyBody = ({ labels, systemPresence, deactivated }: DefinitionFields, name: string | null) => ({
    ...(name === null ? {} : { name }),
    languageLabels: cleanLabels(labels),
    systemPresence: systemPresence === 'OnQueue' ? ('On Queue' as const) : systemPresence,
    deactivated,
    primary: false,
  });
  const body = ({ labels, systemPresence, divisionId, deactivated }: DefinitionFields, name: string | null) => ({
    ...(name === null ? {} : { name }),
    languageLabels: cleanLabels(labels),
    systemPresence,
    divisionId: divisionId ?? EVERY_DIVISION,
    deactivated,
  });

  const post = async (fields: DefinitionFields): Promise<OrganizationDefinition> => {
    const { presence } = client();
    return toOrganizationDefinition(
      isLegacy()
        ? await presence.postPresencedefinitions({ body: legacyBody(fields, null) })
        : await presence.postPresenceDefinitions({ body: body(fields, null) }),
      fields.deactivated,
    );
  };
  /** A repeated PUT does no harm, so temporary failures are retried. */
  const put = async (id: string, fields: DefinitionFields, name: string | null): Promise<OrganizationDefinition> => {
    const { presence } = client();
    const options = { retry: true };
    return toOrganizationDefinition(
      isLegacy()
        ? await presence.putPresencedefinition({ presenceId: id, body: legacyBody(fields, name) }, options)
        : await presence.putPresenceDefinition({ definitionId: id, body: body(fields, name) }, options),
      fields.deactivated,
    );
  };
  const remove = async (id: string): Promise<void> => {
    const { presence } = client();
    const options = { retry: true };
    if (isLegacy()) await presence.deletePresencedefinition({ presenceId: id }, options);
    else await presence.deletePresenceDefinition({ definitionId: id }, options);
  };

  /** The legacy form has no divisions to compare. */
  const comparable = (fields: DefinitionFields, asked: DefinitionFields): DefinitionFields =>
    isLegacy() ? { ...fields, divisionId: asked.divisionId } : fields;
  const has = (definition: OrganizationDefinition, asked: DefinitionFields): boolean =>
    sameFields(comparable(fieldsOf(definition), asked), asked);

  /** Looks again after each of the pauses, until it is there. Null: it is not. */
  const lookFor = async <T>(
    pauses: readonly number[],
    signal: AbortSignal | undefined,
    look: () => Promise<T | null | undefined>,
  ): Promise<T | null> => {
    for (const wait of [...pauses, null]) {
      const found = await look();
      if (found) return found;
      if (wait !== null) await pause(clock, wait, signal);
    }
    return null;
  };
  /** Reads it until it appears. Null: it does not, or may not be read. It exists all the same. */
  const appears = (id: string, signal: AbortSignal): Promise<OrganizationDefinition | null> =>
    lookFor(LOOKED_FOR_AFTER_MS, signal, () => read(id).catch(nullIfGone)).catch(() => null);
  const findMade: DefinitionWriter['findMade'] = (fields, known, signal) =>
    lookFor(LOST_LOOKED_FOR_AFTER_MS, signal, async () =>
      (await list()).find((one) => isNew(one, known) && has(one, fields)),
    );
  const within = (run: (signal: AbortSignal) => Promise<DefinitionResult>): Promise<DefinitionResult> =>
    bounded(clock, { timeoutMs: TIME_LIMIT_MS, signal: undefined, host: 'Genesys Cloud' }, run);

  /** The definition as it is sent, and as it is found. */
  const ofOne = (id: string, asked: DefinitionFields) => ({
    read: () => read(id),
    has: (found: OrganizationDefinition) => has(found, asked),
    fields: fieldsOf,
  });

  return {
    create: (fields, known, wait) =>
      within(async (signal) => {
        const one = await made(() => post(fields), wait && known ? () => findMade(fields, known, signal) : null);
        const shown = wait ? await appears(one.id, signal) : one;
        if (shown === null) return done(one.id, true);
        return has(shown, fields) ? done(one.id) : { kind: 'different', now: fieldsOf(shown) };
      }),
    findMade,

    update: (id, before, after) =>
      within(async () => {
        const found = await read(id);
        const now = comparable(fieldsOf(found), before);
        if (!sameFields(now, before)) return { kind: 'conflict', now };
        const changes = changesBetween(now, after);
        if (changes.length === 0) return done(id);
        return confirmed(id, { ...ofOne(id, after), send: () => put(id, after, found.name) });
      }),

    setActive: (id, active) =>
      within(async () => {
        const found = await read(id);
        if (found.deactivated !== active) return done(id);
        const asked: DefinitionFields = { ...fieldsOf(found), deactivated: !active };
        if (active) return confirmed(id, { ...ofOne(id, asked), send: () => put(id, asked, found.name) });
        return confirmed(id, {
          ...ofOne(id, asked),
          send: () => remove(id).then(() => null),
          read: async () => (await read(id).catch(nullIfGone)) ?? { ...found, deactivated: true },
        });
      }),
  };
}
