/** Languages of labels: their names, their order, and what is shown if one is missing. Pure functions only. */
import { LOCALE_CODES } from '../../electron/genesys/locale-codes.js';
import { lookUp } from '../../electron/look-up.js';

export type Labels = Readonly<Record<string, string>>;

/** `Portuguese (Brazil)`: the name of one of the service's locales in the window's language. */
export function languageName(locale: string, shownIn: string): string {
  try {
    return (
      new Intl.DisplayNames(shownIn, { type: 'language', languageDisplay: 'standard' }).of(
        locale.replaceAll('_', '-'),
      ) ?? locale
    );
  } catch {
    return locale;
  }
}

/**
 * English first, as the usual language of an organisation, then the reader's own, then by name, then other locales that
 * labels have.
 */
export function localesToShow(labels: Labels, shownIn: string): string[] {
  const own =
    LOCALE_CODES.find((code) => tagOf(code) === shownIn) ??
    LOCALE_CODES.find((code) => code.split('_')[0] === shownIn.split('-')[0]);
  const first = new Set(['en_US', ...(own === undefined ? [] : [own])]);
  const collator = new Intl.Collator(shownIn);
  const rest = LOCALE_CODES.filter((code) => !first.has(code)).sort((a, b) =>
    collator.compare(languageName(a, shownIn), languageName(b, shownIn)),
  );
  const known = new Set<string>(LOCALE_CODES);
  const besides = Object.keys(labels)
    .filter((locale) => !known.has(locale))
    .sort();
  return [...first, ...rest, ...besides];
}

const said = (labels: Labels, locale: string): string => (lookUp(labels, locale) ?? '').trim();

/** What people see if their language has no label: one of the same language, else English, else any. */
export function standIn(labels: Labels, locale: string): string {
  const language = locale.split('_')[0] ?? locale;
  const alike = Object.keys(labels).find(
    (key) => key !== locale && key.split(/[_-]/)[0] === language && said(labels, key),
  );
  const english = ['en_US', 'en', ...Object.keys(labels)].find((key) => key !== locale && said(labels, key));
  const key = alike ?? english;
  return key === undefined ? '' : said(labels, key);
}

const RIGHT_TO_LEFT = new Set(['ar', 'he']);
export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(locale.split(/[_-]/)[0] ?? '') ? 'rtl' : 'ltr';
/** BCP 47, for spell checkers and screen readers. */
export const tagOf = (locale: string): string => locale.replaceAll('_', '-');
