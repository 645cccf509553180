/** States of the app for viewing and testing the windows: every state of the popup, by name. */
import type { ProblemText } from '../../electron/genesys/problem.js';
import type { DefinitionView, PresenceGroup } from '../../electron/presence/presence-view.js';
import type { AppState, HotkeyTarget } from '../../electron/ipc/app-state.js';
import type { Snapshot, SubscriptionChannel } from '../../electron/ipc/contract.js';
import type { HotkeyView } from '../../electron/ipc/contract/settings.js';
import type { SystemPresence } from '../../electron/genesys/system-presence.js';
import { DEFAULT_NOTIFICATIONS } from '../../electron/settings/settings.js';
import { manageFollowed } from './manage-fixtures.js';
import { NO_AUTOMATIONS } from '../../electron/settings/automation-rules.js';
import { USUAL_PLAN_REMINDERS, type ActivityCategory } from '../../electron/settings/plan-reminders.js';
import type { PlannedActivity } from '../../electron/ipc/planned-activity.js';
import { NOW } from './now.js';
import { teamOf } from './team-fixtures.js';

export { NOW };
const MINUTE = 60_000;

type Labels = Readonly<Record<SystemPresence, string>> & {
  readonly secondary: Readonly<Partial<Record<SystemPresence, readonly string[]>>>;
};

const english: Labels = {
  Available: 'Available',
  Break: 'Break',
  Meal: 'Meal',
  Away: 'Away',
  Busy: 'Busy',
  Meeting: 'Meeting',
  Training: 'Training',
  OnQueue: 'On Queue',
  Offline: 'Offline',
  Idle: 'Idle',
  secondary: {
    Available: ['Back office'],
    Break: ['Coffee', 'Comfort break'],
    Meal: ['Late lunch'],
    Busy: ['Wrap-up paperwork'],
    Meeting: ['Customer meeting on site', 'Team meeting'],
    Training: ['Coaching'],
  },
};

export const german: Labels = {
  Available: 'Verfügbar',
  Break: 'Pause',
  Meal: 'Mahlzeit',
  Away: 'Abwesend',
  Busy: 'Beschäftigt',
  Meeting: 'Besprechung',
  Training: 'Schulung',
  OnQueue: 'In Warteschlange',
  Offline: 'Offline',
  Idle: 'Untätig',
  secondary: {
    Available: ['Sachbearbeitung im Hintergrund'],
    Break: ['Bildschirmarbeitspause', 'Kurzpause nach Vereinbarung mit der Teamleitung'],
    Meeting: ['Qualitätszirkel Kundenzufriedenheit', 'Teambesprechung'],
    Training: ['Datenschutzgrundverordnungsunterweisung'],
  },
};

export const arabic: Labels = {
  Available: 'متاح',
  Break: 'استراحة',
  Meal: 'وجبة',
  Away: 'بعيد',
  Busy: 'مشغول',
  Meeting: 'اجتماع',
  Training: 'تدريب',
  OnQueue: 'في قائمة الانتظار',
  Offline: 'غير متصل',
  Idle: 'خامل',
  secondary: { Available: ['المكتب الخلفي'], Break: ['قهوة'], Meeting: ['اجتماع الفريق'] },
};

const id = (system: SystemPresence, n = 0): string => `${system.toLowerCase()}-${n}`;
const definition = (labels: Labels, system: SystemPresence, n = 0): DefinitionView => ({
  id: id(system, n),
  label: n === 0 ? labels[system] : (labels.secondary[system]?.[n - 1] ?? `${labels[system]} ${n}`),
  systemPresence: system,
  primary: n === 0,
});

const ORDER: readonly SystemPresence[] = ['Available', 'Break', 'Meal', 'Away', 'Busy', 'Meeting', 'Training'];

const groupsOf = (labels: Labels, secondaries: boolean): PresenceGroup[] =>
  ORDER.map((system) => ({
    systemPresence: system,
    label: labels[system],
    division: null,
    definitions: [0, ...(secondaries ? (labels.secondary[system] ?? []).map((_, i) => i + 1) : [])].map((n) =>
      definition(labels, system, n),
    ),
  }));

export const problem = (change: Partial<ProblemText> = {}): ProblemText => ({
  key: 'problem.unknown',
  params: {},
  serviceMessage: null,
  status: null,
  code: null,
  correlationId: null,
  retryable: false,
  ...change,
});

