/**
 * The policy on Windows: the registry, where ADMX templates and Intune write, else the file in ProgramData. Ordinary
 * users may create folders in ProgramData, so the file counts only if Administrators or SYSTEM own it and its folder
 * and nobody else may write them. Users and groups are compared by their SIDs, because names are translated.
 *
 * Programs and folders are found without environment variables, which whoever starts the app controls. This has never
 * run on Windows. Only its logic is tested.
 */
import { win32 } from 'node:path';
import * as v from 'valibot';
import { missingOrBroken, readPolicyText, type PolicySource, type RunSync } from './policy-source.js';
import type { PolicyEntry } from './policy-text.js';
import { parseJsonObject } from './json-file.js';
import { lookUp } from '../look-up.js';

export const POLICY_KEY = 'HKLM\\Software\\Policies\\Presence Tray';
const VERSION_KEY = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const PROFILES_KEY = `${VERSION_KEY}\\ProfileList`;

/**
 * The object manager's own name of the Windows folder, which no environment variable can change. Then the usual place.
 */
const SYSTEM_FOLDERS = ['\\\\?\\GLOBALROOT\\SystemRoot\\System32', 'C:\\Windows\\System32'];

export interface WindowsPorts {
  readonly run: RunSync;
  readonly exists: (path: string) => boolean;
  /** Throws what the file system throws. */
  readonly readFile: (path: string) => Uint8Array;
}

export function readWindowsPolicy(ports: WindowsPorts): PolicySource {
  const system =
    SYSTEM_FOLDERS.find((folder) => ports.exists(win32.join(folder, 'reg.exe'))) ?? 'C:\\Windows\\System32';
  const query = (key: string): RegistryValue[] | null => {
    const { status, output } = ports.run(win32.join(system, 'reg.exe'), ['query', key]);
    return status === 0 ? parseRegQuery(output) : null;
  };
  const powershell = (script: string): string | null => {
    const { status, output } = ports.run(win32.join(system, 'WindowsPowerShell\\v1.0\\powershell.exe'), [
      ...['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command'],
      script,
    ]);
    return status === 0 ? output : null;
  };

  const version = query(VERSION_KEY);
  // A group policy can forbid reg.exe. Then PowerShell reads the registry.
  const registry = version === null ? registryByPowershell(powershell) : entriesOf(query(POLICY_KEY) ?? []);
  if (registry.length > 0) return { kind: 'entries', place: POLICY_KEY, entries: registry, untyped: true };

  const windows = version?.find(({ name }) => name === 'SystemRoot')?.data ?? 'C:\\Windows';
  const profiles = query(PROFILES_KEY)?.find(({ name }) => name === 'ProgramData')?.data;
  const folder = win32.join(expandDrive(profiles ?? '%SystemDrive%\\ProgramData', windows), 'Presence Tray');
  return readGuardedFile(folder, win32.join(folder, 'policy.json'), ports, powershell);
}

const expandDrive = (path: string, windows: string): string =>
  path.replace(/%SystemDrive%/i, windows.slice(0, 2)).replace(/%SystemRoot%/i, windows);

export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** `reg query` prints a line per value, with four spaces between its parts. */
export const parseRegQuery = (output: string): RegistryValue[] =>
  output.split(/\r?\n/).flatMap((line) => {
    const [, name, type, data = ''] = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    return name === undefined || type === undefined ? [] : [{ name, type, data }];
  });

/** Templates write switches as 0 and 1. An empty text means no value. */
function entriesOf(values: readonly RegistryValue[]): PolicyEntry[] {
  return values.flatMap(({ name, type, data }) => {
    const value =
      type === 'REG_DWORD' || type === 'REG_QWORD' ? Number(data) : type.endsWith('SZ') ? data || null : undefined;
    // The key's default value has a translated name, and values of other types mean nothing to the app.
    return value === undefined || !/^[A-Za-z]+$/.test(name) ? [] : [{ name, value, where: `${POLICY_KEY}\\${name}` }];
  });
}

const scalar = v.union([v.string(), v.number(), v.null()]);

