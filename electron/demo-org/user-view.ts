import { undividedDefinitions, divisionDefinitions } from './definition-view.js';
import { TRUSTOR, type Organisation } from './organisation.js';
import { reportsOf } from './people-lists.js';
import { type Person } from './people.js';
import { permissionsHeld, ROLE_NAMES } from './permissions.js';
import { sourceName, userPresence } from './presences.js';
import { stableId } from './ids.js';
import type { Grant, Tokens } from './tokens.js';
import { isoTime } from './wire.js';

export const routingStatus = (person: Person): Record<string, unknown> => ({
  userId: person.id,
  status: person.routing.status,
  startTime: isoTime(person.routing.startedAt),
});

export const outOfOffice = ({
  id,
  name,
  outOfOffice: { active, indefinite, startDate, endDate },
}: Person): Record<string, unknown> => ({
  user: { id, name, selfUri: `/api/v2/users/${id}` },
  ...(startDate === null ? {} : { startDate }),
  ...(endDate === null ? {} : { endDate }),
  active,
  indefinite,
  selfUri: `/api/v2/users/${id}/outofoffice`,
});

const reference = (org: Organisation, id: string): Record<string, unknown> => {
  const division = org.divisions.find((one) => one.id === id);
  return {
    id,
    ...(division === undefined ? {} : { name: division.name }),
    selfUri: `/api/v2/authorization/divisions/${id}`,
  };
};

/** `User`, with what `expand` asked for (in any case). Unknown expansions are ignored: "best effort". */
export function userView(org: Organisation, person: Person, expand: readonly string[]): Record<string, unknown> {
  const wanted = new Set(expand.map((name) => name.toLowerCase()));
  const view: Record<string, unknown> = {
    id: person.id,
    name: person.name,
    division: reference(org, person.divisionId),
    chat: { jabberId: `${person.id.slice(0, 24)}@${org.domain}.orgspan.com` },
    department: person.department,
    email: person.email,
    primaryContactInfo: [{ address: person.email, mediaType: 'EMAIL', type: 'PRIMARY' }],
    addresses: [],
    state: 'active',
    title: person.title,
    username: person.email,
    ...(person.managerId === null
      ? {}
      : { manager: { id: person.managerId, selfUri: `/api/v2/users/${person.managerId}` } }),
    version: 7,
    acdAutoAnswer: false,
    selfUri: `/api/v2/users/${person.id}`,
  };
  for (const [name, key, make] of EXPANSIONS) if (wanted.has(name)) Reflect.set(view, key, make(org, person));
  return view;
}

type Expansion = readonly [name: string, key: string, make: (org: Organisation, person: Person) => unknown];

const EXPANSIONS: readonly Expansion[] = [
  ['presence', 'presence', (org, person) => userPresence(org, person, person.primarySourceId)],
  ['routingstatus', 'routingStatus', (_org, person) => routingStatus(person)],
  ['outofoffice', 'outOfOffice', (_org, person) => outOfOffice(person)],
  [
    'integrationpresence',
    'integrationPresence',
    (org, person) => {
      const [sourceId] = [...person.presences.keys()].filter((id) => org.sources.has(id));
      return sourceId === undefined
        ? undefined
        : { ...userPresence(org, person, sourceId), source: sourceName(org, sourceId) };
    },
  ],
  ['authorization', 'authorization', (org, person) => authorization(org, person)],
  ['languagepreference', 'languagePreference', (_org, person) => person.language],
  ['locale', 'locale', (_org, person) => person.language],
  ['groups', 'groups', () => []],
  ['team', 'team', (_org, person) => ({ id: stableId(`team:${person.department}`), name: person.department })],
  ['station', 'station', () => ({})],
  ['geolocation', 'geolocation', () => ({})],
  [
    'conversationsummary',
    'conversationSummary',
    (_org, person) => {
      const active = person.routing.status === 'INTERACTING' ? 1 : 0;
      return { call: { contactCenter: { active, acw: 0 }, enterprise: { active: 0, acw: 0 } } };
    },
  ],
];

const authorization = (org: Organisation, person: Person): Record<string, unknown> => ({
  roles: person.roles.map((role) => ({ id: stableId(`role:${role}`), name: ROLE_NAMES[role] })),
  unusedRoles: [],
  permissions: permissionsHeld(person, org.switches),
  permissionPolicies: permissionsHeld(person, org.switches).map((permission) => {
    const [domain, entityName, action] = permission.split(':');
    return {
      id: stableId(`policy:${permission}`),
      domain,
      entityName,
      policyName: permission,
      actionSet: [action],
      allowConditions: false,
      divisions: person.accessDivisions.map((id) => reference(org, id)),
    };
  }),
});

/** `UserMe`: the user, and what concerns only themselves. */
export function meView(
  org: Organisation,
  tokens: Tokens,
  person: Person,
  grant: Grant,
  expand: readonly string[],
): Record<string, unknown> {
  const wanted = new Set(expand.map((name) => name.toLowerCase()));
  const view = userView(org, person, expand);
  if (wanted.has('organization')) view['organization'] = organizationView(org);
  if (wanted.has('date')) view['date'] = { currentDate: isoTime(org.clock.now()) };
  if (wanted.has('presencedefinitions')) view['presenceDefinitions'] = undividedDefinitions(org);
  if (wanted.has('divisionedpresencedefinitions'))
    view['divisionedPresenceDefinitions'] = divisionDefinitions(org, person);
  if (wanted.has('favorites')) view['favorites'] = [];
  if (wanted.has('directreports')) view['directReports'] = reportsOf(org, person).map((one) => userView(org, one, []));
  if (wanted.has('trustors')) view['trustors'] = [];
  if (wanted.has('autoanswersettings')) view['autoAnswerSettings'] = { enableAutoAnswer: false };
  if (wanted.has('token')) view['token'] = tokenInfo(org, tokens, grant);
  return view;
}

export const organizationView = (org: Organisation): Record<string, unknown> => ({
  id: org.id,
  name: org.name,
  defaultLanguage: org.defaultLanguage,
  defaultCountryCode: 'US',
  thirdPartyOrgName: org.domain,
  thirdPartyURI: '',
  domain: org.domain,
  version: 11,
  state: 'active',
  selfUri: `/api/v2/organizations/${org.id}`,
});

/**
 * `TokenInfo`. `homeOrganization` differs from `organization` if the token works in a trustor's (docs/genesys-cloud.md
 * §4).
 */
export function tokenInfo(org: Organisation, tokens: Tokens, grant: Grant): Record<string, unknown> {
  const own = { id: org.id, name: org.name };
  const idlesAt = tokens.idlesAt(grant);
  return {
    organization: grant.target === TRUSTOR.id ? { id: TRUSTOR.id, name: TRUSTOR.name } : own,
    homeOrganization: own,
    authorizedScope: org.switches.scopes ?? [
      'presence',
      'users',
      'notifications',
      'routing',
      'workforce-management:readonly',
    ],
    OAuthClient: { id: grant.clientId, organization: own },
    ...(idlesAt === null ? {} : { dateTokenIdles: isoTime(idlesAt) }),
  };
}
