/** The catalogues are i18next JSON v4 (docs/adr/0005): i18next itself reads them as we do, without special settings. */
import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { makeTexts, type Messages, type TextKey } from '../../../assets/locales/catalogue.js';
import { LANGUAGES, languageTag } from '../../../assets/locales/languages.js';

const FORM = /_(zero|one|two|few|many|other)$/;
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000];
const ISOLATES = /[\u2068\u2069]/g;

describe.each(LANGUAGES)('i18next reads %s', (language) => {
  it('as the app does, every text and every plural form', async () => {
    const messages = JSON.parse(readFileSync(`assets/locales/${language}.json`, 'utf8')) as Messages;
    const tag = languageTag(language);
    const other = i18next.createInstance();
    await other.init({
      lng: tag,
      resources: { [tag]: { translation: messages } },
      interpolation: { escapeValue: false },
    });
    const ours = makeTexts(tag, messages);
    for (const key of new Set(Object.keys(messages).map((each) => each.replace(FORM, '')))) {
      const names = [...(messages[key] ?? messages[`${key}_other`] ?? '').matchAll(/\{\{(\w+)\}\}/g)];
      const words = Object.fromEntries(names.map(([, name = '']) => [name, `<${name}>`]));
      const plural = messages[`${key}_other`] !== undefined;
      for (const params of plural ? COUNTS.map((count) => ({ ...words, count })) : [words])
        expect(ours(key as TextKey, params).replace(ISOLATES, ''), key).toBe(other.t(key, params as { count: number }));
    }
  });
});
