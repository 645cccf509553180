/** Which source decides one person's presence. */
import type { GenesysClient } from '../genesys/client.js';
import { sameId } from '../genesys/same-id.js';
import { PURECLOUD, primarySourceIn } from '../genesys/source.js';
import { confirmed, done, type WriteResult } from './write-result.js';

export interface PrimarySourceFields {
  readonly sourceId: string;
}

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  /** Tells people with the same name apart. */
  readonly about: string | null;
}

const MOST_FOUND = 25;

/** People whose name contains the words. @throws GenesysError */
export async function findPeople(client: GenesysClient, words: string): Promise<FoundPerson[]> {
  const { results } = await client.users.postUsersSearch({
    body: { pageSize: MOST_FOUND, query: [{ type: 'QUERY_STRING', fields: ['name'], value: words.trim() }] },
  });
  return (results ?? []).map(({ id, name, department, title, email }) => ({
    id,
    name: name?.trim() || id,
    about: [department, title, email].find((each) => Boolean(each?.trim()))?.trim() ?? null,
  }));
}

/** @throws GenesysError */
export async function readPrimarySource(client: GenesysClient, userId: string): Promise<PrimarySourceFields> {
  return { sourceId: primarySourceIn(await client.presence.getPresenceUserPrimarysource({ userId })) };
}

/** @param before what was shown. @throws GenesysError */
export async function writePrimarySource(
  client: GenesysClient,
  userId: string,
  before: PrimarySourceFields,
  after: PrimarySourceFields,
): Promise<WriteResult<PrimarySourceFields>> {
  const now = await readPrimarySource(client, userId);
  if (!sameId(now.sourceId, before.sourceId)) return { kind: 'conflict', now };
  if (sameId(now.sourceId, after.sourceId)) return done(userId);
  return confirmed(userId, {
    send: async () => {
      const { sourceId } = await client.presence.putPresenceUserPrimarysource(
        { userId, body: { sourceId: after.sourceId, registered: after.sourceId !== PURECLOUD } },
        { retry: true },
      );
      return sourceId ? { sourceId } : null;
    },
    read: () => readPrimarySource(client, userId),
    has: ({ sourceId }) => sameId(sourceId, after.sourceId),
    fields: (found) => found,
  });
}
