import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDips, x11Pointer, type NativeDisplay, noPointer } from '../../../../electron/desktop/windows/pointer.js';
import type { Point } from '../../../../electron/desktop/windows/popup-position.js';
import { fakeClock } from '../fake-clock.js';
import { startX11Display, type X11Display } from '../x11-display.js';

const display = (
  x: number,
  y: number,
  width: number,
  height: number,
  scaleFactor: number,
  native = { x, y },
): NativeDisplay => ({
  bounds: { x, y, width, height },
  scaleFactor,
  nativeOrigin: native,
});

describe('a point in pixels as a device-independent one', () => {
  it('is the same at scale 1', () => {
    expect(toDips({ x: 1047, y: 774 }, [display(0, 0, 1280, 800, 1)])).toEqual({ x: 1047, y: 774 });
  });

  it('is half of it at scale 2', () => {
    expect(toDips({ x: 2094, y: 1549 }, [display(0, 0, 1280, 800, 2)])).toEqual({ x: 1047, y: 775 });
  });

  it('is counted on its own monitor, from that one’s origin and by its scale', () => {
    const left = display(0, 0, 1920, 1080, 1);
    const right = display(1920, 0, 1280, 800, 2, { x: 1920, y: 0 });
    expect(toDips({ x: 1919, y: 500 }, [left, right])).toEqual({ x: 1919, y: 500 });
    expect(toDips({ x: 1920, y: 500 }, [left, right])).toEqual({ x: 1920, y: 250 });
    expect(toDips({ x: 4000, y: 1500 }, [right, left])).toEqual({ x: 2960, y: 750 });
    const both = [display(0, 0, 960, 540, 2), display(960, 0, 960, 540, 2, { x: 1920, y: 0 })];
    expect(toDips({ x: 2120, y: 100 }, both)).toEqual({ x: 1060, y: 50 });
  });

  it('is counted on the nearest monitor where none shows it, and is what it was where there is none', () => {
    const above = display(0, -1080, 1920, 1080, 1, { x: 0, y: 0 });
    const below = display(0, 0, 1280, 800, 1, { x: 320, y: 1080 });
    expect(toDips({ x: 100, y: 1500 }, [above, below])).toEqual({ x: -220, y: 420 });
    expect(toDips({ x: 3, y: 4 }, [])).toEqual({ x: 3, y: 4 });
  });

  it('is counted on the first of two monitors that show the same', () => {
    const one = display(0, 0, 1920, 1080, 1);
    const same = display(1920, 0, 960, 540, 2, { x: 0, y: 0 });
    expect(toDips({ x: 100, y: 100 }, [one, same])).toEqual({ x: 100, y: 100 });
    expect(toDips({ x: 100, y: 100 }, [same, one])).toEqual({ x: 1970, y: 50 });
  });

  it('lies on the monitor whose pixel it was', () => {
    const scale = fc.constantFrom(1, 1.25, 1.5, 2, 3);
    const pixels = fc.record({
      width: fc.integer({ min: 600, max: 4000 }),
      height: fc.integer({ min: 600, max: 4000 }),
    });
    fc.assert(
      fc.property(scale, scale, pixels, pixels, fc.nat(3999), fc.nat(3999), (one, two, left, right, x, y) => {
        const dips = (size: typeof left, by: number) =>
          [Math.ceil(size.width / by), Math.ceil(size.height / by)] as const;
        const displays = [
          display(0, 0, ...dips(left, one), one, { x: 0, y: 0 }),
          display(dips(left, one)[0], 0, ...dips(right, two), two, { x: left.width, y: 0 }),
        ];
        // A point well within the right monitor.
        const point = { x: left.width + 8 + (x % (right.width - 16)), y: 8 + (y % (right.height - 16)) };
        const { bounds } = displays[1]!;
        const found = toDips(point, displays);
        expect(found.x).toBeGreaterThanOrEqual(bounds.x);
        expect(found.x).toBeLessThanOrEqual(bounds.x + bounds.width);
        expect(found.y).toBeLessThanOrEqual(bounds.height);
      }),
    );
  });
});

/** Where Electron believes the pointer is: where it was when the app started. */
const STALE = { x: 5, y: 5 };

function ask(x11: X11Display | null) {
  const time = fakeClock();
  const locate = x11Pointer({
    env: x11?.env ?? {},
    clock: time.clock,
    screen: { getAllDisplays: () => [display(0, 0, 1280, 800, 2)], getCursorScreenPoint: () => STALE },
  });
  return { time, located: () => new Promise<Point>(locate) };
}

describe('the pointer on an X11 display', () => {
  it('is where the display has it at each question, not where it was first', async () => {
    const x11 = await startX11Display();
    const { located } = ask(x11);
    x11.pointer = { x: 2000, y: 1500 };
    expect(await located()).toEqual({ x: 1000, y: 750 });
    x11.pointer = { x: 20, y: 40 };
    expect(await located()).toEqual({ x: 10, y: 20 });
    expect(x11.visits, 'the conversation stays open').toBe(1);
  });

  it('is asked for once by those who ask at the same time', async () => {
    const x11 = await startX11Display();
    const { located } = ask(x11);
    expect(await Promise.all([located(), located()])).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ]);
    expect(x11.visits).toBe(1);
  });

  it('is what Electron says where no display can be reached, or it refuses', async () => {
    expect(await ask(null).located()).toEqual(STALE);
    const x11 = await startX11Display();
    x11.cookie = Buffer.from('another');
    const { located } = ask(x11);
    expect(await located()).toEqual(STALE);
    x11.cookie = null;
    expect(await located(), 'it is tried again').toEqual({ x: 0, y: 0 });
    x11.sameScreen = false;
    expect(await located()).toEqual(STALE);
  });

  it('is what Electron says where the display hung up or does not answer in time', async () => {
    const x11 = await startX11Display();
    const { located, time } = ask(x11);
    expect(await located()).toEqual({ x: 0, y: 0 });
    x11.silent = true;
    const waiting = located();
    time.pass(150);
    expect(await waiting).toEqual(STALE);
    await x11.close();
    expect(await located()).toEqual(STALE);
  });
});

it('on Wayland nobody is asked where the pointer is, and it counts as being in the corner', () => {
  const told: unknown[] = [];
  noPointer((at) => told.push(at));
  expect(told).toEqual([{ x: 0, y: 0 }]);
});
