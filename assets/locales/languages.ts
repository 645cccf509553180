/** The languages the app speaks. Each has a catalogue in this folder, named by the service's code of the locale. */
import type { LocaleCode } from '../../electron/genesys/locale-codes.js';

export const LANGUAGES = ['fr', 'en_US', 'de', 'es', 'ar', 'ja'] as const satisfies readonly LocaleCode[];
export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (code: string): code is Language => LANGUAGES.some((each) => each === code);

/** BCP 47, as pages and settings name it. The English catalogue is for every English. */
export const languageTag = (language: Language): string =>
  language === 'en_US' ? 'en' : language.replaceAll('_', '-');
