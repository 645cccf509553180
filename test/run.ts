/**
 * `npm test`: everything, on any machine that can. Two lanes run in parallel, then the end-to-end tests on their own
 * desktop session. The last line says how many checks and tests passed and failed, and so does the exit status.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { asOrdinaryUser, projectFolder } from './desktop/ordinary-user.js';
import { ensurePackages } from './desktop/packages.js';
import { run, say } from './desktop/processes.js';
import { findRuntime } from './desktop/runtime.js';

/** How one part of the run ended. */
interface Part {
  readonly passed: number;
  readonly failed: number;
  /** Shown if something failed. */
  readonly output: string;
}

const results = join(projectFolder, 'test-results');
const bin = (path: string): string => join(projectFolder, 'node_modules', path);
/** Tools' output is shown only if something failed, and may be read in a log. */
const PLAIN = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
const began = performance.now();
const parts: Part[] = [];

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });

await part('system packages', async () => {
  await ensurePackages();
  return { passed: 1, failed: 0, output: '' };
});
const checks = async (): Promise<void> => {
  await part('lint', () => check(bin('eslint/bin/eslint.js'), '.'));
  await part('format', () => check(bin('prettier/bin/prettier.cjs'), '--check', '.'));
  await part('types, Electron pinned', () => check(bin('typescript/bin/tsc'), '-p', 'tsconfig.json'));
  await part('types, Electron 33', () => check(bin('typescript/bin/tsc'), '-p', 'test/tsconfig.electron33.json'));
  await part('types, windows', () =>
    check(bin('svelte-check/bin/svelte-check'), '--tsconfig', './tsconfig.json', '--fail-on-warnings'),
  );
  // Here, because this lane needs one core, and the other's browser mostly waits.
  await part('pictures of the windows', pictures);
};
const code = async (): Promise<void> => {
  await part('unit and contract tests', unitTests);
  await part('texts fit in every language', () => check('--import', 'tsx', 'test/preview/fits.ts'));
};
await part('build and package', () => check('--import', 'tsx', 'test/desktop/package.ts', '--dir'));
await Promise.all([checks(), code()]);
await part('end-to-end tests', endToEnd);

const passed = sum((one) => one.passed);
const failed = sum((one) => one.failed);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function sum(count: (one: Part) => number): number {
  return parts.reduce((total, one) => total + count(one), 0);
}

/** Runs one part, reports the result, and shows its output if something failed. */
async function part(name: string, work: () => Promise<Part>): Promise<void> {
  const start = performance.now();
  console.log(`${clock()}  ${name} …`);
  const done = await work().catch((error: unknown): Part => ({
    passed: 0,
    failed: 1,
    output: error instanceof Error ? error.message : 'It failed without a reason.',
  }));
  parts.push(done);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const counts = done.failed > 0 ? `${done.failed} FAILED, ${done.passed} passed` : `${done.passed} passed`;
  console.log(`${clock()}  ${name}: ${counts} (${seconds} s)`);
  if (done.failed > 0 && done.output.trim() !== '') console.log(`${done.output.trim()}\n`);
}

function clock(): string {
  const seconds = Math.round((performance.now() - began) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A check that passes or fails as a whole. */
async function check(...nodeArgs: readonly string[]): Promise<Part> {
  const done = await run(process.execPath, nodeArgs, { cwd: projectFolder, env: PLAIN });
  const good = done.status === 0;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, output: done.stdout + done.stderr };
}

async function unitTests(): Promise<Part> {
  const report = join(results, 'unit.json');
  const done = await run(
    process.execPath,
    [
      bin('vitest/vitest.mjs'),
      'run',
      'test/unit',
      'test/contract',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: projectFolder, env: PLAIN },
  );
  const counted = counts(report, v.object({ numPassedTests: v.number(), numFailedTests: v.number() }));
  return tally(counted?.numPassedTests, counted?.numFailedTests, done.status, done.stdout + done.stderr);
}

/** Prints while it runs, because these tests take longest. */
async function endToEnd(): Promise<Part> {
  const status = await asOrdinaryUser(
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'],
    {
      runtime: await findRuntime(),
      brings: ['release/linux-unpacked'],
      results: ['test-results'],
    },
  );
  return tallyOfPlaywright('e2e.json', status, '');
}

/** Forty pictures are compared with the kept ones (test/preview/kept.ts). */
async function pictures(): Promise<Part> {
  const done = await run(
    process.execPath,
    [bin('@playwright/test/cli.js'), 'test', '-c', 'test/preview/pictures.config.ts'],
    { cwd: projectFolder, env: PLAIN },
  );
  return tallyOfPlaywright('pictures.json', done.status, done.stdout + done.stderr);
}

function tallyOfPlaywright(report: string, status: number | null, output: string): Part {
  const counted = counts(
    join(results, report),
    v.object({
      stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
    }),
  );
  if (counted && counted.stats.skipped > 0) say(`${report}: ${counted.stats.skipped} tests were skipped.`);
  return tally(counted?.stats.expected, counted && counted.stats.unexpected + counted.stats.flaky, status, output);
}

/** A run that broke off without counting a failure counts as one failure. */
function tally(passed: number | undefined, failed: number | undefined, status: number | null, output: string): Part {
  return { passed: passed ?? 0, failed: status === 0 ? (failed ?? 0) : Math.max(failed ?? 0, 1), output };
}

function counts<S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S> | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.output : undefined;
}
