/**
 * `npm run bench [-- --quick] [-- ROW…]` measures the figures of docs/design.md §6, on our own desktop session,
 * against a bare Electron app. It prints a table and writes test/bench/results.json. It ends with 0 once everything
 * was measured: a missed bound is reported, not an error.
 */
import { buildApp } from '../desktop/build.js';
import { asOrdinaryUser } from '../desktop/ordinary-user.js';
import { ensurePackages } from '../desktop/packages.js';
import { asScript, say } from '../desktop/processes.js';
import { findRuntime } from '../desktop/runtime.js';
import { readOptions, USAGE } from './options.js';

await asScript(async () => {
  const args = process.argv.slice(2);
  const options = readOptions(args);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  await ensurePackages();
  const runtime = await findRuntime();
  say('Building the app …');
  await buildApp();
  return asOrdinaryUser(['--import', 'tsx', 'test/bench/bench-session.ts', ...args], {
    runtime,
    results: ['test/bench/results.json', 'test-results'],
  });
});
