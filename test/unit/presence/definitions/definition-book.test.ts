import { describe, expect, it } from 'vitest';
import type { OrganizationDefinition } from '../../../../electron/genesys/definitions.js';
import { DefinitionBook, labelOf, type Reader } from '../../../../electron/presence/definitions/definition-book.js';
import { LabelChooser, toLocaleCode } from '../../../../electron/presence/definitions/label-locale.js';
import { mayGoOnQueue, policyPermissions } from '../../../../electron/presence/definitions/permissions.js';

const reader: Reader = {
  languages: ['de-DE'],
  organizationLanguage: null,
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
    ['pt', 'pt_BR'],
    ['en-GB', 'en_US'],
    ['en', 'en_US'],
    ['iw-IL', 'he'],
    ['de_AT@euro', 'de'],
    ['DE-ch', 'de'],
    ['hi-IN', null],
    ['', null],
    ['C', null],
    ['C.UTF-8', null],
    ['de_DE@euro', 'de'],
    ['zh_HK.Big5', 'zh_TW'],
    ['zh-Hant-TW', 'zh_TW'],
    ['zh-Hans-CN', 'zh_CN'],
    ['zh-SG', 'zh_CN'],
    ['zh-MO', 'zh_TW'],
    ['yue-HK', 'zh_TW'],
    ['ca_ES@valencia', null],
    ['no', 'no'],
    ['pt_PT.UTF-8', 'pt_PT'],
  ])('%s is %s among the 24 of the service', (locale, code) => {
    expect(toLocaleCode(locale)).toBe(code);
  });
});

describe('a label for a reader of', () => {
  const all = [
    'he',
    'fr',
    'en_US',
    'da',
    'de',
    'it',
    'cs',
    'es',
    'fi',
    'ar',
    'ja',
    'ko',
    'nl',
    'no',
    'pl',
    'pt_BR',
    'pt_PT',
  ];
  const service = [...all, 'ru', 'sv', 'th', 'tr', 'uk', 'zh_CN', 'zh_TW'];
  const none: string | null = null;

  it.each<[reader: string, organisation: string | null, keys: string[], chosen: string]>([
    ['pt-BR', none, ['en_US', 'pt-BR'], 'pt-BR'],
    ['pt-BR', none, ['pt_PT', 'PT_br', 'en_US'], 'PT_br'],
    ['pt-BR', none, ['en_US', 'pt_PT'], 'pt_PT'],
    ['pt-BR', none, ['en_US', 'pt'], 'pt'],
    ['pt-AO', none, ['pt_BR', 'pt_PT', 'en_US'], 'pt_PT'],
    ['pt-AO', none, ['pt-ao', 'pt_PT', 'en_US'], 'pt-ao'],
    ['de-AT', none, ['he', 'de_DE'], 'de_DE'],
    ['de-AT', none, ['de_CH', 'de_DE', 'de'], 'de'],
    ['de-AT', none, ['de_CH', 'de_DE', 'en_US'], 'de_DE'],
    ['de-AT', none, ['de_CH', 'en_US'], 'de_CH'],
    ['de-AT', none, ['de', 'de-at'], 'de-at'],
    ['de_AT.UTF-8', none, ['en_US', 'DE'], 'DE'],
    ['en-GB', none, ['en_US', 'en-GB'], 'en-GB'],
    ['en-GB', none, ['de', 'EN'], 'EN'],
    ['en-AU', none, ['en_GB', 'en_US', 'de'], 'en_US'],
    ['zh-Hant', none, ['zh_CN', 'zh_TW', 'en_US'], 'zh_TW'],
    ['zh-HK', none, ['zh_CN', 'zh_TW', 'en_US'], 'zh_TW'],
    ['zh-HK', none, ['zh-Hans', 'zh-Hant', 'en_US'], 'zh-Hant'],
    ['zh-SG', none, ['zh_TW', 'zh_CN', 'en_US'], 'zh_CN'],
    ['zh-CN', none, ['zh_TW', 'en_US'], 'zh_TW'],
    ['sr-Latn', none, ['sr', 'sr_Latn_RS', 'en_US'], 'sr_Latn_RS'],
    ['nb-NO', none, service, 'no'],
    ['nn', none, ['en_US', 'nb_NO'], 'nb_NO'],
    ['no', none, ['en_US', 'nn'], 'nn'],
    ['he-IL', none, ['en_US', 'iw'], 'iw'],
    ['iw-IL', none, service, 'he'],
    ['hi-IN', none, ['en_US', 'hi'], 'hi'],
    ['id', none, ['en_US', 'in_ID'], 'in_ID'],
    ['es-MX', none, service, 'es'],
    ['hu-HU', 'fr-CA', ['en_US', 'de', 'fr'], 'fr'],
    ['hu-HU', 'pt-BR', ['en_US', 'pt_PT', 'pt-br'], 'pt-br'],
    ['hu-HU', 'hu', ['ja', 'en-gb'], 'en-gb'],
    ['hu-HU', none, ['ja', 'de', 'EN'], 'EN'],
    ['hu-HU', none, ['ja', 'de'], 'ja'],
    ['not a language', 'nor this', ['ja', 'constructor', 'en_US'], 'en_US'],
    ['de', none, ['?', 'constructor', '__proto__', 'toString', 'x'.repeat(5000)], '?'],
  ])('%s in an organisation of %s, of %j, is %s', (language, organisation, keys, chosen) => {
    const labels = Object.fromEntries(keys.map((key) => [key, `label ${key}`]));
    expect(new LabelChooser([language, organisation]).choose(labels)).toBe(`label ${chosen}`);
  });

  it('any language, where there is none', () => {
    expect(new LabelChooser(['de', null]).choose({})).toBeNull();
  });

  it('another language than the organisation’s, wherever definitions are shown', () => {
    const labels = { en_US: 'Break', fr: 'Pause' };
    const shownTo = (over: Partial<Reader>) =>
      new DefinitionBook([definition('b', { languageLabels: labels })], { ...reader, ...over }).find('b')?.label;
    expect(shownTo({ languages: ['hu'], organizationLanguage: 'fr-FR' })).toBe('Pause');
    expect(shownTo({ languages: ['hu'], organizationLanguage: null })).toBe('Break');
    // The texts are French for somebody who reads Hungarian, then French.
    expect(shownTo({ languages: ['hu', 'fr-CA'], organizationLanguage: 'en-US' })).toBe('Pause');
  });
});

