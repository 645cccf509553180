/** The part of the service's client that the presence needs. `GenesysClient` implements it, and tests pass a double. */
import type { GenesysClient } from '../genesys/client.js';

export interface PresenceService {
  readonly presence: Pick<GenesysClient['presence'], 'getUserPresencesPurecloud' | 'patchUserPresencesPurecloud'>;
  readonly routing: Pick<GenesysClient['routing'], 'getUserRoutingstatus' | 'putUserRoutingstatus'>;
  readonly outOfOffice: Pick<GenesysClient['outOfOffice'], 'getUserOutofoffice'>;
  readonly notifications: Pick<
    GenesysClient['notifications'],
    'postNotificationsChannels' | 'putNotificationsChannelSubscriptions'
  >;
  readonly users: Pick<GenesysClient['users'], 'getUser'>;
  readonly tokens: Pick<GenesysClient['tokens'], 'getTokensMe' | 'getTokensTimeout'>;
}

/** The person whose presence it is. */
export interface EnginePerson {
  readonly userId: string;
  readonly organizationId: string;
  readonly divisionId: string | null;
  /** The organisation's fallback locale (`en-US`). Null: unknown. */
  readonly organizationLanguage: string | null;
  /** Names from `authorization.permissions`, and policies in the same form. Empty: the service named none. */
  readonly permissions: readonly string[];
}
