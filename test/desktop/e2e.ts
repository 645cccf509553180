/**
 * `npm run e2e [-- FILE… -g TITLE]`: some end-to-end tests on a desktop session of their own, as `npm test` runs all of
 * them. What follows goes to Playwright. Tests of the package need `npm run package -- --dir` before.
 */
import { buildApp } from './build.js';
import { asOrdinaryUser } from './ordinary-user.js';
import { ensurePackages } from './packages.js';
import { asScript } from './processes.js';
import { findRuntime } from './runtime.js';

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'];

await asScript(async () => {
  await ensurePackages();
  const runtime = await findRuntime();
  await buildApp();
  return asOrdinaryUser([...PLAYWRIGHT, ...process.argv.slice(2)], {
    runtime,
    brings: ['release/linux-unpacked'],
    results: ['test-results'],
  });
});
