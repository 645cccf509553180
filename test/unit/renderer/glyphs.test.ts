import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SYSTEM_PRESENCES } from '../../../electron/genesys/system-presence.js';
import { GLYPHS } from '../../../renderer/shared/glyphs.js';

const shapes = (svg: string): string[] =>
  [...svg.matchAll(/<(?:path|circle|rect)[^>]*>/g)].map(([shape]) =>
    shape
      .replace(/\s+/g, ' ')
      .replace(/ mask="[^"]*"/, '')
      .replace(/ ?\/?>$/, '>'),
  );
const sprite = readFileSync('renderer/shared/GlyphSprite.svelte', 'utf8');
const symbol = (name: string): string =>
  new RegExp(`<symbol id="glyph-${name}"[^>]*>([\\s\\S]*?)</symbol>`).exec(sprite)?.[1] ?? '';

describe('the glyphs', () => {
  it.each(SYSTEM_PRESENCES)('%s looks the same in the windows as in the tray', (presence) => {
    const source = readFileSync(`assets/tray/source/${GLYPHS[presence]}.svg`, 'utf8');
    expect(shapes(source).length).toBeGreaterThan(0);
    expect(shapes(symbol(GLYPHS[presence]))).toEqual(shapes(source));
  });

  it('are all different shapes', () => {
    const drawn = SYSTEM_PRESENCES.map((presence) => shapes(symbol(GLYPHS[presence])).join());
    expect(new Set(drawn).size).toBe(SYSTEM_PRESENCES.length);
  });
});
