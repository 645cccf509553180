import type { Menu, MenuItemConstructorOptions, NativeImage, Rectangle } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { DesktopCommand } from '../../../../electron/desktop/commands.js';
import { createAppTray, taskbarTheme } from '../../../../electron/desktop/tray/tray.js';
import type { Platform } from '../../../../electron/desktop/tray/tray-images.js';
import { renderTray } from '../../../../electron/desktop/tray/tray-view.js';
import { english, exampleState, NOW, onBreak } from '../example-state.js';

const view = (change = {}) => renderTray(exampleState(change), english, NOW, 'linux', 'dark');
const lost = { connection: { kind: 'lost', asOf: NOW, problem: null } } as const;

function desktop(platform: Platform) {
  const listeners: Record<string, () => void> = {};
  const calls: string[] = [];
  const later: (() => void)[] = [];
  const run: DesktopCommand[] = [];
  let template: MenuItemConstructorOptions[] = [];
  const menuListeners: Record<string, () => void> = {};
  const port = {
    setImage: (image: unknown) => calls.push(`image ${image as string}`),
    setToolTip: (text: string) => calls.push(`tooltip ${text}`),
    setContextMenu: () => calls.push('menu'),
    popUpContextMenu: () => calls.push('pop up'),
    getBounds: (): Rectangle => ({ x: 1, y: 2, width: 3, height: 4 }),
    on: (event: string, listener: () => void) => (listeners[event] = listener),
  };
  const onClick = vi.fn();
  const onMenuOpen = vi.fn();
  const tray = createAppTray({
    platform,
    makeTray: (image) => {
      calls.push(`made ${image as unknown as string}`);
      let gone = false;
      const destroy = (): void => {
        gone = true;
        calls.push('destroyed');
      };
      return { ...port, destroy, isDestroyed: () => gone };
    },
    loadImage: (file) => file as unknown as NativeImage,
    buildMenu: (built) => {
      template = built;
      return { on: (event: string, listener: () => void) => (menuListeners[event] = listener) } as unknown as Menu;
    },
    later: (task) => later.push(task),
    run: (command) => run.push(command),
    onClick,
    onMenuOpen,
  });
  return {
    tray,
    calls,
    run,
    onClick,
    onMenuOpen,
    listeners,
    menuListeners,
    menu: () => template,
    settle: () => later.splice(0).forEach((task) => task()),
  };
}

describe('the tray on the desktop', () => {
  it('shows image and tooltip at once and publishes the menu right after', () => {
    const { tray, calls, settle } = desktop('linux');
    tray.show(view());
    expect(calls).toEqual(['made linux/24/break.png', 'tooltip Break: back at 10:40 · since 10:22']);
    settle();
    expect(calls.at(-1)).toBe('menu');
  });

  it('touches the desktop only for what changed', () => {
    const { tray, calls, settle } = desktop('linux');
    tray.show(view());
    settle();
    calls.length = 0;
    tray.show(view());
    settle();
    expect(calls).toEqual([]);
    tray.show(view(lost));
    settle();
    expect(calls).toEqual(['image linux/24/break-lost.png', expect.stringMatching(/^tooltip No connection/), 'menu']);
  });

  it('publishes one menu for a burst of changes, the last one', () => {
    const { tray, calls, menu, settle } = desktop('linux');
    tray.show(view());
    tray.show(view(lost));
    settle();
    expect(calls.filter((call) => call === 'menu')).toHaveLength(1);
    expect(menu().some(({ label }) => label === 'No connection')).toBe(true);
  });

  it('gives the command of the chosen item and publishes the menu anew, since the desktop moved its check mark', () => {
    const { tray, calls, run, menu, settle } = desktop('linux');
    tray.show(view());
    settle();
    calls.length = 0;
    const item = menu().find(({ label }) => label === 'Coffee');
    item?.click?.(undefined as never, undefined, undefined as never);
    expect(run).toEqual([{ command: 'presence:pick', request: { definitionId: 'd-coffee' } }]);
    settle();
    expect(calls).toEqual(['menu']);
  });

  it('shows labels as they are, ampersands too', () => {
    const { tray, menu, settle } = desktop('linux');
    const current = { ...exampleState().presence.current!, definition: { ...onBreak, label: 'R&D' } };
    tray.show(view({ presence: { ...exampleState().presence, current } }));
    settle();
    expect(menu()[2]?.label).toMatch(/^R&&D · /);
  });

  it.each(['win32', 'darwin'] as const)(
    'keeps left clicks for the popup on %s and opens the menu on the right one',
    (platform) => {
      const { tray, calls, listeners, onClick, settle } = desktop(platform);
      tray.show(view());
      settle();
      expect(calls).not.toContain('menu');
      listeners['click']?.();
      expect(onClick).toHaveBeenCalledWith({ x: 1, y: 2, width: 3, height: 4 });
      listeners['right-click']?.();
      expect(calls.at(-1)).toBe('pop up');
    },
  );

  it('tells when its menu opens', () => {
    const { tray, onMenuOpen, menuListeners, settle } = desktop('linux');
    tray.show(view());
    settle();
    menuListeners['menu-will-show']?.();
    expect(onMenuOpen).toHaveBeenCalledOnce();
  });

  it('is made anew as it is for a panel that came late, menu included', () => {
    const { tray, calls, settle } = desktop('linux');
    tray.show(view());
    tray.show(view(lost));
    settle();
    calls.length = 0;
    tray.remake();
    settle();
    expect(calls).toEqual(['destroyed', `made ${view(lost).image}`, `tooltip ${view(lost).tooltip}`, 'menu']);
  });

  it('does nothing any more once it is gone', () => {
    const { tray, calls, settle } = desktop('linux');
    tray.show(view());
    tray.destroy();
    tray.show(view(lost));
    settle();
    expect(calls.at(-1)).toBe('destroyed');
    expect(tray.bounds()).toBeNull();
    tray.destroy();
    expect(calls.filter((call) => call === 'destroyed')).toHaveLength(1);
  });

  it('may go before it was ever there', () => {
    const { tray, calls } = desktop('linux');
    expect(tray.bounds()).toBeNull();
    tray.destroy();
    expect(calls).toEqual([]);
  });
});

it("the taskbar's own theme counts where the system tells it, else the apps'", () => {
  expect(taskbarTheme({ shouldUseDarkColors: false, shouldUseDarkColorsForSystemIntegratedUI: true })).toBe('dark');
  expect(taskbarTheme({ shouldUseDarkColors: false })).toBe('light');
});
