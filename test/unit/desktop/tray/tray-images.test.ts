import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  allTrayImages,
  LINUX_SIZES,
  MACOS_SIZE,
  trayImageFile,
  trayImageParts,
  WINDOWS_SIZES,
} from '../../../../electron/desktop/tray/tray-images.js';

const folder = join(import.meta.dirname, '../../../../assets/tray');
const names = allTrayImages().map((image) => trayImageParts(image).name);
const pngSize = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

function icoSizes(ico: Buffer): number[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const at = 6 + 16 * i;
    const offset = ico.readUInt32LE(at + 12);
    const [width] = pngSize(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)));
    expect(width).toBe(ico[at]);
    return width;
  });
}

describe('the tray images', () => {
  it('have each a name of their own', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('demo-on-queue-lost');
  });

  it('lie in the folder in every size a Linux panel is given', () => {
    for (const size of LINUX_SIZES) {
      for (const name of names)
        expect(pngSize(readFileSync(join(folder, `linux/${size}/${name}.png`)))).toEqual([size, size]);
    }
  });

  it('hold every size Windows asks for, for a light and for a dark taskbar', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const name of names) {
        const file = trayImageFile(name, 'win32', theme, 1);
        expect(icoSizes(readFileSync(join(folder, file)))).toEqual([...WINDOWS_SIZES]);
      }
    }
  });

  it('are template images in black alone on macOS, with a twin for Retina displays', () => {
    for (const name of names) {
      const file = join(folder, trayImageFile(name, 'darwin', 'dark', 2));
      expect(file).toMatch(/Template\.png$/);
      expect(pngSize(readFileSync(file))).toEqual([MACOS_SIZE, MACOS_SIZE]);
      expect(pngSize(readFileSync(file.replace('.png', '@2x.png')))).toEqual([2 * MACOS_SIZE, 2 * MACOS_SIZE]);
    }
  });

  it('differ from each other in every folder, so that no two states look the same', () => {
    for (const part of ['linux/24', 'linux/48', 'mac', 'win/light', 'win/dark']) {
      const files = readdirSync(join(folder, part));
      const contents = new Set(files.map((file) => readFileSync(join(folder, part, file)).toString('base64')));
      expect(contents.size).toBe(files.length);
    }
  });

  it('fit the scale of the display on Linux', () => {
    const at = (scale: number) => trayImageFile('break', 'linux', 'dark', scale);
    expect(at(1)).toBe('linux/24/break.png');
    expect(at(1.25)).toBe('linux/32/break.png');
    expect(at(2)).toBe('linux/48/break.png');
    expect(at(4)).toBe('linux/64/break.png');
  });
});
