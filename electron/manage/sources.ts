/**
 * The organisation's presence sources: Genesys Cloud itself and whatever else can set a presence. They are read again
 * before each write.
 */
import type { GenesysClient } from '../genesys/client.js';
import type { Source } from '../genesys/models/source.js';
import { mayHaveTakenEffect } from '../genesys/retry.js';
import { bothReadings, type Partly } from './reading.js';
import { confirmed, done, type WriteResult } from './write-result.js';

export interface SourceFields {
  readonly name: string;
  /** Empty: there is none. */
  readonly description: string;
  readonly deactivated: boolean;
}

export interface PresenceSource extends SourceFields {
  readonly id: string;
  /** Built in, so it can only be viewed. */
  readonly system: boolean;
}

export type SourceResult = WriteResult<SourceFields>;

const toSource = (source: Source, deactivated: boolean): PresenceSource => ({
  id: source.id,
  name: source.name?.trim() || source.id,
  description: source.description?.trim() ?? '',
  system: source.type?.toLowerCase() === 'system',
  deactivated: source.deactivated ?? deactivated,
});

const fields = ({ name, description, deactivated }: SourceFields): SourceFields => ({
  name: name.trim(),
  description: description.trim(),
  deactivated,
});

const same = (a: SourceFields, b: SourceFields): boolean =>
  a.name.trim() === b.name.trim() && a.description.trim() === b.description.trim() && a.deactivated === b.deactivated;

/** A service that does not know the filter answers both reads with all of them. */
const eachOnce = (sources: readonly PresenceSource[]): PresenceSource[] => {
  const byId = new Map<string, PresenceSource>();
  for (const one of sources) if (!byId.has(one.id.toLowerCase())) byId.set(one.id.toLowerCase(), one);
  return [...byId.values()];
};

/** The active ones, then the deactivated ones. @throws GenesysError */
export async function readSources(client: GenesysClient): Promise<Partly<PresenceSource[]>> {
  const list = async (deactivated: 'TRUE' | 'FALSE'): Promise<PresenceSource[]> => {
    const { entities } = await client.presence.getPresenceSources({ deactivated });
    return (entities ?? []).map((source) => toSource(source, deactivated === 'TRUE'));
  };
  const { value, missing } = await bothReadings(list('FALSE'), list('TRUE'));
  return { value: eachOnce(value), missing };
}

const read = async (client: GenesysClient, id: string): Promise<PresenceSource> =>
  toSource(await client.presence.getPresenceSource({ sourceId: id }), false);

const write = (
  client: GenesysClient,
  id: string,
  asked: SourceFields,
  send: () => Promise<PresenceSource | null>,
): Promise<SourceResult> =>
  confirmed(id, { send, read: () => read(client, id), has: (found: PresenceSource) => same(found, asked), fields });

/**
 * @param known the ids that existed before, by which a new one is recognised if its answer is lost. Null: unknown
 * @throws GenesysError
 */
export async function createSource(
  client: GenesysClient,
  asked: SourceFields,
  known: ReadonlySet<string> | null,
): Promise<SourceResult> {
  const { name, description } = fields(asked);
  let made: PresenceSource;
  try {
    made = toSource(await client.presence.postPresenceSources({ body: { name, description } }), false);
  } catch (error) {
    if (known === null || !mayHaveTakenEffect(error)) throw error;
    const { value } = await readSources(client).catch(() => ({ value: [] }));
    const found = value.find((one) => !known.has(one.id) && same(one, asked));
    if (found === undefined) throw error;
    made = found;
  }
  return write(client, made.id, asked, () => Promise.resolve(made));
}

/** @param before the state from which the change was made. @throws GenesysError */
export async function updateSource(
  client: GenesysClient,
  id: string,
  before: SourceFields,
  after: SourceFields,
): Promise<SourceResult> {
  const now = await read(client, id);
  if (!same(now, before)) return { kind: 'conflict', now: fields(now) };
  if (same(now, after)) return done(id);
  return write(client, id, after, () => put(client, id, after));
}

/** Reads its current state, and changes only this. @throws GenesysError */
export async function setSourceActive(client: GenesysClient, id: string, active: boolean): Promise<SourceResult> {
  const now = await read(client, id);
  if (now.deactivated !== active) return done(id);
  const asked: SourceFields = { ...fields(now), deactivated: !active };
  if (active) return write(client, id, asked, () => put(client, id, asked));
  return write(client, id, asked, () =>
    client.presence.deletePresenceSource({ sourceId: id }, { retry: true }).then(() => null),
  );
}

const put = async (client: GenesysClient, id: string, asked: SourceFields): Promise<PresenceSource> =>
  toSource(
    await client.presence.putPresenceSource({ sourceId: id, body: { ...fields(asked) } }, { retry: true }),
    asked.deactivated,
  );
