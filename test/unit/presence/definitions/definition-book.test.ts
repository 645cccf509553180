import { describe, expect, it } from 'vitest';
import type { OrganizationDefinition } from '../../../../electron/genesys/definitions.js';
import { DefinitionBook, labelOf, type Reader } from '../../../../electron/presence/definitions/definition-book.js';
import { labelKeys, toLocaleCode } from '../../../../electron/presence/definitions/label-locale.js';
import { mayGoOnQueue, policyPermissions } from '../../../../electron/presence/definitions/permissions.js';

const reader: Reader = {
  language: 'de-DE',
  systemName: (name) => `System ${name}`,
  divisionId: 'home',
  divisionName: (id) => (id === 'north' ? 'North' : `Division ${id}`),
  mayGoOnQueue: true,
};

const definition = (id: string, over: Partial<OrganizationDefinition> = {}): OrganizationDefinition => ({
  id,
  languageLabels: { en_US: id },
  name: null,
  systemPresence: 'Break',
  primary: false,
  deactivated: false,
  divisionId: null,
  ...over,
});

const shown = (book: DefinitionBook): string[] =>
  book.view().groups.map((g) => `${g.division ?? ''}/${g.label}: ${g.definitions.map((d) => d.label).join(', ')}`);

describe('the language of an operating system', () => {
  it.each([
    ['nb-NO', 'no'],
    ['nn', 'no'],
    ['zh-Hant', 'zh_TW'],
    ['zh-HK', 'zh_TW'],
    ['zh_TW.UTF-8', 'zh_TW'],
    ['zh-Hans-HK', 'zh_CN'],
    ['zh', 'zh_CN'],
    ['pt-BR', 'pt_BR'],
    ['pt-AO', 'pt_PT'],
    ['pt', 'pt_PT'],
    ['en-GB', 'en_US'],
    ['en', 'en_US'],
    ['iw-IL', 'he'],
    ['de_AT@euro', 'de'],
    ['DE-ch', 'de'],
    ['hi-IN', null],
    ['', null],
    ['C', null],
  ])('%s is %s among the 24 of the service', (locale, code) => {
    expect(toLocaleCode(locale)).toBe(code);
  });

  it('asks for a language outside the 24 by its own name before English', () => {
    expect(labelKeys('hi-IN')).toEqual(['hi_IN', 'hi', 'en_US', 'en']);
    expect(labelKeys('pt-BR')).toEqual(['pt_BR', 'pt', 'en_US', 'en']);
  });
});

describe('a label', () => {
  const label = (languageLabels: Record<string, string>, name: string | null = null): string =>
    labelOf({ languageLabels, name, systemPresence: 'Meal' }, labelKeys('de'), (n) => `System ${n}`);

  it('is in the reader’s language, else in English, else in any language, else the name, else the system presence', () => {
    expect(label({ en_US: 'Lunch', de: 'Mittag', en: 'Lunch!' })).toBe('Mittag');
    expect(label({ en: 'Lunch!', en_US: 'Lunch' })).toBe('Lunch');
    expect(label({ en: 'Lunch!', fr: 'Déjeuner' })).toBe('Lunch!');
    expect(label({ fr: 'Déjeuner' }, 'lunch')).toBe('Déjeuner');
    expect(label({}, 'lunch')).toBe('lunch');
    expect(label({})).toBe('System Meal');
  });

  it('that is blank does not count', () => {
    expect(label({ de: '  ', en_US: ' Lunch ' })).toBe('Lunch');
  });
});

