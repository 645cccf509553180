/**
 * `npm run package [-- --dir] [--release]`: this platform's packages in release/. They use the pinned Electron. If only
 * the fallback runtime is available, just the unpacked folder is made, for tests and never for users.
 *
 * `--release` refuses to make a package that is not signed, and needs `PRESENCE_TRAY_FEED`, the address that updates
 * come from (docs/releasing.md). `PRESENCE_TRAY_UPDATE_KEY` is the public key that the app carries for them.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Configuration } from 'electron-builder';
import { isPublicKey } from '../../electron/updates/feed-signature.js';
import { buildApp } from './build.js';
import { changesOf } from '../../assets/packaging/changes-of.js';
import { projectFolder } from './ordinary-user.js';
import { asScript, say } from './processes.js';
import { findRuntime, type Runtime } from './runtime.js';

const release = process.argv.includes('--release');
const feed = process.env['PRESENCE_TRAY_FEED'] ?? '';
const updateKey = process.env['PRESENCE_TRAY_UPDATE_KEY'] ?? '';

await asScript(async () => {
  const runtime = await findRuntime();
  let onlyFolder = process.argv.includes('--dir');
  if (!runtime.pinned && !onlyFolder) {
    say(`Installers need the pinned Electron. With ${runtime.version} only the unpacked folder is made, for tests.`);
    onlyFolder = true;
  }
  if (release && onlyFolder) throw new Error('A release has packages, not only a folder.');
  if (release && !feed.startsWith('https://')) throw new Error('PRESENCE_TRAY_FEED must be an https address.');
  if (updateKey !== '' && !isPublicKey(updateKey))
    throw new Error(
      'PRESENCE_TRAY_UPDATE_KEY must be 32 bytes in base64, as npm run sign-feed -- --new-key prints it.',
    );
  await buildApp();
  await build({
    projectDir: projectFolder,
    publish: 'never',
    dir: onlyFolder,
    config: configuration(runtime, onlyFolder),
  });
  return 0;
});

/** Added to electron-builder.yml. */
function configuration({ folder, version, pinned }: Runtime, onlyFolder: boolean): Configuration {
  return {
    electronVersion: version,
    // Packages for other processors need another Electron than this computer's, which electron-builder fetches.
    ...(onlyFolder ? { electronDist: folder } : {}),
    // The fallback runtime contains a small app of its own.
    ...(pinned
      ? {}
      : { afterExtract: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }) }),
    ...(feed === '' ? {} : { publish: { provider: 'generic', url: feed }, releaseInfo: { releaseNotes: whatIsNew() } }),
    ...(release ? { forceCodeSigning: process.platform !== 'linux' } : {}),
  };
}

/** The changelog's part of this version, which the feed tells agents. */
function whatIsNew(): string {
  const read = (name: string): string => readFileSync(join(projectFolder, name), 'utf8');
  const { version }: { version?: unknown } = JSON.parse(read('package.json'));
  return changesOf(read('CHANGELOG.md'), String(version));
}
