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
  // A request that nobody answered took effect late, by half: its presence without its message.
  {
    service: 'simulated',
    seed: 0,
    dated: false,
    list: { afterMs: 0, fails: false },
    acts: [
      { act: 'faults', faults: [{ kind: 'silence', landsAfter: 30_000 }, null] },
      { act: 'pick', definition: 0, message: 'none' },
      { act: 'pick', definition: 1, message: 'forPresence' },
      { act: 'manner', manner: 'definitionOnly' },
      { act: 'wait', ms: 30_000 },
    ],
  },
];
