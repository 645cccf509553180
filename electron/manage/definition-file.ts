/**
 * Definitions as a file: JSON with the service's own objects, or CSV with a row per definition and a column per label,
 * for translators and spreadsheets. Reading back what was written here gives the original.
 */
import { fromCsv, toCsv } from '../csv.js';
import type { OrganizationDefinition } from '../genesys/definitions.js';
import { LOCALE_CODES } from '../genesys/locale-codes.js';
import { lookUp } from '../look-up.js';
import { cleanLabels, LABEL_LOCALES } from './definition-fields.js';

export interface Division {
  readonly id: string;
  readonly name: string;
}

export type FileFormat = 'json' | 'csv';

/** Means every division (docs/genesys-cloud.md §2.3). */
export const EVERY_DIVISION = '*';
const LABEL = 'label.';
/** English first, then in the service's order. */
const LOCALE_ORDER: readonly string[] = ['en_US', ...LOCALE_CODES.filter((locale) => locale !== 'en_US')];

const foldName = (name: string): string => name.trim().toLowerCase();

/** A division's name if it is plain and unique, else its id. */
function divisionCell(divisionId: string | null, divisions: readonly Division[]): string {
  if (divisionId === null) return EVERY_DIVISION;
  const name = divisions.find(({ id }) => id === divisionId)?.name ?? '';
  const alike = divisions.filter((one) => foldName(one.name) === foldName(name) || foldName(one.id) === foldName(name));
  return name.trim() === name && name !== '' && name !== EVERY_DIVISION && alike.length === 1 ? name : divisionId;
}

export function writeDefinitions(
  format: FileFormat,
  definitions: readonly OrganizationDefinition[],
  divisions: readonly Division[],
): string {
  if (format === 'json')
    return `${JSON.stringify(
      definitions.map(({ id, name, primary, languageLabels, systemPresence, divisionId, deactivated }) => ({
        id,
        ...(name === null ? {} : { name }),
        type: primary ? 'System' : 'User',
        languageLabels,
        systemPresence,
        divisionId: divisionId ?? EVERY_DIVISION,
        deactivated,
      })),
      null,
      2,
    )}\n`;
  const kept = new Set(definitions.flatMap(({ languageLabels }) => Object.keys(cleanLabels(languageLabels))));
  const locales = [...LOCALE_ORDER, ...[...kept].filter((locale) => !LOCALE_ORDER.includes(locale)).sort()];
  return toCsv([
    ['id', 'type', 'systemPresence', 'division', 'deactivated', ...locales.map((locale) => LABEL + locale)],
    ...definitions.map(({ id, primary, systemPresence, divisionId, deactivated, languageLabels }) => {
      const labels = cleanLabels(languageLabels);
      return [
        id,
        primary ? 'System' : 'User',
        systemPresence,
        divisionCell(divisionId, divisions),
        String(deactivated),
        ...locales.map((locale) => lookUp(labels, locale) ?? ''),
      ];
    }),
  ]);
}

/** A definition in a file, unchecked. */
export interface FileRow {
  /** The line in the table, where the heading is line 1. In JSON the place in the list, from 1. */
  readonly line: number;
  readonly id: string | null;
  /** Null: the file does not say. */
  readonly systemPresence: string | null;
  readonly division: string | null;
  readonly deactivated: boolean | null;
  /** The value if it is neither yes nor no. */
  readonly odd: string | null;
  /** Only the visible ones. */
  readonly labels: Readonly<Record<string, string>>;
  /** The locales that the file covers. A definition's other labels stay. Null: all. */
  readonly locales: readonly string[] | null;
}

export type FileReading =
  | { readonly ok: true; readonly rows: readonly FileRow[] }
  | {
      readonly ok: false;
      readonly key: 'manage.file.notOurs' | 'manage.file.broken' | 'manage.file.empty';
      readonly columns: string;
    };

/** In characters. A larger file is no list of presences. */
const LARGEST_FILE = 20_000_000;
const MOST_ROWS = 10_000;

const broken = (
  key: 'manage.file.notOurs' | 'manage.file.broken' | 'manage.file.empty',
  columns = '',
): FileReading => ({
  ok: false,
  key,
  columns,
});

