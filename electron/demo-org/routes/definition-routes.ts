import * as v from 'valibot';
import { SYSTEM_PRESENCES, toSystemPresence } from '../../genesys/system-presence.js';
import { done, ok, param, readBody, type Call, type Route } from '../call.js';
import type { Definition } from '../definition-seeds.js';
import { EVERY_DIVISION, legacyDefinition, maySee, newDefinition } from '../definition-view.js';
import { freshId } from '../ids.js';
import { oneOf, pageOf, pagedListing } from '../listing.js';
import { LOCALE_CODES } from '../locales.js';
import type { Organisation } from '../organisation.js';
import { VIEW_DEFINITIONS } from '../permissions.js';
import { badRequest, invalidValue, missingPermissions, notFound } from '../service-error.js';

const ADD = 'presence:presenceDefinition:add';
const EDIT = 'presence:presenceDefinition:edit';
const DELETE = 'presence:presenceDefinition:delete';

const labels = v.pipe(
  v.record(v.string(), v.pipe(v.string(), v.trim(), v.minLength(1))),
  v.check((all) => Object.keys(all).length > 0, 'at least one label is needed'),
);
/** For both generations: each ignores the other's fields, as the service ignores unknown ones. */
const newBody = v.object({
  languageLabels: labels,
  systemPresence: v.string(),
  divisionId: v.optional(v.nullable(v.string())),
  deactivated: v.optional(v.boolean()),
});
const updateBody = v.object({
  languageLabels: v.optional(labels),
  systemPresence: v.optional(v.string()),
  divisionId: v.optional(v.nullable(v.string())),
  deactivated: v.optional(v.boolean()),
});

const locale = (call: Call): string | null => oneOf(call.query, 'localeCode', LOCALE_CODES);

/**
 * Presence definitions of both generations (contract/operations.json). Deleting deactivates (docs/genesys-cloud.md
 * §2.3).
 */
