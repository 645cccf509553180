/**
 * The Presence API: all operations of the vendor's client libraries, under the vendor's names without the trailing 0 of
 * the new generation. Verbs, paths, queries and permissions come from the vendor's JavaScript library 262
 * (docs/genesys-cloud.md §1.3). The pages of its Swift library describe the same operations.
 */
import { entities } from './lenient.js';
import type { LocaleCodeQuery } from './locale-codes.js';
import {
  organizationPresenceDefinitionListingSchema,
  organizationPresenceDefinitionSchema,
  organizationPresenceListingSchema,
  organizationPresenceSchema,
  type OrganizationPresenceDefinitionWrite,
  type OrganizationPresenceWrite,
} from './models/definition.js';
import {
  presenceSettingsSchema,
  readPresenceSchema,
  systemPresenceEntrySchema,
  ucUserPresenceSchema,
  userPresenceSchema,
  type MutableUserPresence,
  type PresenceSettingsUpdate,
  type UserPresencePatch,
} from './models/presence.js';
import { nothing } from './models/shared.js';
import {
  sourceListingSchema,
  sourceSchema,
  userPrimarySourceSchema,
  type SourceWrite,
  type UserPrimarySourceWrite,
} from './models/source.js';
import { all, any, json, list, none, number, operation, text } from './operation.js';

/** The bulk reads take 50 ids at most. */
const BULK_LIMIT = 50;

