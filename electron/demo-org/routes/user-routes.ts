import * as v from 'valibot';
import { done, ok, param, readBody, type Call, type Route } from '../call.js';
import { pageOf, pagedListing } from '../listing.js';
import type { Organisation } from '../organisation.js';
import { reportsOf } from '../people-lists.js';
import { ROUTING_STATUSES, type Person, type RoutingStatus } from '../people.js';
import { EDIT_PRESENCES } from '../permissions.js';
import { setRouting } from '../presences.js';
import { badRequest, invalidValue, malformed, notAuthorized, notFound } from '../service-error.js';
import type { Tokens } from '../tokens.js';
import { meView, organizationView, outOfOffice, routingStatus, userView } from '../user-view.js';
import { isoTime } from '../wire.js';

/** Users by id are read at most a hundred at a time. */
const MOST_USERS = 100;

const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'not a date'),
);
const outOfOfficeBody = v.object({
  active: v.boolean(),
  indefinite: v.optional(v.nullable(v.boolean())),
  startDate: v.optional(v.nullable(time)),
  endDate: v.optional(v.nullable(time)),
});
const searchBody = v.object({
  query: v.optional(
    v.array(
      v.object({
        type: v.string(),
        value: v.optional(v.string()),
        values: v.optional(v.array(v.string())),
        fields: v.optional(v.array(v.string())),
      }),
    ),
  ),
  sortBy: v.optional(v.string()),
  sortOrder: v.optional(v.string()),
  pageSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  pageNumber: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  expand: v.optional(v.array(v.string())),
});
type Criterion = NonNullable<v.InferOutput<typeof searchBody>['query']>[number];

