/**
 * Whether the shown presence may be wrong. Then it is dimmed, "as of" its last certain moment, and its time does not
 * tick (docs/design.md §3.14).
 */
import type { AppState } from './app-state.js';

/** A short reconnection dims nothing: `asOf` says since when the gap matters. */
export function isStale({ session, connection }: Pick<AppState, 'session' | 'connection'>): boolean {
  if (session.kind === 'expired') return true;
  switch (connection.kind) {
    case 'lost':
    case 'paused':
      return true;
    case 'none':
    case 'connecting':
      return connection.asOf !== null;
    case 'live':
    case 'polling':
      return false;
  }
}
