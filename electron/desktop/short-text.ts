import { balanceIsolates } from '../foreign-text.js';

/**
 * Puts a text on one line and cuts what is too long for a menu or a tooltip, never inside a character people see as one. What would turn
 * the rest of the line round is taken out or closed.
 */
export function shortText(text: string, longest: number): string {
  const line = balanceIsolates(
    text
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/[\u202A-\u202E]/g, '')
      .trim(),
  );
  if (line.length <= longest) return line;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > longest - 1) break;
    kept += segment;
  }
  return balanceIsolates(`${kept.trimEnd()}…`);
}
