/**
 * `npm run screenshots` makes the README's pictures again, in assets/screenshots/, of the app with a demo org in a
 * virtual desktop.
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
  return asOrdinaryUser(['--import', 'tsx', 'test/desktop/screenshots-session.ts'], {
    runtime,
    results: ['assets/screenshots'],
  });
});
