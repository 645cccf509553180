/** A fast part of `npm run soak`, with other runs each time. A failure also names its seed and path. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { freshSeed } from '../fresh-seed.js';
import { run } from './acts.js';
import { ONCE_BROKEN } from './once-broken.js';
import { playRun } from './run.js';

describe('whatever agents, colleagues, networks and services do', () => {
  it(
    'ends with the presence that the service has, and with the last pick or a word why not',
    { timeout: 120_000 },
    async () => {
      await fc.assert(fc.asyncProperty(run, playRun), {
        seed: freshSeed((seed) => `npm run soak -- --seed=${seed}`),
        examples: ONCE_BROKEN.map((one) => [one]),
        numRuns: 150,
        interruptAfterTimeLimit: 60_000,
      });
    },
  );
});
