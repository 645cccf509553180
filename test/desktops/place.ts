/** Whether a popup is where it belongs. Pure functions only. */
import type { Area, Point } from '../desktop/screen.js';

/** The popup stays this far from icon and edges; a compositor or a high panel may add some. */
const NEAR = 24;

const right = ({ x, width }: Area): number => x + width;
const bottom = ({ y, height }: Area): number => y + height;

const inside = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer);

const overlap = (a: Area, b: Area): boolean => a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

/** What is wrong with the place of a popup that belongs at the icon. Null: nothing. */
export function whyNotAtTheIcon(popup: Area, icon: Point, panel: Area, screen: Area): string | null {
  const where = `the popup is at ${popup.x},${popup.y}, the icon at ${icon.x},${icon.y}`;
  if (!inside(screen, popup)) return `${where}: it runs off the screen`;
  if (overlap(popup, panel)) return `${where}: it covers the panel`;
  if (icon.x < popup.x - NEAR || icon.x > right(popup) + NEAR) return `${where}: it is beside it`;
  const gap = panel.y > popup.y ? panel.y - bottom(popup) : popup.y - bottom(panel);
  return gap > NEAR ? `${where}: it is ${gap} pixels away from the panel` : null;
}

/** Likewise for one that belongs in the middle of what the panel leaves. */
export function whyNotInTheMiddle(popup: Area, panel: Area, screen: Area): string | null {
  const where = `the popup is at ${popup.x},${popup.y}`;
  if (!inside(screen, popup)) return `${where}: it runs off the screen`;
  if (overlap(popup, panel)) return `${where}: it covers the panel`;
  const off = Math.abs(popup.x + popup.width / 2 - (screen.x + screen.width / 2));
  return off > NEAR ? `${where}: it is ${off} pixels from the middle` : null;
}
