/** Finds the app's icon on a panel by the colour that it has on the bus. Pure functions only. */
import type { Picture, Point } from '../desktop/screen.js';
import type { TrayPicture } from '../desktop/tray.js';

export type Colour = readonly [red: number, green: number, blue: number];

/** Whether it says something: neither black nor white nor a grey between them, which panels are made of. */
const isBright = (colour: Colour): boolean => Math.max(...colour) - Math.min(...colour) > 48;

/** The colour that most of the icon has. Null: it has none but greys. */
export function iconColour({ argb }: TrayPicture): Colour | null {
  const counts = new Map<string, { colour: Colour; count: number }>();
  for (let at = 0; at + 3 < argb.length; at += 4) {
    const [alpha = 0, red = 0, green = 0, blue = 0] = argb.subarray(at, at + 4);
    const colour: Colour = [red, green, blue];
    if (alpha < 250 || !isBright(colour)) continue;
    const found = counts.get(colour.join());
    if (found) found.count += 1;
    else counts.set(colour.join(), { colour, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.colour ?? null;
}

/** Panels scale icons, and the edges of a shape mix with what is behind it. */
const NEAR = 24;
/** The pixels of a shape 16 pixels wide, the smallest that panels show, less its edges and what is cut out of it. */
const FEWEST = 24;
/** Half the width of the largest icon. */
const REACH = 32;

/** The middle of the icon on a picture of the panel. Null: nothing there has its colour. */
export function findIcon({ rgb, width }: Picture, colour: Colour): Point | null {
  const points: Point[] = [];
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const near = colour.every((value, channel) => Math.abs(value - (rgb[at + channel] ?? 0)) <= NEAR);
    if (near) points.push({ x: (at / 3) % width, y: Math.floor(at / 3 / width) });
  }
  if (points.length < FEWEST) return null;
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const x = median(points.map((point) => point.x));
  const y = median(points.map((point) => point.y));
  const around = points.filter((point) => Math.abs(point.x - x) <= REACH && Math.abs(point.y - y) <= REACH);
  if (around.length < FEWEST) return null;
  const middle = (values: number[]): number => Math.round((Math.min(...values) + Math.max(...values)) / 2);
  return { x: middle(around.map((point) => point.x)), y: middle(around.map((point) => point.y)) };
}
