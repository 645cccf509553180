/** The locales the service keeps labels for, as `localeCode` takes them (docs/genesys-cloud.md §2.3). */
export const LOCALE_CODES = [
  'he',
  'fr',
  'en_US',
  'da',
  'de',
  'it',
  'cs',
  'es',
  'fi',
  'ar',
  'ja',
  'ko',
  'nl',
  'no',
  'pl',
  'pt_BR',
  'pt_PT',
  'ru',
  'sv',
  'th',
  'tr',
  'uk',
  'zh_CN',
  'zh_TW',
] as const;
export type LocaleCode = (typeof LOCALE_CODES)[number];

/** One locale's labels, or all of them. */
export type LocaleCodeQuery = LocaleCode | 'ALL';
