/** Chooses the app's language and reads its texts, and no others, from `dist/locales`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMessages, makeTexts, type Messages, type Texts } from '../../assets/locales/catalogue.js';
import { languageTag, type Language } from '../../assets/locales/languages.js';
import type { Log } from '../ports.js';
import { isSameWriting, toLocaleCode, toTag } from '../presence/definitions/label-locale.js';

/**
 * The languages to try, best first. Texts and presence labels both follow this list.
 * @param setting `system` or a language
 * @param system the system's languages, best first (BCP 47)
 */
export const wantedLanguages = (setting: string, system: readonly string[]): readonly string[] =>
  setting === 'system' ? system : [setting];

/** The first wanted language that the app speaks, by the service's mapping of locales. Else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const code = toLocaleCode(each);
    if (code !== null) return code;
  }
  return 'en_US';
}

/**
 * The locale of dates, times and digits: the system's own where it writes the language of the texts (a Briton reads
 * 31/12), else the language of the texts.
 * @param system the system's regional locale and its languages, best first (BCP 47)
 */
export const formatLocale = (language: string, system: readonly string[]): string =>
  system.flatMap((each) => toTag(each) ?? []).find((tag) => isSameWriting(tag, language)) ?? language;

type Variables = Readonly<Record<string, string | undefined>>;

/** What POSIX calls no language at all. */
const isNone = (locale: string): boolean => /^(?:C|POSIX)?(?:[.@]|$)/.test(locale);

/** The locale of a POSIX category: the first of these variables that is set decides. */
const posixLocale = (env: Variables, category: 'LC_MESSAGES' | 'LC_TIME'): string =>
  env['LC_ALL'] || env[category] || env['LANG'] || '';

/** The languages a shell asks for, best first (POSIX and gettext). Where it asks for none, English. */
export function shellLanguages(env: Variables): string[] {
  const locale = posixLocale(env, 'LC_MESSAGES');
  if (isNone(locale)) return ['en'];
  const asked = [...(env['LANGUAGE'] ?? '').split(':'), locale];
  // Gettext stops at C: whoever names it wants what the program was written in.
  const end = asked.findIndex((each) => each !== '' && isNone(each));
  return (end === -1 ? asked : [...asked.slice(0, end), 'en']).flatMap((each) => toTag(each) ?? []);
}

/** The locale in which a POSIX system writes dates. Empty: none. */
export function shellRegion(env: Variables): string[] {
  const locale = posixLocale(env, 'LC_TIME');
  return isNone(locale) ? [] : [locale];
}

/** A language's texts. If its file cannot be read, English, and the log says so. */
export function loadTexts(folder: string, language: Language, log: Log, system: readonly string[] = []): Texts {
  const messages = read(folder, language, log);
  const shown = messages === null ? 'en_US' : language;
  const tag = languageTag(shown);
  return makeTexts(
    tag,
    messages ?? (language === 'en_US' ? null : read(folder, 'en_US', log)) ?? {},
    formatLocale(tag, system),
  );
}

function read(folder: string, language: Language, log: Log): Messages | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'));
    // Not by valibot, which takes a millisecond for a thousand texts, before the icon.
    if (!isMessages(parsed)) throw new Error('these are no texts by their keys');
    return parsed;
  } catch (error) {
    log.error('texts could not be read', { language, cause: error instanceof Error ? error.message : 'unknown' });
    return null;
  }
}
