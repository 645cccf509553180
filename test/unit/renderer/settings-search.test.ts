import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts, type Messages } from '../../../assets/locales/catalogue.js';
import { sectionsOf } from '../../../electron/ipc/window-table.js';
import { NOTIFICATION_SWITCHES } from '../../../electron/settings/settings.js';
import { ENTRIES, findSettings } from '../../../renderer/settings/search.js';

const english = makeTexts('en', en);
const inLanguage = (code: string) =>
  makeTexts(code, JSON.parse(readFileSync(`assets/locales/${code}.json`, 'utf8')) as Messages);
const labels = (typed: string, texts = english): string[] => findSettings(typed, texts).map(({ label }) => label);

describe('a person who looks for a setting', () => {
  it('finds it by its name, and is told in which section it is', () => {
    expect(findSettings('popup’s memory', english)).toEqual([
      { section: 'general', id: 'free-popup', label: 'Free the popup’s memory after', where: 'General' },
    ]);
  });

  it('finds it by what is written beside it, after those that are called so', () => {
    const found = labels('dark');
    expect(found).toContain(english('settings.theme'));
    const diagnostics = labels('diagnostics');
    expect(diagnostics[0]).toBe('Diagnostics');
  });

  it('needs neither accents, case nor the order of words', () => {
    expect(labels('GROSSE', inLanguage('de'))).toEqual(labels('größe', inLanguage('de')));
    expect(labels('after memory')).toContain('Free the popup’s memory after');
  });

  it('finds sections, and everything in one by its name', () => {
    expect(findSettings('limits', english)[0]).toMatchObject({ section: 'limits', id: null, where: null });
    expect(findSettings('notifications', english).filter(({ section }) => section === 'notifications')).toHaveLength(
      10,
    );
  });

  it('finds nothing by nothing, and by nonsense', () => {
    expect(findSettings('  ', english)).toEqual([]);
    expect(findSettings('xyzzy', english)).toEqual([]);
  });
});

describe('what can be found', () => {
  it('is every section', () => {
    const whole = ENTRIES.filter(({ section, label }) => label === `settings.section.${section}`);
    expect(whole.map(({ section }) => section)).toEqual(sectionsOf('settings'));
  });

  it('is every row of the sections, by its place in them', () => {
    const rows = readdirSync('renderer/settings')
      .filter((file) => file.endsWith('.svelte'))
      .flatMap((file) => {
        const source = readFileSync(`renderer/settings/${file}`, 'utf8');
        return [...source.matchAll(/<Setting\s+id="([\w-]+)"/g)].map(([, id]) => id);
      });
    expect(rows.length).toBeGreaterThan(10);
    const found = ENTRIES.map(({ id }) => id);
    // Who is signed in is no setting.
    for (const id of rows.filter((each) => each !== 'account')) expect(found).toContain(id);
    for (const key of [...NOTIFICATION_SWITCHES, 'notifyChanges']) expect(found).toContain(key);
  });

  it('leads somewhere: each id is a row', () => {
    const sources = readdirSync('renderer/settings')
      .filter((file) => file.endsWith('.svelte'))
      .map((file) => readFileSync(`renderer/settings/${file}`, 'utf8'))
      .join('\n');
    for (const { id } of ENTRIES) {
      if (id === null || id.startsWith('notify')) continue;
      const made = id.startsWith('automation-') ? 'automation-{trigger}' : id;
      expect(sources).toContain(`id="${made}"`);
    }
  });
});
