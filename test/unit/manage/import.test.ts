/** Definitions to a file and back: what was written reads back unchanged, and odd rows are refused one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrganizationDefinition } from '../../../electron/genesys/definitions.js';
import { LOCALE_CODES } from '../../../electron/genesys/locale-codes.js';
import { SYSTEM_PRESENCES } from '../../../electron/genesys/system-presence.js';
import { CREATABLE } from '../../../electron/manage/definition-fields.js';
import {
  readDefinitionFile,
  writeDefinitions,
  type Division,
  type FileReading,
} from '../../../electron/manage/definition-file.js';
import { planImport, type PlanContext, type PlannedRow } from '../../../electron/manage/import-plan.js';
import { builtIn, definition } from './definitions.js';

const NORTH: Division = { id: 'd-north', name: 'North' };
const DIVISIONS: readonly Division[] = [NORTH, { id: 'd-south', name: 'South' }, { id: 'd-other', name: 'south' }];

const context: PlanContext = {
  divisions: DIVISIONS,
  may: () => true,
  label: (labels, presence) => Object.values(labels)[0] ?? presence ?? '',
};
const rowsOf = (reading: FileReading) => {
  if (!reading.ok) throw new Error(reading.key);
  return reading.rows;
};
const plan = (text: string, current: readonly OrganizationDefinition[], change: Partial<PlanContext> = {}) =>
  planImport(rowsOf(readDefinitionFile(text)), current, { ...context, ...change });
const verdicts = (rows: readonly PlannedRow[]) => rows.map(({ verdict, reason }) => reason?.key ?? verdict);

const CURRENT: readonly OrganizationDefinition[] = [
  builtIn('Break'),
  builtIn('Meal'),
  definition('coffee', 'Break', { en_US: 'Coffee', de: 'Kaffee' }),
  definition('smoke', 'Break', { en_US: 'Cigarette' }, { deactivated: true }),
  definition('lunch', 'Meal', { en_US: 'Late lunch' }, { divisionId: NORTH.id }),
];

describe('a list that was exported', () => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', "'", ' ', 'a'),
      maxLength: 8,
    }),
  );
  const locale = fc.oneof(
    fc.constantFrom(...LOCALE_CODES),
    fc.constantFrom('en', 'hi', 'pt-BR', 'de_AT', 'xx', 'constructor', '__proto__'),
  );
  const labels = fc
    .array(fc.tuple(locale, label), { maxLength: 6 })
    .map((pairs) => Object.fromEntries(pairs) as Record<string, string>);
  const list = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      languageLabels: labels,
      name: fc.option(fc.string({ maxLength: 5 })),
      systemPresence: fc.constantFrom(...SYSTEM_PRESENCES),
      primary: fc.boolean(),
      deactivated: fc.boolean(),
      divisionId: fc.option(fc.constantFrom(...DIVISIONS.map(({ id }) => id), 'd-unseen')),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
  );

  it.each(['json', 'csv'] as const)('is unchanged when it is imported as it is, as %s', (format) => {
    const seed = Date.now();
    console.log(`definitions as ${format}: seed ${seed}`);
    fc.assert(
      fc.property(list, (definitions) => {
        const rows = plan(writeDefinitions(format, definitions, DIVISIONS), definitions);
        expect(rows).toHaveLength(definitions.length);
        expect(rows.filter(({ verdict }) => verdict !== 'unchanged')).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('names divisions where a name is plain, and lets a spreadsheet calculate nothing', () => {
    const csv = writeDefinitions(
      'csv',
      [...CURRENT, definition('evil', 'Busy', { en_US: '=HYPERLINK("http://x")' }, { divisionId: 'd-south' })],
      DIVISIONS,
    );
    expect(csv).toMatch(/^\uFEFFid,type,systemPresence,division,deactivated,label\.en_US,/);
    expect(csv).toContain('lunch,User,Meal,North,false,Late lunch');
    expect(csv).toContain(`evil,User,Busy,d-south,false,"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain('coffee,User,Break,*,false,Coffee');
  });

  it('is the service’s own objects as JSON', () => {
    expect(JSON.parse(writeDefinitions('json', CURRENT, DIVISIONS))).toContainEqual({
      id: 'lunch',
      type: 'User',
      languageLabels: { en_US: 'Late lunch' },
      systemPresence: 'Meal',
      divisionId: NORTH.id,
      deactivated: false,
    });
  });
});

describe('a file', () => {
  it.each([
    ['a CSV of another program', 'Name;E-Mail;Phone\r\nAda;ada@x;1\r\n', 'manage.file.notOurs'],
    ['other JSON', '{"name":"x"}', 'manage.file.notOurs'],
    ['a list of other things', '[{"a":1}]', 'manage.file.notOurs'],
    ['half a JSON', '[{"id":', 'manage.file.broken'],
    ['a quote that is never closed', 'id,systemPresence,label.de\n"a,b\n', 'manage.file.broken'],
    ['nothing', '\uFEFF \r\n', 'manage.file.empty'],
    ['a heading alone', 'id,systemPresence,label.de\n', 'manage.file.empty'],
  ])('with %s is refused with a word', (_what, text, key) => {
    expect(readDefinitionFile(text)).toMatchObject({ ok: false, key });
  });

  it('of another program is refused with the columns it has', () => {
    expect(readDefinitionFile('Name;E-Mail\r\nAda;ada@x\r\n')).toMatchObject({ columns: 'Name, E-Mail' });
  });

  it('may have semicolons, German yes and no, columns in any order and case, and none it does not need', () => {
    const csv = 'Label.DE;SystemPresence;Deactivated\r\nTee;Break;FALSCH\r\n';
    expect(plan(csv, CURRENT)[0]).toMatchObject({
      verdict: 'create',
      line: 2,
      after: { systemPresence: 'Break', divisionId: null, labels: { de: 'Tee' }, deactivated: false },
    });
  });
});

describe('what a file would do', () => {
  const csv = (...rows: string[]) =>
    ['id,systemPresence,division,deactivated,label.en_US,label.de,label.tlh', ...rows].join('\n');

  it('is said row by row: created, changed, reactivated, deactivated, unchanged', () => {
    const rows = plan(
      csv(
        ',Break,*,,Tea,Tee,',
        'coffee,Break,North,false,Coffee,Bohnenkaffee,',
        'smoke,,,false,Cigarette,,',
        'lunch,Meal,,true,Late lunch,,',
        'coffee2,Meal,,,Late lunch,,',
      ),
      CURRENT,
    );
    expect(verdicts(rows)).toEqual(['create', 'change', 'reactivate', 'deactivate', 'manage.import.twice']);
    expect(rows[1]?.changes).toEqual([
      { field: 'divisionId', from: null, to: NORTH.id },
      { field: 'label', locale: 'de', from: 'Kaffee', to: 'Bohnenkaffee' },
    ]);
  });

  it('leaves alone what the file has no place for, and takes away what its place is empty of', () => {
    expect(plan('id,label.fr\ncoffee,Café\n', CURRENT)[0]?.after?.labels).toEqual({
      en_US: 'Coffee',
      de: 'Kaffee',
      fr: 'Café',
    });
    expect(plan('id,label.en_US,label.de\ncoffee,Coffee,\n', CURRENT)[0]?.changes).toEqual([
      { field: 'label', locale: 'de', from: 'Kaffee', to: null },
    ]);
  });

  it.each([
    ['an unknown language', ',Break,,,Tea,,Qagh', 'manage.import.unknownLocale'],
    ['a changed parent', 'coffee,Meal,,,Coffee,Kaffee,', 'manage.import.parentFixed'],
    ['an unknown system presence', ',Siesta,,,Tea,,', 'manage.import.unknownPresence'],
    ['none', ',,,,Tea,,', 'manage.import.noPresence'],
    ['one that nothing can be made below', ',On Queue,,,Tea,,', 'manage.import.notCreatable'],
    ['no label', 'nobody,Break,,,,,', 'manage.import.noLabel'],
    ['an unknown division', ',Break,West,,Tea,,', 'manage.import.unknownDivision'],
    ['a division of an ambiguous name', ',Break,South,,Tea,,', 'manage.import.unknownDivision'],
    ['neither yes nor no', 'coffee,,,perhaps,Coffee,Kaffee,', 'manage.import.oddDeactivated'],
    ['the label of another presence', 'coffee,,,,Cigarette,Kaffee,', 'manage.import.duplicate'],
    ['another label for a built-in one', `${builtIn('Break').id},,,,Pause,,`, 'manage.import.system'],
  ])('is refused for %s', (_what, row, key) => {
    expect(verdicts(plan(csv(row), CURRENT))).toEqual([key]);
  });

  it('brings back the equal one that was put away, instead of making a second', () => {
    const [row] = plan(csv(',Break,,,cigarette,,'), CURRENT);
    expect(row).toMatchObject({ verdict: 'reactivate', definitionId: 'smoke' });
  });

  it('means the presence of that label where the id is another organisation’s', () => {
    const [row] = plan(csv('elsewhere,Break,*,false,Coffee,Kaffee,'), CURRENT);
    expect(row).toMatchObject({ verdict: 'unchanged', definitionId: 'coffee' });
  });

  it('calls a row as its presence is called, though the file names only another language', () => {
    const rows = plan('id,systemPresence,label.fr\ncoffee,,Café\nsmoke,Siesta,\n,Meal,Brunch\n', CURRENT);
    expect(rows.map(({ label, systemPresence }) => [label, systemPresence])).toEqual([
      ['Coffee', 'Break'],
      ['Cigarette', 'Break'],
      ['Brunch', 'Meal'],
    ]);
    expect(rows[1]).toMatchObject({ verdict: 'refused', definitionId: 'smoke' });
  });

  it('calls a row without any label by its system presence, the file’s or its presence’s own', () => {
    const rows = plan('id,systemPresence,label.fr\n,Break,\nbare,,\n', [definition('bare', 'Meal', {})]);
    expect(rows.map(({ label }) => label)).toEqual(['Break', 'Meal']);
  });

  it('takes labels away that a JSON list does not have, and none where it has no labels at all', () => {
    const [without, withOne] = [
      { id: 'coffee', systemPresence: 'Break' },
      { id: 'coffee', languageLabels: { de: 'Kaffee' } },
    ].map((entry) => plan(JSON.stringify([entry]), CURRENT)[0]);
    expect(without).toMatchObject({ verdict: 'unchanged' });
    expect(withOne?.changes).toEqual([{ field: 'label', locale: 'en_US', from: 'Coffee', to: null }]);
  });

  it('is refused for the second of two new rows with one label', () => {
    expect(verdicts(plan(csv(',Break,,,Tea,,', ',Break,,,TEA,,'), CURRENT))).toEqual([
      'create',
      'manage.import.twiceNew',
    ]);
  });

  it('is refused with the missing permission', () => {
    const may = (what: string) => what === 'edit';
    const rows = plan(csv(',Break,,,Tea,,', 'coffee,,,true,Coffee,Kaffee,', 'lunch,,,,Lunch,,'), CURRENT, { may });
    expect(rows.map(({ verdict, reason }) => reason?.params['permission'] ?? verdict)).toEqual([
      'presence:presenceDefinition:add',
      'presence:presenceDefinition:delete',
      'change',
    ]);
  });

  it('keeps a label of digits that was written as a number', () => {
    const [row] = plan(JSON.stringify([{ id: 'coffee', languageLabels: { en_US: 'Coffee', de: 2024 } }]), CURRENT);
    expect(row?.changes).toEqual([{ field: 'label', locale: 'de', from: 'Kaffee', to: '2024' }]);
  });

  it.each([7, { id: 'north' }, ['north'], false])(
    'is for no division rather than for all where it says %j',
    (divisionId) => {
      const tea = { systemPresence: 'Break', languageLabels: { en_US: 'Tea' }, divisionId };
      expect(verdicts(plan(JSON.stringify([tea]), CURRENT))).toEqual(['manage.import.unknownDivision']);
    },
  );

  it('takes a label of 500 characters, and says it shortened', () => {
    const long = 'x'.repeat(500);
    const [row] = plan(csv(`,Break,,,${long},,`), CURRENT);
    expect(row?.after?.labels).toEqual({ en_US: long });
    expect(row?.label.length).toBeLessThanOrEqual(60);
  });

  it('never throws, whatever a table has', () => {
    const seed = Date.now();
    console.log(`tables: seed ${seed}`);
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('coffee', 'Break', '*', 'true', ...CREATABLE));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 7, maxLength: 7 }), { maxLength: 6 }), (table) => {
        const text = csv(...table.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')));
        const reading = readDefinitionFile(text);
        if (reading.ok) expect(planImport(reading.rows, CURRENT, context)).toHaveLength(reading.rows.length);
      }),
      { seed, numRuns: 300 },
    );
  });
});
