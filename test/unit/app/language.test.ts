import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseLanguage, labelLanguage, loadTexts, wantedLanguages } from '../../../electron/app/language.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test.each([
  ['system', ['de-AT', 'en-US'], 'de'],
  ['system', ['tlh', 'de'], 'de'],
  ['system', ['xx'], 'en_US'],
  ['system', [], 'en_US'],
  ['system', ['C'], 'en_US'],
  ['system', ['en-GB', 'de'], 'en_US'],
  ['de', ['en-US'], 'de'],
  ['en', ['de'], 'en_US'],
  ['tlh', ['de'], 'en_US'],
])('the setting %s on a system that speaks %j gives %s', (setting, system, expected) => {
  expect(chooseLanguage(wantedLanguages(setting, system))).toBe(expected);
});

test('English is there even where no file is', () => {
  expect(loadTexts('/nowhere', 'de', silent)('app.name')).toBe('Presence Tray');
});

test('a language is read from its file', () => {
  const texts = loadTexts(join(import.meta.dirname, '../../../assets/locales'), 'de', silent);
  expect([texts.language, texts('popup.refused', { presence: 'Pause' })]).toEqual(['de', 'Pause wurde abgelehnt.']);
});

test('presences are labelled in the person’s language, also where the app itself does not speak it', () => {
  expect(labelLanguage('system', ['ar-EG', 'en'], 'en')).toBe('ar-EG');
  expect(labelLanguage('de', ['ar-EG'], 'de')).toBe('de');
  expect(labelLanguage('system', [], 'en')).toBe('en');
});
