/**
 * What the desktop session needs from the system. On Debian and Ubuntu missing packages are installed if possible (as
 * root). Otherwise the exact command is shown. Other systems get the list of programs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { run, say } from './processes.js';

/** One need. The names are tried in turn, because newer releases renamed libraries in the 64-bit time transition. */
type Need = readonly [string, ...string[]];

const RUNTIME: readonly Need[] = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
  ['libsecret-1-0'],
];

const DESKTOP: readonly Need[] = [
  ['xvfb'],
  ['dbus'],
  ['systemd'],
  ['xfwm4'],
  ['xfce4-panel'],
  ['trayer'],
  ['sway'],
  ['gnome-keyring'],
  ['at-spi2-core'],
  ['dunst'],
  ['xdotool'],
  ['x11-utils'],
  ['imagemagick'],
  ['util-linux'],
  ['desktop-file-utils'],
  ['libglib2.0-bin'],
];

/** All that staged windows are drawn with (test/preview/fonts.conf). */
export const FONT_PACKAGES = ['fonts-noto-core', 'fonts-noto-cjk'] as const;

const BROWSER: Need = ['chromium'];

/** Why the packages are unavailable. The message is the exact command, or the list of programs. */
export class MissingPackagesError extends Error {}

/**
 * Makes sure that the desktop session's programs are there, and what staged windows are drawn with.
 * @param more packages of Debian that are needed besides
 */
export async function ensurePackages(more: readonly string[] = []): Promise<void> {
  if (process.platform !== 'linux') {
    throw new MissingPackagesError('The virtual desktop needs Linux. On this system run the app itself: npm start.');
  }
  if (!existsSync('/usr/bin/dpkg-query')) return ensurePrograms();
  await ensure([...RUNTIME, ...DESKTOP, ...drawing(), ...more.map((name): Need => [name])]);
}

/** Makes sure of the browser and the fonts that staged windows are drawn with, where Debian's packages have them. */
export async function ensureBrowser(): Promise<void> {
  if (existsSync('/usr/bin/dpkg-query')) await ensure(drawing());
}

const drawing = (): Need[] => [...FONT_PACKAGES.map((name): Need => [name]), ...(isUbuntu() ? [] : [BROWSER])];

async function ensure(needs: readonly Need[]): Promise<void> {
  const missing = await missingNeeds(needs);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new MissingPackagesError(
      `Packages are missing. Install them with: sudo apt-get install -y ${(await chooseNames(missing)).join(' ')}`,
    );
  }
  say(`Installing packages: ${missing.map((need) => need.at(-1)).join(' ')}`);
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...(await chooseNames(missing))]);
}

const isUbuntu = (): boolean =>
  existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));

async function missingNeeds(needs: readonly Need[]): Promise<Need[]> {
  const { stdout } = await run('dpkg-query', ['-W', '-f=${binary:Package} ${db:Status-Status}\\n']);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.replace(/(:\S+)? installed$/, '')),
  );
  return needs.filter((need) => !need.some((name) => installed.has(name)));
}

/** The name that this release knows. If it knows none, the oldest, so that apt itself reports it. */
async function chooseNames(needs: readonly Need[]): Promise<string[]> {
  return Promise.all(
    needs.map(async (need) => {
      for (const name of need) {
        const { stdout } = await run('apt-cache', ['policy', name]);
        if (/Candidate: (?!\(none\))/.test(stdout)) return name;
      }
      return need.at(-1) ?? need[0];
    }),
  );
}

/** Another installation may be running, most likely an automatic one. An unattended upgrade can take ten minutes. */
const LOCKED_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 3_000;

export interface AptPorts {
  readonly run: typeof run;
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const realPorts: AptPorts = { run, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), say };

/**
 * Runs apt-get, and waits for a lock that another program holds. apt's own `DPkg::Lock::Timeout` does not cover the
 * lock of the package lists.
 * @throws MissingPackagesError with apt's own words
 */
export async function apt(args: readonly string[], { run, pause, say }: AptPorts = realPorts): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const done = await run('apt-get', args, { env });
    if (done.status === 0) return;
    const holder = /Could not get lock (\S+)/.exec(done.stderr)?.[1];
    if (holder === undefined || waited >= LOCKED_WITHIN_MS) {
      throw new MissingPackagesError(`apt-get ${args.join(' ')} failed:\n${done.stderr.trim() || done.stdout.trim()}`);
    }
    if (waited === 0)
      say(`Another program is installing packages (it holds ${holder.replace(/\.$/, '')}). Waiting for it.`);
    await pause(LOOK_EVERY_MS);
  }
}

const PROGRAMS = [
  'Xvfb',
  'dbus-daemon',
  'busctl',
  'xfwm4',
  'xfce4-panel',
  'trayer',
  'sway',
  'gnome-keyring-daemon',
  'dunst',
  'xdotool',
  'xprop',
  'gio',
  'import',
  'unshare',
];

/** Whether the shell would find it. */
export const hasProgram = async (name: string): Promise<boolean> => (await run('which', [name])).status === 0;

async function ensurePrograms(): Promise<void> {
  const found = await Promise.all(PROGRAMS.map(hasProgram));
  const missing = PROGRAMS.filter((_, index) => found[index] !== true);
  if (missing.length > 0) {
    throw new MissingPackagesError(
      `The virtual desktop needs these programs, which are not installed: ${missing.join(', ')}. ` +
        "Install them with your system's package manager.",
    );
  }
}
