/** The app on the desktop: tray, popup, card and windows, drawn from the state. */
import { Menu, Tray, app, clipboard, ipcMain, nativeImage, nativeTheme, screen, session } from 'electron';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { APP_SCHEME, serveApp } from '../desktop/windows/app-protocol.js';
import { cardWindowOptions, createCardWindow } from '../desktop/windows/card-window.js';
import type { RunCommand } from '../desktop/commands.js';
import { createFeedbackCard } from '../desktop/windows/feedback-card.js';
import { guardContents, guardSession, guardSessions } from '../desktop/windows/guards.js';
import { createHeadStart, HEAD_START_MS } from '../desktop/windows/redraw-delay.js';
import { createAnchor } from '../desktop/windows/anchor.js';
import { electronPointer, noPointer, x11Pointer, type LocatePointer } from '../desktop/windows/pointer.js';
import { createPopup, popupWindowOptions, type Popup } from '../desktop/windows/popup-window.js';
import type { Crashes } from '../desktop/system/crashes.js';
import { followProgram } from '../desktop/system/run-program.js';
import { watchTrayMenu } from '../desktop/tray/tray-menu-watch.js';
import { createAppTray, taskbarTheme, type AppTray } from '../desktop/tray/tray.js';
import { renderTray } from '../desktop/tray/tray-view.js';
import type { Size } from '../desktop/windows/popup-position.js';
import { createWindowOpener, type WindowOpener } from '../desktop/windows/open-window.js';
import { windowSize } from '../desktop/windows/window-size.js';
import type { WindowSizes } from '../desktop/windows/window-sizes.js';
import { createWindowCrashes } from '../desktop/windows/window-crashes.js';
import { createWindows } from '../desktop/windows/windows.js';
import { sameData } from '../ipc/same-data.js';
import { pushTo, serveIpc, type Handlers } from '../ipc/server.js';
import type { StateStore } from '../ipc/state-store.js';
import { WINDOW_TABLE, type OpenedWindow, type WindowName } from '../ipc/window-table.js';
import type { Cancel, Clock, Log } from '../ports.js';
import type { MessagePreset } from '../settings/message-preset.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { nextZoom } from '../settings/zoom.js';
import { platformOf } from './settings-slices.js';
import { isWayland } from './wayland.js';

export interface ShellDeps {
  readonly folder: string;
  readonly store: StateStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly log: Log;
  texts(): Texts;
  run: RunCommand;
  readonly crashes: Crashes;
  /** The size in which a person left each window. */
  readonly windowSizes: WindowSizes;
  /** Windows keep crashing: Chromium's reason. Null: they work again. */
  windowsCrash(reason: string | null): void;
}

export interface Shell {
  readonly tray: AppTray;
  readonly popup: Popup;
  readonly card: {
    /** Shows the outcome of a pick that no window shows. */
    follow(outcome: Promise<unknown>): void;
    dismiss(): void;
    resize(height: number): void;
  };
  /** Sets the messages that the tray's menu offers. */
  offerPresets(presets: readonly MessagePreset[]): void;
  /** Whether no tray shows the icon. Then the popup is an ordinary window. */
  setNoTray(noTray: boolean): void;
  /** Redraws the tray: the state, the language or the taskbar's colours changed. */
  drawTray(): void;
  /** Answers the windows. Call once. */
  serve(handlers: Handlers): void;
  /** Opens the windows of the window table. */
  readonly opener: WindowOpener;
  push: (channel: 'hotkeys:fired', payload: Parameters<typeof pushTo<'hotkeys:fired'>>[2]) => void;
  copy(text: string): void;
  /** The app ends, so no page may keep its window open any more. */
  ends(): void;
}

/** A size counts as a person's choice once it stays this long. */
const RESIZED_AFTER_MS = 500;
/** This partition is in memory only, so windows leave nothing on disk. */
const PARTITION = 'windows';
const LIGHT = '#ffffff';
const DARK = '#1b1f27';