export function definitionRoutes(org: Organisation): Route[] {
  const hasAppeared = ({ createdAt }: Definition): boolean => {
    const after = org.switches.definitionAppearsAfterMs;
    return after === 0 || createdAt === null || org.clock.now() >= createdAt + after;
  };
  const checkLength = (all: Readonly<Record<string, string>>): void => {
    const longest = org.switches.longestLabel;
    if (longest !== null && Object.values(all).some((label) => label.length > longest))
      throw badRequest(`A label must not have more than ${longest} characters.`, [
        { errorCode: 'too.long', fieldName: 'languageLabels' },
      ]);
  };
  const found = (call: Call, name: string): Definition => {
    const id = param(call, name);
    const definition = org.definitions.get(id);
    if (definition === undefined || !hasAppeared(definition)) throw notFound('presence definition', id);
    return definition;
  };
  /**
   * The new generation requires the view permission only for definitions of a division, unless a switch says otherwise.
   */
  const checkView = (call: Call): void => {
    if (org.switches.definitionsNeedPermission && !call.person.permissions.includes(VIEW_DEFINITIONS))
      throw missingPermissions([VIEW_DEFINITIONS]);
  };
  /** `*`, null and a missing field all mean every division. */
  const divisionOf = (divisionId: string | null | undefined): string | null => {
    if (divisionId === undefined || divisionId === null || divisionId === EVERY_DIVISION) return null;
    if (org.divisions.some((division) => division.id === divisionId)) return divisionId;
    throw badRequest(`The division [${divisionId}] does not exist.`, [
      { errorCode: 'not.found', fieldName: 'divisionId' },
    ]);
  };
  const create = (call: Call): Definition => {
    const body = readBody(call, newBody);
    const systemPresence = toSystemPresence(body.systemPresence);
    if (systemPresence === null) throw invalidValue(body.systemPresence, 'systemPresence', SYSTEM_PRESENCES);
    checkLength(body.languageLabels);
    const divisionId = divisionOf(body.divisionId);
    const now = org.clock.now();
    const definition: Definition = {
      id: freshId(),
      builtIn: false,
      systemPresence,
      divisionId,
      labels: body.languageLabels,
      deactivated: body.deactivated ?? false,
      createdAt: now,
      createdBy: call.person.id,
      modifiedAt: now,
      modifiedBy: call.person.id,
    };
    org.definitions.set(definition.id, definition);
    org.changed({ kind: 'organisation' });
    return definition;
  };
  const update = (call: Call, definition: Definition): Definition => {
    const body = readBody(call, updateBody);
    if (body.systemPresence !== undefined && toSystemPresence(body.systemPresence) !== definition.systemPresence)
      throw badRequest('The system presence of a presence definition cannot be changed.', [
        { errorCode: 'immutable', fieldName: 'systemPresence' },
      ]);
    if (definition.builtIn && body.deactivated === true)
      throw badRequest('A primary presence definition cannot be deactivated.');
    checkLength(body.languageLabels ?? {});
    const divisionId = divisionOf(body.divisionId);
    if (body.languageLabels !== undefined) definition.labels = body.languageLabels;
    if (body.divisionId !== undefined && !definition.builtIn) definition.divisionId = divisionId;
    if (body.deactivated !== undefined) definition.deactivated = body.deactivated;
    return touched(call, definition);
  };
  const deactivate = (call: Call, definition: Definition): void => {
    if (definition.builtIn) throw badRequest('A primary presence definition cannot be deleted.');
    definition.deactivated = true;
    touched(call, definition);
  };
  const touched = (call: Call, definition: Definition): Definition => {
    definition.modifiedAt = org.clock.now();
    definition.modifiedBy = call.person.id;
    org.changed({ kind: 'organisation' });
    return definition;
  };

  return [
    {
      verb: 'GET',
      path: '/api/v2/presence/definitions',
      handle: (call) => {
        checkView(call);
        const localeCode = locale(call);
        const deactivated = oneOf(call.query, 'deactivated', ['TRUE', 'FALSE']) === 'TRUE';
        const divisions = call.query.list('divisionId').filter((id) => id !== EVERY_DIVISION);
        const closed = divisions.some((id) => !call.person.accessDivisions.includes(id));
        if (closed || (divisions.length > 0 && !call.person.permissions.includes(VIEW_DEFINITIONS)))
          throw missingPermissions([VIEW_DEFINITIONS]);
        const entities = [...org.definitions.values()]
          .filter((one) => one.deactivated === deactivated && maySee(call.person, one) && hasAppeared(one))
          .filter(({ divisionId }) => divisions.length === 0 || divisionId === null || divisions.includes(divisionId));
        return ok({
          total: entities.length,
          entities: entities.map((one) => newDefinition(org, one, localeCode)),
          selfUri: '/api/v2/presence/definitions',
        });
      },
    },
    {
      verb: 'POST',
      path: '/api/v2/presence/definitions',
      all: [ADD],
      handle: (call) => ok(newDefinition(org, create(call), 'ALL')),
    },
    {
      verb: 'GET',
      path: '/api/v2/presence/definitions/{definitionId}',
      handle: (call) => {
        checkView(call);
        const localeCode = locale(call);
        const definition = found(call, 'definitionId');
        if (!maySee(call.person, definition)) throw missingPermissions([VIEW_DEFINITIONS]);
        return ok(newDefinition(org, definition, localeCode));
      },
    },
    {
      verb: 'PUT',
      path: '/api/v2/presence/definitions/{definitionId}',
      all: [EDIT],
      handle: (call) => ok(newDefinition(org, update(call, found(call, 'definitionId')), 'ALL')),
    },
    {
      verb: 'DELETE',
      path: '/api/v2/presence/definitions/{definitionId}',
      any: [DELETE, EDIT],
      handle: (call) => {
        deactivate(call, found(call, 'definitionId'));
        return done;
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/presencedefinitions',
      handle: (call) => {
        const localeCode = locale(call);
        const deleted = oneOf(call.query, 'deleted', ['TRUE', 'FALSE', 'ALL']) ?? 'FALSE';
        const page = pageOf(call.query, { size: 25, most: 500 });
        const list = [...org.definitions.values()].filter(
          (one) => deleted === 'ALL' || one.deactivated === (deleted === 'TRUE'),
        );
        return ok(pagedListing(list, page, '/api/v2/presencedefinitions', (one) => legacyDefinition(one, localeCode)));
      },
    },
    {
      verb: 'POST',
      path: '/api/v2/presencedefinitions',
      all: [ADD],
      handle: (call) => ok(legacyDefinition(create(call), 'ALL')),
    },
    {
      verb: 'GET',
      path: '/api/v2/presencedefinitions/{presenceId}',
      all: [VIEW_DEFINITIONS],
      handle: (call) => {
        const localeCode = locale(call);
        return ok(legacyDefinition(found(call, 'presenceId'), localeCode));
      },
    },
    {
      verb: 'PUT',
      path: '/api/v2/presencedefinitions/{presenceId}',
      all: [EDIT],
      handle: (call) => ok(legacyDefinition(update(call, found(call, 'presenceId')), 'ALL')),
    },
    {
      verb: 'DELETE',
      path: '/api/v2/presencedefinitions/{presenceId}',
      all: [DELETE],
      handle: (call) => {
        deactivate(call, found(call, 'presenceId'));
        return done;
      },
    },
  ];
}