describe('a label', () => {
  const label = (languageLabels: Record<string, string>, name: string | null = null): string =>
    labelOf({ languageLabels, name, systemPresence: 'Meal' }, new LabelChooser(['de', null]), (n) => `System ${n}`);

  it('is in the reader’s language, else in English, else in any language, else the name, else the system presence', () => {
    expect(label({ en_US: 'Lunch', de: 'Mittag', en: 'Lunch!' })).toBe('Mittag');
    expect(label({ en: 'Lunch!', en_US: 'Lunch' })).toBe('Lunch');
    expect(label({ en: 'Lunch!', fr: 'Déjeuner' })).toBe('Lunch!');
    expect(label({ fr: 'Déjeuner' }, 'lunch')).toBe('Déjeuner');
    expect(label({}, 'lunch')).toBe('lunch');
    expect(label({})).toBe('System Meal');
  });

  it.each(['', '  ', '\u200B', '\u2060\uFEFF', '\u3164', '\u2800', '\u202E', '\t\n', '\u00AD'])(
    'that cannot be seen (%j) does not count',
    (unseen) => {
      expect(label({ de: unseen, en_US: ' Lunch ' })).toBe('Lunch');
      expect(label({ de: unseen }, unseen)).toBe('System Meal');
    },
  );

  it('of one emoji can be seen', () => {
    expect(label({ de: '🍜', en_US: 'Lunch' })).toBe('🍜');
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

  it('knows the built-in one of each system presence, whatever stands before it, and none that is missing', () => {
    const book = new DefinitionBook(all, reader);
    expect(book.primary('Break')?.id).toBe('break');
    expect(book.primary('Available')?.id).toBe('av');
    expect(book.primary('Busy')).toBeNull();
    expect(book.primary('Meal')).toBeNull();
  });

  it('offers for a system presence the built-in one, else another that may be picked', () => {
    const book = new DefinitionBook(all, reader);
    expect(book.offered('Break')?.id).toBe('break');
    expect(book.offered('Busy')?.id).toBe('e');
    expect(book.offered('Meal')).toBeNull();
    const without = all.filter(({ id }) => id !== 'break');
    expect(
      new DefinitionBook([definition('gone', { deactivated: true }), ...without], reader).offered('Break')?.id,
    ).toBe('zoo');
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

  it('tells apart what reads the same: by its parent, then by its division; what nobody may pick does not count', () => {
    const lunch = { en_US: 'Lunch' };
    const book = new DefinitionBook(
      [
        ...all,
        definition('l1', { languageLabels: lunch }),
        definition('l2', { languageLabels: lunch, systemPresence: 'Meal' }),
        definition('l3', { languageLabels: { en_US: 'lunch\u200B' }, systemPresence: 'Meal', divisionId: 'north' }),
        definition('s1', { languageLabels: { en_US: 'Smoke' } }),
        definition('s2', { languageLabels: { en_US: 'Smoke' }, systemPresence: 'Busy', deactivated: true }),
      ],
      { ...reader, everyDivision: 'All divisions' },
    );
    expect(book.find('l1')?.apart).toEqual(['Pause']);
    expect(book.find('L2')?.apart).toEqual(['System Meal', 'All divisions']);
    expect(book.ref('l3', 'Meal').apart).toEqual(['System Meal', 'North']);
    expect(book.find('s1')).toEqual({ id: 's1', label: 'Smoke', systemPresence: 'Break' });
    const shownOnce = book.view().groups.flatMap(({ definitions }) => definitions);
    expect(shownOnce.filter(({ apart }) => apart !== undefined).map(({ id }) => id)).toEqual(['l1', 'l2', 'l3']);
  });

  it('knows no foreign division while the own one is unknown', () => {
    const groups = new DefinitionBook(all, { ...reader, divisionId: null }).view().groups;
    expect(groups.every((group) => group.division === null)).toBe(true);
  });

  it('with a language Intl does not know is still sorted', () => {
    expect(shown(new DefinitionBook(all, { ...reader, languages: ['x!'] }))).toHaveLength(5);
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
