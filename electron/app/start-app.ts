/** Starts the app in the order people notice: the tray first, then the popup, then what needs the network or the keychain. */
import { app, powerMonitor, session as electronSession, shell as electronShell } from 'electron';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { DesktopCommand } from '../desktop/commands.js';
import { sessionFetch, openWsSocket } from '../desktop/electron-ports.js';
import { createFeedbackCard } from '../desktop/feedback-card.js';
import { hotkeyLabels } from '../desktop/hotkey-settings.js';
import { createLogFile } from '../desktop/log-file.js';
import { netSocket } from '../desktop/net-socket.js';
import type { Handlers } from '../ipc/server.js';
import { createStateStore } from '../ipc/state-store.js';
import type { AppInfo, ChangeResult, HotkeyView, SettingsView } from '../presence/app-state.js';
import { ServerClock } from '../presence/server-clock.js';
import { createKeytarVault, type Keytar } from '../session/keytar-vault.js';
import { createSession } from '../session/session.js';
import { signInTarget } from '../session/sign-in-target.js';
import { readMachineId } from '../settings/machine-id.js';
import { createDesk } from './desk.js';
import { createAppHotkeys } from './hotkeys.js';
import { createHandlers, runCommand } from './handlers.js';
import { startCommands } from './commands.js';
import { startDemo, type Demo } from './demo.js';
import { initialState } from './initial-state.js';
import { availableLanguages, chooseLanguage, loadTexts } from './language.js';
import { nodeClock } from './node-clock.js';
import { openSettings } from './open-settings.js';
import { appSlice, environmentSlice, platformOf, settingsSlice } from './settings-slices.js';
import { createShell } from './shell.js';

export interface Start {
  /** Where main's bundle lies. */
  readonly folder: string;
  /** Without the popup: auto-start, and commands that need the app. */
  readonly hidden: boolean;
  readonly demo: boolean;
}

const HELP_LINKS = {
  help: 'https://help.mypurecloud.com/articles/change-presence-update-status/',
  oauthClientHelp: 'https://help.mypurecloud.com/articles/create-an-oauth-client/',
} as const;

