/** The contract: every operation as in the vendor's library, and its place in our client. */
import * as v from 'valibot';
import { API_OPERATIONS } from '../../electron/genesys/client.js';
import type { AnyOperation } from '../../electron/genesys/operation.js';
import json from './operations.json' with { type: 'json' };

const vendorOperationSchema = v.object({
  api: v.string(),
  method: v.string(),
  verb: v.picklist(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: v.string(),
  query: v.array(v.string()),
  permissions: v.object({ type: v.picklist(['ALL', 'ANY', 'NO']), permissions: v.array(v.string()) }),
  returns: v.string(),
  deprecated: v.boolean(),
});
export type VendorOperation = v.InferOutput<typeof vendorOperationSchema>;

/** `operations.json` was read from the source of purecloud-platform-client-v2 262. */
export const CONTRACT: readonly VendorOperation[] = v.parse(v.array(vendorOperationSchema), json);

const also = (api: string, method: string, verb: VendorOperation['verb'], path: string, query: string[] = []) => ({
  api,
  method,
  verb,
  path,
  query,
  permissions: { type: 'NO' as const, permissions: [] },
  returns: '',
  deprecated: false,
});

/** What the app also calls. The same library has these. */
export const BEYOND: readonly VendorOperation[] = [
  also('UsersApi', 'getUser', 'GET', '/api/v2/users/{userId}', ['expand', 'state']),
  also('UsersApi', 'getUsers', 'GET', '/api/v2/users', ['id', 'pageSize', 'pageNumber', 'expand']),
  also('UsersApi', 'postUsersSearch', 'POST', '/api/v2/users/search'),
  also(
    'WorkforceManagementApi',
    'postWorkforcemanagementAgentschedulesMine',
    'POST',
    '/api/v2/workforcemanagement/agentschedules/mine',
  ),
  also(
    'WorkforceManagementApi',
    'getWorkforcemanagementBusinessunitActivitycodes',
    'GET',
    '/api/v2/workforcemanagement/businessunits/{businessUnitId}/activitycodes',
    ['forceDownloadService'],
  ),
  also('UsersApi', 'getUserDirectreports', 'GET', '/api/v2/users/{userId}/directreports', ['expand']),
  also('TeamsApi', 'getTeams', 'GET', '/api/v2/teams', ['pageSize', 'name', 'after', 'before', 'expand']),
  also('TeamsApi', 'getTeamMembers', 'GET', '/api/v2/teams/{teamId}/members', ['pageSize', 'after', 'expand']),
  also('GroupsApi', 'getGroups', 'GET', '/api/v2/groups', ['pageSize', 'pageNumber', 'id']),
  also('GroupsApi', 'getGroupMembers', 'GET', '/api/v2/groups/{groupId}/members', ['pageSize', 'pageNumber', 'expand']),
  also('RoutingApi', 'getRoutingQueues', 'GET', '/api/v2/routing/queues', ['pageSize', 'pageNumber', 'name', 'id']),
  also('RoutingApi', 'getRoutingQueuesMe', 'GET', '/api/v2/routing/queues/me', ['pageSize', 'pageNumber', 'joined']),
  also('RoutingApi', 'getRoutingQueueMembers', 'GET', '/api/v2/routing/queues/{queueId}/members', [
    'pageSize',
    'pageNumber',
    'expand',
  ]),
  also('OrganizationApi', 'getOrganizationsMe', 'GET', '/api/v2/organizations/me'),
  also('AuthorizationApi', 'getAuthorizationDivisions', 'GET', '/api/v2/authorization/divisions', ['id', 'name']),
];

export const EVERY_OPERATION = [...CONTRACT, ...BEYOND];

export const vendorOperation = (method: string): VendorOperation => {
  const found = EVERY_OPERATION.find((one) => one.method === method);
  if (!found) throw new Error(`The vendor's library has no ${method}`);
  return found;
};

/** Our client's operation for a vendor's method: the same name without the new generation's 0. */
export function clientOperation(method: string): { api: string; name: string; operation: AnyOperation } | null {
  const name = method.replace(/0$/, '');
  for (const [api, operations] of Object.entries(API_OPERATIONS)) {
    const byName: Readonly<Record<string, AnyOperation>> = operations;
    const operation = byName[name];
    if (operation) return { api, name, operation };
  }
  return null;
}

/** One call's arguments, for the vendor's library and for ours. */
export interface Sample {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}
