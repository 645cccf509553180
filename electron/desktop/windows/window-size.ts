/** How large a window begins, so that all of it is on the screen. */
import type { Size } from './popup-position.js';

/** X11 and Wayland count a window without the title bar that the desktop draws around it, in device-independent pixels. */
const TITLE_BAR = 40;

/**
 * @param size what the window is made for, in CSS pixels
 * @param smallest the smallest it may be made, in CSS pixels
 * @param workArea of the display it opens on, in device-independent pixels
 * @param zoom how many device-independent pixels a CSS pixel has
 */
export function windowSize(
  { size, smallest }: { readonly size: Size; readonly smallest: Size },
  { workArea, zoom, platform }: { readonly workArea: Size; readonly zoom: number; readonly platform: NodeJS.Platform },
): { readonly width: number; readonly height: number; readonly minWidth: number; readonly minHeight: number } {
  const room = { width: workArea.width, height: workArea.height - (platform === 'linux' ? TITLE_BAR : 0) };
  const fitting = (wanted: number, most: number): number => Math.max(1, Math.min(Math.round(wanted), most));
  return {
    width: fitting(size.width * zoom, room.width),
    height: fitting(size.height * zoom, room.height),
    // Not zoomed: a person may make it as small as before, and what it shows then scrolls.
    minWidth: fitting(smallest.width, room.width),
    minHeight: fitting(smallest.height, room.height),
  };
}