/** What a window can show: the app's state, and what it can follow. */
export type Fixture = AppState & {
  readonly followed: { readonly [C in SubscriptionChannel]: Snapshot<C> };
  /** Main's answers by channel, if a scene needs more than a yes. */
  readonly answers?: Readonly<Record<string, unknown>>;
};

export const hotkey = (target: HotkeyTarget, key: string): HotkeyView => ({
  id: `${target.kind} ${key}`,
  target,
  accelerator: `Ctrl+Shift+${key}`,
  label: `Ctrl Shift ${key}`,
  problem: null,
  unlikely: false,
});

/** Signed in, live, Coffee for twelve minutes of fifteen. */
export function live(labels: Labels = english): Fixture {
  return {
    app: {
      version: '0.1.0',
      platform: 'linux',
      language: 'en',
      direction: 'ltr',
      theme: 'system',
      zoom: 100,
      demoOffered: true,
      windows: ['settings', 'manage'],
      notices: [],
    },
    environment: {
      region: 'eu_central_1',
      host: 'api.mypurecloud.de',
      clientId: '2f1c6d0e-5f2b-4a6e-9a52-6b0c1a9d7e10',
      regionLockedBy: null,
      clientIdLockedBy: null,
      ready: true,
    },
    session: {
      kind: 'signedIn',
      person: {
        userId: 'ada',
        name: 'Ada Lovelace',
        email: 'ada@northwind.example',
        organizationId: 'northwind',
        organization: 'Northwind Care',
      },
      demo: false,
      kept: 'keychain',
      expiresAt: NOW + 600 * MINUTE,
    },
    connection: { kind: 'live', asOf: null, problem: null },
    definitions: {
      kind: 'ready',
      groups: groupsOf(labels, true),
      onQueue: definition(labels, 'OnQueue'),
      problem: null,
    },
    presence: {
      current: {
        definition: definition(labels, 'Break', 1),
        selectable: true,
        message: 'back soon',
        messageLifetime: { kind: 'presence' },
        since: NOW - 12 * MINUTE - 20_000,
        future: null,
      },
      pending: null,
      failed: null,
      otherSource: null,
      primaryOffer: 'none',
      offQueueTo: null,
      timed: null,
      limitMinutes: 15,
      outOfOffice: null,
    },
    routing: { status: 'OFF_QUEUE', since: NOW - 12 * MINUTE, pending: false, problem: null },
    schedule: null,
    personal: {
      recent: [
        definition(labels, 'Break', 1),
        definition(labels, 'Available'),
        definition(labels, 'Meal'),
        definition(labels, 'Meeting'),
        definition(labels, 'Training'),
      ],
      favourites: [],
      routines: [],
    },
    followed: {
      'app:place': { section: null, definitionId: null },
      'day:days': DAYS,
      'day:shown': { day: DAY },
      'schedule:status': { lack: null, reminders: USUAL_PLAN_REMINDERS },
      ...manageFollowed,
      ...teamOf(NOW),
      'personal:presets': [
        { id: 'p1', text: 'back at 10:40 ☕', lifetime: { kind: 'presence' } },
        { id: 'p2', text: 'lunch with the team', lifetime: { kind: 'minutes', minutes: 45 } },
      ],
      'personal:routines': [
        {
          id: 'r1',
          name: 'Lunch with the team',
          definitionId: id('Meal'),
          message: { text: 'back at one', lifetime: { kind: 'presence' } },
          forMinutes: 45,
        },
        { id: 'r2', name: 'Focus', definitionId: id('Busy'), message: null, forMinutes: null },
      ],
      'personal:limits': { limits: { [id('Break', 1)]: 15, [id('Meal')]: 45 } },
      'personal:automations': NO_AUTOMATIONS,
      'proxy:question': { question: null },
      'hotkeys:labels': { labels: { [id('Available')]: 'Ctrl Shift F10', [id('Break')]: 'Ctrl Shift F11' } },
      'hotkeys:list': [
        hotkey({ kind: 'openPopup' }, 'F9'),
        hotkey({ kind: 'definition', definitionId: id('Available'), presetId: null }, 'F10'),
        {
          ...hotkey({ kind: 'definition', definitionId: id('Break'), presetId: null }, 'F11'),
          problem: { key: 'hotkey.refused', params: { hotkey: 'Ctrl Shift F11' } },
        },
      ],
      'update:state': { can: 'install', kind: 'current', version: null, changes: '', reason: null },
      'settings:values': {
        startAtLogin: true,
        keepSession: 'always',
        history: true,
        historyDays: 30,
        language: 'system',
        theme: 'system',
        zoom: 100,
        offQueue: 'earlier',
        freePopupAfterMinutes: 30,
        updates: 'on',
        notifications: DEFAULT_NOTIFICATIONS,
        lockedBy: {},
        unknownInPolicy: [],
        loginOff: null,
        loginUnsure: null,
        hotkeyReach: 'everywhere',
        lockNews: 'told',
        idleTold: true,
      },
    },
  };
}

