/** Carries out autostart-plan.ts: login items on Windows and macOS, a file on Linux, the portal in a Flatpak. */
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Log } from '../../ports.js';
import type { SavedFile } from '../../settings/saved-files.js';
import {
  autostartEntry,
  autostartPath,
  loginCommand,
  planLogin,
  readAutostart,
  readMacLogin,
  readWindowsLogin,
  windowsLogin,
  type Installation,
  type LoginItem,
  type LoginItemSettings,
  type RememberedLogin,
  type SwitchedOff,
  type WindowsLogin,
} from './autostart-plan.js';
import { mayBeBare, shellCommand, SYSTEMD_STARTED } from './reads-autostart.js';
import type { RunProgram } from '../tray/tray-host.js';
import type { Platform } from '../tray/tray-images.js';

export interface AutostartStatus {
  readonly on: boolean;
  /** Wanted, but switched off outside the app, and by whom. Our entry stays until the person turns our switch on. */
  readonly offBy: SwitchedOff | null;
  /**
   * On, but perhaps nothing in this session reads the autostart folder. Says so, and what to do. Null: something reads
   * it, or it is off.
   */
  readonly unsure: SwitchedOff | null;
  /** Registered now without the person's request, so they are told once. */
  readonly newlyOn: boolean;
  /** A catalogue key if the system refused. */
  readonly problem: 'autostart.notSaved' | null;
}

export interface Autostart {
  /** Call at every start. */
  check(wanted: boolean): Promise<AutostartStatus>;
  /** The person turned the switch. */
  set(wanted: boolean): Promise<AutostartStatus>;
}

/** `off`: who switched it off, if known. */
interface Found {
  readonly item: LoginItem;
  readonly off: SwitchedOff | null;
}

/** Registers the app with one kind of system. */
interface Registrar {
  find(): Found;
  register(): void | Promise<void>;
  unregister(): void | Promise<void>;
}

/** The part of Electron's `app` that we use. */
export interface LoginItemPort {
  getLoginItemSettings(options?: { path?: string; args?: string[] }): LoginItemSettings;
  setLoginItemSettings(settings: {
    openAtLogin: boolean;
    path?: string;
    args?: string[];
    name?: string;
    enabled?: boolean;
  }): void;
}

export interface AutostartDeps {
  readonly platform: Platform;
  readonly installation: Installation;
  readonly app: LoginItemPort;
  readonly run: RunProgram;
  readonly log: Log;
  /** The log-in started the app this time, so something does. */
  readonly startedAtLogin: boolean;
  /** Remembers what the app itself did, in a file beside the settings. */
  readonly memory: Pick<SavedFile, 'read' | 'write' | 'remove'>;
  readonly name: () => string;
  readonly comment: () => string;
}

const BY_SYSTEM: SwitchedOff = { key: 'notice.loginOffBySystem', params: {} };

const NOTHING: AutostartStatus = { on: false, offBy: null, unsure: null, newlyOn: false, problem: null };

const memorySchema = v.object({ command: v.string(), offBySystem: v.boolean() });

export function createAutostart(deps: AutostartDeps): Autostart {
  const { platform, installation, log, memory } = deps;
  const command = loginCommand(installation);
  const registrar = chooseRegistrar(deps, command);

  const remembered = (): RememberedLogin => {
    const found = memory.read();
    const parsed = v.safeParse(memorySchema, found.kind === 'values' ? found.values : null);
    return parsed.success ? parsed.output : null;
  };
  const remember = (login: RememberedLogin): void => {
    const before = remembered();
    if (before?.command === login?.command && before?.offBySystem === login?.offBySystem) return;
    if (login) memory.write(login);
    else memory.remove();
  };

  const settle = async (wanted: boolean, byPerson: boolean): Promise<AutostartStatus> => {
    try {
      const text = command.join(' ');
      const before = remembered();
      const found = registrar.find();
      const plan = planLogin({ wanted, byPerson, found: found.item, command: text, remembered: before });
      if (plan.action === 'register') await registrar.register();
      if (plan.action === 'unregister') await registrar.unregister();
      // macOS may require the person's approval in its settings first.
      const held = plan.action === 'register' && registrar.find().item === 'offBySystem';
      const on = plan.on && !held;
      const offBySystem = plan.offBySystem || held;
      if (plan.action !== 'nothing' || before !== null || wanted)
        remember(on || offBySystem ? { command: text, offBySystem } : null);
      if (plan.action !== 'nothing') log.info('start at log-in', { action: plan.action, platform });
      return {
        on,
        offBy: offBySystem ? (found.off ?? BY_SYSTEM) : null,
        unsure: on ? await unsure(deps, command) : null,
        newlyOn: on && !byPerson && before === null && plan.action === 'register',
        problem: null,
      };
    } catch (error) {
      log.warn('start at log-in could not be settled', { cause: error instanceof Error ? error.message : 'unknown' });
      return { ...NOTHING, problem: 'autostart.notSaved' };
    }
  };

  // macOS starts the bundle without arguments, so it would use the default folder.
  const impossible = platform === 'darwin' && installation.userDataDir !== null;
  return {
    check: (wanted) => (impossible ? Promise.resolve(NOTHING) : settle(wanted, false)),
    set: (wanted) => settle(wanted, true),
  };
}

