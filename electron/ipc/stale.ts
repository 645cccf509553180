/** Whether what is shown may no longer be true: then it is dimmed, "as of" its last sure moment, and its time does not tick (docs/design.md §3.14). */
import type { AppState } from './app-state.js';

/** While it reconnects for a moment only, nothing is dimmed: `asOf` says how long ago that began to matter. */
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
