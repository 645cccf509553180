/** What pictures of the screen say: how bright they are, and what differs between two. Pure functions only. */
import type { Area, Picture } from '../desktop/screen.js';

/** 0: black. 255: white. */
export function brightness({ rgb }: Picture): number {
  let sum = 0;
  for (const byte of rgb) sum += byte;
  return rgb.length === 0 ? 0 : sum / rgb.length;
}

/** Whether it is all of one colour: nothing is drawn yet. */
export const isPlain = ({ rgb }: Picture): boolean => rgb.every((byte, at) => byte === rgb[at % 3]);

export interface Change {
  readonly pixels: number;
  /** The smallest area with all of them. */
  readonly area: Area;
}

/** What differs between two pictures of the same size. */
export function change(before: Picture, after: Picture): Change {
  const { width, rgb } = after;
  let pixels = 0;
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    if (rgb[at] === before.rgb[at] && rgb[at + 1] === before.rgb[at + 1] && rgb[at + 2] === before.rgb[at + 2])
      continue;
    const x = (at / 3) % width;
    const y = Math.floor(at / 3 / width);
    pixels += 1;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (pixels === 0) return { pixels, area: { x: 0, y: 0, width: 0, height: 0 } };
  return { pixels, area: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } };
}

/** The picture with these areas painted black, so that what changes there does not count. */
export function without({ rgb, width, height }: Picture, areas: readonly Area[]): Picture {
  const copy = Buffer.from(rgb);
  for (const area of areas)
    for (let y = Math.max(0, area.y); y < Math.min(height, area.y + area.height); y++)
      copy.fill(0, (y * width + Math.max(0, area.x)) * 3, (y * width + Math.min(width, area.x + area.width)) * 3);
  return { rgb: copy, width, height };
}
