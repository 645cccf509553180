/**
 * What the computer reports: sleep, lock, logoff, and whether there is a network. idle.ts says whether somebody is
 * there.
 */
import type { Cancel, Clock } from '../../ports.js';

/** The part of Electron's `powerMonitor` that we use. */
export interface PowerPort {
  on(event: PowerEvent, listener: (event?: unknown) => void): unknown;
  removeListener(event: PowerEvent, listener: (event?: unknown) => void): unknown;
}
type PowerEvent =
  | 'suspend'
  | 'resume'
  | 'lock-screen'
  | 'unlock-screen'
  | 'shutdown'
  | 'user-did-resign-active'
  | 'user-did-become-active';

export interface PowerListener {
  suspended(): void;
  resumed(): void;
  /** The screen was locked, or another person switched to their own session (fast user switching). */
  locked(): void;
  unlocked(): void;
  /** The system shuts down or the person logs off. What must still be sent has two seconds. */
  shutdown(hold: () => void): void;
  networkChanged(online: boolean): void;
}

export interface PowerDeps {
  readonly clock: Clock;
  readonly power: PowerPort;
  /** Electron's `net.isOnline()`. False is certain, true is a guess. */
  isOnline(): boolean;
}

/** How often the network is checked. Electron's main process has no event for it. */
export const NETWORK_LOOKED_AT_EVERY_MS = 5_000;
/** If the monotonic clock stood still for longer, the computer slept and nobody reported it (Linux without logind). */
const SLEPT_UNNOTICED_MS = 20_000;

/** Reports until cancelled. Two events for one thing (lock, then user switch) are reported once. */
export function watchPower(deps: PowerDeps, listener: PowerListener): Cancel {
  const { clock, power } = deps;
  let locked = false;
  let asleep = false;
  let online = deps.isOnline();
  let cancelLook: Cancel = () => undefined;
  let sleepSoFar = clock.sinceBoot() - clock.monotonic();

  const sleep = (now: boolean): void => {
    if (asleep === now) return;
    asleep = now;
    if (now) listener.suspended();
    else listener.resumed();
  };
  const lock = (now: boolean): void => {
    if (locked === now) return;
    locked = now;
    if (now) listener.locked();
    else listener.unlocked();
  };
  const look = (): void => {
    const slept = clock.sinceBoot() - clock.monotonic() - sleepSoFar;
    sleepSoFar += slept;
    if (slept > SLEPT_UNNOTICED_MS && !asleep) {
      sleep(true);
      sleep(false);
    }
    const now = deps.isOnline();
    if (now !== online) {
      online = now;
      listener.networkChanged(now);
    }
    cancelLook = clock.after(NETWORK_LOOKED_AT_EVERY_MS, look);
  };
  const shutdown = (event: unknown): void =>
    listener.shutdown(() => {
      if (canBeHeld(event)) event.preventDefault();
    });

  const listeners: readonly (readonly [PowerEvent, (event?: unknown) => void])[] = [
    ['suspend', () => sleep(true)],
    ['resume', () => sleep(false)],
    ['lock-screen', () => lock(true)],
    ['unlock-screen', () => lock(false)],
    ['user-did-resign-active', () => lock(true)],
    ['user-did-become-active', () => lock(false)],
    ['shutdown', shutdown],
  ];
  for (const [event, run] of listeners) power.on(event, run);
  cancelLook = clock.after(NETWORK_LOOKED_AT_EVERY_MS, look);
  return () => {
    cancelLook();
    for (const [event, run] of listeners) power.removeListener(event, run);
  };
}

/** The system lets programs ask for a little time. */
const canBeHeld = (event: unknown): event is { preventDefault(): void } =>
  typeof event === 'object' &&
  event !== null &&
  'preventDefault' in event &&
  typeof event.preventDefault === 'function';
