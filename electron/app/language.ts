/** Chooses the app's language and reads its texts, and no others, from `dist/locales`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { makeTexts, type Messages, type Texts } from '../../assets/locales/catalogue.js';
import { isLanguage, languageTag, type Language } from '../../assets/locales/languages.js';
import type { Log } from '../ports.js';
import { toLocaleCode } from '../presence/definitions/label-locale.js';

const messagesSchema = v.record(v.string(), v.string());

/**
 * The languages to try, best first.
 * @param setting `system` or a language
 * @param system the system's languages, best first (BCP 47)
 */
export const wantedLanguages = (setting: string, system: readonly string[]): readonly string[] =>
  setting === 'system' ? system : [setting];

/** The first wanted language that the app speaks, by the service's mapping of locales. Else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const code = toLocaleCode(each);
    if (code !== null && isLanguage(code)) return code;
  }
  return 'en_US';
}

/**
 * The language of presence labels, which organisations have in more languages than the app. It is the chosen one, else
 * the system's first, else the texts'.
 */
export const labelLanguage = (setting: string, system: readonly string[], texts: string): string =>
  setting === 'system' ? (system[0] ?? texts) : setting;

/** A language's texts. If its file cannot be read, English, and the log says so. */
export function loadTexts(folder: string, language: Language, log: Log): Texts {
  const messages = read(folder, language, log);
  if (messages !== null) return makeTexts(languageTag(language), messages);
  return makeTexts('en', (language === 'en_US' ? null : read(folder, 'en_US', log)) ?? {});
}

function read(folder: string, language: Language, log: Log): Messages | null {
  try {
    return v.parse(messagesSchema, JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
  } catch (error) {
    log.error('texts could not be read', { language, cause: error instanceof Error ? error.message : 'unknown' });
    return null;
  }
}
