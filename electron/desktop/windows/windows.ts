/** Makes the app's windows, with the same restrictions for all, and knows which one a message comes from. */
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
  /** Creates the hidden window and loads its page. Returns the existing one, if any. */
  make(name: WindowName, options: BrowserWindowConstructorOptions): BrowserWindow;
  get(name: WindowName): BrowserWindow | null;
  /** Our page that an event comes from: its window's main frame, at its own address. Null: anything else. */
  identify(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): WindowPage | null;
  /** The existing pages. */
  pages(): Iterable<WindowPage>;
  /** Applies the current `zoom` to all windows. */
  zoom(): void;
}

interface Held {
  readonly window: BrowserWindow;
  readonly page: () => WindowPage | null;
}

export interface WindowsDeps {
  /** The folder of main's bundle and the preload. */
  readonly folder: string;
  /** Wayland draws the windows. */
  readonly wayland: boolean;
  readonly clock: Clock;
  session(): Session;
  /** Device-independent pixels per CSS pixel. */
  zoom(): number;
  /** Somebody turned the wheel with Ctrl. */
  zoomed(direction: 'in' | 'out'): void;
  /** A window's renderer has ended. The window is already gone. */
  ended(name: WindowName, end: RendererEnd): void;
  /** Whether a window must close even if its page wants to stay because of unsaved changes. */
  mustGo(name: WindowName): boolean;
  /** A window stopped answering. If that lasts, its renderer is ended. */
  hangs(name: WindowName): void;
}

/** How long a window may hang after Chromium noticed it. */
const HANGS_AT_MOST_MS = 30_000;

export function createWindows(deps: WindowsDeps): Windows {
  const { folder, clock } = deps;
  const open = new Map<WindowName, Held>();

  /** A window without a renderer is useless, so it goes too. */
  const followRenderer = (name: WindowName, window: BrowserWindow, forget: () => void): void => {
    let cancelHang: Cancel = () => undefined;
    window.once('closed', () => cancelHang());
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return;
      const inSight = window.isVisible() && !window.isMinimized();
      forget();
      // Not within the event, because Electron still uses the contents.
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
        // A page that was drawn before its window was mapped waits for the compositor's word on that frame, which never
        // comes, and the window with it.
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
          // Only from source: in the installed app, developer tools would break out of the sandbox's restrictions.
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
      // The page asks the person itself. Chromium would silently keep the window.
      window.webContents.on('will-prevent-unload', (event) => {
        if (deps.mustGo(name)) event.preventDefault();
      });
      // Chromium forgets the zoom with the address, so each page is told again.
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
