/**
 * `npm run growth [-- --clients=N] [--seed=N] [--write]`: what thousands of apps do to the service, from nine o'clock
 * to an outage and after it. Nothing waits for real time. `--write` puts the figures into test/bench/README.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../desktop/ordinary-user.js';
import { report } from './growth/report.js';
import { day, morning, outage, type OutageScene, type Told } from './growth/scenes.js';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    write: { type: 'boolean', default: false },
  },
});
const [clients, seed] = [Number(values.clients), Number(values.seed)];
if (!Number.isInteger(clients) || clients < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run growth [-- --clients=N] [--seed=N] [--write]');
  process.exit(2);
}

const OUTAGES: readonly OutageScene[] = [
  { outage: 'unreachable' },
  { outage: 'unavailable' },
  { outage: 'unavailable', crowded: 30 },
  { outage: 'unavailable', forgets: true },
  { outage: 'unreachable', picks: true },
];
/** Enough to learn what one app asks for in a day. */
const CLIENTS_OF_THE_DAY = 50;

async function timed(play: () => Promise<Told>): Promise<Told> {
  const begun = performance.now();
  const told = await play();
  console.log(`${told.scene} (${Math.round((performance.now() - begun) / 1000)} s)`);
  for (const { name, kinds } of told.phases)
    for (const [what, count] of kinds) console.log(`  ${name}: ${count} ${what}`);
  return told;
}

console.log(`seed ${seed}, ${clients} apps`);
const outages: Told[] = [];
for (const scene of OUTAGES) outages.push(await timed(() => outage(clients, seed, scene)));
const section = report({
  seed,
  date: new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }),
  morning: await timed(() => morning(clients, seed)),
  day: await timed(() => day(CLIENTS_OF_THE_DAY, seed)),
  outages,
});
console.log(`\n${section}`);
if (values.write) {
  const file = join(projectFolder, 'test/bench/README.md');
  const [before = '', after = ''] = (await readFile(file, 'utf8')).split(/^## Growth\n[^]*?(?=^## |(?![^]))/m);
  await writeFile(file, `${before.trimEnd()}\n\n${section}${after === '' ? '' : `\n${after}`}`);
}
