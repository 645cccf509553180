/** The texts of a window, loaded for the one language it shows. */
import { lookUp } from '../../electron/look-up.js';
import { makeTexts, type Messages, type Texts } from '../../assets/locales/catalogue.js';

/** Every language but English, which is in the catalogue itself; each its own chunk, loaded when it is shown. */
const translations = import.meta.glob<Messages>(['../../assets/locales/*.json', '!../../assets/locales/en.json'], {
  import: 'default',
});

const code = (path: string): string => path.replace(/^.*\/|\.json$/g, '');

/** The languages the app speaks, as BCP 47 tags, English first. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(translations).map(code)];

/** The texts of a language; English where the app does not speak it or its file cannot be read. */
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
