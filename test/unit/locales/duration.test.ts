import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMinutes } from '../../../assets/locales/duration.js';

const LANGUAGES = 'he fr en-US da de it cs es fi ar ja ko nl no pl pt-BR pt-PT ru sv th tr uk zh-CN zh-TW'.split(' ');

describe('a length of time', () => {
  it.each([
    ['90', 90],
    ['٤٥', 45],
    ['４５', 45],
    ['४५ min', 45],
    ['𝟜𝟝', 45],
    ['四五分', 45],
    ['30m', 30],
    ['30M', 30],
    ['1m', 1],
    ['1h', 60],
    ['1h30m', 90],
    ['1h 30m', 90],
    ['1h 90m', 150],
    ['1 h 30', 90],
    ['1h5', 65],
    ['1 hr 5 mins', 65],
    ['2 hours and 15 minutes', 135],
    ['1 h, 30 min', 90],
    ['1:30', 90],
    ['0:45', 45],
    ['1:30 h', 90],
    ['1:30:00', 90],
    ['１：３０', 90],
    ['1,5 h', 90],
    ['1.5h', 90],
    ['١٫٥ ساعة', 90],
    ['.5h', 30],
    ['½ h', 30],
    ['1½h', 90],
    ['1 ½ Stunden', 90],
    ['0.33 h', 20],
    ['90 min.', 90],
    ['1 Std. 15', 75],
    ['1 Stunde und 15 Minuten', 75],
    ['15 минут', 15],
    ['2 ч 15 мин', 135],
    ['1 godz. 5 min', 65],
    ['1時間30分', 90],
    ['2小时', 120],
    ['1시간 30분', 90],
    ['ساعتان و15 دقيقة', 135],
    ['שתי דקות', 2],
    ['\u200f٣٠ دقيقة\u200f', 30],
    ['20\u00a0min', 20],
    ['PT45M', 45],
    ['pt1h30m', 90],
    ['P1D', 1440],
    ['1 day', 1440],
    ['24h', 1440],
    ['1440m', 1440],
    ['120 s', 2],
    ['1m 60s', 2],
  ])('“%s” is %d minutes', (text, minutes) => {
    for (const language of ['en', 'de']) expect(parseMinutes(text, language)).toBe(minutes);
  });

  it.each([
    ...[
      '',
      ' ',
      'h',
      'm',
      'min',
      '5x',
      'x5',
      'soon',
      '0',
      '0m',
      '-5m',
      '−5',
      '+5',
      '5-10 min',
      '1:60',
      '1:5',
      ':30',
      '1:30 min',
    ],
    ...[
      '90s',
      '30 s',
      '0.5 min',
      '30m1h',
      '1h 2h',
      '25h',
      '24h1m',
      '1441',
      '1441m',
      '2 days',
      '24:01',
      '1.5',
      '1,5',
      '1.5 h 30 min',
    ],
    ...[
      '1,440 min',
      '1.440 Min.',
      '1h 60',
      '1e1',
      '0x10',
      'PT',
      'P',
      'P1Y',
      'PT1H30',
      '1 h h',
      'NaN',
      'Infinity',
      '1 t 2 t',
      '999999999999999999999h',
    ],
    ...['1 month', '1 Monat', '5 %', '5 €', '1/2 h', '9'.repeat(5_000), 'h'.repeat(5_000)],
  ])('“%s” is refused', (text) => {
    for (const language of ['en', 'de']) expect(parseMinutes(text, language)).toBeNull();
  });

  it.each(LANGUAGES)('is read as %s writes it, digits included, whatever language the app speaks', (language) => {
    for (const unitDisplay of ['narrow', 'short', 'long'] as const)
      for (const [unit, minutes] of [
        ['hour', 60],
        ['minute', 1],
      ] as const)
        for (const count of [1, 2, 3, 5, 11, 21]) {
          const written = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(count);
          expect(parseMinutes(written, language), written).toBe(count * minutes);
          // In other languages Turkish _s_ and _d_ mean seconds and days. _t_ means hours in the north, and days in
          // German.
          if (!/\d\s?[sdt]\.?$/.test(written)) expect(parseMinutes(written, 'en'), written).toBe(count * minutes);
        }
  });

  it.each(Intl.supportedValuesOf('numberingSystem'))('has digits of %s', (numberingSystem) => {
    const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
    expect(parseMinutes(format.format(1329), 'en')).toBe(1329);
    expect(parseMinutes(`${format.format(1.5)} h`, 'en')).toBe(90);
  });

  it('a word that languages mean differently is what it is in the language in use, then in English', () => {
    expect(parseMinutes('5 d', 'tr')).toBe(5);
    expect(parseMinutes('1 d', 'en')).toBe(1440);
    expect(parseMinutes('5 s', 'tr')).toBe(300);
    expect(parseMinutes('5 s', 'en')).toBeNull();
    expect(parseMinutes('5 t', 'da')).toBe(300);
    expect(parseMinutes('5 t', 'en')).toBeNull();
  });

  it.each(['', 'C', 'no such language', 'de_DE'])('is read where “%s” is given as the language', (language) => {
    expect(parseMinutes('1h 30 Minuten', language)).toBe(90);
  });

  it('whatever is typed is refused, or between a minute and a day and whole', () => {
    const bit = fc.oneof(
      fc.constantFrom(
        '1',
        '30',
        '90',
        '1440',
        ':',
        '.',
        ',',
        ' ',
        'h',
        'm',
        'min',
        's',
        'd',
        'PT',
        '½',
        '٣',
        '-',
        'и',
        'and',
        'שעה',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 12 }), fc.constantFrom(...LANGUAGES), (bits, language) => {
        const minutes = parseMinutes(bits.join(''), language);
        expect(minutes === null || (Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440)).toBe(true);
      }),
    );
  });
});
