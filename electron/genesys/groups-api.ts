/** Groups of the organisation, and who is in them (docs/genesys-cloud.md §7.1). */
import { groupListingSchema, memberListingSchema } from './models/people-lists.js';
import type { UserExpand } from './models/user.js';
import { list, none, number, operation, text } from './operation.js';

export const groupsOperations = {
  /** `GET /api/v2/groups`: in pages, 25 where nothing is asked for. No permission. */
  getGroups: operation({
    verb: 'GET',
    path: '/api/v2/groups',
    permissions: none,
    query: { pageSize: number(), pageNumber: number(), id: list(), sortOrder: text<'ascending' | 'descending'>() },
    answer: groupListingSchema,
  }),
  /** `GET /api/v2/groups/{groupId}/members`: individuals, owners, and people that a rule includes. No permission. */
  getGroupMembers: operation({
    verb: 'GET',
    path: '/api/v2/groups/{groupId}/members',
    permissions: none,
    query: {
      pageSize: number(),
      pageNumber: number(),
      sortOrder: text<'ascending' | 'descending'>(),
      expand: list<UserExpand>(),
    },
    answer: memberListingSchema,
  }),
};
