/**
 * `npm run desktop [-- --stay] [-- --large]`: the app with the demo org in a virtual desktop, and screenshots of it.
 * `--stay` keeps the desktop until Ctrl-C. `--large` draws everything twice as large.
 */
import { buildApp } from './build.js';
import { asOrdinaryUser } from './ordinary-user.js';
import { ensurePackages } from './packages.js';
import { asScript } from './processes.js';
import { findRuntime } from './runtime.js';

await asScript(async () => {
  await ensurePackages();
  const runtime = await findRuntime();
  await buildApp();
  return asOrdinaryUser(['--import', 'tsx', 'test/desktop/desktop-session.ts', ...process.argv.slice(2)], {
    runtime,
    results: ['test-results'],
  });
});
