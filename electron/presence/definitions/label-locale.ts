/**
 * Chooses the label that a reader sees, and maps an operating system's locale to one of the service's codes
 * (docs/genesys-cloud.md §2.3). Organisations also spell label keys their own way: `pt-BR`, `de_DE`, `iw`.
 */
import { visibleText } from '../../foreign-text.js';
import { LOCALE_CODES, type LocaleCode } from '../../genesys/locale-codes.js';

const isLocaleCode = (text: string): text is LocaleCode => LOCALE_CODES.some((code) => code === text);

/** A locale as far as labels need it. */
interface Locale {
  /** In the service's spelling: `no` for Bokmål and Nynorsk, `he` for `iw`. */
  readonly language: string;
  /** For example `Hant`. Where the locale names no script, the usual one of its language and region. */
  readonly script: string | null;
  /** Only where the locale names one. */
  readonly region: string | null;
  /** The region that the language implies: `DE` for German. */
  readonly homeRegion: string | null;
}

/** The service has one name for both written forms of Norwegian, and Cantonese is written in Chinese. */
const SERVICE_LANGUAGES = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
  ['yue', 'zh'],
]);

/** BCP 47 for `zh-Hant-TW`, `zh_TW.UTF-8`, `de_DE@euro` and `zh_tw` alike. Null: not a language. */
export function toTag(text: string): string | null {
  try {
    return new Intl.Locale((text.trim().split(/[.@]/)[0] ?? '').replaceAll('_', '-')).toString();
  } catch {
    return null;
  }
}

function parseLocale(text: string): Locale | null {
  const tag = toTag(text);
  if (tag === null) return null;
  const locale = new Intl.Locale(tag);
  const { language, script, region } = locale.maximize();
  return {
    language: SERVICE_LANGUAGES.get(language) ?? language,
    script: script ?? null,
    region: locale.region ?? null,
    homeRegion: new Intl.Locale(language).maximize().region ?? region ?? null,
  };
}

function codeOf({ language, script, region }: Locale): LocaleCode | null {
  if (language === 'zh') return script === 'Hant' ? 'zh_TW' : 'zh_CN';
  // Without a country it is Brazil's, as CLDR has it. Every other country writes as Portugal does.
  if (language === 'pt') return region === null || region === 'BR' ? 'pt_BR' : 'pt_PT';
  if (language === 'en') return 'en_US';
  return isLocaleCode(language) ? language : null;
}

/** The service's code for an operating system's locale (BCP 47 or POSIX). Null: it keeps no labels in that language. */
export function toLocaleCode(locale: string): LocaleCode | null {
  const parsed = parseLocale(locale);
  return parsed === null ? null : codeOf(parsed);
}

/** Whether two locales (BCP 47) write the same language in the same script. */
export function isSameWriting(one: string, other: string): boolean {
  const [a, b] = [parseLocale(one), parseLocale(other)];
  return a !== null && b !== null && a.language === b.language && a.script === b.script;
}

/** How well a label stored under `key` suits a reader of the same language. Higher is better. */
function closeness(wanted: Locale, key: Locale): number {
  // The script outweighs the region: the right region in the wrong script is hard to read.
  const script = key.script === wanted.script ? 8 : 0;
  if (key.region === wanted.region) return script + 4;
  const code = codeOf(wanted);
  const keyCode = key.region === null ? key.language : `${key.language}_${key.region}`;
  if (keyCode === code) return script + 3;
  if (key.region === null) return script + 2;
  return script + (key.region === wanted.homeRegion ? 1 : 0);
}

/** Finds a reader's labels. Keys ignore case, and `-` equals `_`. */
export class LabelChooser {
  readonly #wanted: readonly Locale[];
  /** The same few keys recur in every definition. */
  readonly #keys = new Map<string, Locale | null>();

  /** @param locales the reader's own first, best first, then the organisation's. English is the last resort */
  constructor(locales: readonly (string | null)[]) {
    this.#wanted = [...locales, 'en-US'].flatMap((locale) => parseLocale(locale ?? '') ?? []);
  }

  /** The label in the first of the languages that has one, else any. Null: no visible label. */
  choose(labels: Readonly<Record<string, string>>): string | null {
    const visible = Object.entries(labels).flatMap(([key, text]) => {
      const label = visibleText(text);
      return label === null ? [] : [{ locale: this.#locale(key), label }];
    });
    for (const wanted of this.#wanted) {
      let best: { readonly label: string; readonly close: number } | null = null;
      for (const { locale, label } of visible) {
        if (locale?.language !== wanted.language) continue;
        const close = closeness(wanted, locale);
        if (best === null || close > best.close) best = { label, close };
      }
      if (best !== null) return best.label;
    }
    return visible[0]?.label ?? null;
  }

  #locale(key: string): Locale | null {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const locale = parseLocale(key);
    this.#keys.set(key, locale);
    return locale;
  }
}
