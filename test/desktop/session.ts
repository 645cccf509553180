/**
 * Our own complete desktop session: screen, window manager, panel with a tray, D-Bus, keyring, notifications. It
 * belongs to an ordinary user (see ordinary-user.ts), shares nothing with the desktop of whoever started it, and leaves
 * nothing running.
 */
import type { ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Background } from './background.js';
import { Bus } from './bus.js';
import { Keyring, type KeyringKind } from './keyring.js';
import { Notifications } from './notifications.js';
import { isRoot } from './ordinary-user.js';
import { run } from './processes.js';
import { Screen } from './screen.js';
import { ScreenReader } from './screen-reader.js';
import { writeSessionFiles } from './session-files.js';
import { Tray } from './tray.js';
import { waitFor } from './wait.js';

export interface SessionOptions {
  /** 2: a high-resolution screen, where everything is twice as large. */
  readonly scale?: 1 | 2;
  readonly keyring?: KeyringKind;
  /** `panel`: shows icons over D-Bus, as current panels do. `xembed`: only knows the older way, over X11. */
  readonly tray?: 'panel' | 'xembed' | 'none';
  /** Whether a screen reader runs. Without one, programs have no accessibility bus. */
  readonly screenReader?: boolean;
  /** `none`: only screen, keyring, and a bus that starts every installed service. A whole desktop then starts in it. */
  readonly desktop?: 'ours' | 'none';
  /** Variables for everything in the session. */
  readonly env?: NodeJS.ProcessEnv;
  /** The home folder to begin with. It is copied. */
  readonly home?: string;
}

export interface DesktopSession {
  /** Everything the session writes. Removed at its end. */
  readonly folder: string;
  readonly logs: string;
  /** For programs that run in the session. */
  readonly env: NodeJS.ProcessEnv;
  readonly bus: Bus;
  /** For a bus where everybody may own every name. */
  readonly busConfig: string;
  readonly screen: Screen;
  readonly tray: Tray;
  readonly keyring: Keyring;
  readonly notifications: Notifications;
  /** Null: none runs. */
  readonly screenReader: ScreenReader | null;
  readonly background: Background;
  stop(): Promise<void>;
}

/** Must not leak in from the desktop this was started on. */
const NOT_INHERITED =
  /^(DISPLAY|WAYLAND_|XAUTHORITY|DBUS_|XDG_|GNOME_|GTK_|QT_|SESSION_MANAGER|SSH_|BROWSER|DESKTOP_|ELECTRON_RUN|PRESENCE_TRAY_|CHROME_)/;

