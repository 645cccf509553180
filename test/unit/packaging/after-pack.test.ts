/** What runs after a package was put together, on folders as electron-builder leaves them. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import afterPack, { machinesOf, type Packed } from '../../../assets/packaging/after-pack.js';

const PREBUILDS = 'node_modules/keytar/prebuilds';

/** `@electron/fuses` finds the fuses behind this word. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

type Platform = 'linux' | 'win32' | 'darwin';

/** The first bytes of a program for the system, and its fuses, all off. */
function program(platform: Platform, arch: 'x64' | 'arm64', fuses: number): Buffer {
  const prebuild = readFileSync(`${PREBUILDS}/${platform}-${arch}/keytar.node`).subarray(0, 4096);
  return Buffer.concat([prebuild, Buffer.from(SENTINEL), Buffer.from([1, fuses]), Buffer.from('0'.repeat(fuses))]);
}

/** A package for a system, with the keychain's module of another. */
function pack(
  platform: Platform,
  arch: 'x64' | 'arm64',
  {
    keytar = `${platform}-${arch}`,
    runtime = arch,
    fuses = 9,
  }: { keytar?: string | null; runtime?: 'x64' | 'arm64'; fuses?: number } = {},
): { packed: Packed; file: string } {
  const appOutDir = mkdtempSync(join(tmpdir(), 'after-pack-'));
  const name = platform === 'linux' ? 'presence-tray' : 'Presence Tray';
  // macOS keeps the fuses in the framework.
  const framework = join(appOutDir, `${name}.app/Contents/Frameworks/Electron Framework.framework/Electron Framework`);
  if (platform === 'darwin') {
    mkdirSync(dirname(framework), { recursive: true });
    writeFileSync(framework, program(platform, runtime, fuses));
  }
  const inside = { linux: name, win32: `${name}.exe`, darwin: `${name}.app/Contents/MacOS/${name}` }[platform];
  const resources = join(appOutDir, platform === 'darwin' ? `${name}.app/Contents/Resources` : 'resources');
  const module = join(resources, 'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node');
  mkdirSync(dirname(module), { recursive: true });
  if (keytar !== null) copyFileSync(`${PREBUILDS}/${keytar}/keytar.node`, module);
  const file = join(appOutDir, inside);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, program(platform, runtime, fuses));
  const packager = {
    getResourcesDir: () => resources,
    appInfo: { productFilename: 'Presence Tray' },
    config: { linux: { executableName: 'presence-tray' } },
  };
  return {
    packed: { appOutDir, arch: Arch[arch], electronPlatformName: platform, packager } as unknown as Packed,
    file,
  };
}

const EVERY = (['linux', 'win32', 'darwin'] as const).flatMap((platform) =>
  (['x64', 'arm64'] as const).map((arch) => [platform, arch] as const),
);

describe('the keychain’s module in a package', () => {
  it.each(EVERY)('for %s on %s is accepted if it is the one for it', async (platform, arch) => {
    await expect(afterPack(pack(platform, arch).packed)).resolves.toBeUndefined();
  });

  it.each(EVERY)('for %s on %s fails the build if it is the one of any other', async (platform, arch) => {
    for (const [other, processor] of EVERY.filter((each) => each.join() !== [platform, arch].join())) {
      const { packed } = pack(platform, arch, { keytar: `${other}-${processor}` });
      await expect(afterPack(packed), `${other}-${processor}`).rejects.toThrow(
        `does not run on ${platform}-${arch}; it is for ${other}-${processor}.`,
      );
    }
  });

  it('fails the build if it is missing', async () => {
    await expect(afterPack(pack('linux', 'arm64', { keytar: null }).packed)).rejects.toThrow(
      /keytar\.node is missing from the package/,
    );
  });

  it('does not make up for an Electron of another processor', async () => {
    const { packed } = pack('linux', 'arm64', { runtime: 'x64' });
    await expect(afterPack(packed)).rejects.toThrow('presence-tray does not run on linux-arm64; it is for linux-x64.');
  });

  it('has both processors in a universal app for macOS', () => {
    const fat = Buffer.alloc(4096);
    fat.writeUInt32BE(0xcafebabe, 0);
    fat.writeUInt32BE(2, 4);
    fat.writeUInt32BE(0x01000007, 8);
    fat.writeUInt32BE(0x0100000c, 28);
    expect(machinesOf(fat)).toEqual(['darwin-x64', 'darwin-arm64']);
  });

  it('is told apart by its first bytes, and nothing else is taken for one', () => {
    for (const [platform, arch] of EVERY)
      expect(machinesOf(readFileSync(`${PREBUILDS}/${platform}-${arch}/keytar.node`))).toEqual([`${platform}-${arch}`]);
    for (const bytes of ['', '\x7fELF', 'MZ', '#!/bin/sh\n', 'MZ'.padEnd(80, '\xff')])
      expect(machinesOf(Buffer.from(bytes, 'latin1'))).toEqual([]);
  });
});

describe('the ninth fuse', () => {
  it('is stated wherever the runtime has it', async () => {
    const { packed, file } = pack('linux', 'x64', { fuses: 9 });
    await afterPack(packed);
    const wire = await getCurrentFuseWire(file);
    expect(wire[FuseV1Options.WasmTrapHandlers]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  });

  it('is not missed by a runtime without it', async () => {
    const { packed, file } = pack('linux', 'x64', { fuses: 8 });
    await afterPack(packed);
    expect((await getCurrentFuseWire(file))[FuseV1Options.WasmTrapHandlers]).toBeUndefined();
  });
});
