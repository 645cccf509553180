import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { findIcon, iconColour } from '../../desktops/icon.js';
import { brightness, change, isPlain, without } from '../../desktops/pixels.js';
import { whyNotAtTheIcon, whyNotInTheMiddle } from '../../desktops/place.js';
import { DESKTOPS } from '../../desktops/recipe.js';
import { CHECKS, resultSchema, type Result } from '../../desktops/results.js';
import { BEGIN, END, withResults } from '../../desktops/table.js';

const document = (between: string): string => `# On real desktops\n\n${BEGIN}\n${between}\n${END}\n\nThe end.\n`;

const sway: Result = {
  desktop: 'sway',
  title: 'Sway 1.7, Wayland',
  electron: '33.2.1',
  date: '2026-11-28',
  notStarted: null,
  findings: [
    { check: 'icon', ok: true, note: 'on the panel' },
    { check: 'click', ok: false, note: 'Waited 15 s for\n the popup | <b>' },
  ],
};

describe('the table of desktops', () => {
  const written = withResults(document('what was there before'), [sway]);

  it('has a row a desktop, with a verdict a check, and a dash for what was not tried', () => {
    const rows = written.split('\n').filter((line) => line.startsWith('|'));
    expect(rows[0]).toBe(`| desktop | ${CHECKS.join(' | ')} |`);
    expect(rows[2]).toBe('| Sway 1.7, Wayland | ok | **wrong** | – | – | – | – | – | – |');
    expect(rows).toHaveLength(3);
  });

  it('says below what was seen, when, and on which Electron', () => {
    expect(written).toContain('Seen on 2026-11-28 with Electron 33.2.1.');
    expect(written).toContain('- icon: on the panel\n');
  });

  it('keeps an error’s words on one line and as text', () => {
    expect(written).toContain('- click: **wrong**: Waited 15 s for the popup \\| \\<b\\>\n');
  });

  it('replaces only what is between its markers, however often it is written', () => {
    expect(written).not.toContain('what was there before');
    expect(written.startsWith('# On real desktops\n')).toBe(true);
    expect(written.endsWith(`${END}\n\nThe end.\n`)).toBe(true);
    expect(withResults(written, [sway])).toBe(written);
  });

  it('says of a desktop that did not start why', () => {
    const text = withResults(document(''), [{ ...sway, notStarted: 'There is no GPU.', findings: [] }]);
    expect(text).toContain('| Sway 1.7, Wayland | – | – | – | – | – | – | – | – |');
    expect(text).toContain('- It did not start here: There is no GPU.\n');
  });

  it('is in docs/desktops.md as the latest runs have it', async () => {
    const results = v.parse(v.array(resultSchema), JSON.parse(await readFile('test/desktops/results.json', 'utf8')));
    const file = 'docs/desktops.md';
    const now = await readFile(file, 'utf8');
    const text = await format(withResults(now, results), { ...(await resolveConfig(file)), filepath: file });
    expect(text).toBe(now);
    expect(results.map(({ desktop }) => desktop)).toEqual([...DESKTOPS]);
  });

  it('is never written to a document without markers', () => {
    expect(() => withResults('# On real desktops\n', [sway])).toThrow(BEGIN);
    expect(() => withResults(`${END}\n${BEGIN}`, [sway])).toThrow(BEGIN);
  });
});

/** A picture in one colour, with a square of another. */
function picture(width: number, height: number, square?: { x: number; y: number; size: number; rgb: number[] }) {
  const rgb = Buffer.alloc(width * height * 3, 40);
  if (square)
    for (let y = square.y; y < square.y + square.size; y++)
      for (let x = square.x; x < square.x + square.size; x++) rgb.set(square.rgb, (y * width + x) * 3);
  return { width, height, rgb };
}