/** users/me, people for the team view, routing status, out of office, the organisation. */
export function userRoutes(org: Organisation, tokens: Tokens): Route[] {
  const person = (call: Call): Person => {
    const id = param(call, 'userId');
    const found = org.people.get(id);
    if (found === undefined) throw notFound('user', id);
    return found;
  };
  const { compare } = new Intl.Collator('en');
  const byName = [...org.people.values()].sort((one, other) => compare(one.name, other.name));

  return [
    {
      verb: 'GET',
      path: '/api/v2/users/me',
      handle: (call) => ok(meView(org, tokens, call.person, call.grant, call.query.list('expand'))),
    },
    {
      verb: 'GET',
      path: '/api/v2/users/{userId}',
      handle: (call) => ok(userView(org, person(call), call.query.list('expand'))),
    },
    {
      verb: 'GET',
      path: '/api/v2/users',
      handle: (call) => {
        const ids = call.query.list('id');
        if (ids.length > MOST_USERS) throw badRequest(`The number of ids must not be greater than ${MOST_USERS}.`);
        const list = ids.length === 0 ? byName : ids.flatMap((id) => org.people.get(id) ?? []);
        const page = pageOf(call.query, { size: ids.length === 0 ? 25 : MOST_USERS, most: 500 });
        const expand = call.query.list('expand');
        return ok(pagedListing(list, page, '/api/v2/users', (one) => userView(org, one, expand)));
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/users/{userId}/directreports',
      handle: (call) => {
        return ok(reportsOf(org, person(call)).map((one) => userView(org, one, call.query.list('expand'))));
      },
    },
    {
      verb: 'POST',
      path: '/api/v2/users/search',
      any: ['directory:user:view'],
      handle: (call) => ok(search(org, byName, readBody(call, searchBody))),
    },
    {
      verb: 'GET',
      path: '/api/v2/users/{userId}/routingstatus',
      // "OFF_QUEUE if user does not exist" (docs/genesys-cloud.md §1.2)
      handle: (call) => {
        const userId = param(call, 'userId');
        const found = org.people.get(userId);
        return ok(
          found === undefined
            ? { userId, status: 'OFF_QUEUE', startTime: isoTime(org.clock.now()) }
            : routingStatus(found),
        );
      },
    },
    {
      verb: 'PUT',
      path: '/api/v2/users/{userId}/routingstatus',
      handle: (call) => {
        const target = person(call);
        checkSelf(call, target);
        const { status } = readBody(call, v.object({ status: v.string() }));
        const wanted = ROUTING_STATUSES.find((one) => one === status);
        if (wanted === undefined) throw invalidValue(status, 'RoutingStatus', ROUTING_STATUSES);
        if (!allowsTransition(target.routing.status, wanted))
          throw badRequest('An invalid routing status transition was attempted.');
        setRouting(org, target, wanted, call.correlationId);
        return ok(routingStatus(target));
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/users/{userId}/outofoffice',
      handle: (call) => ok(outOfOffice(person(call))),
    },
    {
      verb: 'PUT',
      path: '/api/v2/users/{userId}/outofoffice',
      handle: (call) => {
        const target = person(call);
        // Supervisors cannot change it (docs/genesys-cloud.md §2.1).
        if (target.id !== call.person.id) throw notAuthorized();
        const body = readBody(call, outOfOfficeBody);
        const indefinite = body.indefinite === true;
        if (body.active && !indefinite && typeof body.endDate !== 'string')
          throw malformed(
            [{ errorCode: 'missing.field', fieldName: 'endDate' }],
            'An end date is required unless it is indefinite.',
          );
        target.outOfOffice = {
          active: body.active,
          indefinite,
          startDate: body.startDate ?? null,
          endDate: indefinite ? null : (body.endDate ?? null),
        };
        org.changed({ kind: 'outOfOffice', person: target, correlationId: call.correlationId });
        return ok(outOfOffice(target));
      },
    },
    { verb: 'GET', path: '/api/v2/organizations/me', handle: () => ok(organizationView(org)) },
    {
      verb: 'GET',
      path: '/api/v2/authorization/divisions',
      handle: (call) => {
        const ids = call.query.list('id');
        const wanted = call.query.text('name')?.toLowerCase() ?? '';
        const list = org.divisions.filter(
          ({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.toLowerCase().includes(wanted),
        );
        return ok(
          pagedListing(
            list,
            pageOf(call.query, { size: 25, most: 500 }),
            '/api/v2/authorization/divisions',
            divisionView,
          ),
        );
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/authorization/divisions/{divisionId}',
      handle: (call) => {
        const division = org.divisions.find(({ id }) => id === param(call, 'divisionId'));
        if (division === undefined) throw notFound('division', param(call, 'divisionId'));
        return ok(divisionView(division));
      },
    },
    {
      verb: 'DELETE',
      path: '/api/v2/tokens/{userId}',
      any: ['oauth:token:delete'],
      handle: (call) => {
        tokens.endAll(person(call).id, 'revoked');
        return done;
      },
    },
  ];
}

const divisionView = ({ id, name }: { readonly id: string; readonly name: string }): Record<string, unknown> => ({
  id,
  name,
  description: '',
  homeDivision: name === 'Home',
  selfUri: `/api/v2/authorization/divisions/${id}`,
});

/** The system sets the routing status. A person may only leave NOT_RESPONDING (docs/genesys-cloud.md §2.2). */
const allowsTransition = (from: RoutingStatus, to: RoutingStatus): boolean =>
  to === 'IDLE' && (from === 'NOT_RESPONDING' || from === 'IDLE');

function checkSelf(call: Call, target: Person): void {
  if (target.id !== call.person.id && !call.person.permissions.includes(EDIT_PRESENCES)) throw notAuthorized();
}

function search(
  org: Organisation,
  people: readonly Person[],
  body: v.InferOutput<typeof searchBody>,
): Record<string, unknown> {
  const found = people.filter((one) => (body.query ?? []).every((criterion) => meets(one, criterion)));
  if (body.sortOrder?.toUpperCase().startsWith('DESC') === true) found.reverse();
  const size = body.pageSize ?? 25;
  const number = body.pageNumber ?? 1;
  if (size > MOST_USERS) throw badRequest(`The page size must not be greater than ${MOST_USERS}.`);
  return {
    total: found.length,
    pageCount: Math.ceil(found.length / size),
    pageSize: size,
    pageNumber: number,
    types: ['users'],
    results: found.slice((number - 1) * size, number * size).map((one) => userView(org, one, body.expand ?? [])),
  };
}

/** One search criterion: words in any of its fields, as the directory's search reads them. */
function meets(person: Person, { type, value, values, fields }: Criterion): boolean {
  const wanted = [...(value === undefined ? [] : [value]), ...(values ?? [])].map((text) => text.toLowerCase());
  if (wanted.length === 0) return true;
  const texts = (fields ?? ['name', 'email', 'title']).map((field) => fieldOf(person, field).toLowerCase());
  switch (type.toUpperCase()) {
    case 'EXACT':
    case 'TERM':
    case 'TERMS':
      return wanted.some((word) => texts.includes(word));
    case 'STARTS_WITH':
      return wanted.some((word) => texts.some((text) => text.startsWith(word)));
    case 'CONTAINS':
    case 'QUERY_STRING':
    case 'SIMPLE':
    case 'TERMS_AND':
      return wanted.some((word) => texts.some((text) => text.includes(word)));
    default:
      throw invalidValue(type, 'type', ['EXACT', 'STARTS_WITH', 'CONTAINS', 'TERM', 'TERMS', 'QUERY_STRING']);
  }
}

function fieldOf(person: Person, field: string): string {
  switch (field) {
    case 'name':
      return person.name;
    case 'email':
    case 'username':
      return person.email;
    case 'title':
      return person.title;
    case 'department':
      return person.department;
    case 'id':
    case 'guid':
      return person.id;
    case 'manager':
    case 'managerId':
      return person.managerId ?? '';
    case 'state':
      return 'active';
    case 'divisionId':
    case 'division':
      return person.divisionId;
    default:
      return '';
  }
}
