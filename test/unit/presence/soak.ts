/**
 * `npm run soak`: at least 10,000 random runs of engine, client and a simulated service, with a time limit. `--
 * --runs=N` sets another number, `--minutes=M` another limit (default 15), and `--seed=N [--path=P]` replays a failure.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { run } from './soak/acts.js';
import { playRun } from './soak/run.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});

const runs = Number(values.runs);
const minutes = Number(values.minutes);
if (!Number.isInteger(runs) || runs < 1 || !(minutes > 0)) {
  console.error('Usage: npm run soak -- [--runs=N] [--minutes=M] [--seed=N [--path=P]]');
  process.exit(2);
}

let played = 0;
const begun = performance.now();
const details = await fc.check(
  fc.asyncProperty(run, async (one) => {
    await playRun(one);
    played += 1;
    if (played % 1000 === 0) console.log(`${played} runs, ${Math.round((performance.now() - begun) / 1000)} s`);
  }),
  {
    numRuns: runs,
    interruptAfterTimeLimit: minutes * 60_000,
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
    ...(values.path === undefined ? {} : { path: values.path }),
  },
);

const seconds = Math.round((performance.now() - begun) / 1000);
if (details.failed) {
  console.error(fc.defaultReportMessage(details));
  if (details.errorInstance instanceof Error) console.error(details.errorInstance.stack);
  console.error(`Replay: npm run soak -- --seed=${details.seed} --path=${details.counterexamplePath ?? ''}`);
  process.exitCode = 1;
} else {
  const short = details.interrupted ? `, fewer than asked for: the ${minutes} minutes were over` : '';
  console.log(`${details.numRuns} runs in ${seconds} s, seed ${details.seed}: all promises kept${short}`);
  if (details.interrupted) process.exitCode = 1;
}
