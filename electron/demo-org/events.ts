import type { Change, Organisation } from './organisation.js';
import { PURECLOUD, type Person } from './people.js';
import { sourceName } from './presences.js';
import { eventName, isoTime } from './wire.js';

/** A message of the notification service. Channels subscribe to `topicName`. */
export interface TopicEvent {
  readonly topicName: string;
  readonly version: '2';
  readonly eventBody: Record<string, unknown>;
  readonly metadata: { readonly CorrelationId: string };
}

/** The events of a change: on its own topic, and on `activity`, which has everything (docs/genesys-cloud.md §3). */
export function eventsOf(org: Organisation, change: Change): TopicEvent[] {
  if (change.kind === 'organisation') return [];
  const { person, correlationId } = change;
  const event = (topic: string, eventBody: Record<string, unknown>): TopicEvent => ({
    topicName: `v2.users.${person.id}.${topic}`,
    version: '2',
    eventBody,
    metadata: { CorrelationId: correlationId },
  });
  const activity = event('activity', activityBody(org, person));
  switch (change.kind) {
    case 'presence':
      return [event('presence', presenceBody(org, person, change.sourceId)), activity];
    case 'routing':
      return [event('routingStatus', { id: person.id, routingStatus: routingBody(person) }), activity];
    case 'outOfOffice':
      return [event('outofoffice', outOfOfficeBody(person)), activity];
    case 'schedule':
      return [event('workforcemanagement.schedules', scheduleBody(org, person))];
    case 'adherence':
      return [event('workforcemanagement.adherence', adherenceBody(org, person, change.state))];
  }
}

/** A signal to read again, without the schedule itself. */
function scheduleBody(org: Organisation, person: Person): Record<string, unknown> {
  const now = org.clock.now();
  const starts = org.planOf(person).shifts.flatMap(({ parts }) => (parts[0] === undefined ? [] : [parts[0].from]));
  return {
    user: { id: person.id },
    startDate: isoTime(Math.min(now, ...starts)),
    endDate: isoTime(Math.max(now, ...starts)),
    updates: [{ type: 'Edited', shiftStartDates: starts.map(isoTime) }],
  };
}

function adherenceBody(org: Organisation, person: Person, adherenceState: string): Record<string, unknown> {
  const presence = person.presences.get(PURECLOUD);
  return {
    user: { id: person.id },
    systemPresence: eventName(org.definitions.get(presence?.definitionId ?? '')?.systemPresence ?? 'Available'),
    organizationSecondaryPresenceId: presence?.definitionId ?? '',
    routingStatus: person.routing.status,
    isOutOfOffice: person.outOfOffice.active,
    adherenceState,
    impact: 'Neutral',
    adherenceChangeTime: isoTime(org.clock.now()),
    presenceUpdateTime: isoTime(presence?.modifiedAt ?? org.clock.now()),
  };
}

const reference = (org: Organisation, definitionId: string): Record<string, unknown> => {
  const systemPresence = org.definitions.get(definitionId)?.systemPresence;
  return {
    id: definitionId,
    ...(systemPresence === undefined ? {} : { systemPresence: eventName(systemPresence) }),
  };
};

function presenceBody(org: Organisation, person: Person, sourceId: string): Record<string, unknown> {
  const presence = person.presences.get(sourceId);
  if (presence === undefined) return {};
  return {
    source: sourceName(org, sourceId),
    presenceDefinition: reference(org, presence.definitionId),
    ...(presence.futureDefinitionId === null
      ? {}
      : { futurePresenceDefinition: reference(org, presence.futureDefinitionId) }),
    primary: person.primarySourceId === sourceId,
    message: presence.message,
    ...(org.switches.eventsOmitModifiedDate ? {} : { modifiedDate: isoTime(presence.modifiedAt) }),
  };
}

const routingBody = (person: Person): Record<string, unknown> => ({
  status: person.routing.status,
  startTime: isoTime(person.routing.startedAt),
});

const outOfOfficeBody = ({ id, outOfOffice }: Person): Record<string, unknown> => ({
  user: { id },
  active: outOfOffice.active,
  indefinite: outOfOffice.indefinite,
  ...(outOfOffice.startDate === null ? {} : { startDate: outOfOffice.startDate }),
  ...(outOfOffice.endDate === null ? {} : { endDate: outOfOffice.endDate }),
});

function activityBody(org: Organisation, person: Person): Record<string, unknown> {
  const presence = person.presences.get(PURECLOUD);
  return {
    id: person.id,
    routingStatus: routingBody(person),
    ...(presence === undefined
      ? {}
      : {
          presence: {
            presenceDefinition: reference(org, presence.definitionId),
            presenceMessage: presence.message,
            modifiedDate: isoTime(presence.modifiedAt),
          },
        }),
    outOfOffice: { active: person.outOfOffice.active, modifiedDate: isoTime(org.clock.now()) },
    activeQueueIds: [],
    dateActiveQueuesChanged: isoTime(person.routing.startedAt),
  };
}
