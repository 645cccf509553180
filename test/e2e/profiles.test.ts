/** Terminal servers and virtual desktops: no graphics card, a full profile, one that is read-only. */
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OutsideApp, fromSource, type AppProgram } from '../desktop/app.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';
import { signInAndSetBreak } from './from-outside.js';

const ADA = 'Ada Lovelace';

/**
 * The app in a mount namespace of its own, where its data folder is a file system in memory. The rights to mount are
 * dropped before the app starts.
 * @param then a shell line, run in the mounted folder
 */
async function onFileSystem(desk: Desk, size: string, then: string): Promise<AppProgram> {
  const { program, args } = fromSource();
  const script = join(desk.userData, '..', 'mounted.sh');
  await mkdir(desk.userData, { recursive: true });
  await writeFile(
    script,
    `set -eu
mount -t tmpfs -o size=${size},mode=0700 tmpfs '${desk.userData}'
cd '${desk.userData}'
${then}
cd /
exec setpriv --ambient-caps=-all --inh-caps=-all "$@"
`,
  );
  await chmod(script, 0o700);
  const namespace = ['--user', '--map-current-user', '--keep-caps', '--mount'];
  return { program: 'unshare', args: [...namespace, 'sh', script, program, ...args] };
}

/** What the app had was in memory: nothing of it lies where the file system was put. */
const leftNothing = async (desk: Desk): Promise<void> => expect(await readdir(desk.userData)).toEqual([]);

test('without a graphics card the app does the main job', async ({ desk, session }) => {
  const { program, args } = fromSource();
  const app = new OutsideApp(session, { program, args: [...args, '--disable-gpu'] }, desk.userData, desk.env());
  await app.start();
  await signInAndSetBreak(app, desk, ADA);
  await app.quit();
});

test('with a full profile the app does the main job', async ({ desk, session }) => {
  const full = await onFileSystem(
    desk,
    '1m',
    'cat /dev/zero > filler 2>/dev/null || true; if echo x > more; then exit 9; fi',
  );
  const app = new OutsideApp(session, full, desk.userData, desk.env());
  await app.start();
  await signInAndSetBreak(app, desk, ADA);
  await app.quit();
  await leftNothing(desk);
});

test('with a read-only profile the app does the main job', async ({ desk, session }) => {
  const readOnly = await onFileSystem(
    desk,
    '1m',
    `mount -o remount,ro '${desk.userData}'; if touch x; then exit 9; fi`,
  );
  const app = new OutsideApp(session, readOnly, desk.userData, desk.env());
  await app.start();
  await signInAndSetBreak(app, desk, ADA);
  await app.quit();
  await leftNothing(desk);
});
