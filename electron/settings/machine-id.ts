/**
 * Which machine this is, so that a token which a roaming profile carried elsewhere is not used there (docs/design.md §3.13).
 * The system's own id is hashed with the app's name, as machine-id(5) asks: the id itself is not shown to anybody.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The parts of the system that are asked; handed in for tests. */
export interface MachineIdPorts {
  /** The file's text; throws where there is none. */
  readFile(path: string): string;
  writeFile(path: string, content: string): void;
  /** Runs a program without a shell; its output. Rejects where it fails or takes longer than five seconds. */
  run(program: string, args: readonly string[]): Promise<string>;
  newId(): string;
}

export const systemPorts: MachineIdPorts = {
  readFile: (path) => readFileSync(path, 'utf8'),
  writeFile(path, content) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
  },
  run: (program, args) =>
    new Promise((resolve, reject) => {
      execFile(program, [...args], { timeout: 5_000, windowsHide: true }, (error, output) => {
        if (error) reject(new Error(`${program} failed`, { cause: error }));
        else resolve(output);
      });
    }),
  newId: randomUUID,
};

const HEX_OR_UUID = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/i;
const hashed = (id: string): string =>
  createHash('sha256').update(`presence-tray machine ${id.toLowerCase()}`).digest('hex').slice(0, 32);

async function systemId(platform: NodeJS.Platform, ports: MachineIdPorts): Promise<string | null> {
  const output =
    platform === 'win32'
      ? await ports.run('reg.exe', ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'])
      : platform === 'darwin'
        ? ((await ports.run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'])).match(
            /"IOPlatformUUID" = "([^"]+)"/,
          )?.[1] ?? '')
        : ports.readFile('/etc/machine-id');
  return output.match(HEX_OR_UUID)?.[0] ?? null;
}

/**
 * The machine's id, 32 hex digits. Where the system has none to give, one is made and kept in `localFolder`, which must not roam.
 * Never rejects: where even that fails, the id holds for this run alone, and the next start asks for a new sign-in.
 */
export async function readMachineId(
  localFolder: string,
  platform: NodeJS.Platform = process.platform,
  ports: MachineIdPorts = systemPorts,
): Promise<string> {
  try {
    const id = await systemId(platform, ports);
    if (id !== null) return hashed(id);
  } catch {
    // No such file or program: fall through to an id of our own.
  }
  const path = join(localFolder, 'machine-id');
  try {
    const kept = ports.readFile(path).match(HEX_OR_UUID)?.[0];
    if (kept) return hashed(kept);
  } catch {
    // Not made yet.
  }
  const made = ports.newId();
  try {
    ports.writeFile(path, `${made}\n`);
  } catch {
    // A read-only folder: the id holds for this run.
  }
  return hashed(made);
}

/**
 * What a keychain item is tied to: the machine, and, where a user-data folder of one's own was named, that folder: a second folder is a second,
 * separate app with an account of its own.
 */
export const machineAndFolderId = (machineId: string, userData: string, usualUserData: string): string =>
  resolve(userData) === resolve(usualUserData)
    ? machineId
    : createHash('sha256')
        .update(`${machineId} ${resolve(userData)}`)
        .digest('hex')
        .slice(0, 32);
