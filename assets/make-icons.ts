/**
 * Draws the tray images and the app icon from their SVG sources. Run `npm run icons` after changing a source. The
 * results are committed, so that building needs no browser. Chromium draws them because it draws SVG masks well.
 * `CHROMIUM` says where it is.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import {
  allTrayImages,
  LINUX_SIZES,
  MACOS_SIZE,
  PRESENCE_GLYPHS,
  trayImageParts,
  WINDOWS_SIZES,
  type TrayImageParts,
} from '../electron/desktop/tray/tray-images.js';
import { icnsFile, icoFile, pngFile, type Pixels } from './icon-files.js';
import { lookUp } from '../electron/look-up.js';

const assets = dirname(fileURLToPath(import.meta.url));

/**
 * One colour per meaning (docs/design.md §4). `linux` must work on light and dark panels: 3:1 against white and
 * against #1e1e1e.
 */
interface Palette {
  readonly available: string;
  readonly pause: string;
  readonly busy: string;
  readonly queue: string;
  readonly grey: string;
  readonly demo: string;
}
const palettes = {
  linux: {
    available: '#1f9d55',
    pause: '#c97a0a',
    busy: '#e2483d',
    queue: '#3b82f6',
    grey: '#7f8a9b',
    demo: '#a36bf0',
  },
  light: {
    available: '#188249',
    pause: '#b86e00',
    busy: '#c9302c',
    queue: '#1a66d6',
    grey: '#5d6777',
    demo: '#7c3aed',
  },
  dark: { available: '#3ccb7f', pause: '#f0ae42', busy: '#ff7a6e', queue: '#74abff', grey: '#b4bdca', demo: '#c4a1ff' },
  template: { available: '#000', pause: '#000', busy: '#000', queue: '#000', grey: '#000', demo: '#000' },
} as const satisfies Record<string, Palette>;

const tones: Readonly<Record<string, keyof Palette>> = {
  [PRESENCE_GLYPHS.Available]: 'available',
  [PRESENCE_GLYPHS.Break]: 'pause',
  [PRESENCE_GLYPHS.Meal]: 'pause',
  [PRESENCE_GLYPHS.Away]: 'pause',
  [PRESENCE_GLYPHS.Busy]: 'busy',
  [PRESENCE_GLYPHS.Meeting]: 'busy',
  [PRESENCE_GLYPHS.Training]: 'busy',
  [PRESENCE_GLYPHS.OnQueue]: 'queue',
  'not-responding': 'busy',
  expired: 'pause',
};

/** Puts the mark on the glyph and the demo's dashes below it. */
function compose(parts: TrayImageParts, source: string, palette: Palette): string {
  const tone = palette[lookUp(tones, parts.glyph) ?? 'grey'];
  const glyph = source.replace(/^[^<]*<svg[^>]*>|<\/svg>\s*$/g, '');
  const room = '<rect x="-2" y="-2" width="20" height="20" fill="#fff"/>';
  const marked = {
    plain: glyph,
    pending:
      `<mask id="room">${room}<circle cx="12.5" cy="12.5" r="4.7" fill="#000"/></mask>` +
      `<g mask="url(#room)"><g transform="scale(.875)">${glyph}</g></g>` +
      `<path d="M12.5 9.9a2.6 2.6 0 1 1-2.6 2.6" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>`,
    lost:
      `<mask id="room">${room}<path d="M0 0 16 16" stroke="#000" stroke-width="3.4"/></mask>` +
      `<g mask="url(#room)" opacity=".66">${glyph}</g>` +
      `<path d="M1.2 1.2 14.8 14.8" stroke="${palette.grey}" stroke-width="1.5" stroke-linecap="round"/>`,
  }[parts.mark];
  const dashes = [1, 6, 11].map((x) => `<rect x="${x}" y="14" width="4" height="2" fill="${palette.demo}"/>`).join('');
  const body = parts.demo ? `<g transform="translate(1.5 0) scale(.8125)">${marked}</g>${dashes}` : marked;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" color="${tone}">${body}</svg>`;
}

async function write(path: string, content: Buffer): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return content.length;
}

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium' });
const page = await browser.newPage();

/** @param inset empty pixels on each side, for platforms that want room around the glyph */
async function draw(svg: string, size: number, inset = 0): Promise<Pixels> {
  const base64 = await page.evaluate(
    async ({ svg, size, inset }) => {
      const image = new Image();
      const inner = size - 2 * inset;
      image.src = `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', `<svg width="${inner}" height="${inner}" `))}`;
      await image.decode();
      const canvas = new OffscreenCanvas(size, size);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, inset, inset, inner, inner);
      const { data } = context.getImageData(0, 0, size, size);
      return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
    },
    { svg, size, inset },
  );
  return { size, data: Buffer.from(base64, 'base64') };
}

let sum = 0;
await Promise.all(
  ['linux', 'mac', 'win'].map((folder) => rm(join(assets, 'tray', folder), { recursive: true, force: true })),
);
for (const image of allTrayImages()) {
  const parts = trayImageParts(image);
  const source = await readFile(join(assets, 'tray/source', `${parts.glyph}.svg`), 'utf8');
  const colours = (palette: Palette) => [palette[lookUp(tones, parts.glyph) ?? 'grey'], palette.grey, palette.demo];
  for (const size of LINUX_SIZES) {
    const pixels = await draw(compose(parts, source, palettes.linux), size);
    sum += await write(join(assets, `tray/linux/${size}/${parts.name}.png`), pngFile(pixels, colours(palettes.linux)));
  }
  for (const theme of ['light', 'dark'] as const) {
    const sizes: Pixels[] = [];
    for (const size of WINDOWS_SIZES) sizes.push(await draw(compose(parts, source, palettes[theme]), size));
    const entries = sizes.map((pixels) => ({ size: pixels.size, png: pngFile(pixels, colours(palettes[theme])) }));
    sum += await write(join(assets, `tray/win/${theme}/${parts.name}.ico`), icoFile(entries));
  }
  for (const [factor, suffix] of [
    [1, ''],
    [2, '@2x'],
  ] as const) {
    const pixels = await draw(compose(parts, source, palettes.template), MACOS_SIZE * factor, factor);
    sum += await write(join(assets, `tray/mac/${parts.name}Template${suffix}.png`), pngFile(pixels, ['#000']));
  }
}

const icon = await readFile(join(assets, 'icons/icon.svg'), 'utf8');
const iconPng = async (size: number) => ({ size, png: pngFile(await draw(icon, size), null) });
sum += await write(join(assets, 'icons/icon.png'), (await iconPng(512)).png);
sum += await write(
  join(assets, 'icons/icon.ico'),
  icoFile(await Promise.all([16, 20, 24, 32, 40, 48, 64, 256].map(iconPng))),
);
sum += await write(
  join(assets, 'icons/icon.icns'),
  icnsFile(await Promise.all([16, 32, 64, 128, 256, 512, 1024].map(iconPng))),
);
await browser.close();
console.log(`${allTrayImages().length} tray images and the app icon, ${Math.round(sum / 1024)} KB in all`);