export async function startSession(options: SessionOptions = {}): Promise<DesktopSession> {
  if (isRoot()) throw new Error('The desktop session belongs to an ordinary user: start it through asOrdinaryUser.');
  const scale = options.scale ?? 1;
  const size = { width: 1280 * scale, height: 800 * scale };
  const folder = await mkdtemp(join(tmpdir(), 'presence-tray-desktop-'));
  const files = await writeSessionFiles(folder, { ...size, scale }, options.screenReader ?? false);
  if (options.home !== undefined) await cp(options.home, files.home, { recursive: true });
  const background = new Background(folder, files.logs);
  try {
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name))),
      ...background.environment(),
      HOME: files.home,
      XDG_CONFIG_HOME: files.config,
      XDG_DATA_HOME: join(files.home, '.local', 'share'),
      XDG_CACHE_HOME: join(files.home, '.cache'),
      XDG_RUNTIME_DIR: files.runtime,
      XDG_CURRENT_DESKTOP: 'XFCE',
      XDG_SESSION_TYPE: 'x11',
      LANG: 'C.UTF-8',
      LANGUAGE: 'en',
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${files.busSocket}`,
      // Nobody answers there: the machine's own power and network services must not affect the session.
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${join(files.runtime, 'system-bus')}`,
      // A desktop's programs share their settings.
      GSETTINGS_BACKEND: options.desktop === 'none' ? 'keyfile' : 'memory',
      GIO_USE_VFS: 'local',
      NO_AT_BRIDGE: '1',
      ...(scale === 1 ? {} : { GDK_SCALE: String(scale), XCURSOR_SIZE: String(24 * scale) }),
      ...options.env,
    };
    env['DISPLAY'] = await startScreen(background, size, env);

    const own = options.desktop !== 'none';
    const busConfig = own ? files.busConfig : files.desktopBusConfig;
    background.start('bus', 'dbus-daemon', ['--nofork', '--nopidfile', `--config-file=${busConfig}`], { env });
    const bus = new Bus(`unix:path=${files.busSocket}`);
    await waitFor('the session bus', () => bus.isUp());

    const screen = new Screen(env, size);
    // ImageMagick returns 1 even if it has painted the background.
    await run('display', ['-size', `${size.width}x${size.height}`, '-window', 'root', 'xc:#47566b'], { env });
    const keyring = new Keyring(background, bus, env);
    const notifications = new Notifications(bus, env, files.chosenAction);
    const ownDesktop = [
      () => startWindowManager(background, env),
      () => startTray(options.tray ?? 'panel', background, bus, screen, env),
      () => startDunst(background, bus, env, files.dunstrc).then(() => notifications.start()),
    ];
    await Promise.all([
      ...(own ? ownDesktop : [() => notifications.start()]).map((start) => start()),
      keyring.start(options.keyring ?? 'unlocked'),
    ]);
    let screenReader: ScreenReader | null = null;
    if (options.screenReader === true) {
      // Only for what starts from now on. The panel and the notifications are not read.
      delete env['NO_AT_BRIDGE'];
      screenReader = await ScreenReader.start(bus);
    }

    const stop = async (): Promise<void> => {
      notifications.stop();
      screenReader?.stop();
      await background.endAll();
      await rm(folder, { recursive: true, force: true });
    };
    return {
      folder,
      logs: files.logs,
      env,
      bus,
      busConfig: files.busConfig,
      screen,
      tray: new Tray(bus, screen, scale),
      keyring,
      notifications,
      screenReader,
      background,
      stop,
    };
  } catch (error) {
    await background.endAll();
    throw error;
  }
}

/** Returns the display's name. The server chooses a free number itself and reports it once it is ready. */
async function startScreen(
  background: Background,
  size: { width: number; height: number },
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const numberFile = background.logFile('display-number');
  background.start(
    'screen',
    'sh',
    [
      '-c',
      'exec Xvfb -displayfd 3 -screen 0 "$1" -nolisten tcp -noreset 3>"$2"',
      'sh',
      `${size.width}x${size.height}x24`,
      numberFile,
    ],
    { env },
  );
  const number = await waitFor('the virtual screen', async () => {
    const text = await readFile(numberFile, 'utf8');
    return text.endsWith('\n') ? text.trim() : null;
  });
  return `:${number}`;
}

async function startWindowManager(background: Background, env: NodeJS.ProcessEnv): Promise<void> {
  background.start('xfwm4', 'xfwm4', ['--sm-client-disable'], { env });
  await waitFor('the window manager', async () => {
    const { stdout } = await run('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env });
    return stdout.includes('window id');
  });
}

async function startTray(
  kind: 'panel' | 'xembed' | 'none',
  background: Background,
  bus: Bus,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (kind === 'panel') await startPanel(background, bus, env);
  if (kind === 'xembed') {
    background.start('trayer', 'trayer', ['--edge', 'bottom', '--align', 'right', '--widthtype', 'request'], { env });
    await waitFor('the tray of the older kind', () => screen.hasX11Tray());
  }
}

/** The panel with its tray. Started after the session, it is one that comes late. */
export async function startPanel(background: Background, bus: Bus, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const panel = background.start('panel', 'xfce4-panel', ['--disable-wm-check', '--sm-client-disable'], { env });
  await waitFor("the panel's tray", () => bus.hasOwner('org.kde.StatusNotifierWatcher'));
  return panel;
}

async function startDunst(background: Background, bus: Bus, env: NodeJS.ProcessEnv, config: string): Promise<void> {
  background.start('dunst', 'dunst', ['-config', config], { env });
  await waitFor('the notification service', () => bus.hasOwner('org.freedesktop.Notifications'));
}
