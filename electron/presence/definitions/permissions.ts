/** What the signed-in person's permissions allow. It decides only what is offered: the service has the final say. */

export interface PermissionPolicy {
  readonly domain?: string | null | undefined;
  readonly entityName?: string | null | undefined;
  readonly actionSet?: readonly string[] | null | undefined;
}

/**
 * Whether the list includes `permission` (such as `routing:agent:onQueue`). Case is ignored, since no source states the
 * exact spelling (docs/genesys-cloud.md §2.1). A policy may end in a wildcard: `*`, `routing:*`, `routing:agent:*`.
 */
export function hasPermission(permissions: readonly string[], permission: string): boolean {
  const wanted = permission.toLowerCase().split(':');
  return permissions.some((entry) => {
    const parts = entry.trim().toLowerCase().split(':');
    if (parts.length > wanted.length) return false;
    for (const [index, part] of parts.entries()) {
      if (part === '*') {
        if (index === parts.length - 1) return true;
        continue;
      }
      if (part !== wanted[index]) return false;
    }
    return parts.length === wanted.length;
  });
}

/** Turns `permissionPolicies` of users/me into the strings that `hasPermission` reads. A missing part means all. */
export function policyPermissions(policies: readonly PermissionPolicy[]): string[] {
  return policies.flatMap((policy) =>
    (policy.actionSet ?? ['*']).map((action) => `${policy.domain ?? '*'}:${policy.entityName ?? '*'}:${action}`),
  );
}

/**
 * What those have who look after others. To read a presence takes no permission, so none of them is needed for it
 * (docs/genesys-cloud.md §7.2).
 */
export const SUPERVISORS = [
  'presence:userPresence:edit',
  'presence:userPrimarySource:view',
  'presence:userPrimarySource:edit',
  'groups:team:view',
  'routing:queueMember:manage',
  'analytics:userObservation:view',
  'wfm:realtimeAdherence:view',
] as const;

/** Whether the team window is of use to this person. */
export const maySuperviseOthers = (permissions: readonly string[]): boolean =>
  SUPERVISORS.some((permission) => hasPermission(permissions, permission));

const ON_QUEUE = ['routing:agent:onQueue', 'routing:agent:on_queue'] as const;

/** Needs _Routing > Agent > On Queue_. */
export const mayGoOnQueue = (permissions: readonly string[]): boolean =>
  ON_QUEUE.some((permission) => hasPermission(permissions, permission));
