/** Topics of the notification service, and what a channel's subscription to them means (docs/genesys-cloud.md §3). */

/** The longest topic id, including combined ones. */
const LONGEST = 200;
/** The most topics per channel. */
export const MOST_TOPICS = 1000;

/** The topics about a person. */
const OF_A_PERSON: ReadonlyMap<string, string> = new Map([
  ['presence', 'The presence of a user in any source'],
  ['routingstatus', 'The routing status of a user'],
  ['outofoffice', 'Out of office'],
  ['activity', 'Presence, routing status, out of office and queues in one'],
  ['integrationpresence', 'The presence of a user in an integration'],
  ['station', 'The station of a user'],
  ['conversationsummary', 'How many conversations a user has'],
  ['workforcemanagement.schedules', 'The schedule of a user was changed'],
  ['workforcemanagement.adherence', 'The adherence of a user'],
]);

const PERSON_TOPIC =
  /^v2\.users\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([a-z]+(?:\.[a-z]+)?)|\?([a-z&]+))$/;

/** What a topic reports of workforce management. Null: nothing. */
export const workforceTopic = (name: string): string | null =>
  /\.workforcemanagement\.([a-z]+)$/.exec(name)?.[1] ?? null;

/**
 * The topic names behind an id, in lower case: `v2.users.{id}?presence&routingStatus` stands for two. Null: the service
 * has no such topic. Topics ignore case.
 */
export function topicsOf(id: string): readonly string[] | null {
  if (id.length > LONGEST) return null;
  const asked = id.toLowerCase();
  if (asked.startsWith('v2.system.') || asked === 'channel.metadata') return [asked];
  const [, personId, single, combined] = PERSON_TOPIC.exec(asked) ?? [];
  const names = single === undefined ? (combined?.split('&') ?? []) : [single];
  if (personId === undefined || names.length === 0 || !names.every((name) => OF_A_PERSON.has(name))) return null;
  return names.map((name) => `v2.users.${personId}.${name}`);
}

/** The person a topic is about. */
export const personOf = (topic: string): string | null => PERSON_TOPIC.exec(topic.toLowerCase())?.[1] ?? null;

/** `AvailableTopic`s. */
export const AVAILABLE_TOPICS = [
  ...[
    ['presence', 'presence'],
    ['routingStatus', 'routingstatus'],
    ['outofoffice', 'outofoffice'],
    ['activity', 'activity'],
    ['integrationpresence', 'integrationpresence'],
    ['station', 'station'],
    ['conversationsummary', 'conversationsummary'],
    ['workforcemanagement.schedules', 'workforcemanagement.schedules'],
    ['workforcemanagement.adherence', 'workforcemanagement.adherence'],
  ].map(([spelled = '', name = '']) => ({
    id: `v2.users.{id}.${spelled}`,
    description: OF_A_PERSON.get(name) ?? '',
    requiresPermissions: [],
    visibility: 'Public',
  })),
  { id: 'v2.system.socket_closing', description: 'The socket closes in a minute', visibility: 'Public' },
];
