/** The part of the service's client that the presence needs; `GenesysClient` is one. Who tests hands in a double. */
import type { GenesysClient } from '../genesys/client.js';

export interface PresenceService {
  readonly presence: Pick<GenesysClient['presence'], 'getUserPresencesPurecloud' | 'patchUserPresencesPurecloud'>;
  readonly routing: Pick<GenesysClient['routing'], 'getUserRoutingstatus' | 'putUserRoutingstatus'>;
  readonly outOfOffice: Pick<GenesysClient['outOfOffice'], 'getUserOutofoffice'>;
  readonly notifications: Pick<
    GenesysClient['notifications'],
    'postNotificationsChannels' | 'putNotificationsChannelSubscriptions'
  >;
  readonly tokens: Pick<GenesysClient['tokens'], 'getTokensMe' | 'getTokensTimeout'>;
}

/** Whose presence it is. */
export interface EnginePerson {
  readonly userId: string;
  readonly organizationId: string;
  readonly divisionId: string | null;
  /** The locale that the organisation falls back to (`en-US`); null where unknown. */
  readonly organizationLanguage: string | null;
  /** Names of `authorization.permissions`, and policies in the same form. Empty where the service named none. */
  readonly permissions: readonly string[];
}
