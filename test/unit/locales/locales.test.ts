import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NAMES, SAME_WORDS } from './same-as-english.js';
import { makeTexts, type Messages } from '../../../assets/locales/catalogue.js';

const FOLDER = 'assets/locales';
const read = (language: string): Messages => JSON.parse(readFileSync(`${FOLDER}/${language}.json`, 'utf8')) as Messages;
const languages = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));
const english = read('en_US');

const FORM = /_(zero|one|two|few|many|other)$/;
const bases = (messages: Messages): string[] =>
  [...new Set(Object.keys(messages).map((key) => key.replace(FORM, '')))].sort();
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

describe.each(languages)('the texts in %s', (language) => {
  const messages = read(language);

  it('are those of the English catalogue, no more and no fewer', () => {
    expect(bases(messages)).toEqual(bases(english));
  });

  it('have the forms the language counts in', () => {
    const forms = [...new Intl.PluralRules(language.replace('_', '-')).resolvedOptions().pluralCategories].sort();
    for (const base of bases(english).filter((key) => english[`${key}_other`] !== undefined)) {
      const given = Object.keys(messages).filter((key) => key.replace(FORM, '') === base && FORM.test(key));
      expect(given.map((key) => key.slice(base.length + 1)).sort()).toEqual(forms);
    }
  });

  it('have the places the English ones have', () => {
    for (const [key, text] of Object.entries(messages)) {
      const original = english[key] ?? english[`${key.replace(FORM, '')}_other`];
      // A singular may say "one" instead of the number.
      const dropped = FORM.test(key) && !key.endsWith('_other') ? ['count'] : [];
      const without = (names: string[]): string[] => names.filter((name) => !dropped.includes(name));
      expect([key, without(placeholders(text))]).toEqual([key, without(placeholders(original ?? ''))]);
    }
  });

  it.skipIf(language === 'en_US')('are translated, but for names and words that are the same', () => {
    const same = new Set([...NAMES, ...(SAME_WORDS[language] ?? [])]);
    const forgotten = Object.entries(messages).filter(([key, text]) => {
      const words = text.replace(/\{\{\w+\}\}/g, ' ').match(/\p{L}+/gu) ?? [];
      return text === english[key] && words.some((word) => !same.has(word));
    });
    expect(forgotten).toEqual([]);
  });

  it('say something each, without stray white space', () => {
    for (const [key, text] of Object.entries(messages)) {
      expect([key, text.trim()]).toEqual([key, text]);
      expect([key, text.length > 0]).toEqual([key, true]);
    }
  });
});

describe('no text sends people', () => {
  /** Shown only if the person has the switch. */
  const PROMISES = ['notice.startsAtLogin'];

  // Translations say what the original says.
  it.each(['en_US', 'de'])(
    'to a field of the settings that is not there, or that a policy may have locked (%s)',
    (language) => {
      const sending = Object.entries(read(language)).filter(([, text]) =>
        /\b(in|in den) (the settings|Einstellungen)\b/i.test(text),
      );
      // "In the settings of your system" means the system's own settings.
      const ours = sending.filter(([, text]) => !/(of your system|Ihres Systems)/.test(text)).map(([key]) => key);
      expect(ours).toEqual(PROMISES);
    },
  );
});

describe('a text', () => {
  it('is counted in the language’s own forms', () => {
    const t = makeTexts('de', read('de'));
    expect(t('tray.minutes', { count: 1 })).toBe('1 Minute');
    expect(t('tray.minutes', { count: 5 })).toBe('5 Minuten');
  });

  it('keeps what is not filled in', () => {
    expect(makeTexts('en', english)('popup.refused')).toBe('{{presence}} was refused.');
  });

  it('never reads a parameter as a pattern', () => {
    const t = makeTexts('en', english);
    expect(t('popup.refused', { presence: '{{presence}} $& $1' })).toBe('{{presence}} $& $1 was refused.');
  });
});
