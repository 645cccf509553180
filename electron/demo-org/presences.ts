import { builtInId } from './definition-seeds.js';
import type { Organisation } from './organisation.js';
import { PURECLOUD, type Person, type RoutingStatus, type SourcePresence } from './people.js';
import { ON_QUEUE } from './permissions.js';
import { badRequest, missingPermissions, notAuthorized } from './service-error.js';
import { isoTime, restName } from './wire.js';

/** What a PATCH asks for: option 1 (`primary`), 2 (`definitionId`), 3 (`message`), in any combination. */
export interface PresenceChange {
  readonly primary?: true;
  readonly definitionId?: string;
  readonly message?: string;
}

/** Refuses a definition that is unknown or deactivated, and On Queue without its permission. */
export function checkChange(org: Organisation, person: Person, change: PresenceChange): void {
  if (change.definitionId === undefined) return;
  const definition = org.definitions.get(change.definitionId);
  if (definition === undefined)
    throw badRequest(`The presence definition [${change.definitionId}] does not exist.`, [
      { errorCode: 'not.found', fieldName: 'presenceDefinition.id', entityId: change.definitionId },
    ]);
  if (definition.deactivated)
    throw badRequest(`The presence definition [${change.definitionId}] is deactivated.`, [
      { errorCode: 'deactivated', fieldName: 'presenceDefinition.id', entityId: change.definitionId },
    ]);
  if (definition.systemPresence === 'OnQueue' && !person.permissions.includes(ON_QUEUE))
    throw missingPermissions([ON_QUEUE]);
}

/**
 * A change through the API. The organisation's switches may take half of it, none of it, or refuse it.
 * @throws ServiceError
 */
export function requestChange(
  org: Organisation,
  person: Person,
  sourceId: string,
  asked: PresenceChange,
  correlationId: string,
): void {
  checkChange(org, person, asked);
  const { switches } = org;
  let change = asked;
  if (switches.patchHonoursOnlyOne !== false && asked.definitionId !== undefined && asked.message !== undefined)
    change = switches.patchHonoursOnlyOne === 'message' ? without(asked, 'definitionId') : without(asked, 'message');
  const othersDecide = sourceId === PURECLOUD && person.primarySourceId !== PURECLOUD && asked.primary !== true;
  if (othersDecide && switches.otherSourcePrimary === 'refused')
    throw notAuthorized('The primary presence source of this user is not PURECLOUD.');
  if (!switches.patchSticks || (othersDecide && switches.otherSourcePrimary === 'ignored')) return;
  applyChange(org, person, sourceId, change, correlationId);
}

/** Carries out a change by anybody, and announces it. */
export function applyChange(
  org: Organisation,
  person: Person,
  sourceId: string,
  change: PresenceChange,
  correlationId: string,
): void {
  const before = person.presences.get(sourceId);
  const standing: SourcePresence = before ?? {
    definitionId: builtInId('Offline'),
    message: '',
    modifiedAt: 0,
    futureDefinitionId: null,
  };
  const waits = change.definitionId !== undefined && leavesLater(org, person, sourceId, change.definitionId);
  const next: SourcePresence = { ...standing };
  if (change.message !== undefined) next.message = change.message;
  if (waits) next.futureDefinitionId = change.definitionId ?? null;
  else if (change.definitionId !== undefined) {
    next.definitionId = change.definitionId;
    next.futureDefinitionId = null;
  }
  const moved = next.definitionId !== standing.definitionId || before === undefined;
  const messageMoves = org.switches.messageMovesModifiedDate && next.message !== standing.message;
  if (moved || messageMoves) next.modifiedAt = laterThan(standing.modifiedAt, org.clock.now());
  person.presences.set(sourceId, next);
  if (change.primary === true) person.primarySourceId = sourceId;
  org.changed({ kind: 'presence', person, sourceId, correlationId });
  if (sourceId === PURECLOUD) followWithRouting(org, person, correlationId);
}

/**
 * Sets the routing status, as the system does. The end of an interaction applies the presence that was requested
 * meanwhile.
 */
