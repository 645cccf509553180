import { FIELD_DIVISION, HOME_DIVISION, builtInId } from './definition-seeds.js';
import { PURECLOUD } from '../genesys/source.js';
import { seededRandom, stableId } from './ids.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import { permissionsOf, type Role } from './permissions.js';

export { PURECLOUD };

export const ROUTING_STATUSES = ['OFF_QUEUE', 'IDLE', 'INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING'] as const;
export type RoutingStatus = (typeof ROUTING_STATUSES)[number];

/** What one source says about a person. Times are milliseconds since the epoch, on the service's clock. */
export interface SourcePresence {
  definitionId: string;
  message: string;
  /** Start of this presence. A message alone does not move it, unless a switch says so. */
  modifiedAt: number;
  /** Where the person goes after the interaction. */
  futureDefinitionId: string | null;
}

export interface OutOfOffice {
  active: boolean;
  indefinite: boolean;
  startDate: string | null;
  endDate: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly string[];
  readonly divisionId: string;
  /** The divisions where their permissions apply. */
  readonly accessDivisions: readonly string[];
  /** The language of their web client, BCP 47. */
  readonly language: string;
  /** Whether the login page offers them. */
  readonly signsIn: boolean;
  managerId: string | null;
  /** By source id. Everyone has {@link PURECLOUD}. */
  readonly presences: Map<string, SourcePresence>;
  primarySourceId: string;
  routing: { status: RoutingStatus; startedAt: number };
  outOfOffice: OutOfOffice;
}

interface Seed {
  readonly name: string;
  readonly title: string;
  readonly roles: readonly Role[];
  readonly signsIn?: boolean;
  readonly language?: string;
  readonly division?: string;
  /** Also sees the other division's definitions. */
  readonly everywhere?: boolean;
  readonly presence?: SystemPresence;
  readonly message?: string;
  readonly sourceId?: string;
}

export const TEAMS_SOURCE_ID = stableId('source:Microsoft Teams');

const SUPERVISOR_NAME = 'Margaret Hamilton';

const SEEDS: readonly Seed[] = [
  { name: 'Ada Lovelace', title: 'Senior agent', roles: ['employee', 'agent'], signsIn: true, everywhere: true },
  { name: 'Grace Hopper', title: 'Back office clerk', roles: ['employee'], signsIn: true },
  {
    name: 'Hedy Lamarr',
    title: 'Agent whose presence comes from Microsoft Teams',
    roles: ['employee', 'agent'],
    signsIn: true,
    sourceId: TEAMS_SOURCE_ID,
  },
  {
    name: SUPERVISOR_NAME,
    title: 'Supervisor',
    roles: ['employee', 'supervisor'],
    signsIn: true,
    everywhere: true,
    presence: 'Available',
  },
  {
    name: 'Alan Turing',
    title: 'Administrator',
    roles: ['employee', 'administrator'],
    signsIn: true,
    everywhere: true,
    presence: 'Busy',
  },
  { name: 'Annie Easley', title: 'Agent', roles: ['employee', 'agent'], presence: 'OnQueue' },
  { name: 'Barbara Liskov', title: 'Agent', roles: ['employee', 'agent'], presence: 'Meeting', message: 'Planning' },
  { name: 'Claude Shannon', title: 'Agent', roles: ['employee', 'agent'], presence: 'Break' },
  { name: 'Donald Knuth', title: 'Agent', roles: ['employee', 'agent'], presence: 'Training', language: 'en-US' },
  { name: 'Edith Clarke', title: 'Field technician', roles: ['employee', 'agent'], division: FIELD_DIVISION.id },
  {
    name: 'Fernando Corbató',
    title: 'Agent',
    roles: ['employee', 'agent'],
    presence: 'Meal',
    message: 'Back at 13:00',
  },
  { name: 'Heinz Zemanek', title: 'Agent', roles: ['employee', 'agent'], language: 'de', presence: 'OnQueue' },
  { name: 'Katherine Johnson', title: 'Agent', roles: ['employee', 'agent'], presence: 'Available' },
  { name: 'Konrad Zuse', title: 'Agent', roles: ['employee', 'agent'], language: 'de', presence: 'Away' },
  { name: 'Mary Kenneth Keller', title: 'Agent', roles: ['employee', 'agent'], presence: 'Offline' },
  { name: 'Radia Perlman', title: 'Agent', roles: ['employee', 'agent'], presence: 'OnQueue' },
  { name: '山本 花子', title: 'Agent', roles: ['employee', 'agent'], language: 'ja', presence: 'Available' },
];

