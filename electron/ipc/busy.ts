import type { AppState } from './app-state.js';

/**
 * On Queue, or interacting while off queue. Without the permission there is no routing status, and the presence says
 * it.
 */
export function isBusy({ session, routing, presence }: Pick<AppState, 'session' | 'routing' | 'presence'>): boolean {
  if (session.kind !== 'signedIn' && session.kind !== 'expired') return false;
  if (presence.current?.definition.systemPresence === 'OnQueue') return true;
  return routing.status !== null && routing.status !== 'OFF_QUEUE';
}
