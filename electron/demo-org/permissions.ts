/**
 * What the organisation's roles allow, under the service's names (contract/operations.json). Help pages describe
 * `routing:agent:onQueue` only in words (docs/genesys-cloud.md §2.1).
 */

export const ON_QUEUE = 'routing:agent:onQueue';
export const EDIT_PRESENCES = 'presence:userPresence:edit';
export const VIEW_TEAMS = 'groups:team:view';
export const VIEW_DEFINITIONS = 'presence:presenceDefinition:view';
export const VIEW_OWN_SCHEDULE = 'wfm:agentSchedule:view';

const EMPLOYEE = ['directory:user:view', 'directory:organization:view', 'authorization:division:view'];
const AGENT = [ON_QUEUE, VIEW_DEFINITIONS, 'routing:queue:view', 'conversation:communication:view', VIEW_OWN_SCHEDULE];
const SUPERVISOR = [
  ON_QUEUE,
  VIEW_DEFINITIONS,
  EDIT_PRESENCES,
  'presence:userPrimarySource:view',
  'presence:source:view',
  'presence:settings:view',
  VIEW_TEAMS,
  'routing:queue:view',
  'routing:queueMember:manage',
  'oauth:token:delete',
  'analytics:userObservation:view',
];
const ADMINISTRATOR = [
  VIEW_DEFINITIONS,
  'presence:presenceDefinition:add',
  'presence:presenceDefinition:edit',
  'presence:presenceDefinition:delete',
  'presence:source:view',
  'presence:source:add',
  'presence:source:edit',
  'presence:source:delete',
  'presence:settings:view',
  'presence:settings:edit',
  EDIT_PRESENCES,
  'presence:userPrimarySource:view',
  'presence:userPrimarySource:edit',
  VIEW_TEAMS,
  'routing:queue:view',
  'oauth:token:delete',
  'oauth:client:authorize',
  'directory:organization:admin',
];

export type Role = 'employee' | 'agent' | 'supervisor' | 'administrator';

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  employee: 'employee',
  agent: 'Communicate - Agent',
  supervisor: 'Supervisor',
  administrator: 'Master Admin',
};

const BY_ROLE: Readonly<Record<Role, readonly string[]>> = {
  employee: EMPLOYEE,
  agent: AGENT,
  supervisor: SUPERVISOR,
  administrator: ADMINISTRATOR,
};

export const permissionsOf = (roles: readonly Role[]): readonly string[] => [
  ...new Set(roles.flatMap((role) => BY_ROLE[role])),
];

/** A person's permissions: those of their roles, except what a switch takes away. */
export const permissionsHeld = (
  { permissions }: { readonly permissions: readonly string[] },
  { schedule }: { readonly schedule: string },
): readonly string[] =>
  schedule === 'noPermission' ? permissions.filter((permission) => permission !== VIEW_OWN_SCHEDULE) : permissions;