const MORNING = NOW - 6 * 60 * MINUTE;
/** A day as in `day:shown`: unknown until the app ran, then what was. */
const was = (
  labels: Labels,
  from: number,
  to: number,
  system: SystemPresence | null,
  by: 'you' | 'elsewhere' | 'automation' | 'unknown' = 'you',
  index?: number,
) => ({
  from: MORNING + from * MINUTE,
  to: MORNING + to * MINUTE,
  presence: system === null ? null : definition(labels, system, index),
  by,
});
const STRETCHES = [
  was(english, -420, 0, null, 'unknown'),
  was(english, 0, 9, 'Available', 'elsewhere'),
  was(english, 9, 118, 'OnQueue'),
  was(english, 118, 139, 'Break', 'you', 1),
  was(english, 139, 223, 'OnQueue', 'elsewhere'),
  was(english, 223, 262, 'Meal'),
  was(english, 262, 286, 'Busy', 'automation'),
  was(english, 286, 360, 'OnQueue'),
];
const total = (
  system: SystemPresence,
  minutes: number,
  times: number,
  longest: number,
  limit: number | null,
  index?: number,
) => ({
  ...definition(english, system, index),
  ms: minutes * MINUTE,
  times,
  longestMs: longest * MINUTE,
  limitMinutes: limit,
});
const DAYS = {
  days: ['2026-11-21', '2026-11-20', '2026-11-19'],
  today: '2026-11-21',
  kept: 'yes' as const,
  keptDays: 30,
  startsAtMinutes: 0,
  startLocked: false,
  mayExport: true,
};
/** Minutes of the day, as in the service's plan. */
const planned = (
  from: number,
  to: number,
  category: ActivityCategory,
  system: SystemPresence | null,
  name: string | null = null,
): PlannedActivity => ({
  from: MORNING + from * MINUTE,
  to: MORNING + to * MINUTE,
  name,
  category,
  fullDay: false,
  presence: system === null ? null : definition(english, system),
  systemPresence: system,
});
const DAY = {
  date: '2026-11-21',
  from: MORNING - 420 * MINUTE,
  to: MORNING + 1020 * MINUTE,
  stretches: STRETCHES,
  open: true,
  planned: [
    planned(0, 110, 'OnQueueWork', 'OnQueue'),
    planned(110, 125, 'Break', 'Break'),
    planned(125, 220, 'OnQueueWork', 'OnQueue'),
    planned(220, 265, 'Meal', 'Meal'),
    planned(265, 430, 'OnQueueWork', 'OnQueue'),
    planned(430, 490, 'Meeting', 'Meeting', 'Team meeting'),
    planned(490, 520, 'OffQueueWork', null, 'Paperwork'),
  ],
  totals: [
    total('OnQueue', 267, 3, 109, null),
    total('Meal', 39, 1, 39, 45),
    total('Busy', 24, 1, 24, null),
    total('Break', 21, 1, 21, 15, 1),
    total('Available', 9, 1, 9, null),
  ],
  systemPresences: [],
  unknownMs: 420 * MINUTE,
};

type Slices = { readonly [K in keyof Fixture]?: Partial<Fixture[K]> };

/** A state with some changes, one level deep. */
export function change(state: Fixture, slices: Slices): Fixture {
  const next: Record<string, unknown> = { ...state };
  for (const [key, slice] of Object.entries(slices)) next[key] = { ...state[key as keyof Fixture], ...slice };
  return next as unknown as Fixture;
}

const now = (
  labels: Labels,
  system: SystemPresence,
  minutes: number,
  message = '',
): AppState['presence']['current'] => ({
  definition: definition(labels, system),
  selectable: true,
  message,
  messageLifetime: null,
  since: NOW - minutes * MINUTE - 5_000,
  future: null,
});

