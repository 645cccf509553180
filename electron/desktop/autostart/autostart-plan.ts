/**
 * Whether and how the app starts at login: what to do about what the system has, and Linux' autostart file. Pure
 * functions only.
 */
import { createHash } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import type { TextKey } from '../../../assets/locales/catalogue.js';
import { APP_USER_MODEL_ID } from '../system/app-user-model-id.js';
import { ownAppImage } from '../system/own-app-image.js';

/** What the system has for this app. */
export type LoginItem =
  | 'on'
  /** There is nothing. */
  | 'off'
  /** It is there, but switched off in the system's settings or the task manager. */
  | 'offBySystem'
  /** It is there but starts something else, because the app has moved. */
  | 'elsewhere';

/** What the app remembers having done. Null: it never registered, or undid it. */
export type RememberedLogin = { readonly command: string; readonly offBySystem: boolean } | null;

export interface LoginQuestion {
  /** The setting. */
  readonly wanted: boolean;
  /** The person just turned the switch. Otherwise this is the check at start. */
  readonly byPerson: boolean;
  readonly found: LoginItem;
  /** What would be registered now. */
  readonly command: string;
  readonly remembered: RememberedLogin;
}

export interface LoginPlan {
  readonly action: 'register' | 'unregister' | 'nothing';
  /** Whether the app will then start at login. */
  readonly on: boolean;
  /** It is wanted, but the person switched it off outside the app. We respect that until they turn our own switch. */
  readonly offBySystem: boolean;
}

/**
 * A switch-off outside the app is never undone, but a moved app is fixed. If our entry is gone, the person removed it.
 */
export function planLogin({ wanted, byPerson, found, command, remembered }: LoginQuestion): LoginPlan {
  const off: LoginPlan = { action: 'nothing', on: false, offBySystem: false };
  const offBySystem: LoginPlan = { ...off, offBySystem: true };
  const register: LoginPlan = { action: 'register', on: true, offBySystem: false };
  if (!wanted) {
    if (found === 'off') return off;
    // An entry made by somebody else (IT, the person by hand) stays until the person turns our switch.
    return byPerson || remembered !== null ? { ...off, action: 'unregister' } : { ...off, on: found === 'on' };
  }
  if (found === 'on') return { action: 'nothing', on: true, offBySystem: false };
  if (byPerson) return register;
  if (found === 'offBySystem') return offBySystem;
  if (found === 'elsewhere' || remembered === null) return register;
  const moved = remembered.command !== command;
  return moved && !remembered.offBySystem ? register : offBySystem;
}

export interface Installation {
  readonly execPath: string;
  readonly packaged: boolean;
  /** The folder of the app's sources, if it is not packaged. */
  readonly appPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** `--user-data-dir` as given. Null: the default place. */
  readonly userDataDir: string | null;
}

export const loginCommand = ({ execPath, packaged, appPath, env, userDataDir }: Installation): string[] => [
  ownAppImage(env, execPath) ?? execPath,
  ...(packaged ? [] : [appPath]),
  ...(userDataDir === null ? [] : [`--user-data-dir=${userDataDir}`]),
  '--hidden',
];

/** What follows the app's name in a second user-data folder's item. `''` for the default folder. */
const suffix = ({ userDataDir }: Installation): string =>
  userDataDir === null ? '' : `-${createHash('sha256').update(userDataDir).digest('hex').slice(0, 8)}`;

/**
 * This app's autostart file (freedesktop.org's Desktop Application Autostart). A second user-data folder has its own.
 */
export function autostartPath(installation: Installation): string {
  const { env, home } = installation;
  const config = env['XDG_CONFIG_HOME'];
  const base = config !== undefined && isAbsolute(config) ? config : join(home, '.config');
  return join(base, 'autostart', `presence-tray${suffix(installation)}.desktop`);
}

/** @param name the app's name, @param comment what it does, both in the person's language */
export function autostartEntry(command: readonly string[], name: string, comment: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    `Name=${escapeValue(name)}`,
    `Comment=${escapeValue(comment)}`,
    `Exec=${execValue(command)}`,
    'Icon=presence-tray',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

const escapeValue = (text: string): string => text.replaceAll('\\', '\\\\').replace(/[\r\n]+/g, ' ');

/** Arguments are quoted by the rules of `Exec`, then escaped like every value. */
export const execValue = (command: readonly string[]): string => escapeValue(command.map(quoteArgument).join(' '));

function quoteArgument(argument: string): string {
  const percent = argument.replaceAll('%', '%%');
  return /^[\w@:,./+=%-]+$/.test(percent) ? percent : `"${percent.replace(/["`$\\]/g, '\\$&')}"`;
}

/** What keeps an entry from starting the app, as a catalogue text. */
export interface SwitchedOff {
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string>>;
}

/** The desktop that reads the entry. */
export interface DesktopSession {
  /** The names in `XDG_CURRENT_DESKTOP`, the most specific first. */
  readonly desktops: readonly string[];
  /** Whether an executable program exists. A name without a slash is looked up in `PATH`. */
  readonly isProgram: (name: string) => boolean;
}

