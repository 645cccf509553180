/** Applies the decisions of popup-toggle.ts and popup-position.ts to the popup's window. */
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Cancel, Clock } from '../../ports.js';
import type { Anchor } from './anchor.js';
import { placePopup, type Rect } from './popup-position.js';
import { nextPopup, POPUP_CLOSED, type PopupEvent } from './popup-toggle.js';

/** The part of Electron's `BrowserWindow` that we use. */
export interface WindowPort {
  show(): void;
  showInactive(): void;
  hide(): void;
  focus(): void;
  destroy(): void;
  isDestroyed(): boolean;
  setBounds(bounds: Rect): void;
  setSkipTaskbar(skip: boolean): void;
  getBounds(): Rect;
  on(event: 'blur' | 'closed' | 'move', listener: () => void): unknown;
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
}

export interface PopupDeps {
  readonly clock: Clock;
  readonly anchor: Anchor;
  /** Makes the hidden window and loads its page. */
  makeWindow(asWindow: boolean): WindowPort;
  /** Tells the page that it was opened. */
  sendOpened(opened: { focusMessage: boolean }): void;
  /** Whether it is an ordinary small window with a frame: on Wayland, and if no tray shows the icon. */
  asWindow(): boolean;
  /** Device-independent pixels per CSS pixel. */
  zoom(): number;
  /** How long the hidden window is kept. 0: forever. */
  freeAfterMs(): number;
  /** Linux: calls when the icon's menu opens while the popup is open. Other systems report it themselves. */
  watchMenu?(opened: () => void): Cancel;
}

export interface Popup {
  /** The icon was clicked. */
  trayClicked(): void;
  menuOpened(): void;
  /** From a hotkey or the command line. */
  toggle(): void;
  open(opened?: { focusMessage: boolean }): void;
  close(): void;
  /** The page reports its content's height, in CSS pixels. The first report also means that it is ready to be seen. */
  resize(height: number): void;
  /** The zoom has changed. */
  zoomed(): void;
  /** Whether the page holds a begun message. What a person typed must not be freed with the window. */
  draft(begun: boolean): void;
  /** Makes the window before its first use, so that it opens in one frame. */
  warm(): void;
  isOpen(): boolean;
  /** Its window crashed. If it was open, another one is made and shown. */
  reopen(): void;
  /** The app ends, so the window may really close now. */
  destroy(): void;
}

/** In CSS pixels, as the two below. */
export const POPUP_WIDTH = 360;
const TALLEST = 560;
const LOWEST = 40;
/** The popup is painted before anything else starts. */
const MENU_WATCHED_AFTER_MS = 250;
/** A window manager that moves new windows does so at once. */
const MOVED_BY_MANAGER_MS = 500;
/** Device-independent pixels may change slightly when set and read back. */
const ROUNDING = 1;
/** A page that has not reported its height by then is shown anyway. */
const PAGE_READY_WITHIN_MS = 2_000;

/**
 * The window's options.
 * @param background the theme's, so that nothing flashes before the first frame
 */
export function popupWindowOptions(
  asWindow: boolean,
  title: string,
  background: string,
  platform: NodeJS.Platform = process.platform,
): BrowserWindowConstructorOptions {
  return {
    title,
    width: POPUP_WIDTH,
    height: TALLEST,
    useContentSize: asWindow,
    frame: asWindow,
    resizable: false,
    maximizable: false,
    minimizable: asWindow,
    fullscreenable: false,
    skipTaskbar: !asWindow,
    alwaysOnTop: !asWindow,
    // X11 forgets "skip the task list" each time the window is hidden (seen with xfwm4). A toolbar is never in the
    // list.
    ...(platform === 'linux' && !asWindow ? { type: 'toolbar' } : {}),
    backgroundColor: background,
    show: false,
  };
}

interface Held {
  readonly window: WindowPort;
  readonly asWindow: boolean;
  /** It may be shown. */
  ready: boolean;
  /** Its page has said how tall it is: it is there, and can be seen. */
  measured: boolean;
  /** The page holds a message that somebody has begun. */
  draft: boolean;
}

