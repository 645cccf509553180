/**
 * CSV for spreadsheets: UTF-8 with a byte order mark, CRLF, and cells that look like a formula made harmless. Reading
 * back what was written here gives the original.
 */
import Papa from 'papaparse';

export type CsvRow = readonly string[];

/** A spreadsheet takes these as the start of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A guarded cell. A text that looks like one is guarded too, so that reading knows which quotes are ours. */
const GUARDED = /^'+[=+\-@\t\r]/;

const guard = (cell: string): string => (FORMULA.test(cell) || GUARDED.test(cell) ? `'${cell}` : cell);
const unguard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

export const toCsv = (rows: readonly CsvRow[]): string =>
  `\uFEFF${Papa.unparse(
    rows.map((row) => row.map(guard)),
    { newline: '\r\n' },
  )}\r\n`;

/** Excel's own first line, which names the separator. */
const NAMED_SEPARATOR = /^"?sep=(.)"?(?:\r\n?|\n)/i;

/**
 * @returns the rows. The separator (comma, semicolon, tab) is detected, unless the first line names it. Null: the
 *   quotes do not match
 */
export function fromCsv(text: string): readonly CsvRow[] | null {
  const plain = text.replace(/^\uFEFF/, '');
  const named = NAMED_SEPARATOR.exec(plain);
  const { data, errors } = Papa.parse<string[]>(plain.slice(named?.[0].length ?? 0), {
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t'],
    ...(named?.[1] === undefined ? {} : { delimiter: named[1] }),
  });
  if (errors.some(({ type }) => type === 'Quotes')) return null;
  return data.map((row) => row.map(unguard));
}
