/** Makes the app's windows, all alike in what they may do, and knows which one a message comes from. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  type IpcMainInvokeEvent,
  type Session,
} from 'electron';
import type { WindowName } from '../../ipc/contract.js';
import type { PushTarget } from '../../ipc/server.js';
import { APP_ORIGIN } from './app-protocol.js';

export interface Windows {
  /** Creates the window hidden and loads its page; where it is there already, returns it. */
  make(name: WindowName, options: BrowserWindowConstructorOptions): BrowserWindow;
  get(name: WindowName): BrowserWindow | null;
  all(): Iterable<BrowserWindow>;
  /** Which of our windows an event comes from: its main frame, on its own page; null for anything else. */
  identify(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): WindowName | null;
  targets(): Iterable<PushTarget>;
}

/** @param folder where main's bundle and the preload lie */
export function createWindows(folder: string, session: () => Session): Windows {
  const open = new Map<WindowName, BrowserWindow>();
  const page = (name: WindowName): string => `${APP_ORIGIN}/${name}/index.html`;

  return {
    make(name, options) {
      const there = open.get(name);
      if (there !== undefined && !there.isDestroyed()) return there;
      const window = new BrowserWindow({
        show: false,
        ...options,
        webPreferences: {
          preload: join(folder, 'preload.cjs'),
          session: session(),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webSecurity: true,
          spellcheck: false,
          // From source alone: in the installed app they would open the cage from inside.
          devTools: !app.isPackaged && process.env['PRESENCE_TRAY_DEVTOOLS'] === '1',
        },
      });
      open.set(name, window);
      window.once('closed', () => {
        if (open.get(name) === window) open.delete(name);
      });
      window.removeMenu();
      void window.loadURL(page(name)).catch(() => undefined);
      return window;
    },
    get: (name) => {
      const window = open.get(name);
      return window === undefined || window.isDestroyed() ? null : window;
    },
    all: () => open.values(),
    identify({ sender, senderFrame }) {
      if (senderFrame !== sender.mainFrame) return null;
      for (const [name, window] of open)
        if (!window.isDestroyed() && window.webContents === sender)
          return senderFrame.url.startsWith(`${APP_ORIGIN}/${name}/`) ? name : null;
      return null;
    },
    *targets() {
      for (const [name, window] of open)
        if (!window.isDestroyed())
          yield { window: name, send: (channel, payload) => window.webContents.send(channel, payload) };
    },
  };
}