export function readDefinitionFile(text: string): FileReading {
  if (text.length > LARGEST_FILE) return broken('manage.file.notOurs');
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return broken('manage.file.empty');
  const reading = /^[[{]/.test(content) ? readJson(content) : readCsv(text);
  if (!reading.ok) return reading;
  if (reading.rows.length === 0) return broken('manage.file.empty');
  return reading.rows.length > MOST_ROWS ? broken('manage.file.notOurs') : reading;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const field = (entry: object, name: string): unknown =>
  Object.hasOwn(entry, name) ? Reflect.get(entry, name) : undefined;
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

function readJson(content: string): FileReading {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return broken('manage.file.broken');
  }
  const list = isObject(json) ? field(json, 'entities') : json;
  if (!Array.isArray(list)) return broken('manage.file.notOurs');
  const entries: readonly unknown[] = list;
  const isOurs = (entry: unknown): boolean =>
    isObject(entry) && (isObject(field(entry, 'languageLabels')) || textOf(field(entry, 'systemPresence')) !== null);
  if (entries.length > 0 && !entries.some(isOurs)) return broken('manage.file.notOurs');
  return {
    ok: true,
    rows: entries.map((entry, index): FileRow => {
      const from = isObject(entry) ? entry : {};
      const labels = field(from, 'languageLabels');
      const deactivated = field(from, 'deactivated');
      const division = field(from, 'divisionId');
      return {
        line: index + 1,
        id: textOf(field(from, 'id')),
        systemPresence: textOf(field(from, 'systemPresence')),
        division: division === null ? EVERY_DIVISION : divisionText(division),
        deactivated: typeof deactivated === 'boolean' ? deactivated : null,
        odd:
          deactivated === undefined || deactivated === null || typeof deactivated === 'boolean'
            ? null
            : JSON.stringify(deactivated),
        labels: isObject(labels) ? textsOf(Object.entries(labels)) : {},
        locales: isObject(labels) ? null : [],
      };
    }),
  };
}

/** What names no division must not mean all of them, so it is shown as it is, and refused. */
const divisionText = (value: unknown): string | null =>
  value === undefined || typeof value === 'string' ? textOf(value) : JSON.stringify(value);

/** A text of digits may have been written as a number. */
const textsOf = (entries: readonly (readonly [string, unknown])[]): Record<string, string> =>
  Object.fromEntries(
    entries.flatMap(([key, value]): [string, string][] => {
      const text = typeof value === 'number' ? String(value) : value;
      return typeof text === 'string' && text.trim() !== '' ? [[key, text]] : [];
    }),
  );

/** As spreadsheets write them in common languages. */
const YES = new Set(['true', '1', 'yes', 'wahr', 'ja', 'vrai', 'oui', 'verdadero', 'sí', 'vero', 'waar']);
const NO = new Set(['false', '0', 'no', 'falsch', 'nein', 'faux', 'non', 'falso', 'onwaar']);

function readCsv(text: string): FileReading {
  const table = fromCsv(text);
  if (table === null) return broken('manage.file.broken');
  const [head = [], ...body] = table;
  const names = head.map((cell) => cell.trim());
  const folded = names.map((name) => name.toLowerCase());
  const columns = names.flatMap((name, at) =>
    name.toLowerCase().startsWith(LABEL) && name.length > LABEL.length
      ? [{ at, locale: name.slice(LABEL.length) }]
      : [],
  );
  if (columns.length === 0 || !(folded.includes('id') || folded.includes('systempresence')))
    return broken(
      'manage.file.notOurs',
      names
        .filter((name) => name !== '')
        .slice(0, 6)
        .join(', ')
        .slice(0, 120),
    );
  const locales = columns.map(({ locale }) => locale);
  const rows = body.flatMap((cells, index): FileRow[] => {
    const cell = (name: string): string | null => {
      const at = folded.indexOf(name);
      return at < 0 ? null : textOf(cells[at] ?? '');
    };
    const labels = textsOf(columns.map(({ at, locale }) => [locale, cells[at] ?? '']));
    if (cells.every((each) => each.trim() === '')) return [];
    const yesOrNo = cell('deactivated')?.toLowerCase() ?? '';
    return [
      {
        line: index + 2,
        id: cell('id'),
        systemPresence: cell('systempresence'),
        division: cell('division') ?? cell('divisionid'),
        deactivated: YES.has(yesOrNo) ? true : NO.has(yesOrNo) ? false : null,
        odd: yesOrNo === '' || YES.has(yesOrNo) || NO.has(yesOrNo) ? null : yesOrNo.slice(0, 40),
        labels,
        locales,
      },
    ];
  });
  return { ok: true, rows };
}

/** A locale in the service's spelling: `EN-us` is `en_US`. Null: the service has no labels in it. */
export function knownLocale(key: string): string | null {
  const wanted = key.trim().replaceAll('-', '_').toLowerCase();
  return LABEL_LOCALES.find((locale) => locale.toLowerCase() === wanted) ?? null;
}
