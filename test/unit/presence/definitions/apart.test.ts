import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullName, tellApart, type NamedDefinition } from '../../../../electron/presence/definitions/apart.js';

const named = (id: string, label: string, parent: string, over: Partial<NamedDefinition> = {}): NamedDefinition => ({
  id,
  label,
  parent,
  primary: false,
  systemName: parent,
  division: 'All divisions',
  ...over,
});
const names = (...all: NamedDefinition[]): string[] => {
  const told = tellApart(all);
  return all.map(({ id, label }) => {
    const apart = told.get(id);
    return fullName({ label, ...(apart && { apart }) }, 'ltr');
  });
};

describe('presences that read the same', () => {
  it('name their parents, and only they do', () => {
    expect(names(named('1', 'Lunch', 'Break'), named('2', 'Lunch', 'Meal'), named('3', 'Coffee', 'Break'))).toEqual([
      'Lunch (Break)',
      'Lunch (Meal)',
      'Coffee',
    ]);
  });

  it('under one parent name their divisions, too', () => {
    const berlin = { division: 'Berlin' };
    expect(
      names(named('1', 'Lunch', 'Meal', berlin), named('2', 'Lunch', 'Meal'), named('3', 'Lunch', 'Break', berlin)),
    ).toEqual(['Lunch (Meal · Berlin)', 'Lunch (Meal · All divisions)', 'Lunch (Break)']);
  });

  it('in one division, or in two without a name, are counted', () => {
    expect(names(named('b', 'Lunch', 'Meal'), named('a', 'Lunch', 'Meal'))).toEqual([
      'Lunch (Meal · 2)',
      'Lunch (Meal · 1)',
    ]);
  });

  it('leave the primary presence plain, whose children name it', () => {
    expect(names(named('1', 'Meal', 'Meal', { primary: true }), named('2', 'Meal', 'Meal'))).toEqual([
      'Meal',
      'Meal (Meal)',
    ]);
  });

  it('under parents that read the same name what those are to the service', () => {
    expect(
      names(
        named('1', 'Pause', 'Pause', { primary: true, systemName: 'Break' }),
        named('2', 'Pause', 'Pause', { primary: true, systemName: 'Meal' }),
        named('3', 'Lunch', 'Pause', { systemName: 'Break' }),
        named('4', 'Lunch', 'Pause', { systemName: 'Meal' }),
      ),
    ).toEqual(['Pause (Break)', 'Pause (Meal)', 'Lunch (Pause · Break)', 'Lunch (Pause · Meal)']);
  });

  it.each(['LUNCH', 'lunch ', 'Lun\u200Bch', '\u202ALunch\u202C', 'Ｌｕｎｃｈ'])(
    'are also those that only a program tells apart: %j',
    (like) => {
      expect(tellApart([named('1', 'Lunch', 'Break'), named('2', like, 'Meal')]).size).toBe(2);
    },
  );

  it('stand in a line of either direction without turning it round', () => {
    expect(fullName({ label: 'הפסקה', apart: ['Meal', 'חיפה'] }, 'ltr')).toBe(
      '\u2068הפסקה\u2069 (Meal · \u2068חיפה\u2069)',
    );
  });

  it('are never the same line twice, whatever they are called and wherever they belong', () => {
    const word = fc.constantFrom('Lunch', 'lunch', 'Meal', 'Pause', 'Lunch\u200B', '');
    const definition = fc.record({
      label: word,
      parent: word,
      primary: fc.boolean(),
      systemName: fc.constantFrom('Break', 'Meal'),
      division: fc.constantFrom('Berlin', 'berlin', 'Another division', ''),
    });
    fc.assert(
      fc.property(fc.array(definition, { maxLength: 8 }), (all) => {
        const lines = names(...all.map((each, index) => ({ ...each, id: `d${index}` })));
        const seen = lines.map((line) => line.replaceAll('\u200B', '').toLowerCase());
        expect(new Set(seen).size).toBe(lines.length);
      }),
    );
  });
});