const base = live();
const signedOut = change(base, { session: { kind: 'signedOut', problem: null } });
const few = change(base, { definitions: { groups: groupsOf(english, false) } });
const person = base.session.kind === 'signedIn' ? base.session.person : null;
const expired = { kind: 'expired', person, demo: false, problem: null } as AppState['session'];
const pendingMeeting = {
  pickId: 7,
  definition: definition(english, 'Meeting'),
  message: null,
  step: 'sending',
  waitingFor: null,
  until: NOW + 108_000,
} as const;

export function many(count: number): Fixture {
  const groups = groupsOf(english, false).map((group) => ({
    ...group,
    definitions: [
      ...group.definitions,
      ...Array.from({ length: Math.ceil(count / ORDER.length) }, (_, i) => ({
        ...definition(english, group.systemPresence, 100 + i),
        label: `${group.label} reason ${i + 1}`,
      })),
    ],
  }));
  return change(base, { definitions: { groups } });
}

const schedule = (current: PlannedActivity | null, next: PlannedActivity | null) => ({
  current,
  next,
  adherence: null as 'in' | 'out' | null,
  asOf: null as number | null,
});

/** What administrators and agents really write: labels that read alike, and texts that would reorder their line. */
const lunchAsBreak = {
  id: 'lunch-b',
  label: 'Lunch',
  systemPresence: 'Break',
  primary: false,
  apart: ['Break'],
} as const;
const lunch = { id: 'lunch', label: 'Lunch', systemPresence: 'Meal', primary: false } as const;
const rightToLeft = { id: 'rtl', label: 'הפסקה (2)', systemPresence: 'Break', primary: false } as const;
const turned = { id: 'turned', label: '\u202EGnirts', systemPresence: 'Busy', primary: false } as const;
const odd: readonly DefinitionView[] = [
  { ...lunchAsBreak, apart: [...lunchAsBreak.apart] },
  { ...lunch, apart: ['Meal', 'All divisions'] },
  { ...lunch, id: 'lunch-f', apart: ['Meal', 'Field Service, Northern Region'] },
  rightToLeft,
  turned,
  { id: 'markup', label: 'R&D <live>', systemPresence: 'Busy', primary: false },
];
const oddLabels = change(base, {
  definitions: {
    groups: groupsOf(english, true).map((group) => ({
      ...group,
      definitions: [
        ...group.definitions,
        ...odd.filter(({ systemPresence }) => systemPresence === group.systemPresence),
      ],
    })),
  },
  session: { person: { ...person, name: 'עדה לאבלייס', organization: '\u202EOrgani' } } as Partial<AppState['session']>,
  presence: {
    current: { ...now(english, 'Break', 12, '\u202Emessage הודעה (1)')!, definition: rightToLeft },
    limitMinutes: null,
    failed: {
      pickId: 6,
      definition: turned,
      message: null,
      kind: 'refused',
      problem: problem({ key: 'error.notAuthorized', status: 403, serviceMessage: 'אין לך הרשאה (403)' }),
    },
  },
  personal: { recent: odd.slice(0, 5), favourites: ['lunch-b', 'lunch', 'lunch-f', 'rtl'] },
  followed: {
    'personal:presets': [
      { id: 'p1', text: 'חוזר ב-10:40 (אולי)', lifetime: { kind: 'presence' } },
      { id: 'p2', text: '\u202Eback', lifetime: { kind: 'minutes', minutes: 45 } },
    ],
    'personal:limits': { limits: { lunch: 30, 'lunch-f': 45, rtl: 15 } },
    'hotkeys:list': [
      hotkey({ kind: 'definition', definitionId: 'lunch', presetId: null }, 'F10'),
      hotkey({ kind: 'definition', definitionId: 'lunch-b', presetId: 'p1' }, 'F11'),
    ],
  },
});

/** A proxy that asks, as the popup follows it. */
const proxyAsks = (
  said: Partial<NonNullable<Snapshot<'proxy:question'>['question']>> = {},
): Partial<Fixture['followed']> => ({
  'proxy:question': {
    question: {
      proxy: 'proxy.northwind.example:3128',
      scheme: 'basic',
      step: 'asking',
      problem: null,
      user: '',
      ...said,
    },
  },
});

