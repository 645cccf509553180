import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  placeInCorner,
  placePopup,
  type Placement,
  type Rect,
  type Screen,
} from '../../../../electron/desktop/windows/popup-position.js';

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });
/** A display with a bar of 40 at one edge. */
function screen(bounds: Rect, bar: 'top' | 'bottom' | 'left' | 'right' | 'none'): Screen {
  const { x, y, width, height } = bounds;
  const workArea = {
    none: bounds,
    bottom: rect(x, y, width, height - 40),
    top: rect(x, y + 40, width, height - 40),
    left: rect(x + 40, y, width - 40, height),
    right: rect(x, y, width - 40, height),
  }[bar];
  return { bounds, workArea };
}
const fullHd = rect(0, 0, 1920, 1080);
const popup = { width: 360, height: 480 };
const place = (change: Partial<Placement>) =>
  placePopup({
    screens: [screen(fullHd, 'bottom')],
    trayBounds: null,
    clickedAt: null,
    cursor: { x: 5, y: 5 },
    size: popup,
    platform: 'win32',
    wayland: false,
    ...change,
  });

describe('the popup stands at the icon', () => {
  it.each([
    ['bottom', rect(1700, 1048, 24, 24), rect(1532, 552, 360, 480)],
    ['top', rect(1700, 8, 24, 24), rect(1532, 48, 360, 480)],
    ['left', rect(8, 900, 24, 24), rect(48, 592, 360, 480)],
    ['right', rect(1888, 900, 24, 24), rect(1512, 592, 360, 480)],
  ] as const)('with the taskbar at the %s', (bar, trayBounds, expected) => {
    expect(place({ screens: [screen(fullHd, bar)], trayBounds })).toEqual(expected);
  });

  it('beside an icon that reaches beyond its taskbar, or lies on the desktop', () => {
    const at = (bar: 'top' | 'left', trayBounds: Rect) => place({ screens: [screen(fullHd, bar)], trayBounds });
    expect(at('top', rect(1700, 8, 24, 60))).toEqual(rect(1532, 76, 360, 480));
    expect(at('left', rect(8, 900, 60, 24)).x).toBe(76);
    expect(at('top', rect(1000, 100, 24, 24)).y).toBe(132);
    expect(at('left', rect(100, 500, 24, 24)).x).toBe(132);
  });

  it('at a click on the very edge of the display, which belongs to it only left and above', () => {
    const click = (x: number, y: number) => {
      const placed = place({ clickedAt: { x, y } });
      return [placed.x, placed.y];
    };
    const corner = [1552, 552];
    expect(click(1000, 0)).toEqual([820, 8]);
    expect(click(0, 1030)).toEqual([8, 542]);
    expect(click(1000, 1080)).toEqual(corner);
    expect(click(1920, 500)).toEqual(corner);
  });

  it('on a display without a taskbar, wherever it lies, away from the edge that is next', () => {
    const below = screen(rect(0, 1080, 1920, 1080), 'none');
    const beside = screen(rect(1920, 0, 1920, 1080), 'none');
    const at = (other: Screen, trayBounds: Rect) => place({ screens: [screen(fullHd, 'bottom'), other], trayBounds });
    expect(at(below, rect(1700, 2128, 24, 24))).toEqual(rect(1532, 1640, 360, 480));
    expect(at(beside, rect(3808, 500, 24, 24))).toEqual(rect(3440, 272, 360, 480));
  });

  it('with a taskbar that hides itself', () => {
    expect(place({ screens: [screen(fullHd, 'none')], trayBounds: rect(1700, 1048, 24, 24) })).toEqual(
      rect(1532, 560, 360, 480),
    );
    expect(place({ screens: [screen(fullHd, 'none')], trayBounds: rect(1888, 500, 24, 24) }).x).toBe(1520);
  });

  it("above the taskbar when the icon lies in Windows' overflow, not beside it", () => {
    const { y } = place({ trayBounds: rect(1880, 930, 24, 24) });
    expect(y + popup.height).toBe(922);
  });

  it('at the point of the click where the icon has no bounds (Linux)', () => {
    const placed = place({ trayBounds: rect(0, 0, 0, 0), clickedAt: { x: 1000, y: 1060 }, platform: 'linux' });
    expect(placed).toEqual(rect(820, 552, 360, 480));
  });

  it('on the display of the icon, also left of and above the first one', () => {
    const left = screen(rect(-1280, -200, 1280, 1024), 'top');
    const placed = place({ screens: [screen(fullHd, 'bottom'), left], trayBounds: rect(-300, -190, 24, 24) });
    expect(placed).toEqual(rect(-468, -152, 360, 480));
  });

  it('on the display of the icon among displays of other scale', () => {
    const fourK = screen(rect(1920, 0, 1536, 864), 'bottom');
    const { x } = place({ screens: [screen(fullHd, 'bottom'), fourK], trayBounds: rect(3300, 830, 16, 16) });
    expect(x).toBe(3456 - 360 - 8);
  });

  it('cut to the work area where the screen is low', () => {
    const low = screen(rect(0, 0, 800, 400), 'bottom');
    expect(place({ screens: [low], trayBounds: rect(700, 370, 16, 16) })).toMatchObject({ y: 0, height: 360 });
  });

  it('where it last was, when a hotkey opens it, unless that display is gone', () => {
    const clickedAt = { x: 2500, y: 20 };
    const second = screen(rect(1920, 0, 1280, 1024), 'top');
    expect(place({ screens: [screen(fullHd, 'bottom'), second], clickedAt })).toMatchObject({ x: 2320, y: 48 });
    expect(place({ clickedAt })).toMatchObject({ x: 1920 - 368, y: 1040 - 488 });
  });

  it('in the corner of the pointer’s display where no icon was ever clicked', () => {
    const second = screen(rect(1920, 0, 1280, 1024), 'top');
    const screens = [screen(fullHd, 'bottom'), second] as const;
    expect(place({ screens: [...screens], cursor: { x: 2000, y: 500 } })).toMatchObject({ x: 3200 - 368, y: 48 });
    expect(place({ platform: 'darwin' })).toMatchObject({ x: 1920 - 368, y: 8 });
    expect(place({ screens: [screen(fullHd, 'none')] })).toMatchObject({ x: 1920 - 368, y: 1080 - 488 });
  });

  it('centred on Wayland, which tells no program where anything is', () => {
    expect(place({ wayland: true, trayBounds: rect(1700, 1048, 24, 24) })).toEqual(rect(780, 280, 360, 480));
  });
});

