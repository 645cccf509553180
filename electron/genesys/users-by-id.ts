/** Names and details of many people, 50 per request like their presences. */
import type { CallOptions, GenesysClient } from './client.js';
import type { User, UserExpand } from './models/user.js';

const AT_ONCE = 50;

/**
 * People in the order of their ids. Unknown ids are left out.
 * @throws GenesysError as soon as one request fails
 */
export async function usersById(
  client: GenesysClient,
  ids: readonly string[],
  expand: readonly UserExpand[] = [],
  options: CallOptions = {},
): Promise<User[]> {
  const wanted = [...new Set(ids)];
  const byId = new Map<string, User>();
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const id = wanted.slice(start, start + AT_ONCE);
    const { entities } = await client.users.getUsers({ id, expand, pageSize: AT_ONCE }, options);
    for (const user of entities ?? []) if (user.id) byId.set(user.id, user);
  }
  return wanted.map((id) => byId.get(id)).filter((user) => user !== undefined);
}
