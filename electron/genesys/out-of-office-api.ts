/** Out of office is no presence but lies over one (docs/genesys-cloud.md §2.1). */
import { outOfOfficeSchema, type OutOfOfficeWrite } from './models/user.js';
import { json, none, operation } from './operation.js';

export const outOfOfficeOperations = {
  /** `GET /api/v2/users/{userId}/outofoffice`. No permission. */
  getUserOutofoffice: operation({
    verb: 'GET',
    path: '/api/v2/users/{userId}/outofoffice',
    permissions: none,
    answer: outOfOfficeSchema,
  }),
  /** `PUT /api/v2/users/{userId}/outofoffice`. No permission. */
  putUserOutofoffice: operation({
    verb: 'PUT',
    path: '/api/v2/users/{userId}/outofoffice',
    permissions: none,
    body: json<OutOfOfficeWrite>(),
    answer: outOfOfficeSchema,
  }),
};
