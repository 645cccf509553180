import type { AppState } from '../../electron/ipc/app-state.js';

export type SinceShown =
  | { readonly kind: 'since'; readonly at: number }
  | { readonly kind: 'asOf'; readonly at: number }
  | { readonly kind: 'none' };

/**
 * The time beside the current presence: how long it has lasted, or as of when it was true if it may be outdated
 * (docs/design.md §3.14).
 */
export function sinceShown(
  { presence, connection }: Pick<AppState, 'presence' | 'connection'>,
  stale: boolean,
): SinceShown {
  if (!presence.current) return { kind: 'none' };
  if (stale) return connection.asOf === null ? { kind: 'none' } : { kind: 'asOf', at: connection.asOf };
  return presence.current.since === null ? { kind: 'none' } : { kind: 'since', at: presence.current.since };
}
