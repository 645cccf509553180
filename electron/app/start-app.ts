/** Starts the app in the order people notice: the tray first, then the popup, then what needs the network or the keychain. */
import { app, BrowserWindow, dialog, net, powerMonitor, session as electronSession } from 'electron';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { openedAtLogin, type AutostartStatus } from '../desktop/autostart/autostart-system.js';
import type { DesktopCommand } from '../desktop/commands.js';
import { openWsSocket } from '../desktop/system/electron-ports.js';
import { asksFirst, createEndOfShift, leaveAnswer, leaveDialog, type Leaving } from '../desktop/system/end-of-shift.js';
import { createFeedbackCard } from '../desktop/windows/feedback-card.js';
import { HEAD_START } from '../desktop/windows/redraw-delay.js';
import { hasHotkeyPortal } from '../desktop/hotkeys/hotkey-reach.js';
import { createLogFile } from '../desktop/system/log-file.js';
import { netSocket } from '../desktop/system/net-socket.js';
import { networkSession } from '../desktop/system/network-session.js';
import { presentSince, watchPower } from '../desktop/system/power.js';
import { followProgram, runProgram } from '../desktop/system/run-program.js';
import { watchScreenLock } from '../desktop/system/screen-lock.js';
import { createEmitter } from '../emitter.js';
import { lookUp } from '../look-up.js';
import type { Handlers } from '../ipc/server.js';
import { createStateStore } from '../ipc/state-store.js';
import { windowsFor, type Asking } from '../ipc/window-table.js';
import type { AppInfo } from '../ipc/app-state.js';
import type { Cancel } from '../ports.js';
import { ServerClock } from '../presence/current/server-clock.js';
import { notice } from '../settings/app-notice.js';
import type { MessagePreset } from '../settings/message-preset.js';
import { createSavedFiles } from '../settings/saved-files.js';
import { createAppAutostart } from './autostart.js';
import { startCommandLine } from './command-line.js';
import { environmentSlice } from './environment.js';
import { createHandlers, runCommand } from './handlers/handlers.js';
import { giveBackMemory } from './give-back-memory.js';
import { createAppHotkeys } from './hotkeys.js';
import { initialState } from './initial-state.js';
import { availableLanguages, chooseLanguage, labelLanguage, loadTexts } from './language.js';
import { nodeClock } from './node-clock.js';
import { createNotices } from './notices.js';
import { createAppNotifications } from './notifications.js';
import { openSettings } from './open-settings.js';
import { createSessionParts } from './session-parts.js';
import { appSlice, platformOf } from './settings-slices.js';
import { signInAtStart } from './sign-in-at-start.js';
import { followHistory } from './person-history.js';
import { saveFile } from './save-file.js';
import { createShell } from './shell.js';
import { createAccount, pickRequest } from './signed-in.js';
import { followTrayHost } from './tray-host.js';
import { isWayland, reachOfHotkeys } from './wayland.js';

export interface Start {
  /** Where main's bundle lies. */
  readonly folder: string;
  /** Where an app lives that was told no folder of its own. */
  readonly usualUserData: string;
  /** Without the popup: auto-start, and commands that need the app. */
  readonly hidden: boolean;
  readonly demo: boolean;
}

/** By then the start is over, signing in and the first warm popup included; in milliseconds. */
const AT_REST = 10_000;

/**
 * Linux: the desktop hears of the icon in several turns of main's loop. To start a program, which the looks at the panel and at the autostart file do,
 * holds main for 20 ms each; so long they wait, in milliseconds.
 */
const ICON_FIRST = 150;

/**
 * To make a window takes main so long that the icon, which the desktop has to be told of in several turns, would come a tenth of a second later: a
 * popup that nobody opens yet is made once the icon is there (design §6). In milliseconds.
 */
const WARM_AFTER = 250;

const HELP_LINKS = {
  help: 'https://help.mypurecloud.com/articles/change-presence-update-status/',
  oauthClientHelp: 'https://help.mypurecloud.com/articles/create-an-oauth-client/',
} as const;

