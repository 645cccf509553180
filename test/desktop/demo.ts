/**
 * `npm run demo`: the main job at once, with the built-in demo org, on this desktop or, without one, in a virtual one.
 */
import { buildApp } from './build.js';
import { asOrdinaryUser, whyNotHere } from './ordinary-user.js';
import { ensurePackages } from './packages.js';
import { asScript, say } from './processes.js';
import { findRuntime } from './runtime.js';
import { start } from './on-this-desktop.js';

await asScript(() => demo(process.argv.slice(2)));

async function demo(args: readonly string[]): Promise<number> {
  const obstacle = whyNotHere();
  if (obstacle === null) return start(['--demo', ...args]);
  say(`${obstacle} Showing it in a virtual desktop instead.`);
  await ensurePackages();
  const runtime = await findRuntime();
  await buildApp();
  return asOrdinaryUser(['--import', 'tsx', 'test/desktop/demo-session.ts'], { runtime, results: ['test-results'] });
}
