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

/** @returns the rows. The separator (comma, semicolon, tab) is detected. Null: the quotes do not match */
export function fromCsv(text: string): readonly CsvRow[] | null {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t'],
  });
  if (errors.some(({ type }) => type === 'Quotes')) return null;
  return data.map((row) => row.map(unguard));
}