export async function startApp({ folder, demo, usualUserData, ...start }: Start): Promise<void> {
  const userData = app.getPath('userData');
  const clock = nodeClock;
  const startedAt = clock.monotonic();
  const log = createLogFile(userData, () => clock.now());
  const platform = platformOf(process.platform);
  const hidden = start.hidden || openedAtLogin(app, platform);
  const files = createSavedFiles({
    clock,
    log,
    tell: (told) => notices.tell(told),
    untell: (id) => notices.untell(id),
  });
  const settings = openSettings(userData, app.isPackaged, files, log);

  const locales = join(folder, 'locales');
  const speak = (): Texts =>
    loadTexts(
      locales,
      chooseLanguage(settings.get().language, app.getPreferredSystemLanguages(), availableLanguages(locales)),
      log,
    );
  let texts = speak();

  const version = app.getVersion();
  const notices = createNotices({
    folder: userData,
    first: settings.notices(),
    files,
    changed: () => store.update({ app: appView() }),
  });
  let asking: Asking = { signedIn: false, permissions: [], settings: settings.get() };
  const appView = (): AppInfo =>
    appSlice({ version, platform, windows: windowsFor(asking) }, texts, settings, notices.all());
  const store = createStateStore(initialState({ app: appView(), environment: environmentSlice(settings) }), log);

  // The tray first: it needs nothing but the settings (design §6).
  let handlers: Handlers | null = null;
  const run = (command: DesktopCommand): void => {
    if (command.command === 'popup:open') shell.popup.open(command.request);
    else if (command.command === 'presence:pick') void account.current()?.pick(pickRequest(command.request, 'tray'));
    else if (handlers !== null) runCommand(handlers, command);
  };
  let noTray = false;
  let presets: readonly MessagePreset[] = [];
  const shell = createShell({
    folder,
    store,
    settings,
    clock,
    log,
    texts: () => texts,
    run,
    noTray: () => noTray,
    onPopupOpened: () => card.update(store.get(), true),
    presets: () => presets,
  });
  shell.drawTray();
  log.info('started', { version, electron: process.versions.electron, hidden, demo });

  const serverClock = new ServerClock(clock);
  const network = networkSession((name, options) => electronSession.fromPartition(name, options));
  const {
    session,
    demo: demoSession,
    open,
  } = createSessionParts({
    folder,
    userData,
    usualUserData,
    version,
    clock,
    log,
    settings,
    serverClock,
    network,
    texts: () => texts,
    demoFailed: () => notices.tell(notice('notice.demoFailed')),
  });

  const {
    hotkeys,
    settings: keys,
    onChange: onHotkeyChange,
  } = createAppHotkeys({
    platform,
    clock,
    log,
    store,
    settings,
    shell,
    signedIn: () => account.current(),
    texts: () => texts,
  });

  const card = createFeedbackCard({ clock, show: () => shell.card.show(), hide: () => shell.card.hide() });
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
    openSocket: netSocket(Reflect.get(net, 'WebSocket'), network) ?? openWsSocket,
    serverClock,
    texts: () => texts,
    labelLanguage: () => labelLanguage(settings.get().language, app.getPreferredSystemLanguages(), texts.language),
    presentSince: () => presentSince({ clock, power: powerMonitor }),
    startEnds: () => startedAt + 120_000,
    onSignal: (signal) => notifications.signal(signal),
    onUnseenPick: (outcome) => void clock.after(HEAD_START, () => card.follow(outcome)),
    onPersonChange: () => personChanged(),
  });
  /** Another person, or another choice of the same one: their hotkeys, and what their automations need to hear of. */
  const personChanged = (): void => {
    followScreenLock();
    keys.refresh();
    presets = account.current()?.personal.get().presets ?? [];
    shell.drawTray();
  };
  session.onChange(() => {
    const signedIn = account.current() !== null;
    asking = { ...asking, signedIn, permissions: signedIn ? (session.me?.permissions ?? []) : [] };
    store.update({ app: appView() });
  });
  store.onChange((_change, state) => card.update(state, shell.popup.isOpen()));

  const notifications = createAppNotifications({
    clock,
    store,
    settings,
    signedIn: () => account.current(),
    texts: () => texts,
    popupOpen: () => shell.popup.isOpen(),
    run,
  });
  let systemEnds = false;
  const stopPower = watchPower(
    { clock, power: powerMonitor, isOnline: () => net.isOnline() },
    {
      suspended: () => account.current()?.suspended(),
      resumed: () => {
        session.resumed();
        account.current()?.resumed();
      },
      // The session may end with the lock: what an automation sets goes first.
      locked: () =>
        void (account.current()?.automations.locked() ?? Promise.resolve()).then(() => session.screenLocked()),
      unlocked: () => account.current()?.automations.unlocked(),
      shutdown: (hold) => {
        systemEnds = true;
        hold();
        void endOfShift.shutDown().then(quit);
      },
      networkChanged: (online) => {
        if (online) session.resumed();
        account.current()?.engine.networkChanged(online);
      },
    },
  );

  // Electron tells of a locked screen on Windows and macOS alone; on Linux it is listened for where somebody wants to know.
  let stopScreenLock: Cancel | null = null;
  const followScreenLock = (): void => {
    const rule = account.current()?.personal.get().automations.lock ?? null;
    const wanted = platform === 'linux' && (rule !== null || settings.get().keepSession === 'untilLock');
    if (wanted)
      stopScreenLock ??= watchScreenLock(followProgram, process.env['XDG_SESSION_ID'], (locked) =>
        powerMonitor.emit(locked ? 'lock-screen' : 'unlock-screen'),
      );
    else stopScreenLock?.();
    if (!wanted) stopScreenLock = null;
  };
  const endOfShift = createEndOfShift({
    clock,
    view: () => account.current()?.engine.view() ?? null,
    pick: (request) => account.current()?.pick(request) ?? null,
    cancelPick: () => account.current()?.engine.cancelPick(),
    automations: () => account.current()?.automations ?? null,
    ask: async (leaving, onQueue) =>
      leaveAnswer((await dialog.showMessageBox(leaveDialog(leaving, onQueue, texts))).response),
  });
  const leave = (leaving: Leaving, go: () => void): void =>
    void endOfShift.leave(leaving).then((result) => {
      if (result === 'go') go();
      else if (result === 'notOffline') shell.popup.open();
    });

  // Windows tells windows alone that the person logs off, and the popup's may have been freed: this one has no page and is never seen.
  if (platform === 'win32') new BrowserWindow({ show: false }).on('session-end', () => void endOfShift.shutDown());

  let stopCommandLine = (): Promise<void> => Promise.resolve();
  let commandLineEnded = Promise.resolve();
  let laterAtStart: Cancel = () => undefined;
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    laterAtStart();
    // First, so that a command that waits for a pick hears what became of it.
    account.close();
    demoSession.stop();
    commandLineEnded = stopCommandLine();
    stopPower();
    stopScreenLock?.();
    notifications.stop();
    notifications.closeAll();
    hotkeys.release();
    shell.popup.destroy();
  };
  const quit = (): void => {
    release();
    void Promise.all([files.flushed(), account.flushed(), commandLineEnded])
      .then(() => log.flushed())
      .then(() => app.quit());
  };
  // Who else ends the app: a person in macOS' Dock or by Cmd+Q, who is asked; on Linux SIGTERM, with which the session ends at log-off, too.
  app.on('before-quit', (event) => {
    if (released) return;
    event.preventDefault();
    if (asksFirst(platform, systemEnds)) leave('quit', quit);
    else void endOfShift.shutDown().then(quit);
  });
  // A prompt of the keychain that nobody answers holds a thread, and the end of the process would wait for it.
  app.on('quit', () => {
    log.flushNow();
    if (session.keychainBusy()) process.kill(process.pid, 'SIGKILL');
  });

  let loginOff: AutostartStatus['offBy'] = null;
  const loginChanges = createEmitter(log, 'start at login');
  handlers = createHandlers({
    store,
    session,
    settings,
    account,
    texts: () => texts,
    exploreDemo: () => void demoSession.explore(),
    quit: () => leave('quit', quit),
    signOut: (alsoInBrowser) => leave('signOut', () => void session.signOut({ alsoInBrowser })),
    copy: (text) => shell.copy(text),
    dismissNotice: (id) => notices.dismiss(id),
    openLink: (link) => void open(HELP_LINKS[link]).catch(() => undefined),
    windows: shell.opener,
    closePopup: (window) => (window === 'card' ? card.dismiss() : shell.popup.close()),
    draft: (begun) => shell.popup.draft(begun),
    resize: (window, height) => (window === 'card' ? shell.card.resize(height) : shell.popup.resize(height)),
    personal: {
      store: () => account.current()?.personal ?? null,
      onChange: (run) => account.onPersonalChange(run),
      definitions: () => store.get().definitions,
      newId: randomUUID,
      edited: personChanged,
    },
    hotkeys: {
      views: () => hotkeys.views(),
      onChange: onHotkeyChange,
      reach: () => hotkeys.reach(),
      set: (target, accelerator) => keys.set(target, accelerator),
      clear: (target) => keys.clear(target),
      mode: (mode) => hotkeys.setMode(mode),
    },
    history: {
      current: () => account.current()?.history.current() ?? null,
      signedIn: () => account.current() !== null,
      limitMinutes: (id) => lookUp(account.current()?.personal.get().limits ?? {}, id) ?? null,
      onChange: (run) => followHistory(account, run),
    },
    saveFile: (name, content) => saveFile(name, content, texts),
    login: {
      off: () => loginOff,
      mend: () => void autostart.set(true).then(tellLogin),
      onChange: (run) => loginChanges.on(run),
    },
  });
  shell.serve(handlers);

  settings.onChange(() => {
    const before = texts.language;
    texts = speak();
    asking = { ...asking, settings: settings.get() };
    store.update({ app: appView(), environment: environmentSlice(settings) });
    session.keepSessionChanged();
    followScreenLock();
    if (before !== texts.language) {
      account.current()?.engine.readerChanged();
      shell.drawTray();
    }
  });

  const autostart = createAppAutostart(platform, { userData, usualUserData }, texts, files, log);
  const tellLogin = ({ newlyOn, offBy, problem }: AutostartStatus): void => {
    if (newlyOn)
      notices.tell(
        notice(settings.lockedBy('startAtLogin') === null ? 'notice.startsAtLogin' : 'notice.startsAtLogin.locked'),
      );
    if (newlyOn && platform === 'win32') notices.tell(notice('notice.pinIcon'));
    if (offBy) notices.tell({ ...notice(offBy.key, offBy.params), id: 'notice.loginOffBySystem' });
    else notices.untell('notice.loginOffBySystem');
    loginOff = offBy;
    loginChanges.emit();
    if (problem !== null) notices.tell(notice(problem));
  };
  let startAtLogin = settings.get().startAtLogin;
  settings.onChange((values) => {
    if (values.startAtLogin === startAtLogin) return;
    startAtLogin = values.startAtLogin;
    void autostart.set(startAtLogin).then(tellLogin);
  });

  if (!hidden) shell.popup.open();
  personChanged();
  const explored = demo ? demoSession.explore() : null;
  if (explored === 'notOffered') notices.tell(notice('notice.demoNotOffered'));
  if (explored !== 'begun')
    void session.restore().then(() => {
      if (settings.get().signInAtStart) void signInAtStart({ folder: userData, session, clock, log, env: process.env });
    });
  laterAtStart = clock.after(platform === 'linux' ? ICON_FIRST : 0, () => {
    // Who looks at the demo has not chosen to have the app at every log-in.
    if (!demo) void autostart.check(startAtLogin).then(tellLogin);
    if (isWayland()) void hasHotkeyPortal(runProgram).then((portal) => hotkeys.setReach(reachOfHotkeys(portal)));
    if (platform === 'linux')
      followTrayHost({ clock, log, shell, notices, hidden, setNoTray: (none) => (noTray = none) });
    if (!hidden) return;
    notifications.startedHidden();
    laterAtStart = clock.after(WARM_AFTER, () => {
      if (!shell.popup.isOpen()) shell.popup.warm();
    });
  });
  stopCommandLine = await startCommandLine({
    userData,
    log,
    store,
    account,
    session,
    shell,
    clock,
    texts: () => texts,
    shiftEnds: () => endOfShift.shutDown(),
    quit,
    exploreDemo: () => demoSession.explore(),
  });
  clock.after(AT_REST, giveBackMemory);
}