/** Other programs use these to start an entry only sometimes. Only they know when. */
const CONDITIONS = ['AutostartCondition', 'X-KDE-autostart-condition', 'X-systemd-skip'];

/**
 * What a file in the autostart folder means for this app (freedesktop.org's Desktop Application Autostart and Desktop
 * Entry).
 * @param text null: there is no file
 * @returns `off`: why the desktop does not start it although it is there. Null: it does, or there is none
 */
export function readAutostart(
  text: string | null,
  command: readonly string[],
  session: DesktopSession,
): { readonly item: LoginItem; readonly off: SwitchedOff | null } {
  if (text === null) return { item: 'off', off: null };
  const values = desktopEntry(text);
  const off = switchedOff(values, session);
  if (off) return { item: 'offBySystem', off };
  return { item: values.get('Exec') === execValue(command) ? 'on' : 'elsewhere', off: null };
}

function switchedOff(values: ReadonlyMap<string, string>, { desktops, isProgram }: DesktopSession): SwitchedOff | null {
  const is = (key: string, otherwise: boolean): boolean => {
    const value = values.get(key)?.toLowerCase();
    return value === undefined ? otherwise : value === 'true' || value === '1';
  };
  const list = (key: string): string[] => (values.get(key) ?? '').split(';').filter((name) => name !== '');
  if (is('Hidden', false) || ['GNOME', 'MATE'].some((desktop) => !is(`X-${desktop}-Autostart-enabled`, true)))
    return { key: 'notice.loginOffBySystem', params: {} };
  const only = list('OnlyShowIn');
  const not = list('NotShowIn');
  // The first of the desktop's names that is in one of the lists decides.
  const named = desktops.find((name) => only.includes(name) || not.includes(name));
  const overruled = desktops.includes('XFCE') && is('X-XFCE-Autostart-Override', false);
  if (named === undefined && only.length > 0 && !overruled)
    return { key: 'notice.loginOff.onlyShowIn', params: { desktops: only.join(', ') } };
  if (named !== undefined && !only.includes(named) && !overruled)
    return { key: 'notice.loginOff.notShowIn', params: { desktop: named } };
  const program = values.get('TryExec')?.replaceAll('\\s', ' ').replaceAll('\\\\', '\\') ?? '';
  if (program !== '' && !isProgram(program)) return { key: 'notice.loginOff.tryExec', params: { program } };
  const condition = CONDITIONS.find((key) => values.has(key) && values.get(key)?.toLowerCase() !== 'false');
  return condition === undefined ? null : { key: 'notice.loginOff.condition', params: { entry: condition } };
}

/** The keys of the first group. Localized keys and other groups do not matter here. */
function desktopEntry(text: string): Map<string, string> {
  const [, group = ''] = /^\[Desktop Entry\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(text) ?? [];
  return new Map(
    group.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [, key, value] = /^\s*([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

/**
 * The command Windows runs. Electron writes path and arguments into the registry as they are, separated by spaces
 * (browser_win.cc).
 */
export interface WindowsLogin {
  /** The value's name in the registry. A second user-data folder has its own. */
  readonly name: string;
  readonly path: string;
  readonly args: string[];
}

/** Electron's own value name, so that Electron compares the whole command if the default folder is used. */
export const windowsLogin = (installation: Installation, [path = '', ...args]: readonly string[]): WindowsLogin => ({
  name: `${APP_USER_MODEL_ID}${suffix(installation)}`,
  path: quoteForWindows(path),
  args: args.map(quoteForWindows),
});

/**
 * Unquoted, `C:\Program Files\…` would try `C:\Program.exe` first. A backslash before the closing quote would escape
 * it.
 */
const quoteForWindows = (argument: string): string =>
  /\s/.test(argument) ? `"${argument.replace(/\\+$/, (slashes) => slashes.repeat(2))}"` : argument;

/** The part of Electron's `LoginItemSettings` that we use. */
export interface LoginItemSettings {
  readonly openAtLogin: boolean;
  /** Windows: all registry values that start this program. */
  readonly launchItems?: readonly { readonly name: string; readonly scope: string; readonly enabled: boolean }[];
  /** macOS 13 and later, if Electron reports it. */
  readonly status?: string;
}

/** What macOS says. An item that the person removed in System Settings looks like one that was never registered. */
export const readMacLogin = ({ openAtLogin, status }: LoginItemSettings): LoginItem =>
  status === 'requires-approval' ? 'offBySystem' : openAtLogin ? 'on' : 'off';

/**
 * What Windows says. An app that moved looks like one that was never registered, because Windows only reports on the
 * asking path. `enabled` is the task manager's state of our own value. `executableWillLaunchAtLogin` would also be true
 * for somebody else's.
 */
export function readWindowsLogin({ openAtLogin, launchItems = [] }: LoginItemSettings, name: string): LoginItem {
  const own = launchItems.find((item) => item.scope === 'user' && item.name === name);
  if (own === undefined) return 'off';
  if (!own.enabled) return 'offBySystem';
  // Electron compares the arguments only for the default value name.
  return name !== APP_USER_MODEL_ID || openAtLogin ? 'on' : 'elsewhere';
}
