/** A window's initial size, so that all of it is on the screen. */
import type { Size } from './popup-position.js';

/** X11 and Wayland exclude the title bar that the desktop draws around a window. In device-independent pixels. */
const TITLE_BAR = 40;

/**
 * @param size the window's intended size, in CSS pixels
 * @param smallest its smallest size, in CSS pixels
 * @param workArea of the display it opens on, in device-independent pixels
 * @param zoom device-independent pixels per CSS pixel
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
    // Not zoomed: a person may still make it as small as before, and its content then scrolls.
    minWidth: fitting(smallest.width, room.width),
    minHeight: fitting(smallest.height, room.height),
  };
}
