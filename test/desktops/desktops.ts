/**
 * `npm run desktops [-- kde gnome sway] [-- --here]`: the app on each desktop in turn, and docs/desktops.md anew.
 * Pictures and logs are in test-results/desktops/. Root gets each desktop's packages in a layer over this machine;
 * `--here` uses, and as root installs, them on the machine itself.
 */
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as v from 'valibot';
import { buildApp } from '../desktop/build.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { ensurePackages } from '../desktop/packages.js';
import { asScript, run } from '../desktop/processes.js';
import { findRuntime } from '../desktop/runtime.js';
import { openLayer } from './layer.js';
import { DESKTOPS, type DesktopName } from './recipe.js';
import { isDesktopName } from './recipes.js';
import { resultSchema, type Result } from './results.js';
import { withResults } from './table.js';

const HERE = '--here';
const DOCUMENT = join(projectFolder, 'docs/desktops.md');
/** What each desktop's latest run found, for the rows of those that do not run this time. */
const KEPT = join(projectFolder, 'test', 'desktops', 'results.json');

await asScript(async () => {
  const args = process.argv.slice(2);
  const here = args.includes(HERE);
  const names = args.filter((arg) => arg !== HERE);
  const unknown = names.filter((name) => !isDesktopName(name));
  if (unknown.length > 0) {
    throw new Error(`There is no recipe for ${unknown.join(', ')}. There are: ${DESKTOPS.join(', ')}.`);
  }
  const wanted = DESKTOPS.filter((name) => names.length === 0 || names.includes(name));
  await ensurePackages();
  const runtime = await findRuntime();
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.folder;
  await buildApp();
  const found: Result[] = [];
  for (const name of wanted) {
    const result = await tryOn(name, here, runtime.folder);
    found.push(result);
    await keep(result);
  }
  const wrong = found.filter(({ notStarted, findings }) => notStarted !== null || findings.some(({ ok }) => !ok));
  console.log(`docs/desktops.md: ${found.length - wrong.length} of ${found.length} desktops without a fault`);
  return wrong.length === 0 ? 0 : 1;
});

async function tryOn(name: DesktopName, here: boolean, runtime: string): Promise<Result> {
  const results = join(projectFolder, 'test-results', 'desktops', name);
  await rm(results, { recursive: true, force: true });
  const script = ['--import', 'tsx', 'test/desktops/inside.ts', name];
  const status = here
    ? (await run(process.execPath, script, { cwd: projectFolder, show: true })).status
    : await (await openLayer(name, [runtime])).node(...script);
  const file = join(results, 'result.json');
  if (!existsSync(file)) throw new Error(`The run on ${name} ended with ${String(status)} and without a result.`);
  return v.parse(resultSchema, JSON.parse(await readFile(file, 'utf8')));
}

async function keep(found: Result): Promise<void> {
  const before = existsSync(KEPT) ? v.parse(v.array(resultSchema), JSON.parse(await readFile(KEPT, 'utf8'))) : [];
  const latest = DESKTOPS.flatMap((name) => [found, ...before].find((result) => result.desktop === name) ?? []);
  await write(KEPT, JSON.stringify(latest));
  await write(DOCUMENT, withResults(await readFile(DOCUMENT, 'utf8'), latest));
}

/** In the repository's format. */
async function write(file: string, text: string): Promise<void> {
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
