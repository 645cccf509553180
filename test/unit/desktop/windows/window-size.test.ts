import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindowSizes } from '../../../../electron/desktop/windows/window-sizes.js';
import { windowSize } from '../../../../electron/desktop/windows/window-size.js';
import { OPENED_WINDOWS, WINDOW_TABLE } from '../../../../electron/ipc/window-table.js';
import { savedInMemory } from '../../settings/doubles.js';

const settings = { size: WINDOW_TABLE.settings.size, smallest: WINDOW_TABLE.settings.opened.smallest };

describe('a window begins', () => {
  it('as large as it is made for where there is room, and as much larger as its content is drawn', () => {
    const large = { width: 1920, height: 1040 };
    expect(windowSize(settings, { workArea: large, zoom: 1, platform: 'win32' })).toEqual({
      width: 720,
      height: 560,
      minWidth: 480,
      minHeight: 400,
    });
    expect(windowSize(settings, { workArea: large, zoom: 1.5, platform: 'win32' })).toMatchObject({
      width: 1080,
      height: 840,
      minWidth: 480,
    });
  });

  it('wholly on a small screen, its title bar included', () => {
    // 800×600 with a panel of 26 pixels.
    const small = { width: 800, height: 574 };
    expect(windowSize(settings, { workArea: small, zoom: 1, platform: 'linux' })).toMatchObject({
      width: 720,
      height: 534,
    });
    // The same screen at twice the scale: half as many pixels, each twice as large.
    expect(windowSize(settings, { workArea: { width: 400, height: 287 }, zoom: 1, platform: 'linux' })).toEqual({
      width: 400,
      height: 247,
      minWidth: 400,
      minHeight: 247,
    });
  });

  it('never larger than its display, whichever window, display and zoom', () => {
    const length = fc.integer({ min: 120, max: 8000 });
    const zoom = fc.integer({ min: 50, max: 300 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(
        fc.constantFrom(...OPENED_WINDOWS),
        fc.record({ width: length, height: length }),
        zoom,
        fc.constantFrom('linux', 'win32', 'darwin'),
        (name, workArea, factor, platform) => {
          const { size, opened } = WINDOW_TABLE[name];
          const made = windowSize({ size, smallest: opened.smallest }, { workArea, zoom: factor, platform });
          expect(made.width).toBeLessThanOrEqual(workArea.width);
          expect(made.height).toBeLessThanOrEqual(workArea.height);
          expect(made.minWidth).toBeLessThanOrEqual(workArea.width);
          expect(made.minHeight).toBeLessThanOrEqual(workArea.height);
        },
      ),
    );
  });
});

describe('a window that a person made larger', () => {
  it('is as large the next time, also after a restart, and shows as much at another zoom', () => {
    const file = savedInMemory();
    createWindowSizes(() => file).left('settings', { width: 1200, height: 900 }, 1.5);
    expect(createWindowSizes(() => file).get('settings')).toEqual({ width: 800, height: 600 });
    expect(createWindowSizes(() => file).get('day')).toBeNull();
  });

  it('begins as usual where the file says nonsense', () => {
    const file = savedInMemory();
    file.write({ settings: { width: 'wide', height: 3 }, day: null, __proto__: { width: 1, height: 1 } });
    const sizes = createWindowSizes(() => file);
    expect([sizes.get('settings'), sizes.get('day')]).toEqual([null, null]);
  });
});
