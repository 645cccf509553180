/** Opens the windows of the window table, each once and at the place last asked for. */
import type { WindowPlace } from '../../ipc/contract/app.js';
import type { Source } from '../../ipc/subscriptions.js';
import { OPENED_WINDOWS, type OpenedWindow } from '../../ipc/window-table.js';

/** The part of Electron's `BrowserWindow` that we use. */
export interface OpenedWindowPort {
  show(): void;
  focus(): void;
  close(): void;
  once(event: 'closed', listener: () => void): unknown;
  readonly webContents: { once(event: 'did-finish-load', listener: () => void): unknown };
}

export interface WindowOpenerDeps {
  get(window: OpenedWindow): OpenedWindowPort | null;
  /** Makes the hidden window and loads its page. */
  make(window: OpenedWindow): OpenedWindowPort;
}

export interface WindowOpener {
  /** Opens a window or brings it forward, at that place. */
  open(window: OpenedWindow, place: WindowPlace): void;
  /** Closes windows that may no longer be open: somebody signed out, or lost the permission. */
  keep(allowed: readonly OpenedWindow[]): void;
  /** Reopens a window after a crash, at the place last asked for. */
  reopen(window: OpenedWindow): void;
  /** Tells a window's page where it was asked to open, even if that was before the page existed. */
  readonly place: Source<'app:place'>;
}

export function createWindowOpener(deps: WindowOpenerDeps): WindowOpener {
  const asked = new Map<string, WindowPlace>();
  /** Like `asked`, but also after the window is closed. */
  const latest = new Map<string, WindowPlace>();
  const pages = new Map<string, Set<(place: WindowPlace) => void>>();

  const show = (window: OpenedWindowPort): void => {
    window.show();
    window.focus();
  };

  const open = (name: OpenedWindow, place: WindowPlace): void => {
    asked.set(name, place);
    latest.set(name, place);
    const there = deps.get(name);
    if (there !== null) {
      for (const tell of pages.get(name) ?? []) tell(place);
      show(there);
      return;
    }
    const made = deps.make(name);
    made.once('closed', () => asked.delete(name));
    made.webContents.once('did-finish-load', () => show(made));
  };

  return {
    open,
    keep(allowed) {
      for (const name of OPENED_WINDOWS) if (!allowed.includes(name)) deps.get(name)?.close();
    },
    reopen: (name) => open(name, latest.get(name) ?? { section: null, definitionId: null }),
    place(_params, follower, from) {
      const tell = (place: WindowPlace): void => follower.snapshot(place);
      const others = pages.get(from) ?? new Set();
      pages.set(from, others.add(tell));
      const place = asked.get(from);
      if (place !== undefined) tell(place);
      return () => others.delete(tell);
    },
  };
}
