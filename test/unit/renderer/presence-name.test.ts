import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import PresenceName from '../../../renderer/shared/PresenceName.svelte';

/** What it draws, without Svelte's comments. */
const drawn = (of: { label: string; apart?: string[] }): string =>
  render(PresenceName, { props: { of } })
    .body.replace(/<!--.*?-->/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/<\/?span>/g, '')
    .trim();

describe('a presence in a window', () => {
  it('is its label, kept apart from the line it stands in', () => {
    expect(drawn({ label: 'Lunch' })).toBe('<bdi>Lunch</bdi>');
    expect(drawn({ label: 'הפסקה (2)' })).toBe('<bdi>הפסקה (2)</bdi>');
  });

  it('says what tells it from another of the same label, each part kept apart', () => {
    expect(drawn({ label: 'Lunch', apart: ['Meal', 'חיפה'] })).toBe(
      '<bdi>Lunch</bdi><small>\u00A0<bdi>Meal</bdi>\u00A0·\u00A0<bdi>חיפה</bdi></small>',
    );
  });

  it('is not turned round by signs in it', () => {
    expect(drawn({ label: '\u202EGnirts', apart: ['\u2067Meal'] })).toBe(
      '<bdi>Gnirts</bdi><small>\u00A0<bdi>Meal</bdi></small>',
    );
  });

  it('is a text and nothing else, whatever stands in it', () => {
    expect(drawn({ label: 'R&D <live>' })).toBe('<bdi>R&amp;D &lt;live></bdi>');
  });
});