export const presenceOperations = {
  /**
   * `GET /api/v2/presence/definitions`. Permission: `presence:presenceDefinition:view`, enforced only for definitions
   * of a division. Page: PresenceAPI#getPresenceDefinitions0. `deactivated` defaults to `FALSE`. `localeCode=ALL`
   * returns every label.
   */
  getPresenceDefinitions: operation({
    verb: 'GET',
    path: '/api/v2/presence/definitions',
    permissions: all('presence:presenceDefinition:view'),
    query: { deactivated: text<'TRUE' | 'FALSE'>(), divisionId: list(), localeCode: text<LocaleCodeQuery>() },
    answer: organizationPresenceDefinitionListingSchema,
  }),
  /**
   * `GET /api/v2/presence/definitions/{definitionId}`. Permission: `presence:presenceDefinition:view`.
   * Page: PresenceAPI#getPresenceDefinition0.
   */
  getPresenceDefinition: operation({
    verb: 'GET',
    path: '/api/v2/presence/definitions/{definitionId}',
    permissions: all('presence:presenceDefinition:view'),
    query: { localeCode: text<LocaleCodeQuery>() },
    answer: organizationPresenceDefinitionSchema,
  }),
  /**
   * `POST /api/v2/presence/definitions`. Permission: `presence:presenceDefinition:add`.
   * Page: PresenceAPI#postPresenceDefinitions0.
   */
  postPresenceDefinitions: operation({
    verb: 'POST',
    path: '/api/v2/presence/definitions',
    permissions: all('presence:presenceDefinition:add'),
    body: json<OrganizationPresenceDefinitionWrite>(),
    answer: organizationPresenceDefinitionSchema,
  }),
  /**
   * `PUT /api/v2/presence/definitions/{definitionId}`. Permission: `presence:presenceDefinition:edit`.
   * Page: PresenceAPI#putPresenceDefinition0.
   */
  putPresenceDefinition: operation({
    verb: 'PUT',
    path: '/api/v2/presence/definitions/{definitionId}',
    permissions: all('presence:presenceDefinition:edit'),
    body: json<OrganizationPresenceDefinitionWrite>(),
    answer: organizationPresenceDefinitionSchema,
  }),
  /**
   * `DELETE /api/v2/presence/definitions/{definitionId}`: deactivates the definition, which stays. Permission: any of
   * `presence:presenceDefinition:delete`, `presence:presenceDefinition:edit`.
   * Page: PresenceAPI#deletePresenceDefinition0.
   */
  deletePresenceDefinition: operation({
    verb: 'DELETE',
    path: '/api/v2/presence/definitions/{definitionId}',
    permissions: any('presence:presenceDefinition:delete', 'presence:presenceDefinition:edit'),
    answer: nothing,
  }),

  /**
   * `GET /api/v2/presencedefinitions`, the legacy list in pages (25 entries by default). No permission.
   * Page: PresenceAPI#getPresencedefinitions.
   */
  getPresencedefinitions: operation({
    verb: 'GET',
    path: '/api/v2/presencedefinitions',
    permissions: none,
    query: {
      pageNumber: number(),
      pageSize: number(),
      deleted: text<'TRUE' | 'FALSE' | 'ALL'>(),
      localeCode: text<LocaleCodeQuery>(),
    },
    answer: organizationPresenceListingSchema,
    deprecated: true,
  }),
  /**
   * `GET /api/v2/presencedefinitions/{presenceId}`. Permission: `presence:presenceDefinition:view`.
   * Page: PresenceAPI#getPresencedefinition.
   */
  getPresencedefinition: operation({
    verb: 'GET',
    path: '/api/v2/presencedefinitions/{presenceId}',
    permissions: all('presence:presenceDefinition:view'),
    query: { localeCode: text<LocaleCodeQuery>() },
    answer: organizationPresenceSchema,
    deprecated: true,
  }),
  /**
   * `POST /api/v2/presencedefinitions`. Permission: `presence:presenceDefinition:add`.
   * Page: PresenceAPI#postPresencedefinitions.
   */
  postPresencedefinitions: operation({
    verb: 'POST',
    path: '/api/v2/presencedefinitions',
    permissions: all('presence:presenceDefinition:add'),
    body: json<OrganizationPresenceWrite>(),
    answer: organizationPresenceSchema,
    deprecated: true,
  }),
  /**
   * `PUT /api/v2/presencedefinitions/{presenceId}`. Permission: `presence:presenceDefinition:edit`.
   * Page: PresenceAPI#putPresencedefinition.
   */
  putPresencedefinition: operation({
    verb: 'PUT',
    path: '/api/v2/presencedefinitions/{presenceId}',
    permissions: all('presence:presenceDefinition:edit'),
    body: json<OrganizationPresenceWrite>(),
    answer: organizationPresenceSchema,
    deprecated: true,
  }),
  /**
   * `DELETE /api/v2/presencedefinitions/{presenceId}`. Permission: `presence:presenceDefinition:delete`.
   * Page: PresenceAPI#deletePresencedefinition.
   */
  deletePresencedefinition: operation({
    verb: 'DELETE',
    path: '/api/v2/presencedefinitions/{presenceId}',
    permissions: all('presence:presenceDefinition:delete'),
    answer: nothing,
    deprecated: true,
  }),

  /** `GET /api/v2/systempresences`. No permission. Page: PresenceAPI#getSystempresences. */
  getSystempresences: operation({
    verb: 'GET',
    path: '/api/v2/systempresences',
    permissions: none,
    answer: entities(systemPresenceEntrySchema),
  }),

  /** `GET /api/v2/presence/settings`. Permission: `presence:settings:view`. Page: PresenceAPI#getPresenceSettings. */
  getPresenceSettings: operation({
    verb: 'GET',
    path: '/api/v2/presence/settings',
    permissions: all('presence:settings:view'),
    answer: presenceSettingsSchema,
  }),
  /** `PUT /api/v2/presence/settings`. Permission: `presence:settings:edit`. Page: PresenceAPI#putPresenceSettings. */
  putPresenceSettings: operation({
    verb: 'PUT',
    path: '/api/v2/presence/settings',
    permissions: all('presence:settings:edit'),
    body: json<PresenceSettingsUpdate>(),
    answer: presenceSettingsSchema,
  }),

  /** `GET /api/v2/presence/sources`. Permission: `presence:source:view`. Page: PresenceAPI#getPresenceSources. */
  getPresenceSources: operation({
    verb: 'GET',
    path: '/api/v2/presence/sources',
    permissions: all('presence:source:view'),
    query: { deactivated: text<'TRUE' | 'FALSE'>() },
    answer: sourceListingSchema,
  }),
  /**
   * `GET /api/v2/presence/sources/{sourceId}`. Permission: `presence:source:view`. Page: PresenceAPI#getPresenceSource.
   */
  getPresenceSource: operation({
    verb: 'GET',
    path: '/api/v2/presence/sources/{sourceId}',
    permissions: all('presence:source:view'),
    answer: sourceSchema,
  }),
  /** `POST /api/v2/presence/sources`. Permission: `presence:source:add`. Page: PresenceAPI#postPresenceSources. */
  postPresenceSources: operation({
    verb: 'POST',
    path: '/api/v2/presence/sources',
    permissions: all('presence:source:add'),
    body: json<SourceWrite>(),
    answer: sourceSchema,
  }),
  /**
   * `PUT /api/v2/presence/sources/{sourceId}`. Permission: `presence:source:edit`. Page: PresenceAPI#putPresenceSource.
   */
  putPresenceSource: operation({
    verb: 'PUT',
    path: '/api/v2/presence/sources/{sourceId}',
    permissions: all('presence:source:edit'),
    body: json<SourceWrite>(),
    answer: sourceSchema,
  }),
  /**
   * `DELETE /api/v2/presence/sources/{sourceId}`: deactivates the source. Permission: any of `presence:source:delete`,
   * `presence:source:edit`. Page: PresenceAPI#deletePresenceSource.
   */
  deletePresenceSource: operation({
    verb: 'DELETE',
    path: '/api/v2/presence/sources/{sourceId}',
    permissions: any('presence:source:delete', 'presence:source:edit'),
    answer: nothing,
  }),

  /**
   * `GET /api/v2/presence/users/{userId}/primarysource`. Permission: `presence:userPrimarySource:view`.
   * Page: PresenceAPI#getPresenceUserPrimarysource.
   */
  getPresenceUserPrimarysource: operation({
    verb: 'GET',
    path: '/api/v2/presence/users/{userId}/primarysource',
    permissions: all('presence:userPrimarySource:view'),
    answer: userPrimarySourceSchema,
  }),
  /**
   * `PUT /api/v2/presence/users/{userId}/primarysource`. Permission: `presence:userPrimarySource:edit`.
   * Page: PresenceAPI#putPresenceUserPrimarysource.
   */
  putPresenceUserPrimarysource: operation({
    verb: 'PUT',
    path: '/api/v2/presence/users/{userId}/primarysource',
    permissions: all('presence:userPrimarySource:edit'),
    body: json<UserPrimarySourceWrite>(),
    answer: userPrimarySourceSchema,
  }),

  /** `GET /api/v2/users/{userId}/presences/purecloud`. No permission. Page: PresenceAPI#getUserPresencesPurecloud. */
  getUserPresencesPurecloud: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}/presences/purecloud',
    permissions: none,
    answer: readPresenceSchema,
  }),
  /**
   * `PATCH /api/v2/users/{userId}/presences/purecloud`: primary, definition, message, in any combination. No
   * permission. Page: PresenceAPI#patchUserPresencesPurecloud.
   */
  patchUserPresencesPurecloud: operation({
    verb: 'PATCH',
    path: '/api/v2/users/{userId}/presences/purecloud',
    permissions: none,
    body: json<UserPresencePatch>(),
    answer: userPresenceSchema,
  }),
  /**
   * `GET /api/v2/users/{userId}/presences/{sourceId}`, not for registered sources. No permission.
   * Page: PresenceAPI#getUserPresence.
   */
  getUserPresence: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}/presences/{sourceId}',
    permissions: none,
    answer: userPresenceSchema,
  }),
  /**
   * `PATCH /api/v2/users/{userId}/presences/{sourceId}`, not for registered sources. No permission.
   * Page: PresenceAPI#patchUserPresence.
   */
  patchUserPresence: operation({
    verb: 'PATCH',
    path: '/api/v2/users/{userId}/presences/{sourceId}',
    permissions: none,
    body: json<UserPresencePatch>(),
    answer: userPresenceSchema,
  }),
  /**
   * `GET /api/v2/users/presences/purecloud/bulk?id=…`: any number of ids, 50 a request. No permission.
   * Page: PresenceAPI#getUsersPresencesPurecloudBulk.
   */
  getUsersPresencesPurecloudBulk: operation({
    verb: 'GET',
    path: '/api/v2/users/presences/purecloud/bulk',
    permissions: none,
    query: { id: list() },
    answer: entities(ucUserPresenceSchema),
    chunks: { of: 'id', size: BULK_LIMIT },
  }),
  /**
   * `GET /api/v2/users/presences/{sourceId}/bulk?id=…`: any number of ids, 50 a request. No permission.
   * Page: PresenceAPI#getUsersPresenceBulk.
   */
  getUsersPresenceBulk: operation({
    verb: 'GET',
    path: '/api/v2/users/presences/{sourceId}/bulk',
    permissions: none,
    query: { id: list() },
    answer: entities(ucUserPresenceSchema),
    chunks: { of: 'id', size: BULK_LIMIT },
  }),
  /**
   * `PUT /api/v2/users/presences/bulk`. Permission: `presence:userPresence:edit`.
   * Page: PresenceAPI#putUsersPresencesBulk.
   */
  putUsersPresencesBulk: operation({
    verb: 'PUT',
    path: '/api/v2/users/presences/bulk',
    permissions: any('presence:userPresence:edit'),
    body: json<readonly MutableUserPresence[]>(),
    answer: entities(userPresenceSchema),
    chunks: { of: 'body', size: BULK_LIMIT },
  }),
};
