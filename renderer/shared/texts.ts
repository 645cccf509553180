/** The texts of a window, loaded for the one language it shows. */
import { lookUp } from '../../electron/look-up.js';
import { makeTexts, type Messages, type Texts } from '../../assets/locales/catalogue.js';

/** Every language except English, which the catalogue itself contains. Each is a chunk, loaded when shown. */
const translations = import.meta.glob<Messages>(['../../assets/locales/*.json', '!../../assets/locales/en.json'], {
  import: 'default',
});

const code = (path: string): string => path.replace(/^.*\/|\.json$/g, '');

/** The app's languages as BCP 47 tags, English first. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(translations).map(code)];

/** A language's texts. Falls back to English if there is no such language or its file cannot be read. */
export async function loadTexts(language: string): Promise<Texts> {
  const path = Object.keys(translations).find((candidate) => code(candidate) === language);
  const load = path === undefined ? undefined : lookUp(translations, path);
  if (load === undefined) return makeTexts(language.startsWith('en') ? language : 'en', {});
  try {
    return makeTexts(language, await load());
  } catch {
    return makeTexts('en', {});
  }
}
