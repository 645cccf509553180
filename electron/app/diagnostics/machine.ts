/** What Node knows of the app's process and its computer. Works in every process of the app, before it is ready. */
import { accessSync, constants } from 'node:fs';
import { arch, cpus, release, totalmem, version as systemVersion } from 'node:os';
import { join } from 'node:path';
import { lookUp } from '../../look-up.js';
import type { AppFacts, DesktopFacts, KeychainFacts, SelfTest, SystemFacts } from './report.js';

export interface Machine {
  readonly version: string;
  readonly packaged: boolean;
  readonly userData: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const appFacts = (
  { version, packaged, userData }: Machine,
  now: Pick<AppFacts, 'running' | 'startedAt' | 'language'>,
): AppFacts => ({
  version,
  ...now,
  packaged,
  electron: lookUp(process.versions, 'electron') ?? null,
  chromium: lookUp(process.versions, 'chrome') ?? null,
  node: process.versions.node,
  v8: process.versions.v8,
  userData,
  log: join(userData, 'logs', 'presence-tray.log'),
});

export function systemFacts({ platform, env }: Machine): SystemFacts {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const brought = { APPIMAGE: 'appImage', FLATPAK_ID: 'flatpak', SNAP: 'snap' } as const;
  const found = Object.entries(brought).find(([variable]) => lookUp(env, variable) !== undefined);
  return {
    platform,
    release: release(),
    version: systemVersion(),
    arch: arch(),
    package: found?.[1] ?? null,
    processors: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    locale,
    timeZone,
  };
}

export const desktopFacts = ({ platform, env }: Machine, asked: Partial<DesktopFacts>): DesktopFacts => ({
  name: platform === 'linux' ? (env['XDG_CURRENT_DESKTOP'] ?? env['DESKTOP_SESSION'] ?? null) : platform,
  windows: platform === 'linux' ? (env['XDG_SESSION_TYPE'] === 'wayland' ? 'wayland' : 'x11') : null,
  trayHost: null,
  notificationService: null,
  hotkeyReach: null,
  lockNews: null,
  idleTold: null,
  displays: null,
  graphics: null,
  ...asked,
});

const BACKENDS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Keychain',
  win32: 'Credential Manager',
  linux: 'Secret Service (libsecret)',
};

export const keychainFacts = ({ platform }: Machine, session: string | null): KeychainFacts => ({
  backend: BACKENDS[platform] ?? platform,
  session,
});

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** Credentials go when the report is written. */
export const proxyVariables = ({ env }: Machine): Readonly<Record<string, string>> =>
  Object.fromEntries(
    PROXY_VARIABLES.flatMap((name) => [name, name.toUpperCase()]).flatMap((name) => {
      const value = lookUp(env, name);
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

/** Whether settings, history and the log can be written. */
export function folderTest({ userData }: Machine): SelfTest {
  try {
    accessSync(userData, constants.W_OK);
    return { name: 'folder', ok: true, advice: null };
  } catch {
    return { name: 'folder', ok: false, advice: { key: 'diagnostics.folder', params: { path: userData } } };
  }
}
