/** A fast part of `npm run soak`. A failure names its seed and path; `npm run soak -- --seed=N --path=P` replays it. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { run } from './acts.js';
import { playRun } from './run.js';

describe('whatever agents, colleagues, networks and services do', () => {
  it(
    'ends with the presence that the service has, and with the last pick or a word why not',
    { timeout: 120_000 },
    async () => {
      // The same runs every time, so that a failure belongs to the change at hand; `npm run soak` looks for new ones.
      await fc.assert(fc.asyncProperty(run, playRun), {
        seed: 20_261_121,
        numRuns: 150,
        interruptAfterTimeLimit: 60_000,
      });
    },
  );
});
