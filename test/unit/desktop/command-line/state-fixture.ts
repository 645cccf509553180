import { english } from '../../english.js';
import type {
  CurrentPresenceView,
  DefinitionRef,
  DefinitionView,
} from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import type { OrganizationDefinition } from '../../../../electron/presence/definitions/definition-book.js';
import { SYSTEM_PRESENCES, type SystemPresence } from '../../../../electron/genesys/system-presence.js';

export const texts = english;

/** 2026-11-21, 10:40 in the machine's own time zone. */
export const NOW = new Date(2026, 10, 21, 10, 40).getTime();
export const MINUTE = 60_000;

export const definition = (
  id: string,
  label: string,
  systemPresence: SystemPresence,
  primary = false,
): DefinitionView => ({
  id,
  label,
  systemPresence,
  primary,
});

export const ref = ({ id, label, systemPresence }: DefinitionView): DefinitionRef => ({ id, label, systemPresence });

/** As the service has it: the displayed label in English, and others. */
export const organization = (
  { id, label, systemPresence, primary }: DefinitionView,
  labels: Record<string, string> = {},
  deactivated = false,
): OrganizationDefinition => ({
  id,
  languageLabels: { en_US: label, ...labels },
  name: null,
  systemPresence,
  primary,
  deactivated,
  divisionId: null,
});

export const AVAILABLE = definition('a1', 'Available', 'Available', true);
export const BREAK = definition('b1', 'Break', 'Break', true);
export const COFFEE = definition('b2', 'Coffee', 'Break');
export const ON_QUEUE = definition('q1', 'On Queue', 'OnQueue', true);

export const current = (what: DefinitionView, more: Partial<CurrentPresenceView> = {}): CurrentPresenceView => ({
  definition: ref(what),
  selectable: true,
  message: '',
  messageLifetime: null,
  since: NOW - 18 * MINUTE,
  future: null,
  ...more,
});

/** Signed in, connected, on a break. */
export function appState(
  change: Partial<AppState> = {},
  offered: DefinitionView[] = [AVAILABLE, BREAK, COFFEE],
): AppState {
  const groups = SYSTEM_PRESENCES.flatMap((systemPresence) => {
    const definitions = offered.filter((each) => each.systemPresence === systemPresence);
    return definitions.length === 0 ? [] : [{ systemPresence, label: systemPresence, division: null, definitions }];
  });
  return {
    app: {
      version: '1.0.0',
      platform: 'linux',
      language: 'en',
      direction: 'ltr',
      theme: 'system',
      zoom: 100,
      demoOffered: true,
      windows: [],
      notices: [],
    },
    environment: {
      region: 'custom',
      host: 'localhost',
      clientId: '',
      regionLockedBy: null,
      clientIdLockedBy: null,
      ready: true,
    },
    session: {
      kind: 'signedIn',
      person: { userId: 'u', name: 'Ada', email: null, organizationId: 'o', organization: 'Org' },
      demo: false,
      kept: 'keychain',
      expiresAt: null,
    },
    connection: { kind: 'live', asOf: null, problem: null },
    definitions: { kind: 'ready', groups, onQueue: null, problem: null },
    presence: {
      current: current(BREAK),
      pending: null,
      failed: null,
      otherSource: null,
      primaryOffer: 'none',
      offQueueTo: null,
      timed: null,
      limitMinutes: null,
      outOfOffice: null,
    },
    routing: { status: null, since: null, pending: false, problem: null },
    schedule: null,
    personal: { recent: [], favourites: [], routines: [] },
    ...change,
  };
}

export const withPresence = (change: Partial<AppState['presence']>, rest: Partial<AppState> = {}): AppState => {
  const state = appState(rest);
  return { ...state, presence: { ...state.presence, ...change } };
};
