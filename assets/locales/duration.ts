/**
 * Parses lengths of time as people type them, for the command line and the windows: `90`, `1h 30m`, `1:30`, `1,5 h`,
 * `٤٥`, `15 минут`, `PT45M`. Each language's unit names come from the system's data (`Intl`).
 */
import { fold } from './folding.js';

/** The languages an organisation can have labels in. Their units count whatever language the app speaks. */
const LANGUAGES = 'en da de es fi fr it nl no pl pt-BR pt-PT sv cs tr ru uk ar he th ja ko zh-CN zh-TW'.split(' ');

const UNITS = { day: 1440, hour: 60, minute: 1, second: 1 / 60 } as const;
type Unit = keyof typeof UNITS;
const isUnit = (name: string): name is Unit => Object.hasOwn(UNITS, name);

/** What people write and `Intl` does not know, in any language, folded. */
const ALSO: Readonly<Record<Unit, string>> = {
  day: '天 日間',
  hour: 'h hr hrs std stdn hs godz g hod nt tim uur ч г час 時 时 点 鐘頭 钟头 個小時 个小时',
  minute: 'm mn min mins minuta minuto perc dk хв мин м 分 分間 分钟 分鐘',
  second: 's sec secs sek с сек',
};

interface Words {
  readonly unit: ReadonlyMap<string, Unit>;
  /** Words that contain their number: Arabic and Hebrew have one for _two hours_. */
  readonly counted: ReadonlyMap<string, number>;
  /** Words for _and_. */
  readonly joining: ReadonlySet<string>;
}

/** A word's form for lookup: `Std.` is `std`, `שע׳` is `שע`. */
const word = (text: string): string => fold(text).replace(/[.'"\s-]+/g, '');

/** Enough counts to produce every plural form of the languages above. */
const COUNTS = [0, 1, 2, 3, 5, 11, 100, 1.5];

function readWords(language: string): Words {
  const unit = new Map<string, Unit>();
  const counted = new Map<string, number>();
  for (const name of Object.keys(UNITS).filter(isUnit)) {
    for (const unitDisplay of ['narrow', 'short', 'long'] as const) {
      const format = new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay });
      for (const count of COUNTS) {
        const parts = format.formatToParts(count);
        const called = word(parts.flatMap(({ type, value }) => (type === 'unit' ? [value] : [])).join(''));
        if (parts.some(({ type }) => type === 'integer')) unit.set(called, name);
        else counted.set(called, count * UNITS[name]);
      }
    }
  }
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).formatToParts(['1', '2']);
  const joining = new Set(list.flatMap(({ type, value }) => (type === 'literal' ? [word(value)] : [])));
  return { unit, counted, joining };
}

const known = new Map<string, Words>();
function wordsOf(language: string): Words {
  let words = known.get(language);
  if (words === undefined) known.set(language, (words = readWords(isTag(language) ? language : 'en')));
  return words;
}

/** An environment variable can hold anything. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

const ALSO_UNIT: ReadonlyMap<string, Unit> = new Map(
  (['day', 'hour', 'minute', 'second'] as const).flatMap((unit) => ALSO[unit].split(' ').map((each) => [each, unit])),
);

/**
 * The language in use decides, then English. A word of another language counts if it means the same in all that have
 * it.
 */
function unitOf(called: string, language: string): Unit | null {
  const near = wordsOf(language).unit.get(called) ?? wordsOf('en').unit.get(called) ?? ALSO_UNIT.get(called);
  if (near !== undefined) return near;
  const [unit, ...others] = new Set(LANGUAGES.flatMap((each) => wordsOf(each).unit.get(called) ?? []));
  return unit === undefined || others.length > 0 ? null : unit;
}

function countedIn(called: string): number | null {
  for (const language of LANGUAGES) {
    const minutes = wordsOf(language).counted.get(called);
    if (minutes !== undefined) return minutes;
  }
  return null;
}

/**
 * Joins the words between two numbers, without _and_: some languages write a unit in two words, and some people two
 * units in one.
 */
function calledIn(text: string, language: string): string {
  const words = text
    .split(/[\s,;+&]+/)
    .map(word)
    .filter(Boolean);
  const joins = (each: string): boolean => [language, ...LANGUAGES].some((of) => wordsOf(of).joining.has(each));
  return (words.length < 2 ? words : words.filter((each) => !joins(each))).join('');
}

