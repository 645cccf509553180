/** Makes the app's windows, all alike in what they may do, and knows which one a message comes from. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  type IpcMainInvokeEvent,
  type Session,
} from 'electron';
import type { WindowPage } from '../../ipc/server.js';
import type { WindowName } from '../../ipc/window-table.js';
import type { Cancel, Clock } from '../../ports.js';
import { APP_ORIGIN } from './app-protocol.js';
import { followPages } from './pages.js';
import type { RendererEnd } from './window-crashes.js';

export interface Windows {
  /** Creates the window hidden and loads its page; where it is there already, returns it. */
  make(name: WindowName, options: BrowserWindowConstructorOptions): BrowserWindow;
  get(name: WindowName): BrowserWindow | null;
  /** The page of ours that an event comes from: its window's main frame, at its own address; null for anything else. */
  identify(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): WindowPage | null;
  /** The pages that are there. */
  pages(): Iterable<WindowPage>;
  /** Draws all windows as large as `zoom` says now. */
  zoom(): void;
}

interface Held {
  readonly window: BrowserWindow;
  readonly page: () => WindowPage | null;
}

export interface WindowsDeps {
  /** Where main's bundle and the preload lie. */
  readonly folder: string;
  /** Wayland draws the windows. */
  readonly wayland: boolean;
  readonly clock: Clock;
  session(): Session;
  /** How many device-independent pixels a CSS pixel has. */
  zoom(): number;
  /** Somebody turned the wheel with Ctrl. */
  zoomed(direction: 'in' | 'out'): void;
  /** A window's renderer has ended; the window is gone by now. */
  ended(name: WindowName, end: RendererEnd): void;
  /** Whether a window is to go also where its page asks to stay, for the sake of what was not saved. */
  mustGo(name: WindowName): boolean;
  /** A window does not answer any more; its renderer is ended if that lasts. */
  hangs(name: WindowName): void;
}

/** So long a window may hang, from when Chromium has noticed it, in milliseconds. */
const HANGS_AT_MOST_MS = 30_000;

export function createWindows(deps: WindowsDeps): Windows {
  const { folder, clock } = deps;
  const open = new Map<WindowName, Held>();

  /** A window without its renderer is of no use to anybody: it goes as well. */
  const followRenderer = (name: WindowName, window: BrowserWindow, forget: () => void): void => {
    let cancelHang: Cancel = () => undefined;
    window.once('closed', () => cancelHang());
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      const inSight = window.isVisible() && !window.isMinimized();
      forget();
      // Not within the event: Electron is not done with the contents yet.
      setImmediate(() => {
        if (!window.isDestroyed()) window.destroy();
        deps.ended(name, { reason, exitCode, inSight });
      });
    });
    window.on('unresponsive', () => {
      deps.hangs(name);
      cancelHang();
      cancelHang = clock.after(HANGS_AT_MOST_MS, () => window.webContents.forcefullyCrashRenderer());
    });
    window.on('responsive', () => cancelHang());
  };
  const address = (name: WindowName): string => `${APP_ORIGIN}/${name}/index.html`;

  return {
    make(name, options) {
      const there = open.get(name)?.window;
      if (there !== undefined && !there.isDestroyed()) return there;
      const window = new BrowserWindow({
        show: false,
        // A page that was drawn before its window was mapped waits for the compositor's word on that frame, which never comes, and the window with it.
        paintWhenInitiallyHidden: !deps.wayland,
        ...options,
        webPreferences: {
          preload: join(folder, 'preload.cjs'),
          session: deps.session(),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          spellcheck: false,
          // From source alone: in the installed app they would open the cage from inside.
          devTools: !app.isPackaged && process.env['PRESENCE_TRAY_DEVTOOLS'] === '1',
        },
      });
      open.set(name, { window, page: followPages(name, window.webContents) });
      const forget = (): void => {
        if (open.get(name)?.window === window) open.delete(name);
      };
      window.once('closed', forget);
      followRenderer(name, window, forget);
      window.removeMenu();
      // The page asks the person itself; Chromium would keep it without a word.
      window.webContents.on('will-prevent-unload', (event) => {
        if (deps.mustGo(name)) event.preventDefault();
      });
      // Chromium forgets it with the address: each page is told anew.
      window.webContents.on('did-navigate', () => window.webContents.setZoomFactor(deps.zoom()));
      window.webContents.on('zoom-changed', (_event, direction) => deps.zoomed(direction));
      void window.loadURL(address(name)).catch(() => undefined);
      return window;
    },
    get: (name) => {
      const window = open.get(name)?.window;
      return window === undefined || window.isDestroyed() ? null : window;
    },
    identify({ sender, senderFrame }) {
      if (senderFrame === null || senderFrame !== sender.mainFrame) return null;
      for (const [name, { window, page }] of open)
        if (!window.isDestroyed() && window.webContents === sender)
          return senderFrame.url.startsWith(`${APP_ORIGIN}/${name}/`) ? page() : null;
      return null;
    },
    zoom() {
      for (const { window } of open.values()) if (!window.isDestroyed()) window.webContents.setZoomFactor(deps.zoom());
    },
    *pages() {
      for (const { page } of open.values()) {
        const there = page();
        if (there !== null) yield there;
      }
    },
  };
}
