import { expect, it } from 'vitest';
import { alike } from '../../bench/painter.js';

const picture = (different: number): Buffer => {
  const pixels = Buffer.alloc(4 * 1000, 0xff);
  for (let at = 0; at < different; at++) pixels.writeUInt32LE(at, at * 4);
  return pixels;
};

it('takes a blinking caret for no difference, and a line of text for one', () => {
  expect(alike(picture(0), picture(0))).toBe(true);
  expect(alike(picture(5), picture(0))).toBe(true);
  expect(alike(picture(6), picture(0))).toBe(false);
});

it('never takes a picture of another size for the same', () => {
  expect(alike(picture(0), Buffer.alloc(4, 0xff))).toBe(false);
});
