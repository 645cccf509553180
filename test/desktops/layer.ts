/**
 * A desktop's packages without installing them: a layer over this machine's files (overlayfs), in a mount and process
 * namespace of its own. What is installed and written in it stays in the layer, and its processes end with it. Needs
 * root. Packages on the machine itself would start more services in every other session.
 */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run, say } from '../desktop/processes.js';

/** The variable that is set in a layer. */
export const IN_LAYER = 'PRESENCE_TRAY_LAYER';

/** Why there can be no layer here. */
export class NoLayerError extends Error {}

export interface Layer {
  /** Runs `node NODE_ARGS…` in the layer, as root, in the checkout. Shows its output and returns its exit status. */
  node(...nodeArgs: readonly string[]): Promise<number>;
}

/**
 * The new root comes by pivot_root: after a mere chroot the kernel lets nobody make user namespaces, which Chromium's
 * sandbox needs. The shell stays, because the namespace's first process must bury the others. The list of name servers
 * may lie in /run, which is the layer's own.
 */
const ENTER = `set -e
layer=$1; shift
root=$layer/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$root"
mount -t proc proc "$root/proc"
for shared in /dev /sys; do mount --rbind "$shared" "$root$shared"; done
for own in /run /tmp; do mount -t tmpfs -o mode=1777 tmpfs "$root$own"; done
while [ "$1" != -- ]; do
  mkdir -p "$root$(dirname "$1")"
  if [ -d "$1" ]; then mkdir -p "$root$1"; else [ -e "$root$1" ] || : > "$root$1"; fi
  mount --rbind "$1" "$root$1"
  shift
done
shift
servers=$(readlink -f /etc/resolv.conf || true)
case $servers in /run/*) mkdir -p "$root$(dirname "$servers")"; cp "$servers" "$root$servers";; esac
mkdir "$root/run/outside"
folder=$PWD
cd "$root"
pivot_root . run/outside
umount -l /run/outside
cd "$folder"
"$@"
`;

/** Namespaces that end with this process: killing it kills the processes in it, and unmounts everything. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];

/**
 * A layer, with what earlier runs installed in it. It starts anew if this machine's packages have changed, because the
 * layer's own list of packages would hide the change.
 */
export async function openLayer(name: string, brings: readonly string[] = []): Promise<Layer> {
  if (process.getuid?.() !== 0) {
    throw new NoLayerError(
      'Only root can lay a desktop’s packages over this machine: run it with sudo, or with --here to use the desktops that are installed.',
    );
  }
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'presence-tray', 'layers', name);
  const madeFrom = createHash('sha256')
    .update(await readFile('/var/lib/dpkg/status'))
    .digest('hex');
  const mark = join(folder, 'made-from');
  if (!existsSync(mark) || (await readFile(mark, 'utf8')) !== madeFrom)
    await rm(folder, { recursive: true, force: true });
  for (const part of ['upper', 'work', 'root']) await mkdir(join(folder, part), { recursive: true });
  await writeFile(mark, madeFrom);

  // They may be on other file systems, which the layer does not show. What is shared is written to on this machine, so
  // of Node it is the program alone: packages in the layer write to its folder.
  const shared = new Set(
    [projectFolder, join(projectFolder, 'node_modules'), process.execPath, '/var/tmp', ...brings]
      .filter((one) => existsSync(one))
      .map((one) => realpathSync(one)),
  );
  const enter = (command: readonly string[], show: boolean): ReturnType<typeof run> =>
    run(
      'setpriv',
      ['--pdeathsig', 'KILL', 'unshare', ...NAMESPACES, 'sh', '-c', ENTER, 'sh', folder, ...shared, '--', ...command],
      {
        cwd: projectFolder,
        env: { ...process.env, [IN_LAYER]: name },
        show,
      },
    );
  const tried = await enter(['true'], false);
  if (tried.status !== 0) {
    throw new NoLayerError(
      `No layer can be laid over this machine (${tried.stderr.trim().split('\n').at(-1) ?? 'no reason given'}). ` +
        'Run it with --here on a machine that may have the desktops installed.',
    );
  }
  say(`${name}: its packages are in ${folder}, not on this machine.`);
  return { node: async (...nodeArgs) => (await enter([process.execPath, ...nodeArgs], true)).status ?? 1 };
}
