/** What tray, card and notifications all ask of the state. */
import type { AppState } from '../../ipc/app-state.js';
import { isStale } from '../../ipc/stale.js';

export { isStale };

/** True while an alert of the routing status is the most important thing (docs/design.md §3.10). */
export const isNotResponding = (state: AppState): boolean =>
  state.session.kind === 'signedIn' && !isStale(state) && state.routing.status === 'NOT_RESPONDING';
