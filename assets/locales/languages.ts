/** The languages the app speaks: the catalogues in this folder, each named by the service's code of the locale. */
import { LOCALE_CODES, type LocaleCode } from '../../electron/genesys/locale-codes.js';

/** All of those that the service keeps labels for. */
export const LANGUAGES: readonly Language[] = LOCALE_CODES;
export type Language = LocaleCode;

/** BCP 47, as pages and settings name it. The English catalogue is for every English. */
export const languageTag = (language: Language): string =>
  language.startsWith('en') ? 'en' : language.replaceAll('_', '-');

/**
 * A language in its own name, so that people find theirs whatever the app speaks. Chinese is named by its script, as
 * its readers do.
 * @param tag BCP 47
 */
export function ownName(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  const [shown, languageDisplay] =
    language === 'zh' ? ([`zh-${script ?? 'Hans'}`, 'dialect'] as const) : ([tag, 'standard'] as const);
  const name = new Intl.DisplayNames([shown], { type: 'language', languageDisplay }).of(shown) ?? tag;
  // A list of languages begins each with a capital, which a dictionary of most of them would not.
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
