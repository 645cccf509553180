/**
 * Changes a definition. It is read again before each write, written whole, and confirmed by what the service then has
 * (docs/design.md §3.20, docs/genesys-cloud.md §8).
 */
import { bounded, pause } from '../genesys/bounded.js';
import type { GenesysClient } from '../genesys/client.js';
import { toOrganizationDefinition, type OrganizationDefinition } from '../genesys/definitions.js';
import { GenesysError } from '../genesys/error.js';
import type { Clock } from '../ports.js';
import { EVERY_DIVISION } from './definition-file.js';
import { readDefinition, type Generation } from './definition-reader.js';
import { changesBetween, cleanLabels, fieldsOf, sameFields, type DefinitionFields } from './definition-fields.js';
import { done, type WriteResult } from './write-result.js';

export interface DefinitionWriterDeps {
  /** @throws GenesysError if nobody is signed in */
  readonly client: () => GenesysClient;
  readonly generation: () => Generation;
  readonly clock: Clock;
}

export type DefinitionResult = WriteResult<DefinitionFields>;

/** Each rejects with a GenesysError if the service refuses. */
export interface DefinitionWriter {
  /** @param wait whether to wait until a read shows it */
  create(fields: DefinitionFields, wait: boolean): Promise<DefinitionResult>;
  /** @param before the state from which the change was made. If the service has another one now, nothing is sent */
  update(id: string, before: DefinitionFields, after: DefinitionFields): Promise<DefinitionResult>;
  /** Reads its current state, and changes only this. */
  setActive(id: string, active: boolean): Promise<DefinitionResult>;
}

/** A new definition may not be found for some seconds. It is looked for again after each of these pauses. */
const LOOKED_FOR_AFTER_MS = [500, 1_000, 2_000, 4_000, 4_000, 4_000];
/** For writing and confirming together. */
const TIME_LIMIT_MS = 120_000;

export function createDefinitionWriter({ client, generation, clock }: DefinitionWriterDeps): DefinitionWriter {
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

  /** Reads it until it appears. Null: it does not. */
  const appears = async (id: string, signal: AbortSignal): Promise<OrganizationDefinition | null> => {
    for (const wait of [...LOOKED_FOR_AFTER_MS, null]) {
      try {
        return await read(id);
      } catch (error) {
        if (!(error instanceof GenesysError && error.status === 404)) throw error;
      }
      if (wait !== null) await pause(clock, wait, signal);
    }
    return null;
  };
  const within = (run: (signal: AbortSignal) => Promise<DefinitionResult>): Promise<DefinitionResult> =>
    bounded(clock, { timeoutMs: TIME_LIMIT_MS, signal: undefined, host: 'Genesys Cloud' }, run);

  /** Reads what the answer does not confirm. */
  const confirmed = async (answer: OrganizationDefinition, asked: DefinitionFields): Promise<DefinitionResult> => {
    if (has(answer, asked)) return done(answer.id);
    const now = await read(answer.id);
    return has(now, asked) ? done(answer.id) : { kind: 'different', now: fieldsOf(now) };
  };

  return {
    create: (fields, wait) =>
      within(async (signal) => {
        const made = await post(fields);
        if (!wait) return has(made, fields) ? done(made.id) : { kind: 'different', now: fieldsOf(made) };
        const shown = await appears(made.id, signal);
        if (shown === null) return done(made.id, true);
        return has(shown, fields) ? done(made.id) : { kind: 'different', now: fieldsOf(shown) };
      }),

    update: (id, before, after) =>
      within(async () => {
        const found = await read(id);
        const now = comparable(fieldsOf(found), before);
        if (!sameFields(now, before)) return { kind: 'conflict', now };
        const changes = changesBetween(now, after);
        if (changes.length === 0) return done(id);
        return confirmed({ ...(await put(id, after, found.name)), id }, after);
      }),

    setActive: (id, active) =>
      within(async () => {
        const found = await read(id);
        if (found.deactivated !== active) return done(id);
        const asked: DefinitionFields = { ...fieldsOf(found), deactivated: !active };
        if (active) return confirmed({ ...(await put(id, asked, found.name)), id }, asked);
        await remove(id);
        return confirmed({ ...found, deactivated: false }, asked);
      }),
  };
}
