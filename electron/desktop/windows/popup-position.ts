/**
 * Where the popup and the card are on the screen. All lengths are device-independent pixels, as in Electron's `screen`.
 */
import type { Platform } from '../tray/tray-images.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Point, Size {}

/** The part of Electron's `Display` that we use. */
export interface Screen {
  readonly bounds: Rect;
  /** Without taskbar, dock and panels. Equal to `bounds` if they hide themselves. */
  readonly workArea: Rect;
}

export interface Placement {
  readonly screens: readonly [Screen, ...Screen[]];
  /** `Tray.getBounds()`. All zeros on Linux. */
  readonly trayBounds: Rect | null;
  /** Where the pointer was when the icon was last clicked. Null: it never was. */
  readonly clickedAt: Point | null;
  /** The pointer's place, which chooses the display for a popup that no click on the icon opened. */
  readonly cursor: Point;
  readonly size: Size;
  readonly platform: Platform;
  /** Wayland lets no program place its windows and tells none where the pointer is. Centred is the best possible. */
  readonly wayland: boolean;
}

/** Space between popup and icon, and between popup and the screen's edges. */
const GAP = 8;

type Edge = 'top' | 'bottom' | 'left' | 'right';
const EDGES = ['bottom', 'top', 'right', 'left'] as const;

/**
 * Beside the icon, on its display, on the side away from the taskbar, inside the work area. Cut to fit if necessary.
 */
export function placePopup(placement: Placement): Rect {
  const { size, screens, trayBounds, clickedAt, wayland } = placement;
  if (wayland) return centred(screens[0].workArea, size);
  const anchor = anchorOf(screens, trayBounds, clickedAt);
  if (!anchor) return placeInCorner(placement);

  const screen = screenAt(screens, centre(anchor));
  const edge = taskbarEdge(screen, centre(anchor));
  const { width, height } = fitting(screen.workArea, size);
  const middle = centre(anchor);
  const across = { x: middle.x - width / 2, y: middle.y - height / 2 };
  const wanted: Point = {
    bottom: { x: across.x, y: anchor.y - height - GAP },
    top: { x: across.x, y: anchor.y + anchor.height + GAP },
    right: { x: anchor.x - width - GAP, y: across.y },
    left: { x: anchor.x + anchor.width + GAP, y: across.y },
  }[edge];
  return inside(screen.workArea, { ...wanted, width, height });
}

/**
 * For what no click asked for: in the corner where the tray usually is, on the icon's display if known, else on the
 * pointer's.
 */
export function placeInCorner(placement: Placement): Rect {
  const { size, screens, trayBounds, clickedAt, cursor, platform, wayland } = placement;
  if (wayland) return centred(screens[0].workArea, size);
  const anchor = anchorOf(screens, trayBounds, clickedAt);
  const screen = screenAt(screens, anchor ? centre(anchor) : cursor);
  const { workArea } = screen;
  const { width, height } = fitting(workArea, size);
  const edge = anchor ? taskbarEdge(screen, centre(anchor)) : platform === 'darwin' ? 'top' : widestInset(screen);
  return inside(workArea, {
    x: edge === 'left' ? workArea.x : workArea.x + workArea.width,
    y: edge === 'top' ? workArea.y : workArea.y + workArea.height,
    width,
    height,
  });
}

/** The icon, if its place is known and still on a display, since displays come and go. */
function anchorOf(screens: readonly Screen[], trayBounds: Rect | null, clickedAt: Point | null): Rect | null {
  if (trayBounds && trayBounds.width > 0 && trayBounds.height > 0 && onAny(screens, centre(trayBounds)))
    return trayBounds;
  return clickedAt && onAny(screens, clickedAt) ? { ...clickedAt, width: 0, height: 0 } : null;
}

const centre = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });

const contains = (area: Rect, { x, y }: Point): boolean =>
  x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;

const onAny = (screens: readonly Screen[], point: Point): boolean =>
  screens.some(({ bounds }) => contains(bounds, point));

function distance(area: Rect, { x, y }: Point): number {
  const dx = Math.max(area.x - x, 0, x - (area.x + area.width));
  const dy = Math.max(area.y - y, 0, y - (area.y + area.height));
  return Math.hypot(dx, dy);
}

function screenAt(screens: readonly [Screen, ...Screen[]], point: Point): Screen {
  return screens.reduce((best, each) => (distance(each.bounds, point) < distance(best.bounds, point) ? each : best));
}

/** The distance of `inner` from each side of `outer`. */
const insets = (outer: Rect, inner: Rect): Record<Edge, number> => ({
  top: inner.y - outer.y,
  bottom: outer.y + outer.height - (inner.y + inner.height),
  left: inner.x - outer.x,
  right: outer.x + outer.width - (inner.x + inner.width),
});

const least = (edges: readonly Edge[], measure: Record<Edge, number>): Edge =>
  edges.reduce((best, edge) => (measure[edge] < measure[best] ? edge : best));

/**
 * The edge of the icon's taskbar. An icon outside the work area is in the taskbar. One inside (Windows' overflow, a
 * taskbar that hides itself) belongs to the nearest edge that has a bar, else to the nearest edge.
 */
function taskbarEdge({ bounds, workArea }: Screen, icon: Point): Edge {
  const point: Rect = { ...icon, width: 0, height: 0 };
  const toWorkArea = insets(workArea, point);
  const outside = EDGES.filter((edge) => toWorkArea[edge] < 0);
  if (outside.length > 0) return least(outside, toWorkArea);
  const bars = insets(bounds, workArea);
  const withBar = EDGES.filter((edge) => bars[edge] > 0);
  return least(withBar.length > 0 ? withBar : EDGES, insets(bounds, point));
}

/** The edge with the widest bar. The bottom if there is none. */
function widestInset({ bounds, workArea }: Screen): Edge {
  const bars = insets(bounds, workArea);
  return EDGES.reduce((best, edge) => (bars[edge] > bars[best] ? edge : best));
}

const fitting = (area: Rect, { width, height }: Size): Size => ({
  width: Math.min(width, area.width),
  height: Math.min(height, area.height),
});

const clamp = (value: number, least: number, most: number): number =>
  Math.round(Math.min(Math.max(value, least), most));

/** Keeps the gap to the work area's edges if there is room. */
function inside(area: Rect, rect: Rect): Rect {
  const along = (start: number, room: number, length: number, wanted: number): number => {
    const gap = Math.min(GAP, Math.floor((room - length) / 2));
    return clamp(wanted, start + gap, start + room - length - gap);
  };
  return {
    x: along(area.x, area.width, rect.width, rect.x),
    y: along(area.y, area.height, rect.height, rect.y),
    width: rect.width,
    height: rect.height,
  };
}

function centred(area: Rect, size: Size): Rect {
  const { width, height } = fitting(area, size);
  return inside(area, { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height });
}
