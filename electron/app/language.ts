/** Chooses the app's language and loads its texts from `dist/locales`. English is built in. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import en from '../../assets/locales/en.json' with { type: 'json' };
import { makeTexts, type Texts } from '../../assets/locales/catalogue.js';
import type { Log } from '../ports.js';

const messagesSchema = v.record(v.string(), v.string());

/** The codes of the languages with a catalogue in `folder`. */
export function availableLanguages(folder: string): string[] {
  try {
    const found = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []));
    return found.includes('en') ? found : ['en', ...found];
  } catch {
    return ['en'];
  }
}

/**
 * The first wanted language that is available: the same tag, else the same language without region, else English.
 * @param setting `system` or a code
 * @param system the system's languages, best first (BCP 47)
 */
export function chooseLanguage(setting: string, system: readonly string[], available: readonly string[]): string {
  const fold = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');
  for (const wanted of setting === 'system' ? system : [setting]) {
    const tag = fold(wanted);
    const same =
      available.find((each) => fold(each) === tag) ?? available.find((each) => fold(each) === tag.split('-')[0]);
    if (same !== undefined) return same;
  }
  return 'en';
}

/**
 * The language of presence labels, which organisations have in more languages than the app. It is the chosen one, else
 * the system's first, else the texts'.
 */
export const labelLanguage = (setting: string, system: readonly string[], texts: string): string =>
  setting === 'system' ? (system[0] ?? texts) : setting;

/** A language's texts. If its file cannot be read, English, and the log says so. */
export function loadTexts(folder: string, language: string, log: Log): Texts {
  if (language === 'en') return makeTexts('en', en);
  try {
    const messages = v.parse(messagesSchema, JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')));
    return makeTexts(language.replaceAll('_', '-'), messages);
  } catch (error) {
    log.error('texts could not be read', { language, cause: error instanceof Error ? error.message : 'unknown' });
    return makeTexts('en', en);
  }
}
