/** Chooses the app's language and loads its texts from `dist/locales`. English is built in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import en from '../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts, type Texts } from '../../assets/locales/catalogue.js';
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
  if (language === 'en_US') return makeTexts('en', en);
  try {
    const messages = v.parse(messagesSchema, JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
    return makeTexts(languageTag(language), messages);
  } catch (error) {
    log.error('texts could not be read', { language, cause: error instanceof Error ? error.message : 'unknown' });
    return makeTexts('en', en);
  }
}
