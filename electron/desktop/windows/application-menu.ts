import type { Menu } from 'electron';

/**
 * Electron's own menu offers to load pages anew and to open their developer tools, by keys alone where no window shows a menu. macOS shows it
 * in the bar of the screen, and there *Edit* makes copying and pasting work. Before *ready*: it is never made then.
 */
export function removeApplicationMenu(platform: NodeJS.Platform, menu: Pick<typeof Menu, 'setApplicationMenu'>): void {
  if (platform !== 'darwin') menu.setApplicationMenu(null);
}
