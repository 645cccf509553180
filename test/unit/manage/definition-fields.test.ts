import { describe, expect, it } from 'vitest';
import {
  changesBetween,
  labelledLocales,
  rebase,
  sameFields,
  twinsOf,
  type DefinitionFields,
} from '../../../electron/manage/definition-fields.js';

const fields = (change: Partial<DefinitionFields> = {}): DefinitionFields => ({
  systemPresence: 'Break',
  divisionId: null,
  labels: { en_US: 'Coffee', de: 'Kaffee' },
  deactivated: false,
  ...change,
});

describe('two states of a definition', () => {
  it('are the same but for the white space around labels and for empty ones', () => {
    expect(changesBetween(fields(), fields({ labels: { en_US: ' Coffee ', de: 'Kaffee', fr: ' ' } }))).toEqual([]);
  });

  it('differ field by field and label by label', () => {
    const after = fields({ divisionId: 'north', deactivated: true, labels: { en_US: 'Tea', fr: 'Café' } });
    expect(changesBetween(fields(), after)).toEqual([
      { field: 'divisionId', from: null, to: 'north' },
      { field: 'label', locale: 'en_US', from: 'Coffee', to: 'Tea' },
      { field: 'label', locale: 'de', from: 'Kaffee', to: null },
      { field: 'label', locale: 'fr', from: null, to: 'Café' },
      { field: 'deactivated', from: false, to: true },
    ]);
  });

  it('are told apart also where a language has the name of something every object has', () => {
    const after = fields({ labels: { ...fields().labels, constructor: 'x' } });
    expect(changesBetween(fields(), after)).toEqual([{ field: 'label', locale: 'constructor', from: null, to: 'x' }]);
  });
});

describe('an edit that somebody else was quicker with', () => {
  const before = fields();

  it('takes over what only they changed, and keeps what only the person changed', () => {
    const mine = fields({ labels: { en_US: 'Tea', de: 'Kaffee' } });
    const now = fields({ labels: { en_US: 'Coffee', de: 'Espresso' }, divisionId: 'north' });
    const { merged, clashes } = rebase(before, mine, now);
    expect(merged).toEqual(fields({ labels: { en_US: 'Tea', de: 'Espresso' }, divisionId: 'north' }));
    expect(clashes).toEqual([]);
  });

  it('keeps the person’s own where both changed the same, and names it', () => {
    const mine = fields({ labels: { en_US: 'Tea', de: 'Kaffee' } });
    const now = fields({ labels: { en_US: 'Cocoa', de: 'Kaffee' } });
    const { merged, clashes } = rebase(before, mine, now);
    expect(merged.labels).toEqual({ en_US: 'Tea', de: 'Kaffee' });
    expect(clashes).toEqual([{ field: 'label', locale: 'en_US', from: 'Coffee', to: 'Cocoa' }]);
  });

  it('has nothing to settle where both changed it to the same', () => {
    const same = fields({ labels: { en_US: 'Tea', de: 'Kaffee' } });
    expect(rebase(before, same, same)).toEqual({ merged: same, clashes: [] });
  });
});

describe('another definition with the same label', () => {
  const all = [
    { id: 'a', systemPresence: 'Break' as const, labels: { en_US: 'Coffee', de: 'Kaffee' } },
    { id: 'b', systemPresence: 'Meal' as const, labels: { en_US: 'Coffee' } },
  ];
  const ids = (labels: Record<string, string>, except: string | null = null) =>
    twinsOf(all, { systemPresence: 'Break', labels }, except).map(({ id }) => id);

  it('is found below the same system presence, in the same language, whatever case and spaces', () => {
    expect(ids({ en_US: ' COFFEE ' })).toEqual(['a']);
    expect(ids({ de: 'ｋａｆｆｅｅ' })).toEqual(['a']);
    expect(ids({ fr: 'Coffee' })).toEqual([]);
    expect(ids({ en_US: 'Coffee' }, 'a')).toEqual([]);
    expect(ids({ en_US: '  ' })).toEqual([]);
  });
});

it('counts the languages that have a label, those that are kept besides not', () => {
  expect(labelledLocales({ en_US: 'Tea', de: ' ', hi: 'चाय', fr: 'Thé' })).toBe(2);
});

it('two states are the same where nothing differs', () => {
  expect(sameFields(fields(), fields({ labels: { en_US: 'Coffee ', de: 'Kaffee' } }))).toBe(true);
  expect(sameFields(fields(), fields({ deactivated: true }))).toBe(false);
});
