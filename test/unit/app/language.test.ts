import { join } from 'node:path';
import { expect, test } from 'vitest';
import { availableLanguages, chooseLanguage, labelLanguage, loadTexts } from '../../../electron/app/language.js';

const LOCALES = join(import.meta.dirname, '../../../assets/locales');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test.each([
  ['system', ['de-AT', 'en-US'], 'de'],
  ['system', ['fr-CA', 'de'], 'de'],
  ['system', ['xx'], 'en'],
  ['system', [], 'en'],
  ['de', ['en-US'], 'de'],
  ['tlh', ['de'], 'en'],
  ['system', ['pt-BR'], 'pt_BR'],
])('the setting %s on a system that speaks %j gives %s', (setting, system, expected) => {
  expect(chooseLanguage(setting, system, ['en', 'de', 'pt_BR'])).toBe(expected);
});

test('English is there even where no file is', () => {
  expect(availableLanguages('/nowhere')).toEqual(['en']);
  expect(loadTexts('/nowhere', 'de', silent)('app.name')).toBe('Presence Tray');
});

test('a language whose file is there is spoken', () => {
  expect(availableLanguages(LOCALES)).toContain('en');
});

test('presences are labelled in the person’s language, also where the app itself does not speak it', () => {
  expect(labelLanguage('system', ['ar-EG', 'en'], 'en')).toBe('ar-EG');
  expect(labelLanguage('de', ['ar-EG'], 'de')).toBe('de');
  expect(labelLanguage('system', [], 'en')).toBe('en');
});
