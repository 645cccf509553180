import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

const FOLDER = join(import.meta.dirname, '../../../assets/locales');

test('English is shown where a language’s file is missing or broken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'locales-'));
  await copyFile(join(FOLDER, 'en_US.json'), join(folder, 'en_US.json'));
  await writeFile(join(folder, 'fr.json'), '{ "tray.quit": 3 }');
  for (const language of ['de', 'fr'] as const) {
    const texts = loadTexts(folder, language, silent);
    expect([texts.language, texts('tray.quit')]).toEqual(['en', 'Quit']);
  }
});

test('a language is read from its file, and no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'locales-'));
  await copyFile(join(FOLDER, 'de.json'), join(folder, 'de.json'));
  const texts = loadTexts(folder, 'de', silent);
  expect([texts.language, texts('popup.refused', { presence: 'Pause' })]).toEqual(['de', 'Pause wurde abgelehnt.']);
});

test('presences are labelled in the person’s language, also where the app itself does not speak it', () => {
  expect(labelLanguage('system', ['ar-EG', 'en'], 'en')).toBe('ar-EG');
  expect(labelLanguage('de', ['ar-EG'], 'de')).toBe('de');
  expect(labelLanguage('system', [], 'en')).toBe('en');
});
