/** A team as the team window follows it. */
import type { Snapshot } from '../../electron/ipc/contract.js';
import type { ChangeResultRow, TeamRow } from '../../electron/ipc/contract/team.js';
import type { SystemPresence } from '../../electron/genesys/system-presence.js';

const MINUTE = 60_000;

type Followed = {
  readonly [C in 'team:choices' | 'team:rows' | 'team:status' | 'team:job' | 'team:results']: Snapshot<C>;
};

const row = (
  name: string | null,
  system: SystemPresence | null,
  label: string,
  minutes: number,
  more: Partial<TeamRow> = {},
): ((now: number) => TeamRow) => {
  const id = name?.toLowerCase().replaceAll(/\W+/g, '-') ?? '0f9e3c1a-aaaa-bbbb-cccc-000000000000';
  return (now) => ({
    id: more.id ?? id,
    name,
    department: 'Customer care',
    state: system === null ? 'unknown' : 'known',
    presence: system === null ? null : { id: `${system.toLowerCase()}-0`, label, systemPresence: system },
    since: system === null ? null : now - minutes * MINUTE - 12_000,
    message: '',
    routing: system === null ? null : 'OFF_QUEUE',
    routingSince: null,
    outOfOffice: false,
    live: true,
    readAt: now - 20_000,
    ...more,
  });
};

const ROWS = [
  row('Annie Easley', 'OnQueue', 'On Queue', 72, { routing: 'INTERACTING' }),
  row('Barbara Liskov', 'Meeting', 'Team meeting', 23, { message: 'Planning' }),
  row('Claude Shannon', 'Break', 'Coffee', 41, { message: 'back in ten' }),
  row('Donald Knuth', 'Training', 'Training', 125, { message: 'new phone system', routing: 'COMMUNICATING' }),
  row('Edith Clarke', 'OnQueue', 'On Queue', 9, { routing: 'IDLE' }),
  row('Frances Allen', 'Meal', 'Late lunch', 38),
  row('Grace Hopper', 'Available', 'Back office', 55, { message: 'invoices until 15:00' }),
  row('Hedy Lamarr', 'Busy', 'In a call (Teams)', 6, { message: 'from Microsoft Teams' }),
  row('Ida Rhodes', 'OnQueue', 'On Queue', 3, { routing: 'NOT_RESPONDING' }),
  row('Jean Bartik', 'Offline', 'Offline', 150, { routing: 'OFF_QUEUE', outOfOffice: true }),
  row('Katherine Johnson', 'Available', 'Available', 14, { live: false }),
  row('محمد الخوارزمي', 'Break', 'استراحة قصيرة', 12, { message: 'أعود بعد قليل', id: 'khwarizmi' }),
  row(null, null, '', 0, { live: false }),
  row(
    'Wolfeschlegelsteinhausenbergerdorff-Hubertine Kunigunde Maximiliane',
    'Meeting',
    'Qualitätszirkel Kundenzufriedenheit im Innendienst',
    4,
    {
      message: 'Datenschutzgrundverordnungsunterweisung, danach wieder am Platz und erreichbar',
    },
  ),
];

export const teamOf = (now: number): Followed => {
  const rows = ROWS.map((make) => make(now));
  return {
    'team:choices': {
      lists: [
        { key: 'team:t1', kind: 'team', name: 'Customer care', count: 24 },
        { key: 'team:t2', kind: 'team', name: 'Night shift', count: 8 },
        { key: 'group:g1', kind: 'group', name: 'Everyone', count: 5000 },
        { key: 'list:l1', kind: 'list', name: 'New this month', count: 6 },
      ],
      refused: [{ kind: 'queue', problem: null, permission: 'routing:queue:view' }],
      loading: false,
      sources: [{ id: 'teams', name: 'Microsoft Teams' }],
      onQueue: { id: 'onqueue-0', label: 'On Queue', systemPresence: 'OnQueue' },
      mayEdit: true,
      mayViewPrimary: true,
      mayEditPrimary: true,
      mayFindByName: true,
      mayExport: true,
      thresholds: { Break: 30 },
      watched: ['frances-allen'],
    },
    'team:rows': rows,
    'team:status': {
      phase: 'ready',
      problem: null,
      routingProblem: null,
      total: rows.length,
      waiting: 0,
      unknown: 1,
      live: rows.length - 2,
      oldest: now - 70_000,
      more: false,
      paused: false,
    },
    'team:job': { job: null },
    'team:results': [],
  };
};

/** 3 of 120 refused. */
export const halfRefused = (now: number): Pick<Followed, 'team:job' | 'team:results'> => ({
  'team:job': {
    job: {
      id: 1,
      kind: 'set',
      presence: { id: 'meeting-0', label: 'Meeting', systemPresence: 'Meeting' },
      total: 120,
      done: 120,
      failed: 3,
      running: false,
      undoUntil: now + 48_000,
      undoProblem: null,
    },
  },
  'team:results': Array.from({ length: 120 }, (_, at): ChangeResultRow => ({
    id: `p${at}`,
    name: ROWS[at]?.(now).name ?? `Alex Adams ${at + 1}`,
    outcome: at % 50 === 7 ? 'refused' : at === 0 ? 'later' : 'set',
    problem:
      at % 50 === 7
        ? {
            key: 'error.conflict',
            params: {},
            serviceMessage: 'The presence of this user cannot be changed at present.',
            status: 409,
            code: 'general.conflict',
            correlationId: null,
            retryable: false,
          }
        : null,
  })),
});
