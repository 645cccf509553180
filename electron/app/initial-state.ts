import type { AppState } from '../ipc/app-state.js';

/** The signed-in person's slices while nobody is signed in. */
export const NOBODY: Pick<AppState, 'connection' | 'definitions' | 'presence' | 'routing' | 'schedule' | 'personal'> = {
  connection: { kind: 'none', asOf: null, problem: null },
  definitions: { kind: 'none', groups: [], onQueue: null, problem: null },
  presence: {
    current: null,
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
};

/** The state of an app that has just started. */
export const initialState = (slices: Pick<AppState, 'app' | 'environment'>): AppState => ({
  ...slices,
  ...NOBODY,
  session: { kind: 'starting', waiting: false },
});
