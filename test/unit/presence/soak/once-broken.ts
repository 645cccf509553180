/** Runs that once broke a promise. They are played each time, before the random ones. */
import type { Run } from './acts.js';

export const ONCE_BROKEN: readonly Run[] = [
  // A request took effect while the service kept the channel waiting, and the app had given up waiting for it by then.
  {
    service: 'demoOrg',
    seed: 0,
    dated: false,
    list: { afterMs: 0, fails: false },
    acts: [
      { act: 'expire', offline: false, renews: true },
      { act: 'pick', definition: 0, message: 'none' },
      {
        act: 'faults',
        faults: [{ kind: 'silence', landsAfter: 100_000 }, { kind: 'status', status: 429, retryAfter: 200 }, null],
      },
      { act: 'wait', ms: 548 },
      { act: 'pick', definition: 1, message: 'none' },
    ],
  },
];