const screens = fc
  .array(
    fc.record({
      width: fc.integer({ min: 320, max: 3840 }),
      height: fc.integer({ min: 200, max: 2160 }),
      y: fc.integer({ min: -2000, max: 2000 }),
      bar: fc.constantFrom('top', 'bottom', 'left', 'right', 'none'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((list) =>
    fc.integer({ min: -4000, max: 0 }).map((start): [Screen, ...Screen[]] => {
      let x = start;
      const [first, ...rest] = list.map(({ width, height, y, bar }) => {
        const made = screen(rect(x, y, width, height), bar);
        x += width;
        return made;
      });
      return [first!, ...rest];
    }),
  );
const point = fc.record({ x: fc.integer({ min: -6000, max: 12000 }), y: fc.integer({ min: -6000, max: 6000 }) });
const placements = fc.record({
  screens,
  trayBounds: fc.option(
    fc.record({
      x: fc.integer({ min: -6000, max: 12000 }),
      y: fc.integer({ min: -6000, max: 6000 }),
      width: fc.integer({ min: 0, max: 40 }),
      height: fc.integer({ min: 0, max: 40 }),
    }),
  ),
  clickedAt: fc.option(point),
  cursor: point,
  size: fc.record({ width: fc.integer({ min: 200, max: 500 }), height: fc.integer({ min: 40, max: 900 }) }),
  platform: fc.constantFrom('linux' as const, 'darwin' as const, 'win32' as const),
  wayland: fc.boolean(),
});

const within = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe('whatever the displays', () => {
  it('popup and card lie wholly inside one work area, at whole pixels, as large as there is room', () => {
    fc.assert(
      fc.property(placements, (placement) => {
        for (const placed of [placePopup(placement), placeInCorner(placement)]) {
          const home = placement.screens.find(({ workArea }) => within(workArea, placed));
          expect(home).toBeDefined();
          expect(placed.width).toBe(Math.min(placement.size.width, home!.workArea.width));
          expect([placed.x, placed.y].every(Number.isInteger)).toBe(true);
        }
      }),
    );
  });

  it('the popup lies on the display of the icon and does not cover an icon in the taskbar', () => {
    const icons = placements
      .filter(({ wayland }) => !wayland)
      .chain((placement) =>
        fc
          .record({
            index: fc.nat(placement.screens.length - 1),
            across: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
          })
          .map(({ index, across }) => ({ placement, home: placement.screens[index]!, across })),
      );
    fc.assert(
      fc.property(icons, ({ placement, home, across }) => {
        const { bounds, workArea } = home;
        fc.pre(workArea !== bounds && workArea.width >= 600 && workArea.height >= 300);
        const along = { x: bounds.x + across * bounds.width, y: bounds.y + across * bounds.height };
        const horizontal = workArea.width === bounds.width;
        const start = horizontal ? workArea.y === bounds.y : workArea.x === bounds.x;
        const icon = horizontal
          ? rect(along.x - 8, start ? bounds.y + bounds.height - 28 : bounds.y + 12, 16, 16)
          : rect(start ? bounds.x + bounds.width - 28 : bounds.x + 12, along.y - 8, 16, 16);
        const placed = placePopup({ ...placement, trayBounds: icon });
        expect(within(workArea, placed)).toBe(true);
        const apart =
          placed.x + placed.width <= icon.x ||
          icon.x + icon.width <= placed.x ||
          placed.y + placed.height <= icon.y ||
          icon.y + icon.height <= placed.y;
        expect(apart).toBe(true);
      }),
    );
  });
});
