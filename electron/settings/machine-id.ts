/**
 * Identifies this machine, so that a token which a roaming profile carried elsewhere is not used there (docs/design.md
 * §3.13). The system's own id is hashed with the app's name, as machine-id(5) asks. The id itself is never exposed.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What it asks the system. Tests hand in their own. */
export interface MachineIdPorts {
  /** The file's text. Throws if there is none. */
  readFile(path: string): string;
  writeFile(path: string, content: string): void;
  /** Runs a program without a shell and returns its output. Rejects if it fails or takes longer than five seconds. */
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
 * The machine's id, 32 hex digits. If the system has none, one is made and kept in `localFolder`, which must not roam.
 * Never rejects: if even that fails, the id is valid for this run only, and the next start needs a new sign-in.
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
    // No such file or program, so we use an id of our own.
  }
  const path = join(localFolder, 'machine-id');
  try {
    const kept = ports.readFile(path).match(HEX_OR_UUID)?.[0];
    if (kept) return hashed(kept);
  } catch {
    // It was not made yet.
  }
  const made = ports.newId();
  try {
    ports.writeFile(path, `${made}\n`);
  } catch {
    // The folder is read-only, so the id is valid for this run.
  }
  return hashed(made);
}

/**
 * What a keychain item is tied to: the machine, and a custom user-data folder if one was named. A second folder is a
 * second, separate app with its own account.
 */
export const machineAndFolderId = (machineId: string, userData: string, usualUserData: string): string =>
  resolve(userData) === resolve(usualUserData)
    ? machineId
    : createHash('sha256')
        .update(`${machineId} ${resolve(userData)}`)
        .digest('hex')
        .slice(0, 32);
