/** The part of the Users API the app needs: who signed in, and the people of the team. */
import { entities } from './lenient.js';
import { memberSchema } from './models/people-lists.js';
import { userListingSchema, userMeSchema, userSchema, usersSearchResponseSchema } from './models/user.js';
import type { UserExpand, UserMeExpand, UserSearchRequest } from './models/user.js';
import { json, list, none, number, operation, text } from './operation.js';

type IntegrationPresenceSource = 'MicrosoftTeams' | 'ZoomPhone' | 'EightByEight' | 'RingCentral';

export const usersOperations = {
  /** `GET /api/v2/users/me`. No permission. */
  getUsersMe: operation({
    verb: 'GET',
    path: '/api/v2/users/me',
    permissions: none,
    query: {
      expand: list<UserMeExpand>(),
      integrationPresenceSource: text<IntegrationPresenceSource>(),
      userCustomAttributeSchemaIds: list(),
    },
    answer: userMeSchema,
  }),
  /** `GET /api/v2/users/{userId}`. No permission. */
  getUser: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}',
    permissions: none,
    query: {
      expand: list<UserExpand>(),
      integrationPresenceSource: text<IntegrationPresenceSource>(),
      state: text<'active' | 'inactive' | 'deleted' | 'any'>(),
    },
    answer: userSchema,
  }),
  /** `GET /api/v2/users/{userId}/directreports`: a plain list, without pages. No permission. */
  getUserDirectreports: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}/directreports',
    permissions: none,
    query: { expand: list<UserExpand>() },
    answer: entities(memberSchema),
  }),
  /**
   * `GET /api/v2/users`: people in pages (25 where nothing is asked for), or those with the given ids. No permission.
   */
  getUsers: operation({
    verb: 'GET',
    path: '/api/v2/users',
    permissions: none,
    query: {
      pageSize: number(),
      pageNumber: number(),
      id: list(),
      jabberId: list(),
      sortOrder: text<'ASC' | 'DESC'>(),
      expand: list<UserExpand>(),
      integrationPresenceSource: text<IntegrationPresenceSource>(),
      state: text<'active' | 'inactive' | 'deleted' | 'any'>(),
    },
    answer: userListingSchema,
  }),
  /** `POST /api/v2/users/search`: changes nothing, whatever the verb says. Permission: `directory:user:view`. */
  postUsersSearch: operation({
    verb: 'POST',
    path: '/api/v2/users/search',
    permissions: none,
    body: json<UserSearchRequest>(),
    answer: usersSearchResponseSchema,
    reads: true,
  }),
};
