/** What the popup and the card are placed by: the displays, the icon, and the pointer on it. */
import type { Platform } from '../tray/tray-images.js';
import type { Placement, Point, Rect, Screen } from './popup-position.js';
import type { LocatePointer } from './pointer.js';

/** A placement without the size of the window. */
export type Place = Omit<Placement, 'size'>;

export interface Anchor {
  /** The icon was clicked, so it is where the pointer is. */
  clicked(): void;
  /** Calls back once the pointer's place is known: at once, or a moment later. */
  locate(use: (place: Place) => void): void;
  /** As last located, with the current displays. */
  last(): Place;
  /** False if the system does not tell the icon's place (Linux). */
  pointerOverIcon(): boolean;
}

export function createAnchor(deps: {
  readonly platform: Platform;
  readonly wayland: boolean;
  /** The part of Electron's `screen` that we use. */
  readonly screen: { getAllDisplays(): Screen[]; getPrimaryDisplay(): Screen; getCursorScreenPoint(): Point };
  readonly pointer: LocatePointer;
  trayBounds(): Rect | null;
}): Anchor {
  const { platform, wayland, screen, pointer } = deps;
  let cursor: Point = { x: 0, y: 0 };
  let clickedAt: Point | null = null;

  const last = (): Place => ({
    screens: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()],
    trayBounds: deps.trayBounds(),
    clickedAt,
    cursor,
    platform,
    wayland,
  });

  return {
    clicked: () =>
      pointer((at) => {
        clickedAt = at;
      }),
    locate: (use) =>
      pointer((at) => {
        cursor = at;
        use(last());
      }),
    last,
    pointerOverIcon() {
      const icon = deps.trayBounds();
      if (!icon || icon.width === 0) return false;
      // Systems that tell where the icon is also tell Electron where the pointer is.
      const { x, y } = screen.getCursorScreenPoint();
      return x >= icon.x && x < icon.x + icon.width && y >= icon.y && y < icon.y + icon.height;
    },
  };
}
