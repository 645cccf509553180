/**
 * Where the pointer is. On X11 the display itself is asked, because Electron's answer has not moved since 29
 * (electron/electron#42519).
 */
import type { Clock } from '../../ports.js';
import { connectX11, pointerRequest, type X11Connection, type X11Env } from '../system/x11.js';
import type { Point, Rect } from './popup-position.js';

/**
 * Calls back with the pointer's place, in device-independent pixels: at once if Electron knows it, on X11 once the
 * display has answered.
 */
export type LocatePointer = (use: (pointer: Point) => void) => void;

/** The part of Electron's `Display` that a conversion needs. */
export interface NativeDisplay {
  readonly bounds: Rect;
  /** Pixels per device-independent pixel. */
  readonly scaleFactor: number;
  /** Its origin in pixels. */
  readonly nativeOrigin: Point;
}

/** The part of Electron's `screen` that we use. */
export interface PointerScreen {
  getAllDisplays(): readonly NativeDisplay[];
  getCursorScreenPoint(): Point;
}

export const electronPointer =
  (screen: PointerScreen): LocatePointer =>
  (use) =>
    use(screen.getCursorScreenPoint());

/**
 * Wayland tells nobody where the pointer is, and places the windows itself. Electron is not asked: where the app has no
 * window yet, its answer is a crash (WaylandScreen::GetCursorScreenPoint).
 */
export const noPointer: LocatePointer = (use) => use({ x: 0, y: 0 });

/** A point's distance from a display, in pixels. 0: it is on it. */
function distance({ bounds, scaleFactor, nativeOrigin }: NativeDisplay, { x, y }: Point): number {
  const past = (at: number, start: number, length: number): number =>
    Math.max(start - at, 0, at - (start + length * scaleFactor - 1));
  return Math.hypot(past(x, nativeOrigin.x, bounds.width), past(y, nativeOrigin.y, bounds.height));
}

/** Converts pixels to device-independent ones, by the scale of the display that shows the point. */
export function toDips(point: Point, displays: readonly NativeDisplay[]): Point {
  const [first, ...others] = displays;
  if (first === undefined) return point;
  const on = others.reduce((best, each) => (distance(each, point) < distance(best, point) ? each : best), first);
  return {
    x: Math.round(on.bounds.x + (point.x - on.nativeOrigin.x) / on.scaleFactor),
    y: Math.round(on.bounds.y + (point.y - on.nativeOrigin.y) / on.scaleFactor),
  };
}

/** A working display answers within a millisecond. A person is waiting for the popup. */
const PATIENCE_MS = 150;

/**
 * Asks the X11 display. The connection stays open, because opening it takes longer than the question. If the display
 * cannot be reached, refuses or is too slow, Electron's own answer is used.
 */
export function x11Pointer(deps: {
  readonly env: X11Env;
  readonly screen: PointerScreen;
  readonly clock: Clock;
}): LocatePointer {
  const { env, screen, clock } = deps;
  let connection: Promise<X11Connection> | null = null;
  let asked: Promise<Point> | null = null;

  const ask = async (): Promise<Point> => {
    try {
      connection ??= connectX11(env);
      const x11 = await connection;
      const reply = await x11.ask(pointerRequest(x11.root));
      if (reply[1] !== 1) throw new Error('the pointer is on another screen of the display');
      return toDips({ x: reply.readInt16LE(16), y: reply.readInt16LE(18) }, screen.getAllDisplays());
    } catch (error) {
      const broken = connection;
      connection = null;
      void broken?.then(
        (x11) => x11.close(),
        () => undefined,
      );
      throw error;
    } finally {
      asked = null;
    }
  };

  return (use) => {
    let told = false;
    const tell = (pointer: Point): void => {
      if (told) return;
      told = true;
      cancel();
      use(pointer);
    };
    const electronsOwn = (): void => tell(screen.getCursorScreenPoint());
    const cancel = clock.after(PATIENCE_MS, electronsOwn);
    asked ??= ask();
    asked.then(tell, electronsOwn);
  };
}
