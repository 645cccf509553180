/**
 * `npm run mutants -- [--count 60] [--seed N] [FILE…]` changes one operator at a time, runs the unit tests that
 * import the file, and prints what no test noticed. Files on disk stay unchanged. It ends with 1 if fewer than 92 %
 * of the changes were noticed.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run } from '../desktop/processes.js';
import { changesNothing } from './changes-nothing.js';
import { MUTANT_FILE, type MutantToRun } from './mutant-in-environment.js';
import { mutate, mutationsOf, type Mutation } from './mutations.js';
import { relatedTests } from './related.js';

interface Mutant {
  readonly file: string;
  readonly mutation: Mutation;
}

/** The share of mutants that tests have to notice. */
const ENOUGH = 0.92;
/** A mutant that never ends counts as noticed after this time. */
const TOO_LONG_MS = 240_000;
const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '60' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const count = Number(values.count);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run mutants -- [--count 60] [--seed N] [FILE…]');
  process.exit(2);
}

const sources = listed(['electron', 'renderer'], ['.ts']).filter((file) => !file.endsWith('.d.ts'));
const tests = listed(['test/unit', 'test/contract'], ['.ts']);
const related = relatedTests(projectFolder, [...sources, ...tests, ...listed(['renderer'], ['.svelte'])]);
const chosen = draw(positionals.length > 0 ? positionals : sources);
console.log(`${chosen.length} mutants, seed ${seed}`);

const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
const survived: Mutant[] = [];
const same: Mutant[] = [];
const waiting = chosen.entries();
try {
  await Promise.all(Array.from({ length: availableParallelism() }, () => work(waiting)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

const counted = chosen.length - same.length;
const caught = counted - survived.length;
console.log(`\nNot noticed (${survived.length}):`);
for (const mutant of survived) console.log(`  ${told(mutant)}`);
console.log(`Changes nothing (${same.length}):`);
for (const mutant of same) console.log(`  ${told(mutant)}`);
const share = counted === 0 ? 1 : caught / counted;
console.log(`\nseed ${seed}: ${caught} of ${counted} noticed (${(share * 100).toFixed(1)} %)`);
process.exitCode = share >= ENOUGH ? 0 : 1;

function listed(folders: readonly string[], endings: readonly string[]): string[] {
  return folders
    .flatMap((folder) => ts.sys.readDirectory(join(projectFolder, folder), endings))
    .map((path) => relative(projectFolder, path))
    .sort();
}

/**
 * Chooses the mutants to try. Every operator of every file has the same chance. A seed means the same changes as long
 * as their lines stand, so what no test noticed stays in sight until one does.
 */
function draw(files: readonly string[]): readonly Mutant[] {
  const seen = new Map<string, number>();
  return files
    .flatMap((file) =>
      mutationsOf(file, readFileSync(join(projectFolder, file), 'utf8')).map((mutation) => ({ file, mutation })),
    )
    .map((mutant) => {
      const name = told(mutant, false);
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return { mutant, lot: createHash('sha256').update(`${seed} ${before} ${name}`).digest('hex') };
    })
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

async function work(queue: IterableIterator<[number, Mutant]>): Promise<void> {
  for (const [index, mutant] of queue) {
    const noticed = changesNothing(mutant.file, mutant.mutation) ? null : await isNoticed(mutant, index);
    if (noticed === null) same.push(mutant);
    else if (!noticed) survived.push(mutant);
    console.log(`${noticed === null ? 'same    ' : noticed ? 'noticed ' : 'SURVIVED'}  ${told(mutant)}`);
  }
}

async function isNoticed({ file, mutation }: Mutant, index: number): Promise<boolean> {
  const near = related(file).filter((test) => !test.includes('/soak/'));
  if (near.length === 0) return false;
  const source = mutate(readFileSync(join(projectFolder, file), 'utf8'), mutation);
  const path = join(folder, `${index}.json`);
  await writeFile(path, JSON.stringify({ file, source, tests: near } satisfies MutantToRun));
  const done = await run(
    process.execPath,
    [
      join(projectFolder, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      'test/mutants/vitest.config.ts',
      '--reporter=dot',
    ],
    { cwd: projectFolder, env: { ...process.env, [MUTANT_FILE]: path, NO_COLOR: '1' }, limitMs: TOO_LONG_MS },
  );
  return done.status !== 0;
}

function told({ file, mutation }: Mutant, withLine = true): string {
  const place = withLine ? `${file}:${mutation.line}` : file;
  return `${place}  ${mutation.was.trim()} → ${mutation.becomes || '(nothing)'}   ${mutation.text}`;
}
