import type { Answer, Call, Route } from './call.js';
import { Query, splitTarget, type PlainAnswer, type PlainRequest } from './exchange.js';
import type { Organisation } from './organisation.js';
import type { Person } from './people.js';
import { permissionsHeld } from './permissions.js';
import { RateLimit } from './rate-limit.js';
import { Router } from './router.js';
import { checkScope } from './scopes.js';
import {
  ServiceError,
  badToken,
  errorBody,
  missingAnyPermission,
  missingPermissions,
  noToken,
  notFound,
} from './service-error.js';
import type { Grant, Tokens } from './tokens.js';

/**
 * The REST API. It checks token, scope, rate, route and permission, in this order. Every answer has its correlation id.
 */
export class Api {
  readonly router: Router<Route>;
  private readonly rate: RateLimit;

  constructor(
    private readonly org: Organisation,
    private readonly tokens: Tokens,
    routes: readonly Route[],
  ) {
    this.router = new Router(routes);
    this.rate = new RateLimit(org.clock, org.switches);
  }

  answer(request: PlainRequest, correlationId: string): PlainAnswer {
    const headers = { 'ININ-Correlation-Id': correlationId, 'Cache-Control': 'no-cache, no-store, must-revalidate' };
    try {
      const { status, json } = this.route(request, correlationId);
      if (json === undefined) return { status, headers, body: '' };
      return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(json) };
    } catch (error) {
      const refusal =
        error instanceof ServiceError
          ? error
          : new ServiceError(500, 'internal.server.error', 'The server encountered an unexpected condition.');
      return {
        status: refusal.status,
        headers: { ...headers, 'Content-Type': 'application/json', ...refusal.extra.headers },
        body: JSON.stringify(errorBody(refusal, correlationId)),
      };
    }
  }

  /** Who holds the request's token. Null: nobody. It does not count as use. */
  callerOf(request: PlainRequest): { readonly person: Person; readonly grant: Grant } | null {
    const token = bearer(request);
    const grant = token === null ? null : this.tokens.find(token);
    const person = grant === null ? undefined : this.org.people.get(grant.personId);
    return grant === null || person === undefined ? null : { person, grant };
  }

  private route(request: PlainRequest, correlationId: string): Answer {
    if (bearer(request) === null) throw noToken();
    const caller = this.callerOf(request);
    if (caller === null) throw badToken();
    const { person, grant } = caller;
    this.rate.count(person.id, grant.clientId);
    const { path, query } = splitTarget(request.target) ?? NOWHERE;
    checkScope(this.org.switches.scopes, request.verb, path);
    const match = this.router.find(request.verb, path);
    if (match === 'unknownVerb') throw new ServiceError(405, 'method.not.allowed', 'HTTP 405 Method Not Allowed');
    if (match === null) throw notFound();
    const { route, params } = match;
    const call: Call = { request, path, params, query, person, grant, correlationId };
    if (route.preservesIdle?.(call) !== true) this.tokens.touch(grant);
    checkPermissions(route, permissionsHeld(person, this.org.switches));
    return route.handle(call);
  }
}

const NOWHERE = { path: '', query: new Query('') };

function checkPermissions(route: Route, held: readonly string[]): void {
  const missing = (route.all ?? []).filter((permission) => !held.includes(permission));
  if (missing.length > 0) throw missingPermissions(missing);
  if (route.any !== undefined && !route.any.some((permission) => held.includes(permission)))
    throw missingAnyPermission(route.any);
}

const bearer = ({ headers }: PlainRequest): string | null =>
  /^Bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? null;
