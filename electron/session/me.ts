/** Who is signed in, as users/me says it. */
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
  /** The person's own division; null where the service does not say. */
  readonly division: { readonly id: string; readonly name: string | null } | null;
  /** The locale that the organisation falls back to (`en-US`, `de`). */
  readonly organizationLanguage: string | null;
  /** The whole answer, for what reads more of it. */
  readonly user: UserMe;
}

const EXPAND = ['authorization', 'organization', 'languagePreference', 'token'] as const;
/** All attempts together, in milliseconds. */
const TIME_LIMIT_MS = 30_000;

/**
 * Asks who the token belongs to.
 * @param retry whether failures that can pass are tried again within the time limit
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

/** The organisation and the person's division may be missing or odd: each has something that stands for it. */
export function toMe(user: UserMe, environment: Environment): Me {
  const host = new URL(environment.apiUrl).host;
  const divisionId = namedDivision(user.division?.id);
  return {
    person: {
      userId: user.id,
      name: firstOf(user.name, user.preferredName, user.email, user.username) ?? user.id,
      email: user.email ?? null,
      // Never empty: what a person has is kept by organisation, and two organisations must not share it.
      organizationId: user.organization?.id || user.token?.organization?.id || environmentKey(environment),
      organization:
        firstOf(user.organization?.name, user.token?.organization?.name, user.organization?.thirdPartyOrgName) ?? host,
    },
    permissions: user.authorization?.permissions ?? [],
    division: divisionId === null ? null : { id: divisionId, name: user.division?.name ?? null },
    organizationLanguage: user.organization?.defaultLanguage ?? null,
    user,
  };
}

const firstOf = (...texts: (string | null | undefined)[]): string | null =>
  texts.find((text): text is string => Boolean(text?.trim())) ?? null;

/** Whether two sign-ins are the same user of the same organisation: what waited for the one must not go out for the other (docs/design.md §3.5). */
export const isSamePerson = (a: Person, b: Person): boolean =>
  a.userId === b.userId && a.organizationId === b.organizationId;
