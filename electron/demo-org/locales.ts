import { LOCALE_CODES as SERVICE_LOCALES, type LocaleCode } from '../genesys/locale-codes.js';
import { lookUp } from '../look-up.js';

/** The languages in which the service keeps labels, in its spelling. */
export const LOCALES = SERVICE_LOCALES;
export type Locale = LocaleCode;

/** A definition's labels. Organisations may use other languages than the 24, and few use all of them. */
export type Labels = Readonly<Record<string, string>>;

/** Allowed values of `localeCode` in a query: one of the 24, or `ALL`. */
export const LOCALE_CODES: readonly string[] = ['ALL', ...LOCALES];

/**
 * The labels for a caller who asked for `localeCode`: all of them for `ALL`, else the requested one, else the
 * organisation's default language (English).
 */
export function labelsFor(labels: Labels, localeCode: string | null): Labels {
  if (localeCode === 'ALL') return labels;
  const wanted = localeCode ?? 'en_US';
  const label = lookUp(labels, wanted);
  if (label !== undefined) return { [wanted]: label };
  const english = labels['en_US'];
  return english === undefined ? labels : { en_US: english };
}
