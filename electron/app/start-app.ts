/**
 * Starts the app in the order people notice: the tray first, then the popup, then what needs the network or the
 * keychain.
 */
import {
  app,
  BrowserWindow,
  dialog,
  net,
  powerMonitor,
  session as electronSession,
  shell as systemShell,
} from 'electron';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openedAtLogin } from '../desktop/autostart/autostart-system.js';
import type { DesktopCommand } from '../desktop/commands.js';
import { wsSockets } from '../desktop/system/electron-ports.js';
import { createCrashes, watchChildProcesses, watchUncaughtErrors } from '../desktop/system/crashes.js';
import { createLogFile } from '../desktop/system/log-file.js';
import { netSocket } from '../desktop/system/net-socket.js';
import { networkSession } from '../desktop/system/network-session.js';
import { createWindowSizes } from '../desktop/windows/window-sizes.js';
import { wayTo } from '../desktop/system/proxy-tunnel.js';
import { crashReasonKey } from '../desktop/windows/window-crashes.js';
import { createEmitter } from '../emitter.js';
import { lookUp } from '../look-up.js';
import { ServerClock } from '../presence/current/server-clock.js';
import { notice, type AppNotice } from '../settings/app-notice.js';
import { createSavedFiles, notSaved } from '../settings/saved-files.js';
import { createSettingsDisk } from './electron-store/settings-disk.js';
import { followLanguage } from './chosen-language.js';
import { nodeClock } from './node-clock.js';
import { createNotices } from './notices.js';
import { openSettings } from './open-settings.js';
import { createSessionParts } from './session-parts.js';
import { platformOf } from './settings-slices.js';
import { createShell } from './shell.js';
import { createShownState } from './shown-state.js';
import { isWayland, isXWayland } from './wayland.js';

export interface Start {
  /** The folder of main's bundle. */
  readonly folder: string;
  /** The default data folder. */
  readonly usualUserData: string;
  /** Starts without the popup: for auto-start, and for commands that need the app. */
  readonly hidden: boolean;
  readonly demo: boolean;
  /** The user-data folder may not be written. */
  readonly readOnly: boolean;
}

/** By then the start is over, including sign-in and the first warm popup. */
const AT_REST_AFTER_MS = 10_000;

/**
 * On Linux, announcing the icon to the desktop takes several turns of main's loop. Starting a program blocks main for
 * 20 ms. The panel check and the autostart check both do it, so they wait until the icon is registered.
 */
const ICON_FIRST_MS = 150;

/**
 * Making a window blocks main so long that the icon, which is announced in several turns of main's loop, would appear a
 * tenth of a second later. So a popup that nobody opens yet is made after the icon (docs/design.md §6).
 */
const WARM_AFTER_MS = 250;

const HELP_LINKS = {
  help: 'https://help.mypurecloud.com/articles/change-presence-update-status/',
  oauthClientHelp: 'https://help.mypurecloud.com/articles/create-an-oauth-client/',
} as const;

/** How long the start lasts, during which the start automation may act. */
const START_LASTS_MS = 120_000;

