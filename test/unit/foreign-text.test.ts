import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english, englishAs } from './english.js';
import { balanceIsolates, isolate, isolatePart, withoutDirection } from '../../electron/foreign-text.js';
import { shortText } from '../../electron/desktop/short-text.js';

const HEBREW = 'הפסקה (2)';

describe('a text of others in a line of ours', () => {
  it('cannot turn the line round', () => {
    expect(withoutDirection('Lunch\u202E gnop\u202C \u2067x\u2069')).toBe('Lunch gnop x');
    expect(isolate('\u202ELunch', 'ltr')).toBe('Lunch');
  });

  it('is kept apart where it is written the other way, and stays as it is elsewhere', () => {
    expect(isolate(HEBREW, 'ltr')).toBe(`\u2068${HEBREW}\u2069`);
    expect(isolate('R&D (2)', 'ltr')).toBe('R&D (2)');
    expect(isolate('Lunch', 'rtl')).toBe('\u2068Lunch\u2069');
    expect(isolate('', 'rtl')).toBe('');
    expect(isolate('☕ break', 'ltr')).toBe('☕ break');
  });

  it('stays apart in a sentence of ours that is part of another', () => {
    const said = englishAs('ar')('popup.refused', { presence: 'Lunch.' });
    expect(isolatePart(said, 'rtl')).toBe('\u2068\u2068Lunch.\u2069 was refused.\u2069');
    expect(isolatePart(isolate('Lunch', 'rtl'), 'rtl')).toBe('\u2068Lunch\u2069');
    expect(isolatePart('\u2068Lunch \u2067(2)\u2069\u2069', 'ltr')).toBe('\u2068Lunch (2)\u2069');
  });

  it('is kept apart in every sentence of the catalogue', () => {
    const t = english;
    expect(t('popup.refused', { presence: HEBREW })).toBe(`\u2068${HEBREW}\u2069 was refused.`);
    expect(t('popup.refused', { presence: 'Lunch\u202E' })).toBe('Lunch was refused.');
    expect(englishAs('ar')('popup.refused', { presence: 'Lunch' })).toBe('\u2068Lunch\u2069 was refused.');
  });

  it('leaves nothing open, wherever the line is cut', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'ה', ' ', '\u202E', '\u2066', '\u2068', '\u2069', '☕') });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.integer({ min: 2, max: 40 }), (parts, longest) => {
        const line = shortText(parts.map((each) => isolate(each, 'ltr')).join(' · '), longest);
        expect(line).not.toMatch(/[\u202A-\u202E]/);
        expect(balanceIsolates(line)).toBe(line);
        // Each isolate that the cut left open is closed by one more character.
        expect(line.replaceAll('\u2069', '').length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});
