/** What tray, card and notifications all ask of the state. */
import type { AppState } from '../presence/app-state.js';

/** True where the presence shown may no longer be the service's (design §3.14). */
export const isStale = (state: AppState): boolean =>
  state.session.kind === 'expired' || state.connection.kind === 'lost' || state.connection.kind === 'paused';

/** True while an alert of the routing status is the first thing to say (design §3.10). */
export const isNotResponding = (state: AppState): boolean =>
  state.session.kind === 'signedIn' && !isStale(state) && state.routing.status === 'NOT_RESPONDING';
