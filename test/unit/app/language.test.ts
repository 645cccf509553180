import { copyFile, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, ownName } from '../../../assets/locales/languages.js';
import {
  chooseLanguage,
  formatLocale,
  loadTexts,
  shellLanguages,
  shellRegion,
  wantedLanguages,
} from '../../../electron/app/language.js';
import { silentLog } from '../../../electron/silent-log.js';

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
    const texts = loadTexts(folder, language, silentLog);
    expect([texts.language, texts('tray.quit')]).toEqual(['en', 'Quit']);
  }
});

test('a language is read from its file, and no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'locales-'));
  await copyFile(join(FOLDER, 'de.json'), join(folder, 'de.json'));
  const texts = loadTexts(folder, 'de', silentLog);
  expect([texts.language, texts('popup.refused', { presence: 'Pause' })]).toEqual(['de', 'Pause wurde abgelehnt.']);
});

test.each([
  ['en', ['en-GB', 'de-DE'], 'en-GB'],
  ['en', ['de-DE', 'fr', 'en-IE'], 'en-IE'],
  ['de', ['en-US'], 'de'],
  ['de', ['de_AT.UTF-8'], 'de-AT'],
  ['no', ['nb-NO'], 'nb-NO'],
  ['zh-TW', ['zh-CN', 'zh-HK'], 'zh-HK'],
  ['ar', ['C', '', 'x!', 'ar-MA'], 'ar-MA'],
])('the dates of texts in %s on a system of %j are those of %s', (language, system, expected) => {
  expect(formatLocale(language, system)).toBe(expected);
});

test('a Briton reads a date as in Britain, and an Egyptian Egypt’s digits', () => {
  const english = loadTexts(FOLDER, 'en_US', silentLog, ['en-GB']);
  expect(new Intl.DateTimeFormat(english.formats).format(new Date(2026, 11, 31))).toBe('31/12/2026');
  expect(loadTexts(FOLDER, 'ar', silentLog, ['ar-EG'])('tray.minutes', { count: 12 })).toContain('١٢');
  expect(loadTexts(FOLDER, 'ar', silentLog, ['ar-MA'])('tray.minutes', { count: 12 })).toContain('12');
});

describe('a shell', () => {
  test.each([
    [{ LANG: 'de_DE.UTF-8' }, ['de-DE']],
    [{ LANG: 'de_DE@euro' }, ['de-DE']],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, ['fr-FR']],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR', LC_ALL: 'pl_PL.UTF-8' }, ['pl-PL']],
    [{ LANG: 'de_DE.UTF-8', LANGUAGE: 'nn:sv:' }, ['nn', 'sv', 'de-DE']],
    [{ LANG: 'zh_HK.Big5' }, ['zh-HK']],
    [{ LANG: 'ca_ES@valencia', LANGUAGE: 'ca:es' }, ['ca', 'es', 'ca-ES']],
    [{ LANG: 'de_DE.UTF-8', LANGUAGE: 'C' }, ['en']],
    // Gettext heeds LANGUAGE only where there is a locale at all.
    [{ LANG: 'C.UTF-8', LANGUAGE: 'de' }, ['en']],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, ['en']],
    [{ LANG: 'POSIX' }, ['en']],
    [{ LANG: '' }, ['en']],
    [{}, ['en']],
    [{ LANG: '!!' }, []],
  ])('with %j reads %j', (env, languages) => {
    expect(shellLanguages(env)).toEqual(languages);
  });

  test('takes its dates from LC_TIME', () => {
    expect(shellRegion({ LANG: 'en_US.UTF-8', LC_TIME: 'en_GB.UTF-8' })).toEqual(['en_GB.UTF-8']);
    expect(shellRegion({ LANG: 'en_US.UTF-8', LC_TIME: 'en_GB.UTF-8', LC_ALL: 'C.UTF-8' })).toEqual([]);
    expect(shellRegion({})).toEqual([]);
  });
});

test('the settings name each language in itself, as a list begins it', () => {
  expect(['en', 'de', 'fr', 'pt-BR', 'pt-PT', 'no', 'tr', 'uk', 'he', 'th', 'zh-CN', 'zh-TW'].map(ownName)).toEqual([
    'English',
    'Deutsch',
    'Français',
    'Português (Brasil)',
    'Português (Portugal)',
    'Norsk',
    'Türkçe',
    'Українська',
    'עברית',
    'ไทย',
    '简体中文',
    '繁體中文',
  ]);
});

test('the app speaks every language that has a catalogue', async () => {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json'));
  expect(LANGUAGES.map((language) => `${language}.json`).sort()).toEqual(files.sort());
});