/** Asks systemd only where the environment leaves it open. A Flatpak cannot ask, and its portal knows the desktop. */
async function unsure(deps: AutostartDeps, command: readonly string[]): Promise<SwitchedOff | null> {
  const { env } = deps.installation;
  if (deps.platform !== 'linux' || deps.startedAtLogin || env['FLATPAK_ID'] !== undefined || !mayBeBare(env))
    return null;
  if ((await deps.run(...SYSTEMD_STARTED)) !== null) return null;
  return { key: 'notice.loginUnsure', params: { command: shellCommand(command) } };
}

function chooseRegistrar(deps: AutostartDeps, command: readonly string[]): Registrar {
  if (deps.platform === 'win32') return windowsItem(deps.app, windowsLogin(deps.installation, command));
  if (deps.platform === 'darwin') return macItem(deps.app, deps.installation);
  return deps.installation.env['FLATPAK_ID'] === undefined ? autostartFile(deps, command) : portal(deps);
}

function autostartFile({ installation, name, comment }: AutostartDeps, command: readonly string[]): Registrar {
  const path = autostartPath(installation);
  const { env } = installation;
  const session = {
    desktops: (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').filter((name) => name !== ''),
    isProgram: (name: string) => isProgram(name, env['PATH'] ?? ''),
  };
  const read = (): string | null => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  };
  return {
    find: () => readAutostart(read(), command, session),
    register: () => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, autostartEntry(command, name(), comment()), { mode: 0o644 });
    },
    unregister: () => rmSync(path, { force: true }),
  };
}

function isProgram(name: string, path: string): boolean {
  const places = name.includes('/') ? [name] : path.split(':').map((folder) => join(folder, name));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function windowsItem(app: LoginItemPort, { name, path, args }: WindowsLogin): Registrar {
  return {
    find: () => ({ item: readWindowsLogin(app.getLoginItemSettings({ path, args }), name), off: null }),
    register: () => app.setLoginItemSettings({ openAtLogin: true, enabled: true, name, path, args }),
    unregister: () => app.setLoginItemSettings({ openAtLogin: false, name, path, args }),
  };
}

/** `wasOpenedAtLogin` says later that the start must stay hidden. */
function macItem(app: LoginItemPort, { userDataDir }: Installation): Registrar {
  return {
    find: () => ({ item: readMacLogin(app.getLoginItemSettings()), off: null }),
    register: () => {
      if (userDataDir !== null) throw new Error('macOS can only start the usual user-data folder');
      app.setLoginItemSettings({ openAtLogin: true });
    },
    unregister: () => app.setLoginItemSettings({ openAtLogin: false }),
  };
}

/**
 * A Flatpak may not write the autostart folder. The Background portal does, after asking the person. Nothing can read
 * the result, so what was requested counts.
 */
function portal({ run, memory }: AutostartDeps): Registrar {
  const ask = async (on: boolean): Promise<void> => {
    const options = `{'autostart': <${on}>, 'commandline': <['presence-tray', '--hidden']>}`;
    const answer = await run('gdbus', [
      'call',
      '--session',
      '--dest=org.freedesktop.portal.Desktop',
      '--object-path=/org/freedesktop/portal/desktop',
      '--method=org.freedesktop.portal.Background.RequestBackground',
      '',
      options,
    ]);
    if (answer === null) throw new Error('the Background portal did not answer');
  };
  return {
    find: () => ({ item: memory.read().kind === 'values' ? 'on' : 'off', off: null }),
    register: () => ask(true),
    unregister: () => ask(false),
  };
}

/** Whether the system started the app at login. Then it stays hidden. macOS passes no `--hidden`. */
export const openedAtLogin = (
  app: { getLoginItemSettings(): { readonly wasOpenedAtLogin?: boolean } },
  platform: Platform,
): boolean => platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true;
