/** The data that _Manage presences_ follows, for viewing it. */
import type { Snapshot } from '../../electron/ipc/contract.js';
import type { ImportRowView, ManagedPresence } from '../../electron/ipc/contract/manage.js';
import { LOCALE_CODES } from '../../electron/genesys/locale-codes.js';
import { SYSTEM_PRESENCES, type SystemPresence } from '../../electron/genesys/system-presence.js';

type Followed = {
  readonly [
    C in
      | 'manage:overview'
      | 'manage:presences'
      | 'manage:sources'
      | 'manage:organisation'
      | 'manage:whoIsIn'
      | 'manage:import'
      | 'manage:importRows'
  ]: Snapshot<C>;
};

const whole = (label: string): Record<string, string> => Object.fromEntries(LOCALE_CODES.map((code) => [code, label]));
const row = (
  systemPresence: SystemPresence,
  labels: Record<string, string>,
  change: Partial<ManagedPresence> & { readonly deactivated?: boolean; readonly divisionId?: string } = {},
): ManagedPresence => ({
  id: `${systemPresence} ${labels['en_US'] ?? ''}`,
  label: labels['en_US'] ?? systemPresence,
  system: change.system ?? false,
  division: change.division ?? null,
  fields: {
    systemPresence,
    divisionId: change.divisionId ?? null,
    labels,
    deactivated: change.deactivated ?? false,
  },
});

const OWN: readonly ManagedPresence[] = [
  row('Available', whole('Back office')),
  row('Break', { en_US: 'Coffee', de: 'Kaffeepause', fr: 'Pause-café' }),
  row('Break', {
    en_US: 'Comfort break',
    de: 'Kurzpause nach Vereinbarung mit der Teamleitung',
    fr: 'Pause confort',
    ar: 'استراحة قصيرة',
  }),
  row('Break', { en_US: 'Cigarette break', de: 'Raucherpause' }, { deactivated: true }),
  row('Meal', { en_US: 'Late lunch', de: 'Spätes Mittagessen' }, { division: 'Field Service', divisionId: 'field' }),
  row('Busy', whole('Wrap-up paperwork')),
  row('Busy', { en_US: 'Coffee', de: 'Kaffee für die Abteilung kochen' }),
  row('Meeting', { en_US: 'Qualitätszirkel Kundenzufriedenheit und Beschwerdemanagement im Außendienst' }),
  row('Meeting', { ar: 'اجتماع الفريق', en_US: 'Team meeting' }),
];
const presences = SYSTEM_PRESENCES.flatMap((name) => [
  row(name, whole(name === 'OnQueue' ? 'On Queue' : name), { system: true }),
  ...OWN.filter(({ fields }) => fields.systemPresence === name),
]);

const MAY = {
  viewPresences: true,
  addPresence: true,
  editPresence: true,
  deactivatePresence: true,
  viewSources: true,
  addSource: true,
  editSource: true,
  deactivateSource: true,
  viewOrganisation: true,
  editOrganisation: true,
  viewPersonSource: true,
  editPersonSource: true,
};
export const NOTHING_ALLOWED = Object.fromEntries(Object.keys(MAY).map((name) => [name, false])) as typeof MAY;
const read = {
  loading: false,
  problem: null,
  asOf: new Date(2026, 10, 21, 10, 40).getTime(),
  missing: null,
};

const importRow = (line: number, change: Partial<ImportRowView>): ImportRowView => ({
  id: `row-${line}`,
  line,
  verdict: 'create',
  label: `Paperwork ${line}`,
  systemPresence: 'Busy',
  changes: [],
  reason: null,
  result: 'waiting',
  problem: null,
  ...change,
});

export const IMPORT_ROWS: readonly ImportRowView[] = [
  importRow(2, { result: 'done' }),
  importRow(3, {
    label: 'Coffee',
    systemPresence: 'Break',
    verdict: 'change',
    result: 'done',
    changes: [
      { field: 'label', locale: 'de', from: 'Kaffeepause', to: 'Kurzpause nach Vereinbarung mit der Teamleitung' },
      { field: 'label', locale: 'ar', from: null, to: 'استراحة قهوة' },
      { field: 'divisionId', locale: null, from: null, to: 'Field Service' },
    ],
  }),
  importRow(4, {
    label: 'Cigarette break',
    systemPresence: 'Break',
    verdict: 'reactivate',
    changes: [{ field: 'deactivated', locale: null, from: 'true', to: 'false' }],
    result: 'refused',
    problem: {
      key: 'error.badRequest',
      params: {},
      serviceMessage: 'A label must not have more than 100 characters.',
      status: 400,
      code: 'general.bad.request',
      correlationId: '6e1f0c2a',
      retryable: false,
    },
  }),
  importRow(5, {
    label: 'Nap',
    systemPresence: null,
    verdict: 'refused',
    reason: { key: 'manage.import.unknownPresence', params: { value: 'Siesta' } },
  }),
  importRow(6, {
    label: 'Coffee',
    systemPresence: 'Break',
    verdict: 'refused',
    reason: { key: 'manage.import.parentFixed', params: { from: 'Break', to: 'Meal' } },
  }),
  importRow(7, { verdict: 'unchanged' }),
  importRow(8, { result: 'sending' }),
  importRow(9, {}),
];
/** Before anything was sent. */
export const PLANNED_ROWS: readonly ImportRowView[] = IMPORT_ROWS.map((row) => ({
  ...row,
  result: 'waiting',
  problem: null,
}));

const NO_IMPORT = {
  step: 'none' as const,
  file: '',
  backup: null,
  done: 0,
  total: 0,
  end: null,
  problem: null,
};

export const manageFollowed: Followed = {
  'manage:overview': {
    ...read,
    generation: 'new',
    may: MAY,
    mayExport: true,
    parents: ['Available', 'Break', 'Meal', 'Away', 'Busy', 'Meeting', 'Training'],
    divisions: [
      { id: 'home', name: 'Home' },
      { id: 'field', name: 'Field Service' },
    ],
    divisionsProblem: null,
  },
  'manage:presences': presences,
  'manage:sources': {
    ...read,
    sources: [
      {
        id: 'teams',
        system: true,
        fields: { name: 'Microsoft Teams', description: 'Chat and calls', deactivated: false },
      },
      {
        id: 'desk',
        system: false,
        fields: { name: 'Front desk', description: 'The board in the hall', deactivated: false },
      },
      { id: 'pbx', system: false, fields: { name: 'Old PBX', description: '', deactivated: true } },
    ],
  },
  'manage:organisation': {
    ...read,
    fields: {
      restore: true,
      restoreMinutes: 5,
      restoreOnQueue: false,
      offQueueRequests: true,
      defaultSourceId: null,
    },
  },
  'manage:whoIsIn': {
    checked: 500,
    total: 1200,
    count: 3,
    names: ['Ada Lovelace', 'Konrad Zuse', '山本 花子'],
    done: false,
    problem: null,
  },
  'manage:import': NO_IMPORT,
  'manage:importRows': IMPORT_ROWS,
};

export const importStep = (
  step: 'plan' | 'running' | 'ended',
  change: Partial<Snapshot<'manage:import'>> = {},
): Snapshot<'manage:import'> => ({
  ...NO_IMPORT,
  step,
  file: 'forty.csv',
  backup: '/home/alan/.config/Presence Tray/definitions-before-import/2026-11-27T22-10-00.000Z.json',
  total: 5,
  done: step === 'plan' ? 0 : 3,
  ...change,
});
