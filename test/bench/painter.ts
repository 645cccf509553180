/**
 * Tells when something is painted. The X server reports every drawing (DAMAGE). After each one that touches the area,
 * the pixels are fetched and compared with the finished picture. The result is the time of the last drawing before they
 * were equal, so neither the fetching nor an incomplete frame counts (docs/adr/0010).
 */
import type { Area } from '../desktop/screen.js';
import type { XScreen } from './x-screen.js';

const LIMIT_MS = 10_000;
/** An area not drawn to for this long is finished. */
const STILL_MS = 300;
/** A blinking caret or a changed minute may differ: one pixel in 200. */
const TOLERANCE = 0.005;

export class NotPaintedError extends Error {}

export class Painter {
  constructor(private readonly x: XScreen) {}

  /**
   * Does something and returns the milliseconds until the area looks like `picture`. @param act returns the time it
   * began
   */
  async time(area: Area, picture: Buffer, act: () => number): Promise<number> {
    if (alike(await this.x.pixels(area), picture))
      throw new NotPaintedError('It looks as expected before anything was done.');
    /** When the area was last drawn to, and how often, to notice the next drawing. */
    const drawing = { at: 0, count: 0, heard: (): void => undefined };
    const stop = this.x.onDamage((damage) => {
      if (!touch(damage.area, area)) return;
      drawing.at = damage.at;
      drawing.count += 1;
      drawing.heard();
    });
    try {
      const began = act();
      let seen = 0;
      for (;;) {
        if (drawing.count === seen) await this.next((run) => (drawing.heard = run), began + LIMIT_MS);
        seen = drawing.count;
        const pixels = await this.x.pixels(area);
        // The server handles drawings and pixel requests in order, so the pixels contain every drawing reported before
        // them.
        if (alike(pixels, picture)) return drawing.at - began;
      }
    } finally {
      stop();
    }
  }

  /** The area's pixels once it has not been drawn to for a while. */
  async settled(area: Area): Promise<Buffer> {
    await new Promise<void>((resolve) => {
      let timer = setTimeout(done, STILL_MS);
      const began = performance.now();
      const stop = this.x.onDamage((damage) => {
        if (!touch(damage.area, area) || isCaret(damage.area) || performance.now() - began > LIMIT_MS) return;
        clearTimeout(timer);
        timer = setTimeout(done, STILL_MS);
      });
      function done(): void {
        stop();
        resolve();
      }
    });
    return this.x.pixels(area);
  }

  private next(wait: (run: () => void) => void, deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new NotPaintedError(`Nothing was painted as expected within ${LIMIT_MS / 1000} s.`)),
        Math.max(0, deadline - performance.now()),
      );
      wait(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const isCaret = ({ width }: Area): boolean => width <= 3;

const touch = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Whether two pictures are equal except for a few pixels. */
export function alike(one: Buffer, other: Buffer): boolean {
  if (one.length !== other.length) return false;
  if (one.equals(other)) return true;
  const ours = new Uint32Array(one.buffer.slice(one.byteOffset, one.byteOffset + one.length));
  const theirs = new Uint32Array(other.buffer.slice(other.byteOffset, other.byteOffset + other.length));
  let different = 0;
  for (const [at, pixel] of ours.entries()) if (pixel !== theirs[at]) different += 1;
  return different <= ours.length * TOLERANCE;
}
