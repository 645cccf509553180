import { expect, it } from 'vitest';
import type { AppState } from '../../../electron/ipc/app-state.js';
import { isBusy } from '../../../electron/ipc/busy.js';
import { available, exampleState, expired, onQueue, signedIn } from '../desktop/example-state.js';

const { presence, routing } = exampleState();
const current = (definition: typeof available): AppState['presence'] => ({
  ...presence,
  current: presence.current && { ...presence.current, definition },
});
const routed = (status: AppState['routing']['status']): AppState['routing'] => ({ ...routing, status });

it.each([
  ['is on queue', signedIn, current(onQueue), routed('OFF_QUEUE'), true],
  ['is on queue, and may not see the routing status', signedIn, current(onQueue), routed(null), true],
  ['was on queue when the session expired', expired, current(onQueue), routed(null), true],
  ['waits for an interaction', signedIn, current(available), routed('IDLE'), true],
  ['interacts while off queue', signedIn, current(available), routed('INTERACTING'), true],
  ['interacted when the session expired', expired, current(available), routed('INTERACTING'), true],
  ['is off queue', signedIn, current(available), routed('OFF_QUEUE'), false],
  ['has no queues', signedIn, current(available), routed(null), false],
  ['is in a presence that is not known yet', signedIn, { ...presence, current: null }, routed(null), false],
  ['is signed out', { kind: 'signedOut', problem: null }, current(onQueue), routed('INTERACTING'), false],
] as const)('an agent who %s is busy: %5$s', (_who, session, now, status, busy) =>
  expect(isBusy({ session: session, presence: now, routing: status })).toBe(busy),
);