export async function startApp({ folder, hidden, demo }: Start): Promise<void> {
  const userData = app.getPath('userData');
  const clock = nodeClock;
  const log = createLogFile(userData, () => clock.now());
  const platform = platformOf(process.platform);
  const settings = openSettings(userData, app.isPackaged, log);

  const locales = join(folder, 'locales');
  const speak = (): Texts =>
    loadTexts(
      locales,
      chooseLanguage(settings.get().language, app.getPreferredSystemLanguages(), availableLanguages(locales)),
      log,
    );
  let texts = speak();

  const about = { version: app.getVersion(), platform, windows: ['settings'] };
  let notices = [...settings.notices()];
  const appView = (): AppInfo => appSlice(about, texts, settings, notices);
  let hotkeyViews = (): HotkeyView[] => [];
  const settingsView = (): SettingsView => settingsSlice(settings, { hotkeys: hotkeyViews(), hotkeysUncertain: false });
  const store = createStateStore(
    initialState({ app: appView(), environment: environmentSlice(settings), settings: settingsView() }),
  );

  // The tray first: it needs nothing but the settings (design §6).
  let handlers: Handlers | null = null;
  const run = (command: DesktopCommand): void => {
    if (command.command === 'popup:open') shell.popup.open(command.request);
    else if (command.command === 'presence:pick') desk.pickFrom(command.request, 'tray');
    else if (handlers !== null) runCommand(handlers, command);
  };
  const shell = createShell({ folder, store, settings, clock, log, texts: () => texts, run, noTray: () => false });
  shell.drawTray();
  log.info('started', { version: about.version, electron: process.versions.electron, hidden, demo });

  // The session, and the demo org where it is asked for.
  const serverClock = new ServerClock(clock);
  const network = (): Electron.Session => electronSession.fromPartition('genesys', { cache: false });
  const load = createRequire(join(folder, 'main.cjs'));
  let demoOrg: Demo | null = null;
  const session = createSession({
    fetch: sessionFetch(network),
    clock,
    random: Math.random,
    log,
    userAgent: `PresenceTray/${about.version}`,
    onServerDate: (server, received) => serverClock.heardDate(server, received),
    vault: createKeytarVault(() => keytarOf(load('keytar'))),
    machineId: () => readMachineId(userData),
    openBrowser: (url) =>
      demoOrg?.owns(url) === true ? demoOrg.chooseInsteadOfBrowser(url) : electronShell.openExternal(url),
    target: () => signInTarget(settings.get()),
    keepSession: () => settings.get().keepSession,
    texts: () => texts,
  });
  const exploreDemo = async (): Promise<void> => {
    try {
      demoOrg ??= await startDemo(folder, log);
      await session.signInTo(demoOrg.target);
    } catch (error) {
      log.error('the demo org did not start', { cause: error instanceof Error ? error.message : 'unknown' });
    }
  };

  const { hotkeys, settings: keys } = createAppHotkeys({
    platform,
    clock,
    store,
    settings,
    shell,
    desk: () => desk,
    texts: () => texts,
  });
  hotkeyViews = () => hotkeys.views();

  const card = createFeedbackCard({ clock, show: () => shell.card.show(), hide: () => shell.card.hide() });
  const desk = createDesk({
    folder: userData,
    store,
    session,
    settings,
    clock,
    random: Math.random,
    log,
    openSocket: netSocket() ?? openWsSocket,
    serverClock,
    texts: () => texts,
    presentSince: () => clock.now() - powerMonitor.getSystemIdleTime() * 1000,
    apiUrl: () => demoOrg?.target.environment.apiUrl ?? settings.get().apiUrl ?? '',
    hotkeyLabels: () => hotkeyLabels(hotkeys),
    onSignal: (signal) => log.info('signal', { kind: signal.kind }),
    onUnseenPick: (outcome) => card.follow(outcome),
    onPersonChange: () => {
      keys.refresh();
      store.update({ settings: settingsView() });
    },
  });
  store.onChange((_change, state) => card.update(state, shell.popup.isOpen()));

  const quit = (): void => {
    hotkeys.release();
    desk.close();
    shell.popup.destroy();
    app.quit();
  };

  const hotkeysChanged = (result: ChangeResult): ChangeResult => {
    store.update({ settings: settingsView() });
    desk.personalChanged();
    return result;
  };
  handlers = createHandlers({
    store,
    session,
    settings,
    desk,
    texts: () => texts,
    exploreDemo,
    quit,
    copy: (text) => shell.copy(text),
    dismissNotice: (id) => {
      notices = notices.filter((each) => each.id !== id);
      store.update({ app: appView() });
    },
    openLink: (link) => void electronShell.openExternal(HELP_LINKS[link]),
    openWindow: (_window, section, definitionId) => shell.openSettings(section, definitionId),
    closePopup: (window) => (window === 'card' ? card.dismiss() : shell.popup.close()),
    resize: (window, height) => (window === 'card' ? shell.card.resize(height) : shell.popup.resize(height)),
    hotkeys: {
      set: (target, accelerator) => hotkeysChanged(keys.set(target, accelerator)),
      clear: (target) => hotkeysChanged(keys.clear(target)),
      mode: (mode) => hotkeys.setMode(mode),
    },
  });
  shell.serve(handlers);

  settings.onChange(() => {
    const before = texts.language;
    texts = speak();
    store.update({ app: appView(), environment: environmentSlice(settings), settings: settingsView() });
    if (before !== texts.language) {
      desk.readerChanged();
      shell.drawTray();
    }
  });

  keys.refresh();
  store.update({ settings: settingsView() });
  if (demo) void exploreDemo();
  else void session.restore();
  if (hidden) shell.popup.warm();
  else shell.popup.open();

  await startCommands({
    userData,
    log,
    store,
    desk,
    session,
    shell,
    clock,
    texts: () => texts,
    quit,
    exploreDemo,
    settings,
  });
}

const isKeytar = (loaded: unknown): loaded is Keytar =>
  typeof loaded === 'object' && loaded !== null && 'getPassword' in loaded && 'setPassword' in loaded;

function keytarOf(loaded: unknown): Keytar {
  if (!isKeytar(loaded)) throw new Error('keytar could not be loaded');
  return loaded;
}
