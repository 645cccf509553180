/**
 * `npm run package [-- --dir]`: this platform's installers in release/. They use the pinned Electron. If only the
 * fallback runtime is available, just the unpacked folder is made, for tests and never for users.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { build, type AfterPackContext, type Configuration } from 'electron-builder';
import { buildApp } from './build.js';
import { projectFolder } from './ordinary-user.js';
import { say } from './processes.js';
import { findRuntime, type Runtime } from './runtime.js';

const runtime = await findRuntime();
let onlyFolder = process.argv.includes('--dir');
if (!runtime.pinned && !onlyFolder) {
  say(`Installers need the pinned Electron. With ${runtime.version} only the unpacked folder is made, for tests.`);
  onlyFolder = true;
}
await buildApp();
await build({ projectDir: projectFolder, publish: 'never', dir: onlyFolder, config: configuration(runtime) });

/** Added to electron-builder.yml. */
function configuration({ folder, version }: Runtime): Configuration {
  return {
    electronDist: folder,
    electronVersion: version,
    // The fallback runtime contains a small app of its own.
    afterExtract: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
    afterPack: matchFuses,
  };
}

/** electron-builder.yml sets the fuses that electron-builder knows. A runtime may have one more. */
async function matchFuses({ appOutDir, packager, electronPlatformName }: AfterPackContext): Promise<void> {
  const names: Record<string, string> = {
    darwin: `${packager.appInfo.productFilename}.app`,
    win32: `${packager.appInfo.productFilename}.exe`,
  };
  const binary = join(appOutDir, names[electronPlatformName] ?? packager.config.linux?.executableName ?? '');
  const wire = await getCurrentFuseWire(binary);
  if (FuseV1Options.WasmTrapHandlers in wire) {
    await flipFuses(binary, { version: FuseVersion.V1, [FuseV1Options.WasmTrapHandlers]: true });
  }
}
