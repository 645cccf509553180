/** What the signed-in person's permissions allow. The service decides in the end; this only decides what is offered. */

export interface PermissionPolicy {
  readonly domain?: string | null | undefined;
  readonly entityName?: string | null | undefined;
  readonly actionSet?: readonly string[] | null | undefined;
}

/**
 * Whether the list holds `permission` (`routing:agent:onQueue`). Upper and lower case are one, since no source states
 * the exact spelling (docs/genesys-cloud.md §2.1), and a policy may end in a wildcard: `*`, `routing:*`,
 * `routing:agent:*`.
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

/** `permissionPolicies` of users/me as the strings that `hasPermission` reads. A missing part means every one. */
export function policyPermissions(policies: readonly PermissionPolicy[]): string[] {
  return policies.flatMap((policy) =>
    (policy.actionSet ?? ['*']).map((action) => `${policy.domain ?? '*'}:${policy.entityName ?? '*'}:${action}`),
  );
}

const ON_QUEUE = ['routing:agent:onQueue', 'routing:agent:on_queue'] as const;

/** Whether the person may go On Queue: *Routing > Agent > On Queue*. */
export const mayGoOnQueue = (permissions: readonly string[]): boolean =>
  ON_QUEUE.some((permission) => hasPermission(permissions, permission));
