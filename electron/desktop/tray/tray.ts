/** Puts the tray's view onto the desktop's tray. It decides nothing: tray-view.ts says what to show. */
import type { Menu, NativeImage, Rectangle } from 'electron';
import { sameData } from '../../ipc/same-data.js';
import type { RunCommand } from '../commands.js';
import type { MenuItemView } from './menu-item.js';
import { menuTemplate } from './menu-template.js';
import type { Platform } from './tray-images.js';
import type { TrayView } from './tray-view.js';

/** The part of Electron's `Tray` that we use. */
export interface TrayPort {
  setImage(image: NativeImage): void;
  setToolTip(text: string): void;
  setContextMenu(menu: Menu | null): void;
  popUpContextMenu(menu?: Menu): void;
  getBounds(): Rectangle;
  on(event: 'click' | 'right-click', listener: () => void): unknown;
  destroy(): void;
  isDestroyed(): boolean;
}

export interface TrayDeps {
  readonly platform: Platform;
  /** Makes the tray. Called once, with the first image. */
  makeTray(image: NativeImage): TrayPort;
  /** Loads an image by its file relative to the folder of tray images. */
  loadImage(file: string): NativeImage;
  buildMenu(template: ReturnType<typeof menuTemplate>): Menu;
  /** Runs a little later, so that building a menu of a thousand definitions does not delay a change of the image. */
  later(run: () => void): void;
  run: RunCommand;
  /** The icon was clicked. On Linux `bounds` is all zeros. */
  onClick(bounds: Rectangle): void;
  /** The menu opens, if the desktop says so (Linux hosts do not). */
  onMenuOpen(): void;
}

export interface AppTray {
  show(view: TrayView): void;
  bounds(): Rectangle | null;
  /** Makes the icon again as it is, for a panel that came later. */
  remake(): void;
  destroy(): void;
}

/** The tray appears with the first view. */
export function createAppTray(deps: TrayDeps): AppTray {
  const images = new Map<string, NativeImage>();
  let tray: TrayPort | null = null;
  let shown: TrayView | null = null;
  let published: readonly MenuItemView[] | null = null;
  let menu: Menu | null = null;
  let scheduled = false;

  const image = (file: string): NativeImage => {
    const loaded = images.get(file) ?? deps.loadImage(file);
    images.set(file, loaded);
    return loaded;
  };

  /**
   * Each choice publishes the menu again: desktops move its check marks themselves, but only the service's word may.
   */
  const run: RunCommand = (command) => {
    published = null;
    deps.run(command);
    schedule();
  };

  const publish = (): void => {
    scheduled = false;
    if (!tray || !shown || tray.isDestroyed() || (published !== null && sameData(published, shown.menu))) return;
    published = shown.menu;
    menu = deps.buildMenu(menuTemplate(published, run));
    menu.on('menu-will-show', () => deps.onMenuOpen());
    // On Linux the desktop shows the menu it was given. Elsewhere a menu would take the clicks meant for the popup.
    if (deps.platform === 'linux') tray.setContextMenu(menu);
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    deps.later(publish);
  };

  const create = (file: string): TrayPort => {
    const made = deps.makeTray(image(file));
    made.on('click', () => deps.onClick(made.getBounds()));
    if (deps.platform !== 'linux')
      made.on('right-click', () => {
        publish();
        if (menu) made.popUpContextMenu(menu);
      });
    return made;
  };

  const show = (view: TrayView): void => {
    if (!tray) tray = create(view.image);
    else if (tray.isDestroyed()) return;
    else if (shown?.image !== view.image) tray.setImage(image(view.image));
    if (shown?.tooltip !== view.tooltip) tray.setToolTip(view.tooltip);
    shown = view;
    schedule();
  };

  return {
    show,
    remake() {
      if (!tray || !shown || tray.isDestroyed()) return;
      const view = shown;
      tray.destroy();
      tray = null;
      shown = null;
      published = null;
      show(view);
    },
    bounds: () => (tray && !tray.isDestroyed() ? tray.getBounds() : null),
    destroy() {
      if (tray && !tray.isDestroyed()) tray.destroy();
    },
  };
}

/** Windows colours its taskbar independently of the apps. Runtimes before Electron 34 only report the apps' theme. */
export function taskbarTheme(theme: {
  readonly shouldUseDarkColors: boolean;
  readonly shouldUseDarkColorsForSystemIntegratedUI?: boolean;
}): 'light' | 'dark' {
  return (theme.shouldUseDarkColorsForSystemIntegratedUI ?? theme.shouldUseDarkColors) ? 'dark' : 'light';
}