describe('the icon on a picture of a panel', () => {
  const green = [40, 160, 90] as const;

  it('is where the colour is that it has on the bus, give or take what a panel’s scaling does', () => {
    const panel = picture(400, 32, { x: 300, y: 8, size: 16, rgb: [48, 152, 96] });
    expect(findIcon(panel, green)).toEqual({ x: 308, y: 16 });
  });

  it('is not there if nothing has that colour, or only a few pixels', () => {
    expect(findIcon(picture(400, 32), green)).toBeNull();
    expect(findIcon(picture(400, 32, { x: 10, y: 10, size: 4, rgb: [...green] }), green)).toBeNull();
  });

  it('is not there if the icon is still in the colour of another presence', () => {
    expect(findIcon(picture(400, 32, { x: 300, y: 8, size: 16, rgb: [200, 60, 50] }), green)).toBeNull();
  });

  it('has the colour that most of it is painted with: neither white nor half transparent', () => {
    const pixels = (count: number, argb: number[]) => Array.from({ length: count }, () => argb).flat();
    const argb = Buffer.from([
      ...pixels(50, [255, 255, 255, 255]),
      ...pixels(40, [120, 200, 0, 0]),
      ...pixels(20, [255, ...green]),
      ...pixels(5, [255, 0, 0, 200]),
    ]);
    expect(iconColour({ width: 23, height: 5, argb })).toEqual(green);
    expect(iconColour({ width: 10, height: 5, argb: argb.subarray(0, 200) })).toBeNull();
  });
});

describe('two pictures of the screen', () => {
  const before = picture(20, 20);
  const after = picture(20, 20, { x: 4, y: 6, size: 10, rgb: [40, 41, 40] });

  it('differ where something was drawn anew', () => {
    expect(change(before, after)).toEqual({ pixels: 100, area: { x: 4, y: 6, width: 10, height: 10 } });
    expect(change(before, before)).toEqual({ pixels: 0, area: { x: 0, y: 0, width: 0, height: 0 } });
  });

  it('may be compared without some areas', () => {
    const known = [{ x: 0, y: 0, width: 20, height: 12 }];
    expect(change(without(before, known), without(after, known))).toMatchObject({ pixels: 40, area: { y: 12 } });
    expect(change(before, after).pixels).toBe(100);
  });

  it('have a brightness, and are plain where nothing is drawn', () => {
    expect(brightness(before)).toBe(40);
    expect([before, after].map(isPlain)).toEqual([true, false]);
  });
});

describe('the popup’s place', () => {
  const screen = { x: 0, y: 0, width: 1280, height: 800 };
  const below = { x: 0, y: 756, width: 1280, height: 44 };
  const above = { x: 0, y: 0, width: 1280, height: 32 };
  const popup = { x: 900, y: 240, width: 360, height: 508 };

  it.each([
    ['above a panel at the lower edge', popup, { x: 1050, y: 778 }, below],
    ['below a panel at the upper edge', { ...popup, y: 40 }, { x: 1050, y: 16 }, above],
    ['pushed inside by the screen’s edge', { ...popup, x: 912 }, { x: 1270, y: 778 }, below],
  ])('is right: %s', (_, area, icon, panel) => {
    expect(whyNotAtTheIcon(area, icon, panel, screen)).toBeNull();
  });

  it.each([
    ['elsewhere', { ...popup, x: 460 }, 'beside it'],
    ['far from the panel', { ...popup, y: 8 }, '240 pixels away from the panel'],
    ['on the panel', { ...popup, y: 270 }, 'covers the panel'],
    ['half outside', { ...popup, x: 1000 }, 'runs off the screen'],
  ])('is wrong: %s', (_, area, why) => {
    expect(whyNotAtTheIcon(area, { x: 1050, y: 778 }, below, screen)).toContain(why);
  });

  it('is in the middle where no program may choose it', () => {
    expect(whyNotInTheMiddle({ ...popup, x: 460 }, above, screen)).toBeNull();
    expect(whyNotInTheMiddle(popup, above, screen)).toContain('440 pixels from the middle');
    expect(whyNotInTheMiddle({ ...popup, x: 460, y: 20 }, above, screen)).toContain('covers the panel');
    expect(whyNotInTheMiddle({ ...popup, x: 460, y: 400 }, above, screen)).toContain('runs off the screen');
  });
});
