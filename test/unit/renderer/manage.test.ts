import { describe, expect, it } from 'vitest';
import { languageName, localesToShow, standIn } from '../../../renderer/manage/languages.js';
import { rowNames } from '../../../renderer/manage/row-names.js';

describe('the buttons of two rows', () => {
  it('never have one name: the parent, then a number tells them apart', () => {
    const rows = [
      { id: 'a', label: 'Coffee', parent: 'Break' },
      { id: 'b', label: 'Coffee', parent: 'Busy' },
      { id: 'c', label: 'Coffee', parent: 'Break' },
      { id: 'd', label: 'Tea', parent: 'Break' },
    ];
    const names = rowNames(rows, (label, parent) => `${label} (${parent})`);
    expect([...names.values()]).toEqual(['Coffee (Break)', 'Coffee (Busy)', 'Coffee (Break), 2', 'Tea']);
  });
});

describe('the languages of labels', () => {
  it('have their names in the language of the window', () => {
    expect(languageName('en_US', 'en')).toBe('English (United States)');
    expect(languageName('pt_BR', 'de')).toBe('Portugiesisch (Brasilien)');
    expect(languageName('not a language!', 'en')).toBe('not a language!');
  });

  it('stand with English first, then the reader’s own, then by name; what is kept besides comes last', () => {
    const shown = localesToShow({ hi: 'x', en_US: 'y' }, 'de');
    expect(shown.slice(0, 3)).toEqual(['en_US', 'de', 'ar']);
    expect(shown).toHaveLength(25);
    expect(shown.at(-1)).toBe('hi');
    expect(new Set(shown).size).toBe(25);
  });

  it('show another’s label where they have none: the same language first, then English', () => {
    expect(standIn({ en_US: 'Break', pt_BR: 'Intervalo' }, 'pt_PT')).toBe('Intervalo');
    expect(standIn({ en_US: 'Break', pt_BR: 'Intervalo' }, 'fr')).toBe('Break');
    expect(standIn({ ja: '休憩' }, 'fr')).toBe('休憩');
    expect(standIn({ constructor: ' ' }, 'fr')).toBe('');
  });
});
