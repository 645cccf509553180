/** Where settings, history and logs are stored (docs/design.md §5). */
import { posix, resolve, win32 } from 'node:path';

/**
 * The default data folder. On Windows Chromium would choose the roaming profile, which a domain copies over the network
 * at each login. History and logs belong to one computer, so we choose the local profile there. On the other systems
 * nothing roams.
 * @param appData Electron's `appData` path
 */
export function usualUserData(system: {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly appData: string;
  readonly name: string;
}): string {
  const { platform, env, appData, name } = system;
  if (platform !== 'win32') return posix.join(appData, name);
  const local = env['LOCALAPPDATA'];
  return win32.join(local !== undefined && win32.isAbsolute(local) ? local : appData, name);
}

/**
 * The `--user-data-dir` folder, unless it is the default one. Then null. A command that starts the app names the
 * default one too.
 */
export const ownUserData = (userData: string, usual: string): string | null =>
  resolve(userData) === resolve(usual) ? null : userData;

/** Electron's `appData` path, for a program that runs without Electron. */
export function appDataFolder(system: {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}): string {
  const { platform, env, home } = system;
  if (platform === 'win32') return env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] || posix.join(home, '.config');
}
