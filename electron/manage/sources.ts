/**
 * The organisation's presence sources: Genesys Cloud itself and whatever else can set a presence. They are read again
 * before each write.
 */
import type { GenesysClient } from '../genesys/client.js';
import type { Source } from '../genesys/models/source.js';
import { eachOnce, isNew } from '../genesys/same-id.js';
import { bothReadings, type Partly } from './reading.js';
import { confirmed, done, made, type WriteResult } from './write-result.js';

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

/** The active ones, then the deactivated ones. @throws GenesysError */
export async function readSources(client: GenesysClient): Promise<Partly<PresenceSource[]>> {
  const list = async (deactivated: 'TRUE' | 'FALSE'): Promise<PresenceSource[]> => {
    const { entities } = await client.presence.getPresenceSources({ deactivated });
    return (entities ?? []).map((source) => toSource(source, deactivated === 'TRUE'));
  };
  // A service that does not know the filter answers both reads with all of them.
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
 * @param known the ids that existed before (`idsOf`). By them a new one is recognised if its answer is lost. Null:
 *   unknown
 * @throws GenesysError
 */
export async function createSource(
  client: GenesysClient,
  asked: SourceFields,
  known: ReadonlySet<string> | null,
): Promise<SourceResult> {
  const { name, description } = fields(asked);
  const source = await made(
    async () => toSource(await client.presence.postPresenceSources({ body: { name, description } }), false),
    known && (async () => (await readSources(client)).value.find((one) => isNew(one, known) && same(one, asked))),
  );
  return write(client, source.id, asked, () => Promise.resolve(source));
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
