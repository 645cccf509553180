/** What a file has to have to be read as a list of presences. What it would do is in import.test.ts. */
import { describe, expect, it } from 'vitest';
import { LOCALE_CODES } from '../../../electron/genesys/locale-codes.js';
import { readDefinitionFile, writeDefinitions } from '../../../electron/manage/definition-file.js';
import { definition } from './definitions.js';

const json = (value: unknown) => readDefinitionFile(JSON.stringify(value));
const firstRow = (entry: unknown) => {
  const reading = json([entry]);
  if (!reading.ok) throw new Error(reading.key);
  return reading.rows[0];
};
const refused = (key: string) => ({ ok: false, key: `manage.file.${key}` });
const BREAK = { systemPresence: 'Break' };

describe('a list as CSV', () => {
  const heading = (...labels: Record<string, string>[]) =>
    writeDefinitions(
      'csv',
      labels.map((each, at) => definition(`d${at}`, 'Break', each)),
      [],
    )
      .split('\r\n')[0]
      ?.split(',')
      .filter((name) => name.startsWith('label.'))
      .map((name) => name.slice('label.'.length));

  it('has a column for each language of the service once, English first', () => {
    const locales = heading({ en_US: 'Coffee', de: 'Kaffee' }) ?? [];
    expect(locales[0]).toBe('en_US');
    expect([...locales].sort()).toEqual([...LOCALE_CODES].sort());
  });

  it('has behind them the languages that only this organisation has', () => {
    expect(heading({ tlh: 'Qa' }, { de_AT: 'Pause', tlh: 'Qagh' })?.slice(LOCALE_CODES.length)).toEqual([
      'de_AT',
      'tlh',
    ]);
  });

  it.each([
    ['names no presence', 'label.de,label.fr\nTee,Thé\n'],
    ['has no label', 'id,systemPresence\ncoffee,Break\n'],
    ['has a column for a label of no language', 'id,label.\ncoffee,Coffee\n'],
  ])('is none where it %s', (_why, text) => {
    expect(readDefinitionFile(text)).toMatchObject(refused('notOurs'));
  });

  it.each(['id,label.de\nx,Tee\n', 'systemPresence,label.de\nBreak,Tee\n'])('needs no more than %j', (text) => {
    expect(readDefinitionFile(text)).toMatchObject({ ok: true, rows: [{ labels: { de: 'Tee' }, locales: ['de'] }] });
  });
});

describe('a list as JSON', () => {
  it('needs of one entry that it says a presence or has labels, and passes over none of the others', () => {
    expect(json([BREAK])).toMatchObject({ ok: true });
    expect(json([{ languageLabels: {} }])).toMatchObject({ ok: true });
    expect(json({ entities: [{ id: 'x' }, BREAK, 'nonsense'] })).toMatchObject({
      ok: true,
      rows: [
        { line: 1, id: 'x', systemPresence: null },
        { line: 2, id: null, systemPresence: 'Break' },
        { line: 3, id: null, systemPresence: null },
      ],
    });
    expect(json([{ id: 'x', name: 'Break', systemPresence: ' ', languageLabels: ['Tea'] }])).toMatchObject(
      refused('notOurs'),
    );
  });

  it('with nothing in it is empty, not another program’s', () => {
    expect(json([])).toMatchObject(refused('empty'));
    expect(json({ entities: [] })).toMatchObject(refused('empty'));
  });

  it('tells labels that are left out from labels that are all there are', () => {
    expect(firstRow(BREAK)).toMatchObject({ labels: {}, locales: [] });
    expect(firstRow({ ...BREAK, languageLabels: { de: 'Tee' } })).toMatchObject({
      labels: { de: 'Tee' },
      locales: null,
    });
  });

  it('has no labels but texts, and numbers that were meant as such', () => {
    const languageLabels = { en_US: 5, fr: null, it: ' ', nl: ['Thee'], de: 'Tee' };
    expect(firstRow({ ...BREAK, languageLabels })?.labels).toEqual({ en_US: '5', de: 'Tee' });
  });

  it('need not say whether a presence is active, and keeps for the refusal what it says oddly', () => {
    const state = (deactivated: unknown) => {
      const row = firstRow({ ...BREAK, deactivated });
      return [row?.deactivated, row?.odd];
    };
    expect([undefined, null, true, false, 'yes', 0].map(state)).toEqual([
      [null, null],
      [null, null],
      [true, null],
      [false, null],
      [null, '"yes"'],
      [null, '0'],
    ]);
  });

  it('tells every division from none that is named', () => {
    const division = (entry: object) => firstRow({ ...BREAK, ...entry })?.division;
    expect([
      division({ divisionId: null }),
      division({ divisionId: 'd1' }),
      division({}),
      division({ divisionId: 5 }),
    ]).toEqual(['*', 'd1', null, '5']);
  });
});

describe('a file that is too large', () => {
  it('is no list of presences: more than ten thousand rows', () => {
    expect(json(Array(10_000).fill(BREAK))).toMatchObject({ ok: true });
    expect(json(Array(10_001).fill(BREAK))).toMatchObject(refused('notOurs'));
  });

  it('is not even looked into: more than twenty million characters', () => {
    const largest = `[]${' '.repeat(20_000_000 - 2)}`;
    expect(readDefinitionFile(largest)).toMatchObject(refused('empty'));
    expect(readDefinitionFile(`${largest} `)).toMatchObject(refused('notOurs'));
  });
});
