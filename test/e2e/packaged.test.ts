/** The packaged app, driven only from outside, since its fuses allow no debugger. */
import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { OutsideApp, packaged } from '../desktop/app.js';
import { run } from '../desktop/processes.js';
import { expect, test } from './fixtures.js';
import { signInAndSetBreak } from './from-outside.js';

const ADA = 'Ada Lovelace';

test('the packaged app does the main job', async ({ desk, session }) => {
  const app = new OutsideApp(session, packaged(), desk.userData, desk.env());
  await app.start();
  expect(await session.tray.tooltip()).toBe('Signed out');
  await signInAndSetBreak(app, desk, ADA);

  await app.quit();
  await app.start('--hidden');
  await session.tray.tooltipMatching(/^Break: back at 10:40/);
  await session.tray.chooseByHand('All presences', 'Available', 'Available');
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');

  expect(await app.cli('--set', 'Meal')).toMatchObject({ status: 0 });
  expect(desk.presenceOf(ADA).label).toBe('Meal');
  expect(await app.cli('--sign-out')).toMatchObject({ status: 0 });
  await session.tray.tooltipMatching(/^Signed out$/);
  expect(await app.cli('--quit')).toMatchObject({ status: 0 });
  await session.tray.gone();
});

test('the package holds the bundles and the keychain module alone, and no way in', async () => {
  const { program } = packaged();
  const resources = join(program, '..', 'resources');
  const files = listPackage(join(resources, 'app.asar'), { isPack: false });
  expect(files).toContain('/dist/main.cjs');
  expect(files.filter((file) => !/^\/(dist|package\.json|LICENSE|node_modules(\/keytar|$))/.test(file))).toEqual([]);
  expect(JSON.parse(extractFile(join(resources, 'app.asar'), 'package.json').toString())).toMatchObject({
    name: 'presence-tray',
    main: 'dist/main.cjs',
  });
  expect(await readdir(join(resources, 'app.asar.unpacked', 'node_modules', 'keytar', 'build', 'Release'))).toEqual([
    'keytar.node',
  ]);
  const wire = await getCurrentFuseWire(program);
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
    // Electrons before 40 or so do not have it.
    ...(FuseV1Options.WasmTrapHandlers in wire ? [FuseV1Options.WasmTrapHandlers] : []),
  ];
  for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE);
  for (const fuse of on) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE);
  const known = Object.keys(wire).filter((key) => /^\d+$/.test(key));
  expect(known.map(Number).sort(), 'every fuse of the runtime is stated').toEqual([...off, ...on].sort());
});

test('the package names the licence of everything in it, and is hardly larger than its Electron', async () => {
  const { program } = packaged();
  const folder = join(program, '..');
  const asar = join(folder, 'resources', 'app.asar');
  const licences = extractFile(asar, 'dist/third-party-licences.txt').toString();
  for (const name of ['electron 4', 'svelte 5', 'valibot 1', '@github/keytar 7']) expect(licences).toContain(name);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));

  const languages = new Set(await readdir(join(folder, 'locales')));
  expect(languages.size).toBeLessThanOrEqual(27);
  const bare = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  // The runtime from source brings a small app of its own, and every language.
  const ofElectron = (path: string): boolean =>
    !path.startsWith('resources/app/') && (!/^locales\//.test(path) || languages.has(path.slice('locales/'.length)));
  const whole = await size(folder, () => true);
  const without = await size(bare, ofElectron);
  expect(whole / without).toBeLessThanOrEqual(1.03);
});

/** The bytes of the files below a folder. */
async function size(folder: string, counts: (path: string) => boolean): Promise<number> {
  const paths = (await readdir(folder, { recursive: true })).filter(counts);
  const sizes = await Promise.all(paths.map((path) => stat(join(folder, path))));
  return sizes.reduce((total, each) => total + (each.isFile() ? each.size : 0), 0);
}

test('the packaged app is no Node to anyone', async ({ desk }) => {
  const { program } = packaged();
  const script = join(await mkdtemp(join(tmpdir(), 'no-node-')), 'script.cjs');
  await writeFile(script, 'console.log("ran")');
  // Node would pass the option to the script. To the app it is a command.
  const asNode = await run(program, [script, '--quit'], {
    env: { ...desk.env(), ELECTRON_RUN_AS_NODE: '1' },
    limitMs: 60_000,
  });
  expect(asNode.stdout).not.toContain('ran');
});
