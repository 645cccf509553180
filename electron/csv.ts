/**
 * CSV as spreadsheets take it: UTF-8 with a mark, CRLF, cells that look like a formula made harmless. What was written
 * here is read back as it was.
 */
import Papa from 'papaparse';

export type CsvRow = readonly string[];

/** A spreadsheet takes these for the begin of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A guarded cell. A text that looks like one is guarded, too, so that reading knows which quotes are ours. */
const GUARDED = /^'+[=+\-@\t\r]/;

const guard = (cell: string): string => (FORMULA.test(cell) || GUARDED.test(cell) ? `'${cell}` : cell);
const unguard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

export const toCsv = (rows: readonly CsvRow[]): string =>
  `\uFEFF${Papa.unparse(
    rows.map((row) => row.map(guard)),
    { newline: '\r\n' },
  )}\r\n`;

/** @returns the rows; the separator (comma, semicolon, tab) is found out. Null where the quotes do not match up. */
export function fromCsv(text: string): readonly CsvRow[] | null {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t'],
  });
  if (errors.some(({ type }) => type === 'Quotes')) return null;
  return data.map((row) => row.map(unguard));
}
