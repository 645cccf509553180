/**
 * Reads the organisation's presence definitions, as far as this person may see them. It tries the new endpoint, then
 * all pages of the legacy one, then what `users/me` carries (docs/genesys-cloud.md §2.3).
 */
import type { GenesysClient } from './client.js';
import { GenesysError } from './genesys-error.js';
import type { OrganizationPresence, OrganizationPresenceDefinition } from './models/definition.js';
import { namedDivision } from './models/shared.js';
import type { UserMe } from './models/user.js';
import { isPrimaryDefinitionId } from './primary-definitions.js';
import { eachOnce } from './same-id.js';
import type { SystemPresence } from './system-presence.js';

/** One shape for definitions of both generations. */
export interface OrganizationDefinition {
  readonly id: string;
  /** By locale code. May lack any of the 24 codes, and may have other keys. */
  readonly languageLabels: Readonly<Record<string, string>>;
  /** Usually missing, since people see the labels. */
  readonly name: string | null;
  readonly systemPresence: SystemPresence;
  /** One of the ten built-in ones. */
  readonly primary: boolean;
  readonly deactivated: boolean;
  /** Null: it belongs to every division. */
  readonly divisionId: string | null;
}

export interface LoadDefinitionsOptions {
  /** Includes definitions that nobody can pick any more but that may still be somebody's presence. */
  readonly includeDeactivated?: boolean;
  readonly signal?: AbortSignal;
}

/** The largest page known to work. */
const PAGE_SIZE = 100;
/** Ends paging even if the service keeps claiming that there is more. */
const MAX_PAGES = 100;

type Found = OrganizationPresenceDefinition & Partial<Pick<OrganizationPresence, 'primary'>>;

/** @param deactivated the value if the answer does not say */
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

const collect = (lists: readonly { found: readonly Found[]; deactivated: boolean }[]): OrganizationDefinition[] =>
  eachOnce(lists.flatMap(({ found, deactivated }) => found.map((one) => toOrganizationDefinition(one, deactivated))));

/** The new generation's list: the active ones, or the deactivated ones. */
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

/** The legacy list, with all pages. */
export async function readLegacyDefinitions(
  client: GenesysClient,
  options: LoadDefinitionsOptions,
): Promise<OrganizationDefinition[]> {
  const found: OrganizationPresence[] = [];
  const ids = new Set<string>();
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber++) {
    const page = await client.presence.getPresencedefinitions(
      { pageNumber, pageSize: PAGE_SIZE, deleted: options.includeDeactivated ? 'ALL' : 'FALSE', localeCode: 'ALL' },
      { signal: options.signal },
    );
    found.push(...page.entities);
    const before = ids.size;
    for (const { id } of page.entities) ids.add(id.toLowerCase());
    // Any of the three may be missing or wrong. A page that brings nothing new is the last one.
    const more = Boolean(page.nextUri) || pageNumber < (page.pageCount ?? 0) || ids.size < (page.total ?? 0);
    if (!more || ids.size === before) break;
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

/** Closed to this person or gone from this organisation. Another way may be open. */
export const isClosed = (error: unknown): boolean =>
  error instanceof GenesysError && error.kind === 'http' && [403, 404, 405, 410].includes(error.status ?? 0);

/**
 * @param me the signed-in person, if already read: saves a request at the end of the chain
 * @throws GenesysError if no way is open, or the first open one fails
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