const FRACTIONS = new Map([
  ['¼', '.25'],
  ['½', '.5'],
  ['¾', '.75'],
]);
const HAN = '〇一二三四五六七八九';

/** The value of a decimal digit of any script. Unicode has each script's ten digits in a row, starting with zero. */
function digit(character: string): string {
  let first = character.codePointAt(0) ?? 0;
  const code = first;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/** Digits as `0` to `9`, one kind of decimal point, nothing invisible. */
const plain = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/\s*([¼½¾])/g, (_, fraction: string) => FRACTIONS.get(fraction) ?? '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, digit)
    .replace(/[〇一二三四五六七八九]/g, (each) => String(HAN.indexOf(each)))
    .replace(/٫/g, '.')
    .replace(/(\d),(\d)/g, '$1.$2')
    .trim();

/** ISO 8601, as programs write it: `PT1H30M`. */
const ISO = /^P(?=.)(?:\d+D)?(?:T(?:[\d.]+H)?(?:[\d.]+M)?(?:\d+S)?)?$/i;

/** Longer than anybody writes it. */
const LONGEST_TEXT = 60;
const LONGEST_MINUTES = 1440;

/**
 * @param language BCP 47 tag of the language in use, whose units take precedence. English and the others count too
 * @returns whole minutes, from 1 to 1440. Null: no length of time, or out of range
 */
export function parseMinutes(text: string, language: string): number | null {
  if (text.length > LONGEST_TEXT) return null;
  const clean = plain(text);
  const found = ISO.test(clean)
    ? spoken(clean.replace(/[PT]/gi, ''), 'en', 'minute')
    : (clock(clean, language) ?? spoken(clean, language, 'minute'));
  if (found === null || found.minutes < 1 || found.minutes > LONGEST_MINUTES) return null;
  // The app counts in minutes, so seconds must make whole minutes.
  return found.inSeconds && !Number.isInteger(found.minutes) ? null : Math.round(found.minutes);
}

/** Like `parseMinutes`, but a bare number means seconds: `60`, `90s`, `2m`. @returns whole seconds, at least one */
export function parseSeconds(text: string, language: string): number | null {
  const found = text.length > LONGEST_TEXT ? null : spoken(plain(text), language, 'second');
  const seconds = found === null ? 0 : Math.round(found.minutes * 60);
  return seconds >= 1 ? seconds : null;
}

interface Length {
  readonly minutes: number;
  readonly inSeconds: boolean;
}

/** `1:30`, optionally followed by the word for hours. */
function clock(text: string, language: string): Length | null {
  const [, hours, minutes, after = ''] = /^(\d{1,2}):([0-5]\d)(?::00)?(\D*)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const called = calledIn(after, language);
  if (called !== '' && unitOf(called, language) !== 'hour') return null;
  return { minutes: Number(hours) * 60 + Number(minutes), inSeconds: false };
}

/** Numbers with their units, the longest first: `1 h 30 min`. The last unit may be missing. Null: an unknown word. */
function spoken(text: string, language: string, bare: Unit): Length | null {
  const [before = '', ...parts] = text.split(/(\d*\.?\d+)/);
  let total = 0;
  let smallest = Infinity;
  let inSeconds = false;
  if (before.trim() !== '') {
    const counted = countedIn(calledIn(before, language));
    if (counted === null) return null;
    total = counted;
    smallest = counted;
  }
  for (let index = 0; index < parts.length; index += 2) {
    const amount = parts[index] ?? '';
    const called = calledIn(parts[index + 1] ?? '', language);
    const last = index + 2 >= parts.length;
    const unit =
      called === '' ? (last && (index === 0 || /^[0-5]?\d$/.test(amount)) ? bare : null) : unitOf(called, language);
    // Three digits after the mark may as well be thousands.
    const sensible = /^\d{1,5}$/.test(amount) || (last && called !== '' && /^\d{0,4}\.(?!\d{3}$)\d{1,4}$/.test(amount));
    if (unit === null || !sensible || UNITS[unit] >= smallest) return null;
    smallest = UNITS[unit];
    inSeconds ||= unit === 'second';
    total += Number(amount) * UNITS[unit];
  }
  return parts.length + before.length === 0 ? null : { minutes: Number(total.toFixed(6)), inSeconds };
}
