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
import { APP_ORIGIN } from './app-protocol.js';
import { followPages } from './pages.js';

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
  session(): Session;
  /** How many device-independent pixels a CSS pixel has. */
  zoom(): number;
  /** Somebody turned the wheel with Ctrl. */
  zoomed(direction: 'in' | 'out'): void;
}

export function createWindows(deps: WindowsDeps): Windows {
  const open = new Map<WindowName, Held>();
  const address = (name: WindowName): string => `${APP_ORIGIN}/${name}/index.html`;

  return {
    make(name, options) {
      const there = open.get(name)?.window;
      if (there !== undefined && !there.isDestroyed()) return there;
      const window = new BrowserWindow({
        show: false,
        ...options,
        webPreferences: {
          preload: join(deps.folder, 'preload.cjs'),
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
      window.once('closed', () => {
        if (open.get(name)?.window === window) open.delete(name);
      });
      window.removeMenu();
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