export const fixtures: Readonly<Record<string, Fixture>> = {
  'odd-labels': oddLabels,
  starting: { ...base, session: { kind: 'starting', waiting: false } },
  'starting-waiting': { ...base, session: { kind: 'starting', waiting: true } },
  welcome: signedOut,
  'welcome-nothing-set': change(signedOut, { environment: { region: '', host: '', clientId: '', ready: false } }),
  'welcome-policy': change(signedOut, {
    environment: { regionLockedBy: 'policy', clientIdLockedBy: 'policy' },
    app: { demoOffered: false },
  }),
  'welcome-environment': change(signedOut, {
    environment: {
      region: 'custom',
      host: '127.0.0.1:41337',
      regionLockedBy: 'environment',
      clientIdLockedBy: 'environment',
    },
  }),
  'welcome-client-locked': change(signedOut, {
    environment: { region: '', host: '', clientIdLockedBy: 'policy', ready: false },
    app: { demoOffered: false },
  }),
  'welcome-failed': change(signedOut, {
    session: {
      kind: 'signedOut',
      problem: problem({
        key: 'signIn.problem.wrongClient',
        params: { host: 'login.mypurecloud.de', clientId: '0b1f6c1e-3c5d-4d0e-9a55-0d1c2b3a4f5e' },
        serviceMessage: 'client_id is invalid',
        code: 'invalid_client',
        status: 400,
        correlationId: '0c1d7e52-8f4e-4f8f-9f3e-3b6f4b1c2d3e',
      }),
    },
    app: { notices: [{ id: 'n', key: 'notice.settingFellBack', params: { setting: 'theme' } }] },
  }),
  'signing-in': {
    ...base,
    session: { kind: 'signingIn', demo: false, step: 'browser', until: NOW + 581_000, hint: null },
  },
  'signing-in-hint': {
    ...base,
    session: { kind: 'signingIn', demo: false, step: 'browser', until: NOW + 212_000, hint: 'https' },
  },
  'signing-in-finishing': {
    ...base,
    session: { kind: 'signingIn', demo: false, step: 'exchanging', until: NOW + 97_000 },
  },
  live: base,
  few,
  'no-queue': change(few, {
    definitions: { onQueue: null },
    presence: { limitMinutes: null, current: now(english, 'Available', 182) },
  }),
  connecting: change(base, {
    connection: { kind: 'connecting' },
    presence: { current: null, limitMinutes: null },
    definitions: { kind: 'loading', groups: [], onQueue: null },
    personal: { recent: [] },
  }),
  'definitions-failed': change(base, {
    definitions: {
      kind: 'failed',
      groups: [],
      onQueue: null,
      problem: problem({ key: 'error.serviceUnavailable', status: 503, retryable: true }),
    },
    personal: { recent: [] },
  }),
  'nothing-to-pick': change(base, { definitions: { groups: [], onQueue: null }, personal: { recent: [] } }),
  pending: change(base, { presence: { pending: pendingMeeting } }),
  'pending-message': change(base, {
    presence: { pending: { ...pendingMeeting, definition: null, message: 'back at 10:55' } },
  }),
  waiting: change(base, {
    connection: { kind: 'lost', asOf: NOW },
    presence: {
      pending: { ...pendingMeeting, step: 'waiting', waitingFor: 'network' },
      current: now(english, 'Available', 182),
      limitMinutes: null,
    },
  }),
  'waiting-retry': change(base, { presence: { pending: { ...pendingMeeting, step: 'waiting', waitingFor: 'retry' } } }),
  refused: change(base, {
    presence: {
      failed: {
        pickId: 6,
        definition: definition(english, 'Training'),
        message: null,
        kind: 'refused',
        problem: problem({
          key: 'error.missingPermissions',
          params: { permissions: 'presence:userPresence:edit' },
          status: 403,
          code: 'missing.permissions',
          serviceMessage:
            'Unable to perform the requested action. You are missing the following permission(s): presence:userPresence:edit',
          correlationId: '6e1f0c2a-8f4e-4f8f-9f3e-3b6f4b1c2d3e',
        }),
      },
    },
  }),
  'refused-retry': change(base, {
    presence: {
      failed: {
        pickId: 6,
        definition: definition(english, 'Training'),
        message: 'with Bo',
        kind: 'notApplied',
        problem: problem({ key: 'error.serviceSlow', status: 504, retryable: true }),
      },
    },
  }),
  dropped: change(base, {
    presence: {
      failed: {
        pickId: 6,
        definition: definition(english, 'Meeting'),
        message: null,
        kind: 'dropped',
        problem: problem(),
      },
    },
  }),
  asking: change(base, {
    presence: {
      pending: {
        ...pendingMeeting,
        definition: definition(english, 'OnQueue'),
        step: 'asking',
        waitingFor: 'confirmation',
      },
    },
  }),
  'proxy-asks': change(signedOut, { followed: proxyAsks() }),
  'proxy-wrong': change(base, {
    connection: {
      kind: 'lost',
      asOf: NOW - 60_000,
      problem: problem({ key: 'error.proxyLogin', params: { host: 'api.mypurecloud.de' } }),
    },
    presence: { current: now(english, 'Available', 182) },
    followed: proxyAsks({ problem: 'wrong', user: 'NORTHWIND\\ada' }),
  }),
  'proxy-declined': change(base, {
    connection: {
      kind: 'lost',
      asOf: NOW - 60_000,
      problem: problem({ key: 'error.proxyLogin', params: { host: 'api.mypurecloud.de' } }),
    },
    presence: { current: now(english, 'Available', 182) },
    followed: proxyAsks({ step: 'declined' }),
  }),
  'proxy-finishing': {
    ...change(base, { followed: proxyAsks({ step: 'checking', scheme: 'digest', user: 'ada' }) }),
    session: { kind: 'signingIn', demo: false, step: 'exchanging', until: NOW + 97_000 },
  },
  'proxy-german': change(live(german), {
    app: { language: 'de' },
    connection: { kind: 'lost', asOf: NOW - 60_000, problem: null },
    followed: proxyAsks({ problem: 'wrong' }),
  }),
  lost: change(base, {
    connection: { kind: 'lost', asOf: NOW - 60_000, problem: null },
    presence: { current: now(english, 'Available', 182) },
  }),
  polling: change(base, { connection: { kind: 'polling' } }),
  paused: change(base, { connection: { kind: 'paused', asOf: NOW - 30 * MINUTE } }),
  expired: change(base, {
    session: expired,
    connection: { kind: 'none', asOf: NOW - 20 * MINUTE },
    presence: { current: now(english, 'Available', 60, 'lunch at 12'), limitMinutes: null },
  }),
  'expired-waiting': change(base, {
    session: expired,
    connection: { kind: 'none', asOf: NOW - 20 * MINUTE },
    presence: {
      current: now(english, 'Available', 60, 'lunch at 12'),
      limitMinutes: null,
      pending: { ...pendingMeeting, step: 'waiting', waitingFor: 'signIn' },
    },
  }),
  memory: change(base, { session: { kept: 'memory' } }),
  'ends-soon': change(base, { session: { endsSoon: true, expiresAt: NOW + 28 * MINUTE } }),
  renewing: change(base, {
    session: {
      endsSoon: true,
      expiresAt: NOW + 28 * MINUTE,
      signingIn: { step: 'browser', until: NOW + 581_000, hint: null },
    },
  }),
  'other-source-put-away': change(base, {
    presence: { otherSource: 'Microsoft Teams', primaryOffer: 'quiet' },
  }),
  'other-source': change(base, {
    presence: {
      otherSource: 'Microsoft Teams',
      primaryOffer: 'ask',
      current: {
        ...now(english, 'Busy', 5, 'from Microsoft Teams')!,
        definition: { id: 'x', label: 'In a call (Teams)', systemPresence: 'Busy' },
      },
      limitMinutes: null,
    },
  }),
  'not-responding': change(base, {
    presence: { current: now(english, 'OnQueue', 70), limitMinutes: null },
    routing: { status: 'NOT_RESPONDING', since: NOW - 40_000 },
  }),
  'on-queue': change(base, {
    presence: { current: now(english, 'OnQueue', 70), limitMinutes: null },
    routing: { status: 'INTERACTING', since: NOW - 4 * MINUTE },
  }),
  future: change(base, {
    presence: {
      current: { ...now(english, 'OnQueue', 70)!, future: definition(english, 'Break') },
      limitMinutes: null,
    },
    routing: { status: 'INTERACTING', since: NOW - 4 * MINUTE },
  }),
  timed: change(base, {
    session: { demo: true },
    presence: {
      current: now(english, 'Meal', 13, 'lunch with the team'),
      timed: { until: NOW + 17 * MINUTE, returnTo: definition(english, 'Available') },
      limitMinutes: null,
    },
  }),
  'planned-soon': change(base, {
    schedule: schedule(planned(265, 430, 'OnQueueWork', 'OnQueue'), planned(368, 398, 'Meal', 'Meal')),
  }),
  'planned-now': change(base, {
    presence: { current: now(english, 'OnQueue', 70), limitMinutes: null },
    routing: { status: 'IDLE', since: NOW - 4 * MINUTE },
    schedule: {
      ...schedule(planned(265, 430, 'OnQueueWork', 'OnQueue'), planned(430, 490, 'Meeting', 'Meeting', 'Team meeting')),
      adherence: 'in',
    },
  }),
  'planned-out': change(base, {
    schedule: { ...schedule(planned(265, 430, 'OnQueueWork', 'OnQueue'), null), adherence: 'out' },
  }),
  'planned-nothing': change(base, { schedule: { ...schedule(null, null), asOf: NOW - 90 * MINUTE } }),
  'planned-german': change(live(german), {
    app: { language: 'de' },
    schedule: {
      ...schedule(
        planned(265, 430, 'OffQueueWork', null),
        planned(430, 490, 'Meeting', 'Meeting', 'Qualitätszirkel der Region Nord'),
      ),
      adherence: 'out',
    },
  }),
  'planned-arabic': change(live(arabic), {
    app: { language: 'ar', direction: 'rtl' },
    schedule: schedule(planned(265, 430, 'OnQueueWork', 'OnQueue'), planned(368, 398, 'Meal', 'Meal')),
  }),
  'day-without-plan': change(base, { followed: { 'day:shown': { day: { ...DAY, planned: [] } } } }),
  'day-german': change(live(german), { app: { language: 'de' } }),
  'day-arabic': change(live(arabic), { app: { language: 'ar', direction: 'rtl' } }),
  'day-overlong': change(base, {
    followed: {
      'day:shown': {
        day: {
          ...DAY,
          planned: DAY.planned.map((each) => ({
            ...each,
            name: 'Quality circle of the northern region and its guests',
          })),
        },
      },
    },
  }),
  routines: change(base, {
    personal: {
      routines: [
        { id: 'r1', name: 'Lunch with the team', systemPresence: 'Meal' },
        { id: 'r2', name: 'Focus', systemPresence: 'Busy' },
      ],
    },
  }),
  'over-limit': change(base, { presence: { current: { ...now(english, 'Break', 19, 'coffee')! } } }),
  'out-of-office': change(base, { presence: { outOfOffice: { until: NOW + 3 * 24 * 60 * MINUTE } } }),
  notice: change(base, { app: { notices: [{ id: 'n', key: 'notice.startsAtLogin', params: {} }] } }),
  favourites: change(base, { personal: { favourites: [id('Training'), id('Break', 1)] } }),
  divisions: change(few, {
    definitions: {
      groups: [
        ...groupsOf(english, false).slice(0, 3),
        {
          systemPresence: 'Busy',
          label: 'Busy',
          division: 'Claims, Northern Region',
          definitions: [{ id: 'd1', label: 'Claims backlog', systemPresence: 'Busy', primary: false }],
        },
      ],
    },
  }),
  'long-labels': change(base, {
    presence: {
      current: {
        ...now(
          english,
          'Busy',
          123,
          'writing up the minutes of the steering committee about the new quality measures, please call Bo instead',
        )!,
        definition: {
          id: 'x',
          label: 'Wrap-up paperwork after a customer visit in the northern region',
          systemPresence: 'Busy',
        },
      },
    },
  }),
  thousand: many(1000),
  german: change(live(german), { app: { language: 'de' } }),
  'german-waiting': change(live(german), {
    app: { language: 'de' },
    connection: { kind: 'lost', asOf: NOW },
    presence: {
      limitMinutes: null,
      pending: {
        ...pendingMeeting,
        definition: definition(german, 'Training', 1),
        step: 'waiting',
        waitingFor: 'network',
      },
    },
  }),
  arabic: change(live(arabic), {
    app: { language: 'ar', direction: 'rtl' },
    session: { person: { ...person, name: 'آدا لوفلايس' } } as Partial<AppState['session']>,
    presence: {
      current: { ...now(arabic, 'OnQueue', 48)! },
      limitMinutes: null,
      failed: {
        pickId: 6,
        definition: definition(arabic, 'Break'),
        message: null,
        kind: 'refused',
        problem: problem({ key: 'error.notAuthorized', status: 403, correlationId: '6e1f0c2a' }),
      },
    },
    routing: { status: 'INTERACTING', since: NOW - 4 * MINUTE },
  }),
};