export function createPopup(deps: PopupDeps): Popup {
  const { clock, anchor } = deps;
  let state = POPUP_CLOSED;
  let held: Held | null = null;
  let height = TALLEST;
  /**
   * Counts how often it was shown, and whether its place is known this time: on X11 the pointer's place takes a moment.
   */
  let shown = 0;
  let located = false;
  /** When it was shown, until it was moved back once. */
  let appearedAt = -Infinity;
  let opened = { focusMessage: false };
  let cancelFree: Cancel = () => undefined;
  let cancelWait: Cancel = () => undefined;
  let cancelMenu: Cancel = () => undefined;
  let ending = false;

  const make = (): Held => {
    const asWindow = deps.asWindow();
    if (held && !held.window.isDestroyed() && held.asWindow === asWindow) return held;
    const before = held;
    held = null;
    before?.window.destroy();
    // Wayland maps a window with its first frame by itself, and pages are drawn there only once they are shown
    // (windows.ts).
    const ready = anchor.last().wayland;
    const made: Held = { window: deps.makeWindow(asWindow), asWindow, ready, measured: false, draft: false };
    made.window.on('blur', () => {
      if (held === made && !asWindow) step({ type: 'blur', at: clock.monotonic(), overIcon: anchor.pointerOverIcon() });
    });
    if (!asWindow) made.window.on('move', () => held === made && putBack(made.window));
    made.window.on('close', (event) => {
      if (ending) return;
      event.preventDefault();
      step({ type: 'close', at: clock.monotonic() });
    });
    made.window.on('closed', () => {
      if (held === made) held = null;
    });
    held = made;
    return made;
  };

  const bounds = (): Rect => {
    const zoom = deps.zoom();
    const size = { width: Math.round(POPUP_WIDTH * zoom), height: Math.round(height * zoom) };
    return placePopup({ ...anchor.last(), size });
  };
  const put = (window: WindowPort): void => window.setBounds(bounds());

  /**
   * i3 moves a window by the size of a frame each time it shows it, although it draws none. A later move is the
   * person's.
   */
  const putBack = (window: WindowPort): void => {
    if (!state.open || anchor.last().wayland || clock.monotonic() - appearedAt > MOVED_BY_MANAGER_MS) return;
    const [is, wanted] = [window.getBounds(), bounds()];
    if (Math.max(Math.abs(is.x - wanted.x), Math.abs(is.y - wanted.y)) <= ROUNDING) return;
    appearedAt = -Infinity;
    window.setBounds(wanted);
  };

  /** Shows it once it is open, its page has reported its height, and its place is known. */
  const appear = (): void => {
    if (!state.open || held?.ready !== true || !located) return;
    const { window, asWindow } = held;
    put(window);
    appearedAt = clock.monotonic();
    window.show();
    window.focus();
    // Linux window managers forget it whenever the window was hidden.
    window.setSkipTaskbar(!asWindow);
    deps.sendOpened(opened);
    if (!asWindow) watchMenu();
  };

  const watchMenu = (): void => {
    cancelMenu();
    cancelMenu = clock.after(MENU_WATCHED_AFTER_MS, () => {
      cancelMenu = deps.watchMenu?.(() => step({ type: 'menuOpen', at: clock.monotonic() })) ?? cancelMenu;
    });
  };

  const show = (): void => {
    cancelFree();
    cancelWait();
    const target = make();
    const time = (shown += 1);
    located = false;
    anchor.locate(() => {
      if (time !== shown) return;
      located = true;
      appear();
    });
    if (!target.ready) cancelWait = clock.after(PAGE_READY_WITHIN_MS, () => ready(target));
  };

  const ready = (target: Held): void => {
    if (target.ready || held !== target) return;
    target.ready = true;
    cancelWait();
    appear();
  };

  const hide = (): void => {
    cancelWait();
    cancelMenu();
    held?.window.hide();
    scheduleFree();
  };

  const scheduleFree = (): void => {
    cancelFree();
    const after = deps.freeAfterMs();
    if (after > 0)
      cancelFree = clock.after(after, () => {
        if (!state.open && held?.draft === false) held.window.destroy();
      });
  };

  const step = (event: PopupEvent): void => {
    const next = nextPopup(state, event);
    ({ state } = next);
    if (next.effect === 'show') show();
    if (next.effect === 'hide') hide();
    // It has to become a window, or stop being one.
    if (next.effect === 'focus' && held?.asWindow !== deps.asWindow()) show();
    else if (next.effect === 'focus' && held?.ready && located) {
      held.window.show();
      held.window.focus();
    }
  };
  const at = (): number => clock.monotonic();

  return {
    trayClicked() {
      anchor.clicked();
      opened = { focusMessage: false };
      step({ type: 'trayClick', at: at() });
    },
    menuOpened: () => step({ type: 'menuOpen', at: at() }),
    toggle() {
      opened = { focusMessage: false };
      step({ type: 'toggle', at: at() });
    },
    open(how = { focusMessage: false }) {
      opened = how;
      const wasOpen = state.open;
      step({ type: 'open', at: at() });
      if (wasOpen && held?.ready) deps.sendOpened(opened);
    },
    close: () => step({ type: 'close', at: at() }),
    resize(wanted) {
      height = Math.round(Math.min(Math.max(wanted, LOWEST), TALLEST));
      if (!held) return;
      const early = held.ready && !held.measured;
      held.measured = true;
      if (!held.ready) ready(held);
      else if (state.open && located) {
        put(held.window);
        // Nobody was there to hear it.
        if (early) deps.sendOpened(opened);
      }
    },
    zoomed() {
      if (held?.ready === true && state.open && located) put(held.window);
    },
    draft(begun) {
      if (!held) return;
      held.draft = begun;
      if (!begun && !state.open) scheduleFree();
    },
    warm() {
      // On Wayland a window whose page has come to rest before it is shown never appears.
      // One that is made when it is wanted does.
      if (anchor.last().wayland) return;
      make();
      // The first answer takes longer than later ones.
      anchor.locate(() => undefined);
      scheduleFree();
    },
    isOpen: () => state.open,
    reopen() {
      if (state.open && !ending) show();
    },
    destroy() {
      ending = true;
      cancelFree();
      cancelWait();
      cancelMenu();
      held?.window.destroy();
    },
  };
}
