/** Whether and how the app starts with the log-in: what to do about what the system has, and Linux' autostart file. Computes only. */
import { createHash } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import type { TextKey } from '../../../assets/locales/catalogue.js';
import { APP_USER_MODEL_ID } from '../system/app-user-model-id.js';
import { ownAppImage } from '../system/own-app-image.js';

/** What the system has for this app. */
export type LoginItem =
  | 'on'
  /** Nothing there. */
  | 'off'
  /** There, but switched off in the system's settings or the task manager. */
  | 'offBySystem'
  /** There, but it starts something else: the app has moved. */
  | 'elsewhere';

/** What the app remembers of its own doing. Null: it never registered, or took it back itself. */
export type RememberedLogin = { readonly command: string; readonly offBySystem: boolean } | null;

export interface LoginQuestion {
  /** The setting. */
  readonly wanted: boolean;
  /** The person turned the switch just now; otherwise this is the check at the start. */
  readonly byPerson: boolean;
  readonly found: LoginItem;
  /** What would be registered now. */
  readonly command: string;
  readonly remembered: RememberedLogin;
}

export interface LoginPlan {
  readonly action: 'register' | 'unregister' | 'nothing';
  /** Whether the app will start with the log-in afterwards. */
  readonly on: boolean;
  /** It is wanted, and the person switched it off outside of the app: respected until they turn our own switch. */
  readonly offBySystem: boolean;
}

/** A switch-off outside of the app is never healed; a moved app is. What is gone though we registered it was removed by the person. */
export function planLogin({ wanted, byPerson, found, command, remembered }: LoginQuestion): LoginPlan {
  const off: LoginPlan = { action: 'nothing', on: false, offBySystem: false };
  const offBySystem: LoginPlan = { ...off, offBySystem: true };
  const register: LoginPlan = { action: 'register', on: true, offBySystem: false };
  if (!wanted) {
    if (found === 'off') return off;
    // What somebody else put there (IT, the person by hand) stays, until the person turns our switch.
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
  /** Folder of the app's sources, where it is not packaged. */
  readonly appPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** `--user-data-dir` as it was given; null for the usual place. */
  readonly userDataDir: string | null;
}

/** Program and arguments that start this app hidden. */
export const loginCommand = ({ execPath, packaged, appPath, env, userDataDir }: Installation): string[] => [
  ownAppImage(env, execPath) ?? execPath,
  ...(packaged ? [] : [appPath]),
  ...(userDataDir === null ? [] : [`--user-data-dir=${userDataDir}`]),
  '--hidden',
];

/** What a second user-data folder's item is called by, after the app's own name; `''` for the usual folder. */
const suffix = ({ userDataDir }: Installation): string =>
  userDataDir === null ? '' : `-${createHash('sha256').update(userDataDir).digest('hex').slice(0, 8)}`;

/** The file of this app (freedesktop.org's Desktop Application Autostart); a second user-data folder has one of its own. */
export function autostartPath(installation: Installation): string {
  const { env, home } = installation;
  const config = env['XDG_CONFIG_HOME'];
  const base = config !== undefined && isAbsolute(config) ? config : join(home, '.config');
  return join(base, 'autostart', `presence-tray${suffix(installation)}.desktop`);
}

/** @param name the app's name, @param comment what it does: both as the person reads them */
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

/** Arguments are quoted by the rules of `Exec`, then escaped as every value is. */
export const execValue = (command: readonly string[]): string => escapeValue(command.map(quoteArgument).join(' '));

function quoteArgument(argument: string): string {
  const percent = argument.replaceAll('%', '%%');
  return /^[\w@:,./+=%-]+$/.test(percent) ? percent : `"${percent.replace(/["`$\\]/g, '\\$&')}"`;
}

/** Who or what keeps an entry from starting the app, as a text of the catalogue. */
export interface SwitchedOff {
  readonly key: TextKey;
  readonly params: Readonly<Record<string, string>>;
}

/** The desktop that reads the entry. */
export interface DesktopSession {
  /** The names in `XDG_CURRENT_DESKTOP`, the closest first. */
  readonly desktops: readonly string[];
  /** Whether a program is there and may be run; without a slash it is looked for in `PATH`. */
  readonly isProgram: (name: string) => boolean;
}

/** What other programs write to have an entry started only sometimes; whether now, only they know. */
const CONDITIONS = ['AutostartCondition', 'X-KDE-autostart-condition', 'X-systemd-skip'];

/**
 * What a file in the autostart folder says about this app (freedesktop.org's Desktop Application Autostart and Desktop Entry).
 * @param text null where there is none
 * @returns `off`: why the desktop does not start it though it is there; null where it does, or there is none
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
  // The first of the desktop's names that stands in one of the lists decides.
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

/** The keys of the first group; localized ones and other groups don't matter here. */
function desktopEntry(text: string): Map<string, string> {
  const [, group = ''] = /^\[Desktop Entry\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(text) ?? [];
  return new Map(
    group.split(/\r?\n/).flatMap((line): [string, string][] => {
      const [, key, value] = /^\s*([A-Za-z0-9-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

/** What Windows is told to run: Electron writes path and arguments into the registry as they come, with blanks between (browser_win.cc). */
export interface WindowsLogin {
  /** The value's name in the registry; a second user-data folder has one of its own. */
  readonly name: string;
  readonly path: string;
  readonly args: string[];
}

/** Electron's own name for the value, so that it compares the whole command where the usual folder is used. */
export const windowsLogin = (installation: Installation, [path = '', ...args]: readonly string[]): WindowsLogin => ({
  name: `${APP_USER_MODEL_ID}${suffix(installation)}`,
  path: quoteForWindows(path),
  args: args.map(quoteForWindows),
});

/** Unquoted, `C:\Program Files\…` would try `C:\Program.exe` first. A backslash before the closing quote would take it away. */
const quoteForWindows = (argument: string): string =>
  /\s/.test(argument) ? `"${argument.replace(/\\+$/, (slashes) => slashes.repeat(2))}"` : argument;

/** The part of Electron's `LoginItemSettings` that counts. */
export interface LoginItemSettings {
  readonly openAtLogin: boolean;
  /** Windows: every value in the registry that starts this program. */
  readonly launchItems?: readonly { readonly name: string; readonly scope: string; readonly enabled: boolean }[];
  /** macOS 13 and later, and an Electron that tells. */
  readonly status?: string;
}

/** What macOS says. Taken out of System Settings' list by the person, it looks like one that was never registered. */
export const readMacLogin = ({ openAtLogin, status }: LoginItemSettings): LoginItem =>
  status === 'requires-approval' ? 'offBySystem' : openAtLogin ? 'on' : 'off';

/**
 * What Windows says. An app that moved looks like one that was never registered: Windows only tells of the path that asks. `enabled` is the task
 * manager's word on our own value; `executableWillLaunchAtLogin` would also be true for somebody else's.
 */
export function readWindowsLogin({ openAtLogin, launchItems = [] }: LoginItemSettings, name: string): LoginItem {
  const own = launchItems.find((item) => item.scope === 'user' && item.name === name);
  if (own === undefined) return 'off';
  if (!own.enabled) return 'offBySystem';
  // Only of the usual value does Electron compare the arguments.
  return name !== APP_USER_MODEL_ID || openAtLogin ? 'on' : 'elsewhere';
}
