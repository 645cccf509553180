import * as v from 'valibot';
import { englishAs } from '../english.js';
import type { SystemPresence } from '../../../electron/genesys/system-presence.js';
import type { ProblemText } from '../../../electron/genesys/problem.js';
import { type DefinitionView } from '../../../electron/presence/presence-view.js';
import { appStateSchema, type AppState } from '../../../electron/ipc/app-state.js';
import type { TrayState } from '../../../electron/desktop/tray/tray-menu.js';

export const english = englishAs('en-GB');

/** Local time, so that the tests read the same in every time zone. */
export const at = (hour: number, minute: number, day = 20): number => new Date(2026, 10, day, hour, minute).getTime();
export const NOW = at(10, 34);

export const definition = (
  id: string,
  label: string,
  systemPresence: SystemPresence,
  primary = true,
): DefinitionView => ({ id, label, systemPresence, primary });

export const available = definition('d-available', 'Available', 'Available');
export const onBreak = definition('d-break', 'Break', 'Break');
export const coffee = definition('d-coffee', 'Coffee', 'Break', false);
export const meal = definition('d-meal', 'Meal', 'Meal');
export const onQueue = definition('d-queue', 'On Queue', 'OnQueue');

const ada = {
  userId: 'u1',
  name: 'Ada Lovelace',
  email: 'ada@northwind.example',
  organizationId: 'o1',
  organization: 'Northwind Care',
};
export const signedIn = {
  kind: 'signedIn',
  person: ada,
  demo: false,
  kept: 'keychain',
  expiresAt: null,
} as const satisfies AppState['session'];
export const expired = {
  kind: 'expired',
  person: ada,
  demo: false,
  problem: null,
} as const satisfies AppState['session'];

export const problem = (change: Partial<ProblemText> = {}): ProblemText => ({
  key: 'error.unknown',
  params: {},
  serviceMessage: 'You are not allowed to do that.',
  status: 403,
  code: 'not.authorized',
  correlationId: 'c-1',
  retryable: false,
  ...change,
});

/** Ada on a break since 10:22, connected, with a small organisation's definitions. */
export function exampleState(change: Partial<TrayState> = {}): TrayState {
  const state: AppState = {
    app: {
      version: '0.1.0',
      platform: 'linux',
      language: 'en-GB',
      direction: 'ltr',
      theme: 'system',
      zoom: 100,
      demoOffered: true,
      windows: ['settings'],
      notices: [],
    },
    environment: {
      region: 'eu_central_1',
      host: 'api.mypurecloud.de',
      clientId: 'c',
      regionLockedBy: null,
      clientIdLockedBy: null,
      ready: true,
    },
    session: signedIn,
    connection: { kind: 'live', asOf: null, problem: null },
    definitions: {
      kind: 'ready',
      groups: [
        { systemPresence: 'Available', label: 'Available', division: null, definitions: [available] },
        { systemPresence: 'Break', label: 'Break', division: null, definitions: [onBreak, coffee] },
        { systemPresence: 'Meal', label: 'Meal', division: null, definitions: [meal] },
        { systemPresence: 'OnQueue', label: 'On Queue', division: null, definitions: [onQueue] },
      ],
      onQueue,
      problem: null,
    },
    presence: {
      current: {
        definition: onBreak,
        selectable: true,
        message: 'back at 10:40',
        messageLifetime: null,
        since: at(10, 22),
        future: null,
      },
      pending: null,
      failed: null,
      otherSource: null,
      primaryOffer: 'none',
      offQueueTo: null,
      timed: null,
      limitMinutes: null,
      outOfOffice: null,
    },
    routing: { status: 'OFF_QUEUE', since: null, pending: false, problem: null },
    schedule: null,
    personal: { recent: [], favourites: [], routines: [] },
    ...change,
  };
  return { ...v.parse(appStateSchema, state), presets: change.presets ?? [] };
}
