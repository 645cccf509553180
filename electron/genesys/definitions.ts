/**
 * The organisation's presence definitions, whatever the person may see of them: the new endpoint, else the legacy one over all its pages,
 * else what `users/me` carries (docs/genesys-cloud.md §2.3).
 */
import type { GenesysClient } from './client.js';
import { GenesysError } from './genesys-error.js';
import type { OrganizationPresence, OrganizationPresenceDefinition } from './models/definition.js';
import { namedDivision } from './models/shared.js';
import type { UserMe } from './models/user.js';
import { isPrimaryDefinitionId } from './primary-definitions.js';
import type { SystemPresence } from './system-presence.js';

/** A definition of either generation, in one shape. */
export interface OrganizationDefinition {
  readonly id: string;
  /** By locale code; may hold other keys than the 24, and lack any. */
  readonly languageLabels: Readonly<Record<string, string>>;
  /** Usually missing: the labels are what people see. */
  readonly name: string | null;
  readonly systemPresence: SystemPresence;
  /** One of the ten built-in ones. */
  readonly primary: boolean;
  readonly deactivated: boolean;
  /** Null: for every division. */
  readonly divisionId: string | null;
}

export interface LoadDefinitionsOptions {
  /** Also those that can no longer be picked but may still be somebody's presence. */
  readonly includeDeactivated?: boolean;
  readonly signal?: AbortSignal;
}

/** The legacy list comes in pages; its largest that is known to work. */
const PAGE_SIZE = 100;
/** An end to paging even where the service keeps saying that there is more. */
const MAX_PAGES = 100;

type Found = OrganizationPresenceDefinition & Partial<Pick<OrganizationPresence, 'primary'>>;

/** @param deactivated what holds where the answer does not say */
export function toOrganizationDefinition(found: Found, deactivated: boolean): OrganizationDefinition {
  const { id, systemPresence } = found;
  const kind = found.type?.toLowerCase();
  return {
    id,
    languageLabels: found.languageLabels ?? {},
    name: found.name ?? null,
    systemPresence,
    primary: found.primary ?? (kind === undefined ? isPrimaryDefinitionId(id) : kind === 'system'),
    deactivated: found.deactivated ?? deactivated,
    divisionId: namedDivision(found.divisionId),
  };
}

/** Each id once: where two lists have it, the first one's. */
export function eachOnce(definitions: readonly OrganizationDefinition[]): OrganizationDefinition[] {
  const byId = new Map<string, OrganizationDefinition>();
  for (const one of definitions) if (!byId.has(one.id)) byId.set(one.id, one);
  return [...byId.values()];
}

const collect = (lists: readonly { found: readonly Found[]; deactivated: boolean }[]): OrganizationDefinition[] =>
  eachOnce(lists.flatMap(({ found, deactivated }) => found.map((one) => toOrganizationDefinition(one, deactivated))));

/** The list of the new generation: the active ones, or the deactivated ones. */
export async function readDefinitionList(
  client: GenesysClient,
  deactivated: 'TRUE' | 'FALSE',
  options: Pick<LoadDefinitionsOptions, 'signal'> = {},
): Promise<OrganizationDefinition[]> {
  const listing = await client.presence.getPresenceDefinitions(
    { deactivated, localeCode: 'ALL' },
    { signal: options.signal },
  );
  return collect([{ found: listing.entities, deactivated: deactivated === 'TRUE' }]);
}

async function fromDefinitions(client: GenesysClient, options: LoadDefinitionsOptions) {
  const lists = await Promise.all(
    options.includeDeactivated
      ? [readDefinitionList(client, 'FALSE', options), readDefinitionList(client, 'TRUE', options)]
      : [readDefinitionList(client, 'FALSE', options)],
  );
  return eachOnce(lists.flat());
}

/** The legacy list, all of its pages. */
export async function readLegacyDefinitions(
  client: GenesysClient,
  options: LoadDefinitionsOptions,
): Promise<OrganizationDefinition[]> {
  const found: OrganizationPresence[] = [];
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
    const page = await client.presence.getPresencedefinitions(
      { pageNumber, pageSize: PAGE_SIZE, deleted: options.includeDeactivated ? 'ALL' : 'FALSE', localeCode: 'ALL' },
      { signal: options.signal },
    );
    found.push(...page.entities);
    const more =
      page.pageCount === null || page.pageCount === undefined ? Boolean(page.nextUri) : pageNumber < page.pageCount;
    if (!more || page.entities.length === 0) break;
  }
  return collect([{ found, deactivated: false }]);
}

type OwnDefinitions = Pick<UserMe, 'presenceDefinitions' | 'divisionedPresenceDefinitions'>;

async function fromUsersMe(client: GenesysClient, me: OwnDefinitions | null, options: LoadDefinitionsOptions) {
  const source =
    me?.presenceDefinitions || me?.divisionedPresenceDefinitions
      ? me
      : await client.users.getUsersMe(
          { expand: ['presencedefinitions', 'divisionedpresencedefinitions'] },
          { signal: options.signal },
        );
  const all = collect([
    { found: source.presenceDefinitions ?? [], deactivated: false },
    { found: source.divisionedPresenceDefinitions ?? [], deactivated: false },
  ]);
  return options.includeDeactivated ? all : all.filter((definition) => !definition.deactivated);
}

/** Not for this person, or not in this organisation any more: another way may be open. */
export const isClosed = (error: unknown): boolean =>
  error instanceof GenesysError && error.kind === 'http' && [403, 404, 405, 410].includes(error.status ?? 0);

/**
 * @param me the person who signed in, if read before: its definitions save a request at the end of the chain
 * @throws GenesysError where no way is open, or the first that is open fails
 */
export async function loadDefinitions(
  client: GenesysClient,
  me: OwnDefinitions | null,
  options: LoadDefinitionsOptions = {},
): Promise<OrganizationDefinition[]> {
  try {
    return await fromDefinitions(client, options);
  } catch (error) {
    if (!isClosed(error)) throw error;
  }
  try {
    return await readLegacyDefinitions(client, options);
  } catch (error) {
    if (!isClosed(error)) throw error;
  }
  return fromUsersMe(client, me, options);
}