export function setRouting(org: Organisation, person: Person, status: RoutingStatus, correlationId: string): void {
  if (person.routing.status === status) return;
  person.routing = { status, startedAt: org.clock.now() };
  org.changed({ kind: 'routing', person, correlationId });
  const future = person.presences.get(PURECLOUD)?.futureDefinitionId ?? null;
  if (future !== null && status !== 'INTERACTING')
    applyChange(org, person, PURECLOUD, { definitionId: future }, correlationId);
}

/** On Queue means ready for work. Every other presence takes the agent off the queue (docs/genesys-cloud.md §2.2). */
function followWithRouting(org: Organisation, person: Person, correlationId: string): void {
  const onQueue = person.presences.get(PURECLOUD)?.definitionId;
  if (onQueue !== undefined && org.definitions.get(onQueue)?.systemPresence === 'OnQueue') {
    // Setting On Queue again does not clear NOT_RESPONDING. Only PUT routingstatus IDLE does.
    if (person.routing.status === 'OFF_QUEUE') setRouting(org, person, 'IDLE', correlationId);
  } else setRouting(org, person, 'OFF_QUEUE', correlationId);
}

/** Whether leaving the queue must wait for the interaction to end. */
function leavesLater(org: Organisation, person: Person, sourceId: string, definitionId: string): boolean {
  return (
    sourceId === PURECLOUD &&
    org.settings.requestingOffQueueEnabled &&
    person.routing.status === 'INTERACTING' &&
    org.definitions.get(definitionId)?.systemPresence !== 'OnQueue'
  );
}

/** Changes in the same instant get dates a millisecond apart. A clock that was set back further stays so. */
const laterThan = (before: number, now: number): number => (now <= before && before - now < 1000 ? before + 1 : now);

const without = (change: PresenceChange, key: keyof PresenceChange): PresenceChange =>
  Object.fromEntries(Object.entries(change).filter(([name]) => name !== key));

/** A definition as it appears in a user presence. */
export function definitionReference(org: Organisation, definitionId: string): Record<string, unknown> {
  const systemPresence = org.definitions.get(definitionId)?.systemPresence;
  return {
    id: definitionId,
    ...(systemPresence === undefined ? {} : { systemPresence: restName(systemPresence) }),
    selfUri: `/api/v2/presencedefinitions/${definitionId}`,
  };
}

/** A source's name on the wire: `PURECLOUD`, `MicrosoftTeams`. */
export const sourceName = (org: Organisation, sourceId: string): string =>
  org.sources.get(sourceId)?.name.replace(/\s/g, '') ?? sourceId;

/**
 * `UserPresence` as captured: no id, no name, and `primary` only if another source decides (docs/genesys-cloud.md
 * §2.4). Null: the source says nothing about the person.
 */
export function userPresence(org: Organisation, person: Person, sourceId: string): Record<string, unknown> | null {
  const presence = person.presences.get(sourceId);
  if (presence === undefined) return null;
  return {
    source: sourceName(org, sourceId),
    ...(sourceId === PURECLOUD ? {} : { sourceId }),
    ...(person.primarySourceId === PURECLOUD ? {} : { primary: person.primarySourceId === sourceId }),
    presenceDefinition: definitionReference(org, presence.definitionId),
    ...(presence.futureDefinitionId === null
      ? {}
      : { futurePresenceDefinition: definitionReference(org, presence.futureDefinitionId) }),
    message: presence.message,
    modifiedDate: isoTime(presence.modifiedAt),
    selfUri: `/api/v2/users/${person.id}/presences`,
  };
}

/** An element of the bulk reads, as captured. */
export function bulkPresence(org: Organisation, person: Person, sourceId: string): Record<string, unknown> | null {
  const presence = person.presences.get(sourceId);
  if (presence === undefined) return null;
  return {
    userId: person.id,
    source: sourceName(org, sourceId),
    presenceDefinition: definitionReference(org, presence.definitionId),
    message: presence.message,
    modifiedDate: isoTime(presence.modifiedAt),
    selfUri: `/api/v2/users/${person.id}/presences`,
  };
}
