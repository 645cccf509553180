/** The texts of a window, loaded for the one language it shows. */
import { lookUp } from '../../electron/look-up.js';
import { isLanguage, languageTag } from '../../assets/locales/languages.js';
import { makeTexts, type Messages, type Texts } from '../../assets/locales/catalogue.js';

/** Every language except English, which the catalogue itself contains. Each is a chunk, loaded when shown. */
const translations = import.meta.glob<Messages>(['../../assets/locales/*.json', '!../../assets/locales/en_US.json'], {
  import: 'default',
});

const tag = (path: string): string => {
  const code = path.replace(/^.*\/|\.json$/g, '');
  return isLanguage(code) ? languageTag(code) : code;
};

/** A language's texts. Falls back to English if there is no such language or its file cannot be read. */
export async function loadTexts(language: string): Promise<Texts> {
  const path = Object.keys(translations).find((candidate) => tag(candidate) === language);
  const load = path === undefined ? undefined : lookUp(translations, path);
  if (load === undefined) return makeTexts(language.startsWith('en') ? language : 'en', {});
  try {
    return makeTexts(language, await load());
  } catch {
    return makeTexts('en', {});
  }
}
