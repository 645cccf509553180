/** What changed, as one short line of plain text. Notes are Markdown or HTML, and from outside. */
import { withoutDirection } from '../foreign-text.js';

const LONGEST = 160;

const plain = (line: string): string =>
  line
    .replace(/<[^<>]*>/g, ' ')
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, '')
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, '')
    .replace(/[\p{Cc}\p{Cf}\p{Z}\s]+/gu, ' ')
    .trim();

/** At most {@link LONGEST} characters, cut between words. Empty: there is nothing to say. */
export function whatChanged(notes: string | null): string {
  const lines = (notes ?? '')
    .slice(0, 10_000)
    .split(/\r?\n|<\/(?:li|p|h\d)>/)
    // Headings say the version, the date, or "Fixed".
    .filter((line) => !/^\s*(#|<h\d)/.test(line))
    .map((line) => plain(withoutDirection(line)))
    .filter((line) => line !== '');
  const whole = lines.map((line) => (/[.!?;:…。؟]$/.test(line) ? line : `${line}.`)).join(' ');
  const signs = Array.from(whole);
  if (signs.length <= LONGEST) return whole;
  const cut = signs.slice(0, LONGEST - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > LONGEST / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:]+$/, '')}…`;
}
