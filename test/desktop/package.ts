/**
 * `npm run package [-- --dir] [--release]`: this platform's packages in release/. They use the pinned Electron. If only
 * the fallback runtime is available, just the unpacked folder is made, for tests and never for users.
 *
 * `--release` refuses to make a package that is not signed, and needs `PRESENCE_TRAY_FEED`, the address that updates
 * come from (docs/releasing.md).
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Configuration } from 'electron-builder';
import { buildApp } from './build.js';
import { projectFolder } from './ordinary-user.js';
import { say } from './processes.js';
import { findRuntime, type Runtime } from './runtime.js';

const runtime = await findRuntime();
const release = process.argv.includes('--release');
const feed = process.env['PRESENCE_TRAY_FEED'] ?? '';
let onlyFolder = process.argv.includes('--dir');
if (!runtime.pinned && !onlyFolder) {
  say(`Installers need the pinned Electron. With ${runtime.version} only the unpacked folder is made, for tests.`);
  onlyFolder = true;
}
if (release && onlyFolder) throw new Error('A release has packages, not only a folder.');
if (release && !feed.startsWith('https://')) throw new Error('PRESENCE_TRAY_FEED must be an https address.');
await buildApp();
await build({ projectDir: projectFolder, publish: 'never', dir: onlyFolder, config: configuration(runtime) });

/** Added to electron-builder.yml. */
function configuration({ folder, version, pinned }: Runtime): Configuration {
  return {
    electronVersion: version,
    // Packages for other processors need another Electron than this computer's, which electron-builder fetches.
    ...(onlyFolder ? { electronDist: folder } : {}),
    // The fallback runtime contains a small app of its own.
    ...(pinned
      ? {}
      : { afterExtract: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }) }),
    ...(feed === '' ? {} : { publish: { provider: 'generic', url: feed } }),
    ...(release ? { forceCodeSigning: process.platform !== 'linux' } : {}),
  };
}
