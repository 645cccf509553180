/** The English texts, for tests that read what a person sees. */
import en from '../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts } from '../../assets/locales/catalogue.js';

export const english = makeTexts('en', en);

/** English under another country's name, or in the direction of another language. */
export const englishAs = (language: string, change: Readonly<Record<string, string>> = {}) =>
  makeTexts(language, { ...en, ...change });
