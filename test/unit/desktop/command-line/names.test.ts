import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchName } from '../../../../electron/desktop/command-line/names.js';
import { nearest } from '../../../../electron/desktop/command-line/nearest.js';
import { AVAILABLE, BREAK, COFFEE, definition, ON_QUEUE, organization } from './state-fixture.js';

const MEAL = definition('6a3af858-942f-489d-9700-5f9bcdcdae9b', 'Mittag', 'Meal', true);
const STREET = definition('s1', 'Straße', 'Away');
const BATHROOM = definition('l1', 'Łazienka', 'Away');
const OFFERED = [AVAILABLE, BREAK, COFFEE, MEAL, STREET, BATHROOM, ON_QUEUE];
const ALL = [
  organization(AVAILABLE, { de: 'Verfügbar', ja: '対応可', tr: 'İzinli' }),
  organization(BREAK, { de: 'Pause', fr: 'Pause' }),
  organization(COFFEE, { de: 'Kaffeepause', fr: 'Pause café', ko: 'ｃｏｆｆｅｅ　ｔｉｍｅ' }),
  organization(MEAL, { de: 'Mittag', en_US: 'Lunch' }),
  organization(STREET),
  organization(BATHROOM, { ja: 'ｺｰﾋｰ', he: 'הַפְסָקָה' }),
  organization(ON_QUEUE, { de: 'Warteschlange', he: 'בתור' }),
  organization(definition('o1', 'Offline', 'Offline', true), { de: 'Abgemeldet' }),
  organization(definition('x1', 'Yoga', 'Away'), {}, true),
];
const found = (id: string) => ({ kind: 'found', definition: { id } });

describe('a presence is found by', () => {
  it.each([
    ['its id', '6a3af858-942f-489d-9700-5f9bcdcdae9b', MEAL.id],
    ['its id in capitals', '6A3AF858-942F-489D-9700-5F9BCDCDAE9B', MEAL.id],
    ['its label', 'Break', 'b1'],
    ['its label in any case', 'bREAK', 'b1'],
    ['a label with white space around and within', '  kaffeepause ', 'b2'],
    ['its label in another language', 'verfügbar', 'a1'],
    ['letters composed otherwise', 'Verfu\u0308gbar', 'a1'],
    ['a script without case', '対応可', 'a1'],
    ['a script from right to left', 'בתור', 'q1'],
    ['full width letters typed narrow', 'Coffee Time', 'b2'],
    ['the Turkish dotted I', 'izinli', 'a1'],
    ['SS for ß', 'STRASSE', 's1'],
    ['its label without accents', 'verfugbar', 'a1'],
    ['a label with a letter that no accent makes', 'lazienka', 'l1'],
    ['hiragana typed for katakana', 'こーひー', 'l1'],
    ['a script whose vowel signs are left out', 'הפסקה', 'l1'],
    ['the English label where another is shown', 'lunch', MEAL.id],
    ['the service’s own name', 'ON_QUEUE', 'q1'],
    ['the name of the system presence where no label says so', 'meal', MEAL.id],
  ])('%s', (_how, typed, id) => {
    expect(matchName(typed, OFFERED, ALL)).toMatchObject(found(id));
  });
});

describe('several of the same name', () => {
  const twin = definition('b9', 'break', 'Break');

  it('are told apart by the letters as typed', () => {
    expect(matchName('break', [BREAK, twin], [])).toMatchObject(found('b9'));
    expect(matchName('Break', [BREAK, twin], [])).toMatchObject(found('b1'));
  });

  it('are listed where the letters do not tell', () => {
    expect(matchName('BREAK', [BREAK, twin], [])).toEqual({ kind: 'ambiguous', candidates: [BREAK, twin] });
  });

  it('and differ by an accent alone are each found as they are written', () => {
    const names = [definition('r1', 'Résumé', 'Busy'), definition('r2', 'Resume', 'Busy')];
    expect(matchName('resume', names, [])).toMatchObject(found('r2'));
    expect(matchName('RÉSUMÉ', names, [])).toMatchObject(found('r1'));
    expect(matchName('resumé', names, [])).toEqual({ kind: 'ambiguous', candidates: names });
  });

  it('what the service calls so wins over a label that only reads so without its accents', () => {
    const offered = [MEAL, definition('m9', 'Méal', 'Away')];
    expect(matchName('meal', offered, [])).toMatchObject(found(MEAL.id));
  });

  it('what is shown wins over what another language calls so', () => {
    const pause = definition('p1', 'Pause', 'Away');
    expect(matchName('Pause', [...OFFERED, pause], [...ALL, organization(pause)])).toMatchObject(found('p1'));
  });

  it('one definition with the same label in several languages is one', () => {
    expect(matchName('Pause', OFFERED, ALL)).toMatchObject(found('b1'));
  });

  it('in other languages are listed as well', () => {
    const all = [organization(BREAK, { de: 'Auszeit' }), organization(COFFEE, { de: 'Auszeit' })];
    expect(matchName('auszeit', [BREAK, COFFEE], all)).toEqual({ kind: 'ambiguous', candidates: [BREAK, COFFEE] });
  });
});

describe('what cannot be found', () => {
  it('is not guessed from its beginning, but named', () => {
    expect(matchName('Coff', OFFERED, ALL)).toEqual({ kind: 'unknown', nearest: ['Coffee'] });
  });

  it('names look-alikes in any language by the label people see', () => {
    expect(matchName('Brake', OFFERED, ALL)).toEqual({ kind: 'unknown', nearest: ['Break'] });
    expect(matchName('Verfugba', OFFERED, ALL)).toEqual({ kind: 'unknown', nearest: ['Available'] });
  });

  it('names nothing where nothing looks alike', () => {
    expect(matchName('Zebra crossing', OFFERED, ALL)).toEqual({ kind: 'unknown', nearest: [] });
  });

  it.each(['offline', 'Abgemeldet', 'o1', 'Yoga'])('%s exists, but nobody may pick it', (typed) => {
    expect(matchName(typed, OFFERED, ALL)).toEqual({ kind: 'notOffered', label: typed });
  });

  it('On Queue without its permission is not offered', () => {
    expect(matchName('On Queue', [BREAK], ALL)).toEqual({ kind: 'notOffered', label: 'On Queue' });
  });
});

describe('whatever labels an organisation has', () => {
  const label = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');

  it('each one typed as shown finds its definition, or lists it among those of the same name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 8 }), fc.nat(), (labels, index) => {
        const offered = labels.map((each, place) => definition(`id-${place}-${labels.length}`, each, 'Away'));
        const wanted = offered[index % offered.length]!;
        const match = matchName(wanted.label, offered, []);
        const hits = match.kind === 'found' ? [match.definition] : match.kind === 'ambiguous' ? match.candidates : [];
        expect(hits).toContainEqual(wanted);
      }),
    );
  });
});

describe('look-alikes', () => {
  it('are those with few other letters, best first, at most as many as asked', () => {
    expect(nearest('brak', ['break', 'brake', 'busy'], 3)).toEqual(['brake', 'break']);
    expect(nearest('brak', ['break', 'brake', 'busy'], 1)).toHaveLength(1);
    expect(nearest('x', ['break'], 3)).toEqual([]);
    expect(nearest('', ['break'], 3)).toEqual([]);
  });
});
