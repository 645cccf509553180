import { describe, expect, it } from 'vitest';
import { cardWindowOptions, createCardWindow } from '../../../../electron/desktop/windows/card-window.js';
import { fakeClock } from '../fake-clock.js';

const desk = { x: 0, y: 0, width: 1920, height: 1080 };

function setUp(wayland = false) {
  const calls: string[] = [];
  const time = fakeClock();
  let zoom = 1;
  const card = createCardWindow({
    clock: time.clock,
    makeWindow: () => {
      let destroyed = false;
      calls.push('make');
      return {
        show: () => calls.push('show'),
        showInactive: () => calls.push('show inactive'),
        hide: () => calls.push('hide'),
        focus: () => calls.push('focus'),
        destroy: () => {
          destroyed = true;
          calls.push('destroy');
        },
        isDestroyed: () => destroyed,
        getBounds: () => desk,
        setBounds: ({ x, y, width, height }) => calls.push(`at ${x},${y} ${width}×${height}`),
        setSkipTaskbar: (skip) => calls.push(`skip ${skip}`),
        on: () => undefined,
      };
    },
    zoom: () => zoom,
    wayland,
    anchor: {
      locate: (use) =>
        use({
          screens: [{ bounds: desk, workArea: { ...desk, height: 1040 } }],
          trayBounds: null,
          clickedAt: null,
          cursor: { x: 0, y: 0 },
          platform: 'linux',
          wayland,
        }),
    },
  });
  const zoomTo = (factor: number): void => {
    zoom = factor;
    card.zoomed();
  };
  return { card, calls, time, zoomTo };
}

describe('the card’s window', () => {
  it('is shown at once on Wayland, where its page is drawn only then, and fits it as soon as that knows its height', () => {
    const { card, calls } = setUp(true);
    card.show();
    expect(calls).toEqual(['make', 'at 800,488 320×64', 'show inactive', 'skip true']);
    card.resize(80);
    expect(calls.slice(4)).toEqual(['at 800,480 320×80', 'show inactive', 'skip true']);
  });

  it('comes to the corner of the tray without taking the focus, once its page knows its height', () => {
    const { card, calls } = setUp();
    card.show();
    expect(calls).toEqual(['make']);
    card.resize(80);
    expect(calls.slice(1)).toEqual(['at 1592,952 320×80', 'show inactive', 'skip true']);
    expect(calls).not.toContain('focus');
    expect(cardWindowOptions('Presence Tray', '#fff')).toMatchObject({ focusable: false, skipTaskbar: true });
  });

  it('grows with what it shows when that is drawn larger, and stays away while nobody asked for it', () => {
    const { card, calls, zoomTo } = setUp();
    zoomTo(1.25);
    expect(calls).toEqual([]);
    card.show();
    card.resize(80);
    expect(calls[1]).toBe('at 1512,932 400×100');
    zoomTo(1);
    expect(calls).toContain('at 1592,952 320×80');
    card.hide();
    calls.length = 0;
    zoomTo(2);
    expect(calls).toEqual([]);
  });

  it('does not come any more if it was put away while its page loaded', () => {
    const { card, calls } = setUp();
    card.show();
    card.hide();
    card.resize(80);
    expect(calls).not.toContain('show inactive');
  });

  it('comes again at once, and is freed when it was not needed for a while', () => {
    const { card, calls, time } = setUp();
    card.show();
    card.resize(80);
    card.hide();
    time.pass(30_000);
    calls.length = 0;
    card.show();
    expect(calls).toEqual(['at 1592,952 320×80', 'show inactive', 'skip true']);
    time.pass(600_000);
    expect(calls).not.toContain('destroy');
    card.hide();
    time.pass(60_000);
    expect(calls.at(-1)).toBe('destroy');
    card.show();
    expect(calls.at(-1)).toBe('make');
  });
});
