/** Image containers for icons: PNG, and two that hold several PNGs, Windows' ICO and Apple's ICNS. */
import { deflateSync } from 'node:zlib';

/** A square RGBA picture, eight bits per channel, not premultiplied. */
export interface Pixels {
  readonly size: number;
  readonly data: Buffer;
}

interface Entry {
  readonly size: number;
  readonly png: Buffer;
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function parseColour(text: string): [number, number, number] {
  const hex = text.length === 4 ? text.slice(1).replace(/./g, '$&$&') : text.slice(1);
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/**
 * Glyphs have few colours. The canvas rounds half-transparent ones, which only makes the file larger, so each pixel
 * gets the nearest real colour.
 */
function snap(pixels: Pixels, colours: readonly string[]): Buffer {
  const palette = colours.map(parseColour);
  const data = Buffer.from(pixels.data);
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) === 0) {
      data.fill(0, at, at + 3);
      continue;
    }
    const distance = (colour: [number, number, number]): number =>
      colour.reduce((sum, value, i) => sum + Math.abs(value - (data[at + i] ?? 0)), 0);
    const [nearest] = [...palette].sort((a, b) => distance(a) - distance(b));
    nearest?.forEach((value, i) => (data[at + i] = value));
  }
  return data;
}

/** Tries each PNG row filter (none, sub, up, average, Paeth) on the whole picture. The smallest file wins. */
function filtered(size: number, data: Buffer, filter: number): Buffer {
  const stride = size * 4;
  const out = Buffer.alloc((stride + 1) * size);
  for (let y = 0; y < size; y++) {
    out[y * (stride + 1)] = filter;
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : (data[y * stride + x - 4] ?? 0);
      const up = y === 0 ? 0 : (data[(y - 1) * stride + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (data[(y - 1) * stride + x - 4] ?? 0);
      const estimate = left + up - corner;
      const [nearest] = [left, up, corner]
        .map((value) => ({ value, far: Math.abs(estimate - value) }))
        .sort((a, b) => a.far - b.far);
      const predicted = [0, left, up, (left + up) >> 1, nearest?.value ?? 0][filter] ?? 0;
      out[y * (stride + 1) + 1 + x] = ((data[y * stride + x] ?? 0) - predicted) & 0xff;
    }
  }
  return out;
}

/** @param colours a glyph's colours (`#rgb` or `#rrggbb`). Null: a picture with gradients */
export function pngFile(pixels: Pixels, colours: readonly string[] | null): Buffer {
  const data = colours ? snap(pixels, colours) : pixels.data;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.size, 0);
  header.writeUInt32BE(pixels.size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const [smallest] = [0, 1, 2, 3, 4]
    .map((filter) => deflateSync(filtered(pixels.size, data, filter), { level: 9, memLevel: 9 }))
    .sort((a, b) => a.length - b.length);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', smallest ?? Buffer.alloc(0)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Windows takes PNG inside ICO at every size since Vista. */
export function icoFile(entries: readonly Entry[]): Buffer {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  entries.forEach(({ size, png }, i) => {
    const at = 6 + 16 * i;
    head[at] = head[at + 1] = size === 256 ? 0 : size;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...entries.map((entry) => entry.png)]);
}

/** Apple's type codes of PNG entries by pixel size. Those for `@2x` hold the same pictures again. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

export function icnsFile(entries: readonly Entry[]): Buffer {
  const block = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  };
  return block(
    'icns',
    Buffer.concat(entries.flatMap(({ size, png }) => (icnsTypes[size] ?? []).map((type) => block(type, png)))),
  );
}
