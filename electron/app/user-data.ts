/** Where settings, history and logs lie (docs/design.md §5). */
import { posix, resolve, win32 } from 'node:path';

/**
 * The folder of an app that was told none. Chromium's own choice on Windows is the roaming profile, which a domain copies over the network at each
 * log-in: history and logs belong to the computer they were made on, so the local one is taken there. Elsewhere nothing roams.
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

/** `--user-data-dir` where it names another folder than the usual one; else null. A command that starts the app names the usual one as well. */
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
