/** The organisation, and the names of its divisions. */
import { authzDivisionListingSchema, organizationSchema } from './models/organization.js';
import { list, none, number, operation, text } from './operation.js';

export const organizationOperations = {
  /** `GET /api/v2/organizations/me`. No permission. */
  getOrganizationsMe: operation({
    verb: 'GET',
    path: '/api/v2/organizations/me',
    permissions: none,
    answer: organizationSchema,
  }),
  /**
   * `GET /api/v2/authorization/divisions`: names for division ids. No permission in the vendor's library, yet the
   * service may refuse it.
   */
  getAuthorizationDivisions: operation({
    verb: 'GET',
    path: '/api/v2/authorization/divisions',
    permissions: none,
    query: { pageSize: number(), pageNumber: number(), id: list(), name: text() },
    answer: authzDivisionListingSchema,
  }),
};
