import type { Menu } from 'electron';

/**
 * Electron's default menu can reload pages and open developer tools, by keyboard even where no window shows a menu.
 * Call before _ready_, so that it is never created. On macOS the screen's menu bar shows it, and its _Edit_ makes
 * copying and pasting work.
 */
export function removeApplicationMenu(platform: NodeJS.Platform, menu: Pick<typeof Menu, 'setApplicationMenu'>): void {
  if (platform !== 'darwin') menu.setApplicationMenu(null);
}
