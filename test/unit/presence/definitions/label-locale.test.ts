/** Which of a presence's labels a reader gets. */
import { describe, expect, it } from 'vitest';
import {
  isSameWriting,
  LabelChooser,
  toLocaleCode,
  toTag,
} from '../../../../electron/presence/definitions/label-locale.js';

const chosen = (locales: readonly (string | null)[], ...keys: string[]): string | null =>
  new LabelChooser(locales).choose(Object.fromEntries(keys.map((key) => [key, key])));

describe('the label that a reader gets', () => {
  it('is in the first of their languages that has one, then the organisation’s, then English, then any', () => {
    expect(chosen(['de', 'fr', 'it'], 'it', 'fr', 'en_US')).toBe('fr');
    expect(chosen(['de', null, 'it'], 'en_US', 'it')).toBe('it');
    expect(chosen(['de'], 'ja', 'en_US')).toBe('en_US');
    expect(chosen(['de'], 'ja', 'ko')).toBe('ja');
    expect(chosen(['de'])).toBeNull();
  });

  it('is of their own region first, then the language’s without one, then of its home, then of any', () => {
    expect(chosen(['de-AT'], 'de_CH', 'de_DE', 'de', 'de_AT')).toBe('de_AT');
    expect(chosen(['de-AT'], 'de_CH', 'de_DE', 'de')).toBe('de');
    expect(chosen(['de-AT'], 'de_CH', 'de_DE')).toBe('de_DE');
    expect(chosen(['de-AT'], 'de_LI', 'de_CH')).toBe('de_LI');
    expect(chosen(['es-MX'], 'es_AR', 'es')).toBe('es');
  });

  it('is where they have no region the one that has none either', () => {
    expect(chosen(['de'], 'de_DE', 'de')).toBe('de');
  });

  it('is in their script, whatever the region', () => {
    expect(chosen(['zh-Hant-HK'], 'zh_CN', 'zh_TW')).toBe('zh_TW');
    expect(chosen(['zh-SG'], 'zh_TW', 'zh_CN')).toBe('zh_CN');
    expect(chosen(['zh-HK'], 'zh-Hans-HK', 'zh_TW')).toBe('zh_TW');
  });

  it('is the one under the service’s own key before that of the language alone', () => {
    expect(chosen(['en-GB'], 'en', 'en_US')).toBe('en_US');
    expect(chosen(['pt-AO'], 'pt', 'pt_PT')).toBe('pt_PT');
    expect(chosen(['pt'], 'pt_PT', 'pt_BR')).toBe('pt_BR');
  });

  it('can be seen', () => {
    expect(new LabelChooser(['de']).choose({ de: ' \u200B', en_US: 'Coffee' })).toBe('Coffee');
  });
});

it('two locales write the same where language and script are the same, whatever the region', () => {
  expect(isSameWriting('de-AT', 'de')).toBe(true);
  expect(isSameWriting('zh-HK', 'zh-Hant')).toBe(true);
  expect(isSameWriting('zh-HK', 'zh-CN')).toBe(false);
  expect(isSameWriting('de', 'fr')).toBe(false);
  expect([isSameWriting('de', '!'), isSameWriting('!', 'de'), isSameWriting('!', '!')]).toEqual([false, false, false]);
});

it('an operating system’s locale has the service’s code, where it has labels in that language', () => {
  expect(['de_DE.UTF-8', 'de_AT@euro', 'en-GB', 'zh-Hant-HK', 'zh', 'pt', 'pt-AO', 'nb-NO'].map(toLocaleCode)).toEqual([
    'de',
    'de',
    'en_US',
    'zh_TW',
    'zh_CN',
    'pt_BR',
    'pt_PT',
    'no',
  ]);
  expect(['hi', 'C', '', '!'].map(toLocaleCode)).toEqual([null, null, null, null]);
  expect([toTag('de_AT.UTF-8'), toTag('!')]).toEqual(['de-AT', null]);
});