export function createShell(deps: ShellDeps): Shell {
  const { folder, store, settings, clock, log } = deps;
  const platform = platformOf(process.platform);
  const wayland = platform === 'linux' && isWayland();
  let presets: readonly MessagePreset[] = [];
  let noTray = false;
  let ending = false;
  guardContents(app, log);
  guardSessions(app);
  // Created with the first window, so that the icon does not wait for it.
  let made: Electron.Session | null = null;
  const windowsSession = (): Electron.Session => {
    if (made !== null) return made;
    made = session.fromPartition(PARTITION, { cache: false });
    made.protocol.handle(APP_SCHEME, serveApp(join(folder, 'renderer')));
    guardSession(made, log);
    return made;
  };
  const zoom = (): number => settings.get().zoom / 100;
  const crashed = createWindowCrashes<WindowName>({
    clock,
    crashes: deps.crashes,
    reopen(name) {
      if (name === 'popup') popup.reopen();
      else if (name === 'card') card.show();
      else opener.reopen(name);
    },
    gaveUp(name, reason) {
      // The next click makes a new one.
      if (name === 'popup') popup.close();
      deps.windowsCrash(reason);
    },
    recovered: () => deps.windowsCrash(null),
  });
  const windows = createWindows({
    folder,
    wayland,
    clock,
    session: windowsSession,
    zoom,
    zoomed: (direction) => {
      if (settings.lockedBy('zoom') === null) settings.set({ zoom: nextZoom(settings.get().zoom, direction) });
    },
    ended: (name, end) => crashed.ended(name, end),
    mustGo: (name) => ending || !store.get().app.windows.some((window) => window === name),
    hangs: (name) => log.warn('a window does not answer', { window: name }),
  });

  const background = (): string => {
    const { theme } = settings.get();
    return (theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark') ? DARK : LIGHT;
  };
  const title = (): string => deps.texts()('app.name');

  const tray = createAppTray({
    platform,
    makeTray: (image) => new Tray(image),
    loadImage: (file) => {
      const image = nativeImage.createFromPath(join(folder, 'tray', file));
      if (platform === 'darwin') image.setTemplateImage(true);
      return image;
    },
    buildMenu: (template): Menu => Menu.buildFromTemplate(template),
    later: (run) => void setImmediate(run),
    run: deps.run,
    onClick: () => popup.trayClicked(),
    onMenuOpen: () => popup.menuOpened(),
  });

  const anchor = createAnchor({
    platform,
    wayland,
    screen,
    pointer: pointerOf(platform, wayland, clock),
    trayBounds: () => tray.bounds(),
  });
  const popup = createPopup({
    clock,
    anchor,
    makeWindow: (asWindow) => windows.make('popup', popupWindowOptions(asWindow, title(), background())),
    sendOpened: (opened) => {
      pushTo(windows.pages(), 'popup:opened', opened);
      feedback.update(store.get(), true);
    },
    asWindow: () => wayland || noTray,
    zoom,
    freeAfterMs: () => settings.get().freePopupAfterMinutes * 60_000,
    ...(platform === 'linux' ? { watchMenu: (opened) => watchTrayMenu(followProgram, opened) } : {}),
  });
  const card = createCardWindow({
    clock,
    makeWindow: () => windows.make('card', cardWindowOptions(title(), background())),
    anchor,
    wayland,
    zoom,
  });

  let zoomShown = zoom();
  settings.onChange(() => {
    if (zoomShown === zoom()) return;
    zoomShown = zoom();
    windows.zoom();
    popup.zoomed();
    card.zoomed();
  });

  const opener = createWindowOpener({
    get: (name) => windows.get(name),
    make: (name) => {
      const left = deps.windowSizes.get(name);
      const window = windows.make(name, openedWindowOptions(name, folder, deps.texts(), background(), zoom(), left));
      let cancel: Cancel = () => undefined;
      window.on('resize', () => {
        cancel();
        cancel = clock.after(RESIZED_AFTER_MS, () => {
          if (!window.isDestroyed()) deps.windowSizes.left(name, window.getNormalBounds(), zoom());
        });
      });
      window.once('closed', () => cancel());
      return window;
    },
  });
  const feedback = createFeedbackCard({
    clock,
    alerts: !wayland,
    show: () => (crashed.mayTry() ? card.show() : undefined),
    hide: () => card.hide(),
  });
  store.onChange((_change, state) => feedback.update(state, popup.isOpen()));

  const drawTray = (): void => {
    const scale = platform === 'linux' ? screen.getPrimaryDisplay().scaleFactor : 1;
    tray.show(
      renderTray({ ...store.get(), presets }, deps.texts(), clock.now(), platform, taskbarTheme(nativeTheme), scale),
    );
  };
  nativeTheme.on('updated', drawTray);
  // On Linux another display scale needs another image file.
  screen.on('display-metrics-changed', drawTray);
  const headStart = createHeadStart({
    clock,
    first: store.get(),
    tell: (change) => {
      drawTray();
      pushTo(windows.pages(), 'state:changed', change);
    },
  });
  store.onChange(headStart.changed);
  store.onChange((change) => {
    if (change.app !== undefined) opener.keep(change.app.windows);
  });

  return {
    tray,
    popup,
    card: {
      // The pick's request goes out first.
      follow: (outcome) => void clock.after(HEAD_START_MS, () => feedback.follow(outcome)),
      dismiss: () => feedback.dismiss(),
      resize: (height) => card.resize(height),
    },
    opener,
    offerPresets(offered) {
      if (sameData(presets, offered)) return;
      presets = offered;
      drawTray();
    },
    setNoTray: (none) => (noTray = none),
    drawTray,
    serve: (handlers) => serveIpc(ipcMain, (event) => windows.identify(event), handlers, log),
    push: (channel, payload) => pushTo(windows.pages(), channel, payload),
    copy: (text) => void clipboard.writeText(text),
    ends: () => (ending = true),
  };
}

function pointerOf(platform: string, wayland: boolean, clock: Clock): LocatePointer {
  if (wayland) return noPointer;
  return platform === 'linux' ? x11Pointer({ env: process.env, screen, clock }) : electronPointer(screen);
}

const openedWindowOptions = (
  name: OpenedWindow,
  folder: string,
  texts: Texts,
  backgroundColor: string,
  zoom: number,
  left: Size | null,
): Electron.BrowserWindowConstructorOptions => {
  const { title, size, opened } = WINDOW_TABLE[name];
  return {
    title: texts(title),
    // Windows and macOS take the icon from the program. A Linux window manager takes it from the window.
    icon: join(folder, 'icons', process.platform === 'win32' ? 'icon.ico' : 'icon.png'),
    ...windowSize(
      { size: left ?? size, smallest: opened.smallest },
      {
        workArea: screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workAreaSize,
        zoom,
        platform: process.platform,
      },
    ),
    backgroundColor,
  };
};
