/** What the On Queue switch says, and whether it can be turned. Pure functions only. */
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { RoutingStatusValue } from '../../electron/presence/presence-view.js';
import type { AppState } from '../../electron/ipc/app-state.js';

const STATUS_TEXTS = {
  OFF_QUEUE: 'queue.off',
  IDLE: 'queue.idle',
  INTERACTING: 'queue.interacting',
  NOT_RESPONDING: 'queue.notResponding',
  COMMUNICATING: 'queue.communicating',
} as const satisfies Record<RoutingStatusValue, TextKey>;

export interface QueueState {
  /** The server's word. */
  readonly on: boolean;
  readonly pending: boolean;
  readonly disabled: boolean;
  readonly text: TextKey;
  /** How long the routing status has lasted, if it is worth showing: its start in milliseconds since the epoch. */
  readonly since: number | null;
}

/** @param stale the switch's position may be wrong, so nobody can go on queue by it */
export function queueState(
  { session, presence, routing }: Pick<AppState, 'session' | 'presence' | 'routing'>,
  stale: boolean,
): QueueState {
  const on = presence.current?.definition.systemPresence === 'OnQueue';
  const wanted = presence.pending?.definition;
  const pending =
    routing.pending ||
    (presence.pending?.step === 'sending' && wanted != null && (wanted.systemPresence === 'OnQueue') !== on);
  const base = { on, pending, disabled: stale || presence.current === null, since: null };
  if (session.kind === 'expired') return { ...base, text: 'queue.signInFirst' };
  if (stale) return { ...base, text: 'queue.needsConnection' };
  if (pending) return { ...base, text: on ? 'queue.leaving' : 'queue.joining' };
  const status = routing.status ?? (on ? null : 'OFF_QUEUE');
  if (status === null) return { ...base, text: 'queue.unknown' };
  return { ...base, text: STATUS_TEXTS[status], since: status === 'OFF_QUEUE' ? null : routing.since };
}