describe('the list of definitions', () => {
  const all = [
    definition('zoo', { languageLabels: { de: 'Zigarette' } }),
    definition('a', { languageLabels: { de: 'Ärztin' } }),
    definition('break', { primary: true, languageLabels: { de: 'Pause' } }),
    definition('av', { primary: true, systemPresence: 'Available', languageLabels: { de: 'Verfügbar' } }),
    definition('old', { deactivated: true, languageLabels: { de: 'Alt' } }),
    definition('idle', { primary: true, systemPresence: 'Idle' }),
    definition('off', { primary: true, systemPresence: 'Offline' }),
    definition('queue', { primary: true, systemPresence: 'OnQueue', languageLabels: { de: 'In Warteschlange' } }),
    definition('own', { divisionId: 'HOME', languageLabels: { de: 'Mein' } }),
    definition('n', { divisionId: 'north', languageLabels: { de: 'Nordpause' } }),
    definition('e', { divisionId: 'east', systemPresence: 'Busy', languageLabels: { de: 'Ostlich' } }),
  ];

  it('is grouped by system presence, primary first, the others by label in the reader’s order, other divisions last', () => {
    expect(shown(new DefinitionBook(all, reader))).toEqual([
      '/Verfügbar: Verfügbar',
      '/Pause: Pause, Ärztin, Mein, Zigarette',
      '/In Warteschlange: In Warteschlange',
      'Division east/System Busy: Ostlich',
      'North/Pause: Nordpause',
    ]);
  });

  it('offers On Queue only to those who may', () => {
    const book = new DefinitionBook(all, { ...reader, mayGoOnQueue: false });
    expect(book.view().onQueue).toBeNull();
    expect(shown(book).join()).not.toContain('Warteschlange');
    expect(book.selectable('queue')).toBe(false);
    expect(new DefinitionBook(all, reader).view().onQueue).toMatchObject({ id: 'queue' });
  });

  it('names a deactivated definition that is current, without offering it', () => {
    const book = new DefinitionBook(all, reader);
    expect(book.ref('OLD', 'Break')).toEqual({ id: 'old', label: 'Alt', systemPresence: 'Break' });
    expect(book.selectable('old')).toBe(false);
    expect(book.ref('gone', 'Meal')).toEqual({ id: 'gone', label: 'System Meal', systemPresence: 'Meal' });
  });

  it('knows no foreign division while the own one is unknown', () => {
    const groups = new DefinitionBook(all, { ...reader, divisionId: null }).view().groups;
    expect(groups.every((group) => group.division === null)).toBe(true);
  });

  it('with a language Intl does not know is still sorted', () => {
    expect(shown(new DefinitionBook(all, { ...reader, language: 'x!' }))).toHaveLength(5);
  });

  it('of 5,000 definitions is made once and kept', () => {
    const many = Array.from({ length: 5000 }, (_, i) => definition(`d${i}`, { languageLabels: { de: `Pause ${i}` } }));
    const book = new DefinitionBook(many, reader);
    expect(book.view().groups[0]?.definitions).toHaveLength(5000);
    expect(book.view().groups[0]?.definitions[10]?.label).toBe('Pause 10');
    expect(book.view()).toBe(book.view());
  });
});

describe('the permission to go On Queue', () => {
  it.each([['routing:agent:onQueue'], ['Routing:Agent:Onqueue'], ['routing:agent:*'], ['routing:*'], ['*']])(
    'is in %s',
    (permission) => {
      expect(mayGoOnQueue(['presence:userPresence:view', permission])).toBe(true);
    },
  );

  it.each([['routing:agent:viewStats'], ['routing:queue:*'], ['routing'], ['routing:agent:onQueue:extra'], ['']])(
    'is not in %j',
    (permission) => {
      expect(mayGoOnQueue([permission])).toBe(false);
    },
  );

  it('is read from permission policies too', () => {
    const policies = [{ domain: 'routing', entityName: 'agent', actionSet: ['onQueue'] }];
    expect(mayGoOnQueue(policyPermissions(policies))).toBe(true);
    expect(mayGoOnQueue(policyPermissions([{ domain: 'routing', entityName: null, actionSet: null }]))).toBe(true);
    expect(mayGoOnQueue(policyPermissions([{ domain: 'presence', entityName: '*', actionSet: ['*'] }]))).toBe(false);
  });
});
