import { notAuthorized } from './service-error.js';

/**
 * Which OAuth scope opens which part of the API. No source documents the scopes of endpoints. This follows their names.
 */
const OPENED_BY: readonly (readonly [part: RegExp, scope: string])[] = [
  [/^\/api\/v2\/users\/[^/]+\/presences|^\/api\/v2\/users\/presences/, 'presence'],
  [/^\/api\/v2\/(?:presence|presencedefinitions|systempresences)(?:\/|$)/, 'presence'],
  [/^\/api\/v2\/users\/[^/]+\/routingstatus$/, 'routing'],
  [/^\/api\/v2\/users(?:\/|$)/, 'users'],
  [/^\/api\/v2\/(?:groups|teams)(?:\/|$)/, 'groups'],
  [/^\/api\/v2\/routing\/queues(?:\/|$)/, 'routing'],
  [/^\/api\/v2\/notifications(?:\/|$)/, 'notifications'],
  [/^\/api\/v2\/organizations(?:\/|$)/, 'organization'],
  [/^\/api\/v2\/workforcemanagement(?:\/|$)/, 'workforce-management'],
];

/** `notifications` has no readonly form. */
const READABLE = new Set(['presence', 'users', 'groups', 'routing', 'organization', 'workforce-management']);

/**
 * @param scopes the client's. Null: everything
 * @throws ServiceError 403 if the scope is missing
 */
export function checkScope(scopes: readonly string[] | null, verb: string, path: string): void {
  if (scopes === null) return;
  const scope = OPENED_BY.find(([part]) => part.test(path))?.[1];
  if (scope === undefined || scopes.includes(scope)) return;
  const reads =
    verb === 'GET' || verb === 'HEAD' || path.endsWith('/users/search') || path.endsWith('/agentschedules/mine');
  const readonly = `${scope}:readonly`;
  if (reads && READABLE.has(scope) && scopes.includes(readonly)) return;
  // Basic facts about oneself need less than the directory.
  if (path === '/api/v2/users/me' && scopes.includes('user-basic-info')) return;
  const wanted = reads && READABLE.has(scope) ? [scope, readonly] : [scope];
  throw notAuthorized(`The client does not have the required scope. One of these is needed: ${wanted.join(', ')}`);
}
