import { describe, expect, it, vi } from 'vitest';
import { createAnchor } from '../../../../electron/desktop/windows/anchor.js';
import { createPopup, popupWindowOptions, type WindowPort } from '../../../../electron/desktop/windows/popup-window.js';
import { fakeClock } from '../fake-clock.js';

const desk = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { bounds: desk, workArea: { ...desk, height: 1040 } };

function setUp(change: { asWindow?: boolean; wayland?: boolean; freeAfterMs?: number; slowPointer?: boolean } = {}) {
  const time = fakeClock(10_000);
  const calls: string[] = [];
  const windows: Record<string, (event: { preventDefault(): void }) => void>[] = [];
  let asWindow = change.asWindow ?? false;
  let zoom = 1;
  let cursor = { x: 1000, y: 1060 };
  const questions: (() => void)[] = [];
  const moves: ((x: number, y: number) => void)[] = [];
  const menu = { watched: 0, opened: (): void => undefined };
  const makeWindow = (framed: boolean): WindowPort => {
    const listeners: Record<string, (event: { preventDefault(): void }) => void> = {};
    let destroyed = false;
    let bounds = desk;
    const move = (x: number, y: number): void => {
      bounds = { ...bounds, x, y };
      listeners['move']?.({ preventDefault: () => undefined });
    };
    moves.push(move);
    windows.push(listeners);
    calls.push(framed ? 'make framed' : 'make');
    return {
      show: () => calls.push('show'),
      showInactive: () => calls.push('show inactive'),
      hide: () => calls.push('hide'),
      focus: () => calls.push('focus'),
      destroy: () => {
        destroyed = true;
        calls.push('destroy');
        listeners['closed']?.({ preventDefault: () => undefined });
      },
      isDestroyed: () => destroyed,
      getBounds: () => bounds,
      setBounds: (next) => {
        bounds = next;
        calls.push(`at ${next.x},${next.y} ${next.width}×${next.height}`);
      },
      setSkipTaskbar: (skip) => calls.push(`skip ${skip}`),
      on: (event: string, listener: (event: { preventDefault(): void }) => void) => (listeners[event] = listener),
    };
  };
  const sendOpened = vi.fn();
  const popup = createPopup({
    clock: time.clock,
    anchor: createAnchor({
      platform: 'linux',
      wayland: change.wayland ?? false,
      screen: { getAllDisplays: () => [display], getPrimaryDisplay: () => display, getCursorScreenPoint: () => cursor },
      pointer: (use) => {
        if (change.slowPointer === true) questions.push(() => use(cursor));
        else use(cursor);
      },
      trayBounds: () => ({ x: 0, y: 0, width: 0, height: 0 }),
    }),
    makeWindow,
    sendOpened,
    asWindow: () => asWindow,
    zoom: () => zoom,
    freeAfterMs: () => change.freeAfterMs ?? 0,
    watchMenu: (opened) => {
      menu.opened = opened;
      menu.watched += 1;
      return () => {
        menu.watched = 0;
      };
    },
  });
  return {
    popup,
    menu,
    calls,
    time,
    sendOpened,
    window: (i = windows.length - 1) => windows[i],
    take: () => calls.splice(0),
    moveTo: (x: number, y: number) => (cursor = { x, y }),
    /** The window manager or a person moves the window. */
    move: (x: number, y: number) => moves.at(-1)?.(x, y),
    /** The display answers all questions. */
    answer: () => questions.splice(0).forEach((tell) => tell()),
    loseTray: () => (asWindow = true),
    zoomTo: (factor: number) => {
      zoom = factor;
      popup.zoomed();
    },
  };
}

