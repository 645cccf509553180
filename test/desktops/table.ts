/** The table of docs/desktops.md. Pure functions only. */
import { CHECKS, type Check, type Result } from './results.js';

export const BEGIN = '<!-- npm run desktops writes from here -->';
export const END = '<!-- to here -->';

/**
 * The document with these results between its markers. A row of a desktop that did not run this time stays.
 * @throws Error if the document has no markers
 */
export function withResults(document: string, results: readonly Result[]): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/desktops.md lacks its markers: ${BEGIN} … ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${section(results)}\n${document.slice(end)}`;
}

function section(results: readonly Result[]): string {
  const rows = [
    ['desktop', ...CHECKS],
    ['---', ...CHECKS.map(() => '---')],
    ...results.map((result) => [result.title, ...CHECKS.map((check) => cell(result, check))]),
  ];
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const notes = results.flatMap((result) => {
    const lines =
      result.notStarted === null
        ? result.findings.map(({ check, ok, note }) => `- ${check}: ${ok ? '' : '**wrong**: '}${escaped(note)}`)
        : [`- It did not start here: ${escaped(result.notStarted)}`];
    return [`### ${result.title}`, `Seen on ${result.date} with Electron ${result.electron}.`, lines.join('\n')];
  });
  return [table, ...notes].map((block) => `${block}\n`).join('\n');
}

function cell({ findings }: Result, check: Check): string {
  const found = findings.find((one) => one.check === check);
  if (found === undefined) return '–';
  return found.ok ? 'ok' : '**wrong**';
}

/** One line, as text: an error's words may have anything in them. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_<>|[\]]/g, '\\$&');