function registryByPowershell(powershell: (script: string) => string | null): PolicyEntry[] {
  const path = `'HKLM:\\Software\\Policies\\Presence Tray'`;
  const output = powershell(
    `if (Test-Path ${path}) { Get-ItemProperty -LiteralPath ${path} | ConvertTo-Json -Compress }`,
  );
  return Object.entries(parseJsonObject(output ?? '') ?? {}).flatMap(([name, value]) => {
    const parsed = v.safeParse(scalar, value);
    // PowerShell adds its own properties, such as PSPath and PSProvider.
    if (!parsed.success || name.startsWith('PS')) return [];
    return [{ name, value: parsed.output === '' ? null : parsed.output, where: `${POLICY_KEY}\\${name}` }];
  });
}

function readGuardedFile(
  folder: string,
  path: string,
  { exists, readFile }: WindowsPorts,
  powershell: (script: string) => string | null,
): PolicySource {
  try {
    if (!exists(path)) return { kind: 'missing' };
  } catch (error) {
    return missingOrBroken(path, error);
  }
  for (const place of [folder, path]) {
    const sddl = powershell(`(Get-Acl -LiteralPath '${place.replaceAll("'", "''")}').Sddl`);
    if (sddl === null || !onlyAdministratorsWrite(sddl.trim())) return { kind: 'untrusted', place };
  }
  return readPolicyText(path, () => readFile(path));
}

/** Administrators, SYSTEM, and the service that installs Windows. */
const TRUSTED = new Set([
  ...['BA', 'S-1-5-32-544', 'SY', 'S-1-5-18'],
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
]);

/** Rights over files and folders in access lists (Windows' `sddl.h`). */
const RIGHTS: Readonly<Record<string, number>> = {
  ...{ CC: 0x1, DC: 0x2, LC: 0x4, SW: 0x8, RP: 0x10, WP: 0x20, DT: 0x40, LO: 0x80, CR: 0x100 },
  ...{ SD: 0x1_0000, RC: 0x2_0000, WD: 0x4_0000, WO: 0x8_0000 },
  ...{ GA: 0x1000_0000, GX: 0x2000_0000, GW: 0x4000_0000, GR: 0x8000_0000 },
  ...{ FA: 0x1f_01ff, FR: 0x12_0089, FW: 0x12_0116, FX: 0x12_00a0 },
};
/**
 * Write or append data, write attributes, delete (children too), change owner or access list, and the generic rights
 * that include them.
 */
const WRITES = 0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x1000_0000 | 0x4000_0000;

/**
 * Whether Administrators or SYSTEM own the place and nobody else may write it.
 * @param sddl owner and access list as `Get-Acl` prints them (Security Descriptor Definition Language)
 */
export function onlyAdministratorsWrite(sddl: string): boolean {
  const owner = /^O:(S-[\d-]+|[A-Z]{2})(?=[GDS]:|$)/.exec(sddl)?.[1];
  // No access list at all means that everybody may do anything.
  const list = /D:[A-Z]*((?:\([^()]*(?:\([^()]*\))*[^()]*\))+)/.exec(sddl)?.[1];
  if (owner === undefined || !TRUSTED.has(owner) || list === undefined) return false;
  return (list.match(/\([^()]*(?:\([^()]*\))*[^()]*\)/g) ?? []).every((entry) => {
    const [type = '', flags = '', rights = '', , , sid = ''] = entry.slice(1, -1).split(';');
    // Skips denials, and entries that only affect things created inside later: each file is checked itself.
    if (type === 'D' || type === 'OD' || type === 'XD' || /^(?:..)*IO/.test(flags)) return true;
    return TRUSTED.has(sid) || (maskOf(rights) & WRITES) === 0;
  });
}

/** @returns all rights for what cannot be read, to be safe */
function maskOf(rights: string): number {
  if (/^0x[0-9a-f]+$/i.test(rights) || /^\d+$/.test(rights)) return Number(rights);
  const names = rights.match(/../g) ?? [];
  if (names.join('') !== rights) return WRITES;
  return names.reduce((mask, name) => mask | (lookUp(RIGHTS, name) ?? WRITES), 0);
}
