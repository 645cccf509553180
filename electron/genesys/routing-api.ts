/** A person's routing status (docs/genesys-cloud.md §2.2). */
import { routingStatusSchema, type RoutingStatusWrite } from './models/routing.js';
import { json, none, operation } from './operation.js';

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
};