export async function startApp({ folder, demo: startsDemo, usualUserData, ...start }: Start): Promise<void> {
  const userData = app.getPath('userData');
  const clock = nodeClock;
  const startedAt = clock.monotonic();
  const log = createLogFile(userData, () => clock.now());
  const crashes = createCrashes(clock, log);
  watchUncaughtErrors(process, crashes, log);
  watchChildProcesses(app, crashes);
  const platform = platformOf(process.platform);
  const version = app.getVersion();
  const hidden = start.hidden || openedAtLogin(app, platform);
  const at = { folder, userData, usualUserData };

  // What is on disk, and the languages.
  const notices = createNotices(log);
  const { tell, untell } = notices;
  const files = createSavedFiles({ clock, log, tell, untell });
  if (start.readOnly) tell(notSaved('EACCES', userData));
  log.watch(files.watch(log.path));
  const settings = openSettings(userData, app.isPackaged, files, log, createSettingsDisk());
  notices.begin(files.open(join(userData, 'notices.json')), settings.notices());
  const language = followLanguage(join(folder, 'locales'), settings, log);
  const { texts } = language;

  // The session, and the state that everything is drawn from.
  const serverClock = new ServerClock(clock);
  const demoFailed = (): void => tell(notice('notice.demoFailed'));
  const proxyNotKept = (name: string): void => tell(notice('notice.proxyNotKept', { proxy: name }));
  const network = networkSession((name, options) => electronSession.fromPartition(name, options));
  const parts = { ...at, version, clock, log, settings, serverClock, network, texts, demoFailed, proxyNotKept };
  const { session, demo, open, proxy, vault, keychainBusy, ...sending } = createSessionParts(parts);
  const store = createShownState({ version, platform, settings, language, session, notices, log });

  // The tray needs nothing else, and comes before everything that does.
  const asked = createEmitter<[command: DesktopCommand]>(log, 'command');
  const run = (command: DesktopCommand): void => asked.emit(command);
  const crashLoops = createEmitter<[reason: string | null]>(log, 'crash');
  const windowsCrash = (reason: string | null): void => crashLoops.emit(reason);
  const windowSizes = createWindowSizes(() => files.open(join(userData, 'windows.json')));
  const shell = createShell({ folder, store, settings, clock, log, texts, run, crashes, windowsCrash, windowSizes });
  shell.drawTray();
  log.info('started', { version, electron: process.versions.electron, hidden, demo: startsDemo });

  // Read only now, so that the tray does not wait for it (docs/design.md §6).
  const {
    createAccount,
    createAppHotkeys,
    createAppNotifications,
    createDiagnose,
    createForgetting,
    createHandlers,
    createIdleTime,
    createLeaving,
    createManage,
    createUpdateDesk,
    followCurrent,
    followPower,
    followStartAtLogin,
    followTrayHost,
    giveBackMemory,
    pickRequest,
    runCommand,
    saveFile,
    signInAtStart,
    startCommandLine,
    teamDesk,
  } = await import('./after-tray.js');

  const openSocket =
    netSocket(Reflect.get(net, 'WebSocket'), network) ??
    wsSockets((url) =>
      wayTo(url, { resolveProxy: (address) => network().resolveProxy(address), taken: (name) => proxy.taken(name) }),
    );

  // The agent: whether they are there, the presence engine, and their personal data.
  const idleSeconds = (): number => powerMonitor.getSystemIdleTime();
  const idle = createIdleTime({ clock, log, idleSeconds, misleads: isXWayland() });
  // Somebody focused one of our windows.
  app.on('browser-window-focus', () => {
    idle.seen();
    account.current()?.engine.personLooks();
  });
  const account = createAccount({
    folder: userData,
    files,
    notices,
    store,
    session,
    settings,
    clock,
    random: Math.random,
    log,
    serverClock,
    texts,
    openSocket,
    labelLanguages: language.labels,
    presentSince: () => idle.presentSince(),
    idleSeconds: () => idle.seconds(),
    startEnds: () => startedAt + START_LASTS_MS,
    onUnseenPick: (outcome) => notifications.followPick(outcome),
  });
  proxy.onOpen(() => account.current()?.engine.refresh());
  account.onPersonalChange(() => shell.offerPresets(account.current()?.personal.get().presets ?? []));
  language.onChange(() => {
    account.current()?.engine.readerChanged();
    shell.drawTray();
  });

  const labelLanguages = language.labels;
  const manage = createManage({ userData, account, session, settings, clock, log, texts, labelLanguages });

  const updates = createUpdateDesk({
    ...{ userData, version, platform, clock, log, files, settings, store, notices, network },
    restart: () => leaving.restart(),
  });

  // Leaving. What is added from here on is released in reverse order.
  const leaving = createLeaving({
    platform,
    clock,
    app,
    account,
    session: { signOut: (how) => session.signOut(how), keychainBusy },
    files,
    log,
    texts,
    ask: (question) => dialog.showMessageBox(question),
    wouldLose: () => manage.wouldLose(),
    notOffline: () => shell.popup.open(),
    update: (restart) => updates.onQuit(restart),
    hiddenWindow: () => new BrowserWindow({ show: false }),
    kill: () => process.kill(process.pid, 'SIGKILL'),
  });
  leaving.atEnd(() => shell.popup.destroy());
  leaving.atEnd(() => shell.ends());
  leaving.atEnd(() => demo.stop());
  leaving.atEnd(() => idle.stop());
  leaving.atEnd(() => updates.end());

  // The desktop: hotkeys, notifications, power events, the start at login.
  const hotkeys = createAppHotkeys({ platform, clock, log, store, settings, shell, account, texts });
  leaving.atEnd(() => hotkeys.release());
  const popupOpen = (): boolean => shell.popup.isOpen();
  const notifications = createAppNotifications({
    ...{ clock, store, settings, account, texts, popupOpen, run },
    ...{ wayland: isWayland(), card: shell.card },
  });
  leaving.atEnd(() => notifications.end());
  proxy.onChange(() => {
    const question = proxy.question();
    notifications.proxyAsks(question?.step === 'asking' ? question.proxy : null);
  });
  let crashNotice: AppNotice | null = null;
  crashLoops.on((reason) => {
    const words = reason === null ? null : texts()(crashReasonKey(reason));
    if (crashNotice !== null) untell(crashNotice.id);
    crashNotice = words === null ? null : notice('notice.windowsCrash', { reason: words });
    if (crashNotice !== null) tell(crashNotice);
    notifications.windowsCrash(words);
  });
  const desktop = followPower({ platform, clock, log, session, account, settings, idle, notices, leaving });
  const login = followStartAtLogin({ ...at, hidden, platform, texts, settings, notices, files, log });

  const everything = createForgetting({
    userData,
    session,
    account,
    settings,
    notices,
    files,
    log,
    vault,
    proxy,
    forgetProxies: () => network().clearAuthCache(),
    closeWindows: () => {
      shell.opener.keep([]);
      windowSizes.forget();
    },
    done: () => shell.popup.open(),
  });

  const diagnose = createDiagnose({
    folder,
    ...sending,
    startedAt: clock.now(),
    store,
    session,
    account,
    settings,
    crashes,
    log,
    clock,
    proxy,
    network,
    hotkeys,
    login,
    desktop,
  });

  // Who asks: windows, tray and notifications.
  const save = (name: string, content: string) => saveFile(name, content, texts());
  const handlers = createHandlers({
    store,
    session,
    settings,
    account,
    texts,
    hotkeys,
    login,
    desktop,
    exploreDemo: () => void demo.explore(),
    quit: () => leaving.quit(),
    signOut: (alsoInBrowser) => leaving.signOut(alsoInBrowser),
    copy: (text) => shell.copy(text),
    about: { ...at, log, diagnose, copy: (text) => shell.copy(text), openPath: (path) => systemShell.openPath(path) },
    dismissNotice: (id) => notices.dismiss(id),
    openLink: (link) => void open(HELP_LINKS[link]).catch(() => undefined),
    windows: shell.opener,
    closePopup: (window) => (window === 'card' ? shell.card.dismiss() : shell.popup.close()),
    draft: (begun) => shell.popup.draft(begun),
    resize: (window, height) => (window === 'card' ? shell.card : shell.popup).resize(height),
    personal: {
      store: () => account.current()?.personal ?? null,
      onChange: (changed) => account.onPersonalChange(changed),
      definitions: () => store.get().definitions,
      newId: randomUUID,
    },
    history: {
      current: () => account.current()?.history.current() ?? null,
      signedIn: () => account.current() !== null,
      limitMinutes: (id) => lookUp(account.current()?.personal.get().limits ?? {}, id) ?? null,
      onChange: (changed) => followCurrent(account, (who) => who.history, changed),
    },
    schedule: {
      lack: () => account.current()?.schedule.lack() ?? null,
      planned: (from, to) => account.current()?.schedule.planned(from, to) ?? [],
      onChange: (changed) => followCurrent(account, (who) => who.schedule, changed),
    },
    proxy,
    updates,
    everything: { kept: () => everything.kept(), forget: () => leaving.leave(() => void everything.forget()) },
    saveFile: save,
    manage,
    teamDesk: teamDesk({
      account,
      session,
      settings,
      clock,
      random: Math.random,
      log,
      openSocket,
      serverClock,
      presentSince: () => idle.presentSince(),
      newId: randomUUID,
      saveFile: save,
      watchedTooLong: (watched) => notifications.watchedTooLong(watched),
    }),
  });
  asked.on((command) => {
    idle.seen();
    if (command.command === 'popup:open') shell.popup.open(command.request);
    else if (command.command === 'presence:pick') void account.current()?.pick(pickRequest(command.request, 'tray'));
    else if (command.command === 'presence:routine')
      void account.current()?.pickRoutine(command.request.routineId, 'tray');
    else runCommand(handlers, command);
  });
  shell.serve(handlers);

  // First what people see, then the session, then what can wait.
  if (!hidden) shell.popup.open();
  hotkeys.begin();
  const explored = startsDemo ? demo.explore() : null;
  if (explored === 'notOffered') tell(notice('notice.demoNotOffered'));
  if (explored !== 'begun')
    void session.restore().then(() => {
      if (settings.get().signInAtStart) void signInAtStart({ folder: userData, session, clock, log, env: process.env });
    });
  const iconIsThere = (): void => {
    // Somebody who looks at the demo has not chosen to start the app at every login.
    if (!startsDemo) login.check();
    hotkeys.lookForPortal();
    if (platform === 'linux') followTrayHost({ clock, log, shell, notices, hidden });
    if (!hidden) return;
    notifications.startedHidden();
    leaving.atEnd(clock.after(WARM_AFTER_MS, () => (shell.popup.isOpen() ? undefined : shell.popup.warm())));
  };
  leaving.atEnd(clock.after(platform === 'linux' ? ICON_FIRST_MS : 0, iconIsThere));
  clock.after(AT_REST_AFTER_MS, giveBackMemory);
  leaving.atEnd(clock.after(AT_REST_AFTER_MS, () => updates.open()));

  const stopCommandLine = await startCommandLine({
    userData,
    log,
    store,
    account,
    session,
    settings,
    shell,
    clock,
    texts,
    textsIn: (languages) => language.textsIn(languages),
    shiftEnds: () => leaving.shiftEnds(),
    quit: () => leaving.end(),
    exploreDemo: () => demo.explore(),
    diagnose,
  });
  leaving.atEnd(stopCommandLine);
}
