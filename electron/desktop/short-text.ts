import { balanceIsolates } from '../foreign-text.js';

/**
 * Puts a text on one line and cuts it to fit a menu or a tooltip, never inside a visible character. Characters that
 * would reorder the rest of the line are removed or closed.
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
