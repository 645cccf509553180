/** Where a person's presence comes from: which source decides, what each one says, and changing both. */
import type { GenesysClient } from '../genesys/client.js';
import { GenesysError, toProblemText } from '../genesys/error.js';
import { toTime } from '../genesys/models/shared.js';
import type { UserPresence } from '../genesys/models/presence.js';
import { mayHaveTakenEffect } from '../genesys/retry.js';
import { sameId } from '../genesys/same-id.js';
import { PURECLOUD, primarySourceIn } from '../genesys/source.js';
import type { ProblemText } from '../genesys/problem.js';
import type { PersonSources, SaidPresence } from './said-presence.js';

export interface SourcesService {
  readonly presence: Pick<
    GenesysClient['presence'],
    | 'getPresenceUserPrimarysource'
    | 'putPresenceUserPrimarysource'
    | 'getPresenceSources'
    | 'getUsersPresenceBulk'
    | 'getUserPresence'
    | 'patchUserPresence'
  >;
}

export interface SourceWords {
  label(definitionId: string, systemPresence: SaidPresence['systemPresence']): string;
  systemPresence(definitionId: string): SaidPresence['systemPresence'] | null;
  toLocal(serverMs: number): number;
}

const OPTIONS = { forOthers: true };

export function saidPresence(
  said: Pick<UserPresence, 'presenceDefinition' | 'message' | 'modifiedDate'> | null | undefined,
  words: SourceWords,
): SaidPresence | null {
  const definition = said?.presenceDefinition;
  if (!said || !definition) return null;
  const systemPresence = definition.systemPresence ?? words.systemPresence(definition.id);
  if (systemPresence === null) return null;
  const at = toTime(said.modifiedDate);
  return {
    definitionId: definition.id,
    label: words.label(definition.id, systemPresence),
    systemPresence,
    message: said.message ?? null,
    since: at === null ? null : words.toLocal(at),
  };
}

/** The presence sources of the organisation, besides Genesys Cloud itself. @throws GenesysError */
export async function registeredSources(
  service: SourcesService,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const listing = await service.presence.getPresenceSources({}, OPTIONS);
  return (listing.entities ?? [])
    .filter(({ deactivated }) => deactivated !== true)
    .map(({ id, name }) => ({ id, name: name?.trim() || id }));
}

/** Each part that is refused costs only itself. */
export async function readSources(service: SourcesService, userId: string, words: SourceWords): Promise<PersonSources> {
  const primary = service.presence.getPresenceUserPrimarysource({ userId }, OPTIONS).then(
    (answer) => ({ primary: primarySourceIn(answer), primaryProblem: null }),
    (error: unknown) => ({ primary: null, primaryProblem: toProblemText(error) }),
  );
  const sources = registeredSources(service).then(
    async (found) => ({
      sources: await Promise.all(
        found.map(async ({ id, name }) => {
          // Registered sources are read in bulk alone (docs/genesys-cloud.md §1.3).
          try {
            const told = await service.presence.getUsersPresenceBulk({ sourceId: id, id: [userId] }, OPTIONS);
            const own = told.find((each) => sameId(each.userId, userId));
            return { id, name, presence: saidPresence(own, words), problem: null };
          } catch (error) {
            return { id, name, presence: null, problem: toProblemText(error) };
          }
        }),
      ),
      sourcesProblem: null,
    }),
    (error: unknown) => ({ sources: [], sourcesProblem: toProblemText(error) }),
  );
  return { ...(await primary), ...(await sources) };
}

/** @returns why not; null where the service has it now */
export async function setPrimarySource(
  service: SourcesService,
  userId: string,
  sourceId: string,
): Promise<ProblemText | null> {
  return outcomeOf({
    send: () =>
      service.presence.putPresenceUserPrimarysource(
        { userId, body: { sourceId, registered: sourceId !== PURECLOUD } },
        OPTIONS,
      ),
    read: () => service.presence.getPresenceUserPrimarysource({ userId }, OPTIONS),
    has: (answer) => sameId(answer.sourceId ?? '', sourceId),
  });
}

/** What a source of one's own says of a person. @throws GenesysError, but for one who is not known there */
export async function readCustomSource(
  service: SourcesService,
  userId: string,
  sourceId: string,
  words: SourceWords,
): Promise<SaidPresence | null> {
  try {
    return saidPresence(await service.presence.getUserPresence({ userId, sourceId }, OPTIONS), words);
  } catch (error) {
    if (error instanceof GenesysError && error.status === 404) return null;
    throw error;
  }
}

/** @returns why not; null where the service has it now */
export async function setCustomSource(
  service: SourcesService,
  userId: string,
  sourceId: string,
  change: { readonly definitionId: string; readonly message: string },
): Promise<ProblemText | null> {
  const { definitionId, message } = change;
  const body = { presenceDefinition: { id: definitionId }, message };
  return outcomeOf({
    send: () => service.presence.patchUserPresence({ userId, sourceId, body }, OPTIONS),
    read: () => service.presence.getUserPresence({ userId, sourceId }, OPTIONS),
    has: (answer) =>
      sameId(answer.presenceDefinition?.id ?? '', definitionId) && (answer.message ?? '').trim() === message.trim(),
  });
}

/** Where the answer does not confirm it or is lost, what the service has by then decides. */
async function outcomeOf<T>(change: {
  readonly send: () => Promise<T>;
  readonly read: () => Promise<T>;
  readonly has: (answer: T) => boolean;
}): Promise<ProblemText | null> {
  let problem = notApplied();
  try {
    if (change.has(await change.send())) return null;
  } catch (error) {
    problem = toProblemText(error);
    if (!mayHaveTakenEffect(error)) return problem;
  }
  try {
    return change.has(await change.read()) ? null : problem;
  } catch {
    return problem;
  }
}

const notApplied = (): ProblemText => ({
  key: 'team.result.notApplied',
  params: {},
  serviceMessage: null,
  status: null,
  code: null,
  correlationId: null,
  retryable: true,
});
