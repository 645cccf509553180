/** The card's window: at the tray's corner, above the others, never in the task list, and never focused. */
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Cancel, Clock } from '../../ports.js';
import type { Anchor } from './anchor.js';
import { placeInCorner } from './popup-position.js';
import type { WindowPort } from './popup-window.js';

/** In CSS pixels, as the two below. */
export const CARD_WIDTH = 320;
const LOWEST = 40;
/** With one line beneath the presence. */
const USUAL = 64;
const TALLEST = 240;
/** The card is rare, so its renderer ends soon afterwards. */
const KEPT_FOR_MS = 60_000;

export function cardWindowOptions(title: string, background: string): BrowserWindowConstructorOptions {
  return {
    title,
    width: CARD_WIDTH,
    height: 96,
    frame: false,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    // A window that cannot be focused still takes clicks on its buttons, and leaves the keyboard where it is.
    focusable: false,
    backgroundColor: background,
    show: false,
  };
}

export interface CardWindow {
  show(): void;
  hide(): void;
  /** The page reports its content's height, in CSS pixels. Only then is it shown. */
  resize(height: number): void;
  /** The zoom has changed. */
  zoomed(): void;
}

export function createCardWindow(deps: {
  clock: Clock;
  makeWindow(): WindowPort;
  readonly anchor: Pick<Anchor, 'locate'>;
  /** Wayland draws it: its page is drawn only once it is shown (windows.ts), and can say its height only then. */
  readonly wayland: boolean;
  /** How many device-independent pixels a CSS pixel has. */
  zoom(): number;
}): CardWindow {
  let window: WindowPort | null = null;
  const unknown = deps.wayland ? USUAL : null;
  let height: number | null = unknown;
  let wanted = false;
  let cancelFree: Cancel = () => undefined;

  const appear = (): void => {
    if (!wanted || height === null) return;
    deps.anchor.locate((place) => {
      if (!wanted || !window || window.isDestroyed() || height === null) return;
      const zoom = deps.zoom();
      const size = { width: Math.round(CARD_WIDTH * zoom), height: Math.round(height * zoom) };
      window.setBounds(placeInCorner({ ...place, size }));
      window.showInactive();
      window.setSkipTaskbar(true);
    });
  };

  return {
    show() {
      wanted = true;
      cancelFree();
      if (!window || window.isDestroyed()) {
        height = unknown;
        window = deps.makeWindow();
      }
      appear();
    },
    hide() {
      wanted = false;
      if (!window || window.isDestroyed()) return;
      const shown = window;
      shown.hide();
      cancelFree();
      cancelFree = deps.clock.after(KEPT_FOR_MS, () => {
        if (!shown.isDestroyed()) shown.destroy();
      });
    },
    resize(wantedHeight) {
      height = Math.round(Math.min(Math.max(wantedHeight, LOWEST), TALLEST));
      appear();
    },
    zoomed: appear,
  };
}
