/** Who is signed in, according to users/me. */
import { bounded } from '../genesys/bounded.js';
import type { GenesysClient } from '../genesys/client.js';
import { environmentKey, type Environment } from '../genesys/environment.js';
import { namedDivision } from '../genesys/models/shared.js';
import type { UserMe } from '../genesys/models/user.js';
import type { Clock } from '../ports.js';
import type { Person } from './session-state.js';

export interface Me {
  readonly person: Person;
  /** `routing:agent:onQueue`, … */
  readonly permissions: readonly string[];
  /** Whether people report to them. The service may leave that out, as it may any expansion. */
  readonly leads: boolean;
  /** The person's own division. Null: the service does not say. */
  readonly division: { readonly id: string; readonly name: string | null } | null;
  /** The organisation's fallback locale (`en-US`, `de`). */
  readonly organizationLanguage: string | null;
  /** The whole answer, for whoever needs more of it. */
  readonly user: UserMe;
}

const EXPAND = ['authorization', 'organization', 'languagePreference', 'token', 'directreports'] as const;
/** For all attempts together. */
const TIME_LIMIT_MS = 30_000;

/**
 * Asks who the token belongs to.
 * @param retry whether temporary failures are retried within the time limit
 * @throws GenesysError
 */
export function whoAmI(
  deps: { client: GenesysClient; clock: Clock; environment: Environment },
  options: { retry: boolean; signal: AbortSignal },
): Promise<Me> {
  const { client, clock, environment } = deps;
  const host = new URL(environment.apiUrl).host;
  return bounded(clock, { timeoutMs: TIME_LIMIT_MS, signal: options.signal, host }, async (signal) =>
    toMe(await client.users.getUsersMe({ expand: EXPAND }, { signal, retry: options.retry }), environment),
  );
}

/** The organisation and the person's division may be missing or odd. Each has a substitute. */
export function toMe(user: UserMe, environment: Environment): Me {
  const host = new URL(environment.apiUrl).host;
  const divisionId = namedDivision(user.division?.id);
  return {
    person: {
      userId: user.id,
      name: firstOf(user.name, user.preferredName, user.email, user.username) ?? user.id,
      email: user.email ?? null,
      // Never empty: a person's data is stored by organisation, and two organisations must not share it.
      organizationId: user.organization?.id || user.token?.organization?.id || environmentKey(environment),
      organization:
        firstOf(user.organization?.name, user.token?.organization?.name, user.organization?.thirdPartyOrgName) ?? host,
    },
    permissions: user.authorization?.permissions ?? [],
    leads: (user.directReports ?? []).length > 0,
    division: divisionId === null ? null : { id: divisionId, name: user.division?.name ?? null },
    organizationLanguage: user.organization?.defaultLanguage ?? null,
    user,
  };
}

const firstOf = (...texts: (string | null | undefined)[]): string | null =>
  texts.find((text): text is string => Boolean(text?.trim())) ?? null;

/**
 * Whether two sign-ins are the same user of the same organisation. What waited for one person must not be sent for
 * another (docs/design.md §3.5).
 */
export const isSamePerson = (a: Person, b: Person): boolean =>
  a.userId === b.userId && a.organizationId === b.organizationId;
