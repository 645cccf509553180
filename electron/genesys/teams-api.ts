/**
 * Work teams, and who is in them (docs/genesys-cloud.md §7.1). Pages are led on by `nextUri`, whose `after` is the
 * cursor.
 */
import { memberListingSchema, teamListingSchema } from './models/people-lists.js';
import { all, number, operation, text } from './operation.js';

export const teamsOperations = {
  /** `GET /api/v2/teams`. Permission: `groups:team:view`, which can be limited to some teams. */
  getTeams: operation({
    verb: 'GET',
    path: '/api/v2/teams',
    permissions: all('groups:team:view'),
    query: { pageSize: number(), name: text(), after: text(), before: text(), expand: text() },
    answer: teamListingSchema,
  }),
  /** `GET /api/v2/teams/{teamId}/members`. Permission: `groups:team:view`. `expand=entities` brings the names. */
  getTeamMembers: operation({
    verb: 'GET',
    path: '/api/v2/teams/{teamId}/members',
    permissions: all('groups:team:view'),
    query: { pageSize: number(), before: text(), after: text(), expand: text<'entities'>() },
    answer: memberListingSchema,
  }),
};
