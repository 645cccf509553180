/**
 * Runs after electron-builder has put a package together, before it is signed (`afterPack` of electron-builder.yml).
 * It fails the build if the keychain's native module is not the one of the package's own system and processor: without
 * it the app would run, and silently keep nothing in the keychain.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { Arch, type AfterPackContext } from 'electron-builder';

/** What is read of electron-builder's context. */
export type Packed = Pick<AfterPackContext, 'appOutDir' | 'arch' | 'electronPlatformName'> & {
  readonly packager: Pick<AfterPackContext['packager'], 'getResourcesDir' | 'appInfo' | 'config'>;
};

export default async function afterPack(packed: Packed): Promise<void> {
  await checkMachines(packed);
  await setWasmFuse(programOf(packed));
}

function programOf({ appOutDir, packager, electronPlatformName }: Packed): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`, 'Contents', 'MacOS', name);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.config.linux?.executableName ?? name);
}

/** The keychain's module must run where the program runs, and both where the package is meant for. */
async function checkMachines(packed: Packed): Promise<void> {
  const { arch, electronPlatformName: platform, packager, appOutDir } = packed;
  const wanted = arch === Arch.universal ? ['x64', 'arm64'] : [Arch[arch]];
  const module = join(
    packager.getResourcesDir(appOutDir),
    'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node',
  );
  for (const file of [module, programOf(packed)]) {
    const found = await machinesIn(file);
    const missing = wanted.map((one) => `${platform}-${one}`).filter((one) => !found.includes(one));
    if (missing.length > 0)
      throw new Error(
        `${file} does not run on ${missing.join(', ')}; it is for ${found.join(', ') || 'nothing known'}.`,
      );
  }
}

/** Enough for every header read here. */
const HEAD_BYTES = 4096;

async function machinesIn(file: string): Promise<readonly string[]> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return machinesOf(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new Error(`${file} is missing from the package.`, { cause: error });
  }
}

const ELF_MACHINES = new Map([
  [0x3e, 'linux-x64'],
  [0xb7, 'linux-arm64'],
]);
const PE_MACHINES = new Map([
  [0x8664, 'win32-x64'],
  [0xaa64, 'win32-arm64'],
]);
const MACH_MACHINES = new Map([
  [0x0100_0007, 'darwin-x64'],
  [0x0100_000c, 'darwin-arm64'],
]);

/** The systems and processors that a file's first bytes name: ELF, PE, Mach-O, or several Mach-O in one. */
export function machinesOf(head: Buffer): readonly string[] {
  const read = (at: number, bytes: 2 | 4, bigEndian = false): number =>
    at + bytes > head.length ? 0 : bigEndian ? head.readUIntBE(at, bytes) : head.readUIntLE(at, bytes);
  const known = (table: ReadonlyMap<number, string>, machine: number): string[] => {
    const name = table.get(machine);
    return name === undefined ? [] : [name];
  };
  if (read(0, 4, true) === 0x7f45_4c46) return known(ELF_MACHINES, read(18, 2));
  if (read(0, 2, true) === 0x4d5a) {
    const header = read(0x3c, 4);
    return read(header, 4, true) === 0x5045_0000 ? known(PE_MACHINES, read(header + 4, 2)) : [];
  }
  if (read(0, 4) === 0xfeed_facf) return known(MACH_MACHINES, read(4, 4));
  if (read(0, 4, true) === 0xcafe_babe)
    return Array.from({ length: Math.min(read(4, 4, true), 8) }, (_, index) =>
      known(MACH_MACHINES, read(8 + 20 * index, 4, true)),
    ).flat();
  return [];
}

/** electron-builder.yml states the eight fuses that electron-builder knows. Electrons of today have one more. */
async function setWasmFuse(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program);
  if (FuseV1Options.WasmTrapHandlers in wire)
    await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.WasmTrapHandlers]: true });
}
