/** A person's routing status (docs/genesys-cloud.md §2.2), and the queues with their members (§7.1). */
import { routingStatusSchema, type RoutingStatusWrite } from './models/routing.js';
import { memberListingSchema, queueListingSchema } from './models/people-lists.js';
import type { UserExpand } from './models/user.js';
import { all, any, boolean, json, list, none, number, operation, text } from './operation.js';

export const routingOperations = {
  /**
   * `GET /api/v2/users/{userId}/routingstatus`. No permission. Also answers `OFF_QUEUE` for a user who does not exist.
   */
  getUserRoutingstatus: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}/routingstatus',
    permissions: none,
    answer: routingStatusSchema,
  }),
  /**
   * `PUT /api/v2/users/{userId}/routingstatus`: `IDLE` after _Not responding_. Any other transition is a 400. No
   * permission.
   */
  putUserRoutingstatus: operation({
    verb: 'PUT',
    path: '/api/v2/users/{userId}/routingstatus',
    permissions: none,
    body: json<RoutingStatusWrite>(),
    answer: routingStatusSchema,
  }),
  /**
   * `GET /api/v2/routing/queues`: in pages, 25 where nothing is asked for. Permission: `routing:queue:view`. `name`
   * takes `*` for any text.
   */
  getRoutingQueues: operation({
    verb: 'GET',
    path: '/api/v2/routing/queues',
    permissions: all('routing:queue:view'),
    query: { pageNumber: number(), pageSize: number(), sortOrder: text<'asc' | 'desc'>(), name: text(), id: list() },
    answer: queueListingSchema,
  }),
  /** `GET /api/v2/routing/queues/me`: those the person is in. No permission. */
  getRoutingQueuesMe: operation({
    verb: 'GET',
    path: '/api/v2/routing/queues/me',
    permissions: none,
    query: { pageNumber: number(), pageSize: number(), joined: boolean(), sortOrder: text<'asc' | 'desc'>() },
    answer: queueListingSchema,
  }),
  /**
   * `GET /api/v2/routing/queues/{queueId}/members`: 100 a page at most, without a total. Permission: any of the queue
   * permissions.
   */
  getRoutingQueueMembers: operation({
    verb: 'GET',
    path: '/api/v2/routing/queues/{queueId}/members',
    permissions: any(
      'routing:queue:view',
      'routing:queue:edit',
      'routing:queue:readonly',
      'routing:queueMember:manage',
    ),
    query: { pageNumber: number(), pageSize: number(), expand: list<UserExpand>(), name: text(), joined: boolean() },
    answer: memberListingSchema,
  }),
};