const FIRST = [
  'Alex',
  'Bea',
  'Chris',
  'Dana',
  'Eli',
  'Fay',
  'Gus',
  'Ida',
  'Jo',
  'Kim',
  'Lou',
  'Max',
  'Noa',
  'Pia',
  'Sam',
];
const LAST = [
  'Adams',
  'Berg',
  'Costa',
  'Dubois',
  'Evans',
  'Fischer',
  'Garcia',
  'Haddad',
  'Ito',
  'Jansen',
  'Kowalski',
  'Li',
];
const SOMEWHERE: readonly SystemPresence[] = ['Available', 'OnQueue', 'Break', 'Meal', 'Busy', 'Meeting', 'Offline'];

/**
 * The people of a new organisation, and made-up agents until there are `total`.
 * @param teamLead one of them who is a supervisor too. Null: only the supervisor is
 */
export function seedPeople(total: number, seed: number, now: number, teamLead: string | null): Person[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise;
  const made = Array.from({ length: Math.max(0, total - SEEDS.length) }, (_, at): Seed => ({
    name: `${pick(FIRST, 'Alex')} ${pick(LAST, 'Adams')} ${at + 1}`,
    title: 'Agent',
    roles: ['employee', 'agent'],
    presence: pick(SOMEWHERE, 'Available'),
  }));
  return [...SEEDS, ...made].map((one) => {
    const since = now - Math.floor(random() * 45) * 60_000;
    if (one.name === teamLead) return person({ ...one, roles: [...one.roles, 'supervisor'] }, since, SUPERVISOR_NAME);
    return person(one, since, one.signsIn === true ? SUPERVISOR_NAME : (teamLead ?? SUPERVISOR_NAME));
  });
}

function person(seed: Seed, since: number, manager: string): Person {
  const presence = seed.presence ?? 'Available';
  const state = (): SourcePresence => ({
    definitionId: builtInId(presence),
    message: seed.message ?? '',
    modifiedAt: since,
    futureDefinitionId: null,
  });
  const presences = new Map([[PURECLOUD, state()]]);
  if (seed.sourceId !== undefined) presences.set(seed.sourceId, { ...state(), definitionId: builtInId('Available') });
  return {
    id: stableId(`person:${seed.name}`),
    name: seed.name,
    email: `${mailName(seed.name)}@northwind.example`,
    title: seed.title,
    department: seed.division === FIELD_DIVISION.id ? 'Field service' : 'Customer care',
    roles: seed.roles,
    permissions: permissionsOf(seed.roles),
    divisionId: seed.division ?? HOME_DIVISION.id,
    accessDivisions:
      seed.everywhere === true ? [HOME_DIVISION.id, FIELD_DIVISION.id] : [seed.division ?? HOME_DIVISION.id],
    language: seed.language ?? 'en-US',
    signsIn: seed.signsIn ?? false,
    managerId: seed.name === SUPERVISOR_NAME ? null : stableId(`person:${manager}`),
    presences,
    primarySourceId: seed.sourceId ?? PURECLOUD,
    routing: { status: presence === 'OnQueue' ? 'IDLE' : 'OFF_QUEUE', startedAt: since },
    outOfOffice: { active: false, indefinite: false, startDate: null, endDate: null },
  };
}

function mailName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^\w ]/g, '')
    .trim()
    .toLowerCase()
    .replace(/ +/g, '.');
  return plain === '' ? stableId(name).slice(0, 8) : plain;
}