describe('the popup window', () => {
  it('is placed before it is shown, and out of the task list again after', () => {
    const { popup, take, sendOpened } = setUp();
    popup.warm();
    popup.resize(400);
    expect(take()).toEqual(['make']);
    popup.trayClicked();
    expect(take()).toEqual(['at 820,632 360×400', 'show', 'focus', 'skip true']);
    expect(sendOpened).toHaveBeenCalledWith({ focusMessage: false });
  });

  it('grows with what it shows when that is drawn larger, at once where it is open', () => {
    const { popup, take, zoomTo } = setUp();
    popup.warm();
    popup.resize(400);
    take();
    zoomTo(1.5);
    expect(take()).toEqual([]);
    popup.trayClicked();
    expect(take()[0]).toBe('at 730,432 540×600');
    zoomTo(1);
    expect(take()).toEqual(['at 820,632 360×400']);
    // Larger than the screen: the window stays on the screen, and its content scrolls.
    zoomTo(3);
    expect(take()).toEqual(['at 460,0 1080×1040']);
  });

  it('is shown at once on Wayland, where its page is drawn only then, and told of its opening when that is there', () => {
    const { popup, take, sendOpened } = setUp({ asWindow: true, wayland: true });
    popup.open({ focusMessage: true });
    expect(take()).toEqual(['make framed', 'at 780,240 360×560', 'show', 'focus', 'skip false']);
    sendOpened.mockClear();
    popup.resize(300);
    expect(take()).toEqual(['at 780,370 360×300']);
    expect(sendOpened.mock.calls).toEqual([[{ focusMessage: true }]]);
    popup.resize(320);
    expect(sendOpened).toHaveBeenCalledTimes(1);
  });

  it('is not made ahead on Wayland, where it would never appear', () => {
    const { popup, take } = setUp({ asWindow: true, wayland: true });
    popup.warm();
    expect(take()).toEqual([]);
    popup.toggle();
    expect(take()[0]).toBe('make framed');
  });

  it('made cold, waits for its page before it is seen', () => {
    const { popup, take } = setUp();
    popup.trayClicked();
    expect(take()).toEqual(['make']);
    popup.resize(300);
    expect(take()).toEqual(['at 820,732 360×300', 'show', 'focus', 'skip true']);
  });

  it('is shown in the end even if its page says nothing', () => {
    const { popup, take, time } = setUp();
    popup.trayClicked();
    time.pass(2000);
    expect(take()).toContain('show');
  });

  it('is not shown any more if it was closed while its page loaded', () => {
    const { popup, calls, time } = setUp();
    popup.trayClicked();
    popup.close();
    popup.resize(300);
    time.pass(5000);
    expect(calls).not.toContain('show');
  });

  it('keeps its foot at the taskbar when its content grows, and is never taller than 560', () => {
    const { popup, take } = setUp();
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    take();
    popup.resize(400);
    popup.resize(2000);
    expect(take()).toEqual(['at 820,632 360×400', 'at 820,472 360×560']);
  });

  it('appears once the display has told where the pointer is, and only if it is still wanted', () => {
    const { popup, take, answer, moveTo } = setUp({ slowPointer: true });
    popup.warm();
    popup.resize(300);
    take();
    popup.trayClicked();
    popup.resize(310);
    expect(popup.isOpen()).toBe(true);
    expect(take()).toEqual([]);
    answer();
    expect(take()).toEqual(['at 820,722 360×310', 'show', 'focus', 'skip true']);
    popup.trayClicked();
    moveTo(200, 1060);
    popup.trayClicked();
    popup.close();
    take();
    answer();
    expect(take()).toEqual([]);
    popup.trayClicked();
    answer();
    expect(take()).toEqual(['at 20,722 360×310', 'show', 'focus', 'skip true']);
  });

  it('is put back once where a window manager moves what it shows (i3), and stays where a person moves it', () => {
    const { popup, take, move, time } = setUp();
    popup.warm();
    popup.resize(400);
    for (let shown = 0; shown < 2; shown += 1) {
      popup.trayClicked();
      take();
      move(822, 654);
      expect(take()).toEqual(['at 820,632 360×400']);
      move(822, 654);
      expect(take()).toEqual([]);
      popup.close();
    }
    popup.trayClicked();
    time.pass(2000);
    take();
    move(100, 100);
    expect(take()).toEqual([]);
  });

  it('closes when it loses the focus, and the click that took it does not reopen it', () => {
    const { popup, take, time, window } = setUp();
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    time.pass(2000);
    take();
    window()?.['blur']?.({ preventDefault: () => undefined });
    time.pass(50);
    popup.trayClicked();
    expect(take()).toEqual(['hide']);
    expect(popup.isOpen()).toBe(false);
  });

  it('opens by hotkey where the icon was last clicked', () => {
    const { popup, take, moveTo } = setUp();
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    popup.close();
    take();
    moveTo(100, 100);
    popup.toggle();
    expect(take()[0]).toBe('at 820,732 360×300');
  });

  it('closes when the icon’s menu opens, which is watched for only while it is open', () => {
    const { popup, menu, time } = setUp();
    popup.warm();
    popup.resize(300);
    expect(menu.watched).toBe(0);
    popup.trayClicked();
    time.pass(1000);
    expect(menu.watched).toBe(1);
    menu.opened();
    expect(popup.isOpen()).toBe(false);
    expect(menu.watched).toBe(0);
    popup.trayClicked();
    popup.close();
    time.pass(1000);
    expect(menu.watched).toBe(0);
  });

  it('is freed after disuse, and comes back', () => {
    const { popup, take, time } = setUp({ freeAfterMs: 60_000 });
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    popup.close();
    take();
    time.pass(59_999);
    expect(take()).toEqual([]);
    time.pass(1);
    expect(take()).toEqual(['destroy']);
    popup.trayClicked();
    expect(take()).toEqual(['make']);
    popup.resize(300);
    expect(take()).toContain('show');
  });

  it('is not freed while somebody has begun a message in it, and is once the message has gone', () => {
    const { popup, take, time } = setUp({ freeAfterMs: 60_000 });
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    popup.draft(true);
    popup.close();
    take();
    time.pass(24 * 60 * 60_000);
    expect(take()).toEqual([]);
    popup.trayClicked();
    expect(take()).not.toContain('make');
    popup.draft(false);
    popup.close();
    take();
    time.pass(60_000);
    expect(take()).toEqual(['destroy']);
  });

  it('is freed after disuse where a begun message goes while it is hidden', () => {
    const { popup, take, time } = setUp({ freeAfterMs: 60_000 });
    popup.warm();
    popup.draft(true);
    time.pass(120_000);
    popup.draft(false);
    take();
    time.pass(59_999);
    expect(take()).toEqual([]);
    time.pass(1);
    expect(take()).toEqual(['destroy']);
  });

  it('is not freed while it is open', () => {
    const { popup, calls, time } = setUp({ freeAfterMs: 60_000 });
    popup.warm();
    popup.resize(300);
    popup.trayClicked();
    time.pass(600_000);
    expect(calls).not.toContain('destroy');
  });

  it('is an ordinary window where no tray shows the icon: in the task list, and open until it is closed', () => {
    const { popup, take, loseTray, window } = setUp();
    popup.warm();
    loseTray();
    popup.open();
    popup.resize(300);
    expect(take()).toEqual([
      'make',
      'destroy',
      'make framed',
      expect.stringMatching(/^at /),
      'show',
      'focus',
      'skip false',
    ]);
    window()?.['blur']?.({ preventDefault: () => undefined });
    expect(popup.isOpen()).toBe(true);
    const preventDefault = vi.fn();
    window()?.['close']?.({ preventDefault });
    expect(preventDefault).toHaveBeenCalled();
    expect(take()).toEqual(['hide']);
  });

  it('becomes an ordinary window on the spot where it is open when the tray turns out to be missing', () => {
    const { popup, take, loseTray, window } = setUp();
    popup.open();
    popup.resize(200);
    take();
    loseTray();
    popup.open();
    expect(take()).toEqual(['destroy', 'make framed']);
    popup.resize(200);
    expect(take()).toEqual([expect.stringMatching(/^at /), 'show', 'focus', 'skip false']);
    window()?.['blur']?.({ preventDefault: () => undefined });
    expect(popup.isOpen()).toBe(true);
  });

  it('has a frame only as an ordinary window', () => {
    expect(popupWindowOptions(false, 'Presence Tray', '#fff', 'linux')).toMatchObject({
      frame: false,
      skipTaskbar: true,
      type: 'toolbar',
    });
    expect(popupWindowOptions(false, 'Presence Tray', '#fff', 'win32')).not.toHaveProperty('type');
    expect(popupWindowOptions(true, 'Presence Tray', '#fff')).toMatchObject({ frame: true, skipTaskbar: false });
  });

  it('is made anew and shown where its window has gone with a crash while it was open', () => {
    const { popup, take, window } = setUp();
    popup.open();
    popup.resize(200);
    take();
    window(0)?.['closed']?.({ preventDefault: () => undefined });
    popup.reopen();
    expect(take()).toEqual(['make']);
    popup.resize(200);
    expect(take()).toEqual([expect.stringMatching(/^at /), 'show', 'focus', 'skip true']);
    expect(popup.isOpen()).toBe(true);
  });

  it('waits until it is wanted where that happened while it was closed, or while the app ends', () => {
    const { popup, take } = setUp();
    popup.reopen();
    expect(take()).toEqual([]);
    popup.open();
    popup.destroy();
    take();
    popup.reopen();
    expect(take()).toEqual([]);
  });

  it('really goes when the app ends', () => {
    const { popup, window } = setUp();
    popup.warm();
    popup.destroy();
    const preventDefault = vi.fn();
    window(0)?.['close']?.({ preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
  });
});
