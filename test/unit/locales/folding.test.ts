import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldCase } from '../../../assets/locales/folding.js';

describe('what somebody types is compared with a name', () => {
  it.each([
    ['Déjeuner', 'dejeuner'],
    ['Łazienka', 'lazienka'],
    ['Śródlekcja', 'srodlekcja'],
    ['Smørrebrød', 'smorrebrod'],
    ['Đánh giá', 'danh gia'],
    ['Straße', 'STRASSE'],
    ['GROẞ', 'gross'],
    ['Ærø', 'aero'],
    ['Œuvre', 'oeuvre'],
    ['Iğdır', 'IGDIR'],
    ['İzinli', 'izinli'],
    ['Það', 'thad'],
    ['Ħal Għargħur', 'hal gharghur'],
    ['Azərbaycan', 'azerbaycan'],
    ['ﬁle ﬂow', 'file flow'],
    ['ＣＯＦＦＥＥ　ｔｉｍｅ', 'coffee time'],
    ['Διάλειμμα', 'διαλειμμα'],
    ['ΟΔΟΣ', 'οδος'],
    ['Ёлка', 'елка'],
    ['Ґанок', 'ганок'],
    ['הַפְסָקָה', 'הפסקה'],
    ['إستراحة', 'استراحه'],
    ['اسـتراحـة', 'استراحة'],
    ['مُؤتمر', 'موتمر'],
    ['کلاس', 'كلاس'],
    ['ｺｰﾋｰ', 'コーヒー'],
    ['ｶﾞｲﾄﾞ', 'ガイド'],
    ['みーてぃんぐ', 'ミーティング'],
    ['회의', '회의'.normalize('NFD')],
    ['1ˢᵗ break', '1st break'],
    ['Customer’s visit – on site', "customer's visit - on site"],
    ['🍽️ Meal', '🍽 meal'],
    ['Mee\u00adting', 'meeting'],
    ['\u2067هفته\u2069', 'هفته'],
    ['Two\u00a0 words ', 'two words'],
  ])('“%s” is found as “%s”', (name, typed) => {
    expect(fold(typed)).toBe(fold(name));
  });

  it.each([
    ['は', 'ば'],
    ['กา', 'กี'],
    ['की', 'का'],
    ['מר', 'מד'],
    ['Break', 'Brake'],
  ])('“%s” is another word than “%s”', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('by case and width alone where an accent is to tell two names apart', () => {
    expect(foldCase('RÉSUMÉ')).toBe(foldCase('résumé'));
    expect(foldCase('Résumé')).not.toBe(foldCase('Resume'));
  });

  it.each([
    ['fold', fold],
    ['foldCase', foldCase],
  ])('%s changes nothing the second time, and makes no difference between cases', (_name, how) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(how(how(text))).toBe(how(text));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]*$/u), (text) => {
        // Ancient Greek's iota under a letter, which capitals write beside it.
        fc.pre(!text.normalize('NFD').includes('\u0345'));
        expect(how(text.toLowerCase())).toBe(how(text.toUpperCase().toLowerCase()));
      }),
    );
  });

  it('no letter of Europe’s alphabets is left that a plain keyboard lacks', () => {
    for (let code = 0xc0; code < 0x180; code += 1) {
      const letter = String.fromCodePoint(code);
      if (!/[×÷]/.test(letter)) expect(fold(letter), letter).toMatch(/^[ -~]+$/);
    }
  });
});
