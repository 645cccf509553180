import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMarkup, hasMarkup, inMenu, inWindowsTooltip } from '../../../electron/desktop/surface-text.js';

/** What a notification service shows for a body with markup. Null: it is unreadable. */
function asServiceShows(body: string): string | null {
  if (/<|&(?!(amp|lt|gt);)/.test(body)) return null;
  return body.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
const words = fc.string({ unit: fc.constantFrom('&', '<', '>', 'a', ';', 'amp', ' b') });

describe('a text of others on a surface of the desktop', () => {
  it('shows as it is in a menu', () => {
    expect(inMenu('R&D')).toBe('R&&D');
    expect(inMenu('a & b < c && d')).toBe('a && b < c &&&& d');
  });

  it('shows as it is in a tooltip of Windows', () => {
    expect(inWindowsTooltip('R&D: a & b < c', 127)).toBe('R&&&D: a &&& b < c');
  });

  it('is cut before a tooltip of Windows would lose its end, and never in the middle of what stands for one sign', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 5, max: 127 }), (text, longest) => {
        const escaped = inWindowsTooltip(text, longest);
        expect(escaped.length).toBeLessThanOrEqual(longest);
        expect((/&+/g.exec(escaped)?.[0].length ?? 0) % 3).toBe(0);
      }),
    );
  });

  it('is no markup in a notification, whatever it looks like', () => {
    expect(asMarkup('a & b < c')).toBe('a &amp; b &lt; c');
    expect(asMarkup('<b>&amp;</b>')).toBe('&lt;b&gt;&amp;amp;&lt;/b&gt;');
    fc.assert(
      fc.property(words, (text) => {
        expect(asServiceShows(asMarkup(text))).toBe(text);
        expect(hasMarkup(text)).toBe(asMarkup(text) !== text);
      }),
    );
  });
});
