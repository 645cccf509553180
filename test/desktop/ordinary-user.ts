/**
 * Runs a developer script as an ordinary user, because Chromium's sandbox refuses root. Root creates a user, copies the
 * checkout and the runtime to a folder that user can read, gives the sandbox helper its rights, and copies the results
 * back. Anyone else runs the script in place.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun, run, say } from './processes.js';
import type { Runtime } from './runtime.js';

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const USER = 'presence-tray-test';

/** Not part of the copy. */
const LEFT_OUT = new Set(['.git', 'release', 'test-results', '.cache']);

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Why the app cannot be shown here. Null: it can. */
export function whyNotHere(): string | null {
  if (process.platform !== 'linux') return null;
  if (isRoot()) return 'The app does not run as root, because its sandbox would be off.';
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'There is no display to show the app on.';
  return null;
}

/** Why Chromium's sandbox cannot work here. The message names the setting. */
export class NoSandboxError extends Error {}

export interface OrdinaryUserOptions {
  readonly runtime: Runtime;
  /** Files and folders of the checkout with results. They are copied back if the run was in a copy. */
  readonly results: readonly string[];
  /** Folders that are needed although the copy leaves them out. Those with an Electron get its rights. */
  readonly brings?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `node NODE_ARGS…` in the checkout or its copy, shows its output, and returns its exit status. */
export async function asOrdinaryUser(nodeArgs: readonly string[], options: OrdinaryUserOptions): Promise<number> {
  if (!isRoot()) {
    await checkSandbox();
    return show(process.execPath, nodeArgs, projectFolder, {
      ...process.env,
      ...options.env,
      ELECTRON_OVERRIDE_DIST_PATH: options.runtime.folder,
    });
  }
  await makeUser();
  const { uid, gid } = await userIds();
  const asUser = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--inh-caps=-all'];
  await checkSandbox(asUser);
  const stage = await mkdtemp('/var/tmp/presence-tray-');
  try {
    const runtimeFolder = await fillStage(stage, options, uid, gid);
    const node = await reachableNode(stage, asUser);
    const status = await show(...split([...asUser, node, ...nodeArgs]), join(stage, 'checkout'), {
      PATH: `${dirname(node)}:${process.env['PATH'] ?? '/usr/bin:/bin'}`,
      HOME: join(stage, 'home'),
      USER,
      LOGNAME: USER,
      LANG: 'C.UTF-8',
      ...(process.env['CI'] === undefined ? {} : { CI: process.env['CI'] }),
      ...options.env,
      ELECTRON_OVERRIDE_DIST_PATH: runtimeFolder,
    });
    await bringBack(stage, options.results);
    return status;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** A command line as the program and its arguments. */
const split = (line: readonly string[]): [string, string[]] => [line[0] ?? '', line.slice(1)];

async function makeUser(): Promise<void> {
  if ((await run('id', ['-u', USER])).status === 0) return;
  say(`Making the ordinary user ${USER}: Chromium's sandbox does not work for root.`);
  await mustRun('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', USER]);
}

async function userIds(): Promise<{ uid: number; gid: number }> {
  return {
    uid: Number(await mustRun('id', ['-u', USER])),
    gid: Number(await mustRun('id', ['-g', USER])),
  };
}

/** Returns the runtime's folder in the copy. */
async function fillStage(
  stage: string,
  { runtime, brings = [] }: OrdinaryUserOptions,
  uid: number,
  gid: number,
): Promise<string> {
  await chmod(stage, 0o755);
  const checkout = join(stage, 'checkout');
  const home = join(stage, 'home');
  await mkdir(checkout);
  await mkdir(home);
  const entries = (await readdir(projectFolder)).filter((name) => !LEFT_OUT.has(name));
  await mustRun('cp', ['-a', '--reflink=auto', ...entries.map((name) => join(projectFolder, name)), checkout]);
  for (const name of brings.filter((one) => existsSync(join(projectFolder, one)))) {
    await mkdir(dirname(join(checkout, name)), { recursive: true });
    await mustRun('cp', ['-a', '--reflink=auto', join(projectFolder, name), join(checkout, name)]);
  }
  await mustRun('chown', ['-R', `${uid}:${gid}`, checkout, home]);
  await mustRun('chmod', ['-R', 'u+rwX', checkout]);

  const within = relative(projectFolder, runtime.folder);
  const folder = within.startsWith('..') ? join(stage, 'electron') : join(checkout, within);
  if (within.startsWith('..')) await mustRun('cp', ['-a', '--reflink=auto', runtime.folder, folder]);
  await mustRun('chmod', ['-R', 'a+rX', folder]);
  for (const electron of [folder, ...brings.map((name) => join(checkout, name))]) {
    const helper = join(electron, 'chrome-sandbox');
    if (!existsSync(helper)) continue;
    await chown(helper, 0, 0);
    await chmod(helper, 0o4755);
  }
  return folder;
}

/** The user cannot reach a Node in root's home, so a copy of the binary is added. */
async function reachableNode(stage: string, asUser: readonly string[]): Promise<string> {
  if ((await run(...split([...asUser, 'test', '-x', process.execPath]))).status === 0) return process.execPath;
  const copy = join(stage, 'node', 'node');
  await mkdir(dirname(copy));
  await cp(process.execPath, copy);
  await chmod(copy, 0o755);
  return copy;
}

async function bringBack(stage: string, results: readonly string[]): Promise<void> {
  for (const name of results) {
    const made = join(stage, 'checkout', name);
    if (!existsSync(made)) continue;
    await mkdir(dirname(join(projectFolder, name)), { recursive: true });
    await mustRun('cp', ['-rT', made, join(projectFolder, name)]);
  }
}

function show(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    // Ctrl-C reaches the whole foreground group. The child ends by itself, and this process must outlive it to clean
    // up.
    const forward = (signal: NodeJS.Signals): void => {
      if (signal !== 'SIGINT') child.kill(signal);
    };
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.once('error', reject);
    child.once('close', (status) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(status ?? 1);
    });
  });
}

/** Chromium's sandbox needs user namespaces, or the set-uid helper that only root can install. */
export async function checkSandbox(asUser: readonly string[] = []): Promise<void> {
  if (process.platform !== 'linux') return;
  if ((await run(...split([...asUser, 'unshare', '--user', '--map-root-user', 'true']))).status === 0) return;
  if (isRoot() && (await run('unshare', ['--pid', '--net', '--fork', 'true'])).status === 0) return;
  throw new NoSandboxError(
    "Chromium's sandbox cannot work here, and the app never runs without it: ordinary users may not make user namespaces. " +
      `Allow it with: ${missingSetting()}`,
  );
}

function missingSetting(): string {
  const read = (name: string): string | null => {
    const file = `/proc/sys/${name.replaceAll('.', '/')}`;
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  };
  if (read('kernel.apparmor_restrict_unprivileged_userns') === '1') {
    return 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';
  }
  if (read('kernel.unprivileged_userns_clone') === '0') return 'sudo sysctl -w kernel.unprivileged_userns_clone=1';
  if (read('user.max_user_namespaces') === '0') return 'sudo sysctl -w user.max_user_namespaces=10000';
  return 'the container or security module that forbids unshare(CLONE_NEWUSER); or run this as root.';
}
