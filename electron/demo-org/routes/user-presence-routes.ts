import * as v from 'valibot';
import { SYSTEM_PRESENCES } from '../../genesys/system-presence.js';
import { builtInId } from '../definition-seeds.js';
import { ok, param, readBody, type Answer, type Call, type Route } from '../call.js';
import type { Organisation } from '../organisation.js';
import { PURECLOUD, type Person } from '../people.js';
import { EDIT_PRESENCES } from '../permissions.js';
import { bulkPresence, checkChange, requestChange, userPresence, type PresenceChange } from '../presences.js';
import { isEvery } from '../ids.js';
import { badRequest, conflict, malformed, missingAnyPermission, notFound } from '../service-error.js';
import { restName } from '../wire.js';

/** "Limit 50" of the bulk reads. */
const MOST_IDS = 50;

const change = v.object({
  primary: v.optional(v.nullable(v.boolean())),
  presenceDefinition: v.optional(v.nullable(v.object({ id: v.pipe(v.string(), v.minLength(1)) }))),
  message: v.optional(v.nullable(v.string())),
});
/** `MutableUserPresence`, whose `id` is the user's. */
const bulkChange = v.array(
  v.object({
    ...change.entries,
    id: v.pipe(v.string(), v.minLength(1)),
    source: v.optional(v.nullable(v.string())),
    sourceId: v.optional(v.nullable(v.string())),
  }),
);

/**
 * Options 1, 2 and 3 of the PATCH, in any combination.
 * @throws ServiceError 400 if there is none
 */
function optionsOf(body: v.InferOutput<typeof change>, field = ''): PresenceChange {
  const asked: PresenceChange = {
    ...(body.primary === true ? { primary: true } : {}),
    ...(body.presenceDefinition ? { definitionId: body.presenceDefinition.id } : {}),
    ...(typeof body.message === 'string' ? { message: body.message } : {}),
  };
  if (Object.keys(asked).length > 0) return asked;
  throw badRequest('One of primary (true), presenceDefinition and message is required.', [
    { errorCode: 'missing.field', fieldName: `${field}presenceDefinition` },
  ]);
}

/** People's presences, per source and in bulk (contract/operations.json). */
export function userPresenceRoutes(org: Organisation): Route[] {
  const person = (id: string): Person => {
    const found = org.people.get(id);
    if (found === undefined) throw notFound('user', id);
    return found;
  };
  /** `purecloud` may be in capitals as a source id. */
  const sourceId = (call: Call): string => {
    const id = param(call, 'sourceId');
    return id.toUpperCase() === PURECLOUD ? PURECLOUD : id;
  };
  /** A source the organisation did not register: the PATCH "does not support registered presence sources". */
  const ownSourceId = (call: Call): string => {
    const id = sourceId(call);
    if (org.sources.has(id)) throw badRequest('This endpoint does not support registered presence sources.');
    return id;
  };
  const read = (call: Call, source: string): Answer => {
    const id = param(call, 'userId');
    const presence = userPresence(org, person(id), source);
    if (presence === null) throw notFound('user presence', source);
    return ok(presence);
  };
  const isLocked = (target: Person): boolean =>
    org.switches.lockedPeople.some((reference) => org.person(reference) === target);
  const checkLock = (call: Call, target: Person): void => {
    if (target.id !== call.person.id && isLocked(target))
      throw conflict(`The presence of ${target.name} cannot be changed at present.`);
  };
  const patch = (call: Call, source: string): Answer => {
    const target = person(param(call, 'userId'));
    if (target.id !== call.person.id && !call.person.permissions.includes(EDIT_PRESENCES))
      throw missingAnyPermission([EDIT_PRESENCES]);
    checkLock(call, target);
    requestChange(org, target, source, optionsOf(readBody(call, change)), call.correlationId);
    return ok(userPresence(org, target, source));
  };
  const bulk = (call: Call, source: string): Answer => {
    const ids = call.query.list('id');
    if (ids.length > MOST_IDS) throw badRequest(`The number of user ids must not be greater than ${MOST_IDS}.`);
    const known = [...new Set(ids)].flatMap((id) => org.people.get(id) ?? []);
    const told = known.filter(({ id }) => !isEvery(org.switches.bulkLeavesOutEvery, id));
    return ok(told.flatMap((one) => bulkPresence(org, one, source) ?? []));
  };
  const bulkWrite = (call: Call): Answer => {
    const rows = readBody(call, bulkChange);
    if (rows.length > MOST_IDS) throw badRequest(`The number of user presences must not be greater than ${MOST_IDS}.`);
    const partial = org.switches.bulkWrite === 'partial';
    const taken = partial
      ? rows.filter(({ id }) => {
          const target = org.people.get(id);
          return target !== undefined && !isLocked(target);
        })
      : rows;
    const steps = taken.map((row, at) => {
      const target = org.people.get(row.id);
      if (target === undefined)
        throw malformed([{ errorCode: 'not.found', fieldName: `[${at}].id`, entityId: row.id }], 'Unknown user.');
      checkLock(call, target);
      const asked = optionsOf(row, `[${at}].`);
      checkChange(org, target, asked);
      return { target, asked, source: row.sourceId ?? row.source ?? PURECLOUD };
    });
    for (const { target, asked, source } of steps) requestChange(org, target, source, asked, call.correlationId);
    return ok(steps.map(({ target, source }) => ({ id: target.id, ...userPresence(org, target, source) })));
  };

  const own = '/api/v2/users/{userId}/presences';
  return [
    { verb: 'GET', path: `${own}/purecloud`, handle: (call) => read(call, PURECLOUD) },
    { verb: 'PATCH', path: `${own}/purecloud`, handle: (call) => patch(call, PURECLOUD) },
    { verb: 'GET', path: `${own}/{sourceId}`, handle: (call) => read(call, ownSourceId(call)) },
    { verb: 'PATCH', path: `${own}/{sourceId}`, handle: (call) => patch(call, ownSourceId(call)) },
    { verb: 'GET', path: '/api/v2/users/presences/purecloud/bulk', handle: (call) => bulk(call, PURECLOUD) },
    { verb: 'GET', path: '/api/v2/users/presences/{sourceId}/bulk', handle: (call) => bulk(call, sourceId(call)) },
    { verb: 'PUT', path: '/api/v2/users/presences/bulk', any: [EDIT_PRESENCES], handle: bulkWrite },
    {
      verb: 'GET',
      path: '/api/v2/systempresences',
      handle: () =>
        ok(
          SYSTEM_PRESENCES.map((name) => ({
            id: builtInId(name),
            name: restName(name),
            selfUri: `/api/v2/systempresences/${builtInId(name)}`,
          })),
        ),
    },
  ];
}
