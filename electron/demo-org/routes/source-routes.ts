import * as v from 'valibot';
import { done, ok, param, readBody, type Call, type Route } from '../call.js';
import { freshId } from '../ids.js';
import { oneOf } from '../listing.js';
import type { Organisation, Source } from '../organisation.js';
import { PURECLOUD, type Person } from '../people.js';
import { badRequest, notFound } from '../service-error.js';

const VIEW = 'presence:source:view';
const EDIT = 'presence:source:edit';

/** The restore time is between a minute and a day (docs/genesys-cloud.md §2.4). */
const MIN_RESTORE_MS = 60_000;
const MAX_RESTORE_MS = 86_400_000;

const newSource = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1)),
  description: v.optional(v.nullable(v.string())),
  deactivated: v.optional(v.boolean()),
});
const settingsBody = v.object({
  restorePresenceSettings: v.object({
    enabled: v.boolean(),
    restoreTimeMilliseconds: v.pipe(v.number(), v.minValue(MIN_RESTORE_MS), v.maxValue(MAX_RESTORE_MS)),
    restoreOnQueueEnabled: v.boolean(),
  }),
  requestingOffQueueEnabled: v.optional(v.boolean()),
  defaultPrimaryPresenceRegisteredSourceId: v.optional(v.nullable(v.string())),
});

const view = (source: Source): Record<string, unknown> => ({
  id: source.id,
  name: source.name,
  ...(source.description === '' ? {} : { description: source.description }),
  type: source.builtIn ? 'System' : 'User',
  deactivated: source.deactivated,
  selfUri: `/api/v2/presence/sources/${source.id}`,
});

/** Registered sources, a person's primary source, and the organisation's presence settings. */
export function sourceRoutes(org: Organisation): Route[] {
  const found = (call: Call): Source => {
    const id = param(call, 'sourceId');
    const source = org.sources.get(id);
    if (source === undefined) throw notFound('presence source', id);
    return source;
  };
  const person = (call: Call): Person => {
    const id = param(call, 'userId');
    const one = org.people.get(id);
    if (one === undefined) throw notFound('user', id);
    return one;
  };
  const primaryView = ({ id, primarySourceId }: Person): Record<string, unknown> => ({
    id,
    sourceId: primarySourceId,
    registered: org.sources.has(primarySourceId),
    selfUri: `/api/v2/presence/users/${id}/primarysource`,
  });
  const settingsView = (): Record<string, unknown> => {
    const { defaultPrimaryPresenceRegisteredSourceId: preset, ...settings } = org.settings;
    return {
      ...settings,
      ...(preset === null ? {} : { defaultPrimaryPresenceRegisteredSourceId: preset }),
      selfUri: '/api/v2/presence/settings',
    };
  };
  const isActive = (id: string): boolean => org.sources.get(id)?.deactivated === false;

  return [
    {
      verb: 'GET',
      path: '/api/v2/presence/sources',
      all: [VIEW],
      handle: (call) => {
        const deactivated = oneOf(call.query, 'deactivated', ['TRUE', 'FALSE']) === 'TRUE';
        const list = [...org.sources.values()].filter((source) => source.deactivated === deactivated);
        return ok({ total: list.length, entities: list.map(view), selfUri: '/api/v2/presence/sources' });
      },
    },
    {
      verb: 'POST',
      path: '/api/v2/presence/sources',
      all: ['presence:source:add'],
      handle: (call) => {
        const body = readBody(call, newSource);
        const source: Source = {
          id: freshId(),
          name: body.name,
          description: body.description ?? '',
          builtIn: false,
          deactivated: body.deactivated ?? false,
        };
        org.sources.set(source.id, source);
        org.changed({ kind: 'organisation' });
        return ok(view(source));
      },
    },
    { verb: 'GET', path: '/api/v2/presence/sources/{sourceId}', all: [VIEW], handle: (call) => ok(view(found(call))) },
    {
      verb: 'PUT',
      path: '/api/v2/presence/sources/{sourceId}',
      all: [EDIT],
      handle: (call) => {
        const source = found(call);
        const body = readBody(call, newSource);
        if (source.builtIn && body.name !== source.name) throw badRequest('A system source cannot be renamed.');
        source.name = body.name;
        if (body.description !== undefined) source.description = body.description ?? '';
        if (body.deactivated !== undefined) source.deactivated = body.deactivated;
        org.changed({ kind: 'organisation' });
        return ok(view(source));
      },
    },
    {
      verb: 'DELETE',
      path: '/api/v2/presence/sources/{sourceId}',
      any: ['presence:source:delete', EDIT],
      handle: (call) => {
        const source = found(call);
        if (source.builtIn) throw badRequest('A system source cannot be deleted.');
        source.deactivated = true;
        org.changed({ kind: 'organisation' });
        return done;
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/presence/users/{userId}/primarysource',
      all: ['presence:userPrimarySource:view'],
      handle: (call) => ok(primaryView(person(call))),
    },
    {
      verb: 'PUT',
      path: '/api/v2/presence/users/{userId}/primarysource',
      all: ['presence:userPrimarySource:edit'],
      handle: (call) => {
        const target = person(call);
        const { sourceId } = readBody(call, v.object({ sourceId: v.pipe(v.string(), v.minLength(1)) }));
        const known = sourceId === PURECLOUD || isActive(sourceId) || target.presences.has(sourceId);
        if (!known) throw badRequest(`The presence source [${sourceId}] does not exist or is deactivated.`);
        target.primarySourceId = sourceId;
        org.changed({ kind: 'presence', person: target, sourceId: PURECLOUD, correlationId: call.correlationId });
        return ok(primaryView(target));
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/presence/settings',
      all: ['presence:settings:view'],
      handle: () => ok(settingsView()),
    },
    {
      verb: 'PUT',
      path: '/api/v2/presence/settings',
      all: ['presence:settings:edit'],
      handle: (call) => {
        const body = readBody(call, settingsBody);
        const preset = body.defaultPrimaryPresenceRegisteredSourceId;
        if (typeof preset === 'string' && !isActive(preset))
          throw badRequest(`The presence source [${preset}] does not exist or is deactivated.`);
        org.settings = {
          restorePresenceSettings: body.restorePresenceSettings,
          requestingOffQueueEnabled: body.requestingOffQueueEnabled ?? org.settings.requestingOffQueueEnabled,
          defaultPrimaryPresenceRegisteredSourceId:
            preset === undefined ? org.settings.defaultPrimaryPresenceRegisteredSourceId : preset,
        };
        org.changed({ kind: 'organisation' });
        return ok(settingsView());
      },
    },
  ];
}
