/**
 * Which of a definition's labels a reader sees, and how an operating system's locale becomes one of the service's codes
 * (docs/genesys-cloud.md §2.3). Organisations also keep labels under keys of their own spelling: `pt-BR`, `de_DE`, `iw`.
 * Computes only.
 */
import { visibleText } from '../../foreign-text.js';
import { LOCALE_CODES, type LocaleCode } from '../../genesys/locale-codes.js';

const isLocaleCode = (text: string): text is LocaleCode => LOCALE_CODES.some((code) => code === text);

/** A locale as far as labels need it. */
interface Locale {
  /** As the service names it: `no` for Bokmål and Nynorsk, `he` for `iw`. */
  readonly language: string;
  /** `Hant`; where the locale itself names none, the one its language and region are written in. */
  readonly script: string | null;
  /** Only where the locale names one. */
  readonly region: string | null;
  /** The region that the language belongs to where none is named: `DE` for German. */
  readonly homeRegion: string | null;
}

/** Both written forms of Norwegian go by one name in the service's list; `Intl` keeps them apart. */
const SERVICE_LANGUAGES = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
]);

/** `zh-Hant-TW`, `zh_TW.UTF-8` and `zh_tw` alike. Null for what names no language. */
function parseLocale(text: string): Locale | null {
  try {
    const locale = new Intl.Locale((text.trim().split(/[.@]/)[0] ?? '').replaceAll('_', '-'));
    const { language, script, region } = locale.maximize();
    return {
      language: SERVICE_LANGUAGES.get(language) ?? language,
      script: script ?? null,
      region: locale.region ?? null,
      homeRegion: new Intl.Locale(language).maximize().region ?? region ?? null,
    };
  } catch {
    return null;
  }
}

function codeOf({ language, script, region }: Locale): LocaleCode | null {
  if (language === 'zh') return script === 'Hant' ? 'zh_TW' : 'zh_CN';
  if (language === 'pt') return region === 'BR' ? 'pt_BR' : 'pt_PT';
  if (language === 'en') return 'en_US';
  return isLocaleCode(language) ? language : null;
}

/** The service's code for an operating system's locale (BCP 47 or POSIX), null for a language it keeps no labels in. */
export function toLocaleCode(locale: string): LocaleCode | null {
  const parsed = parseLocale(locale);
  return parsed === null ? null : codeOf(parsed);
}

/** How well a label kept for `key` serves a reader of the same language: the higher the better. */
function closeness(wanted: Locale, key: Locale): number {
  // Traditional and simplified Chinese: the right region in the wrong script is hard to read.
  const script = key.script === wanted.script ? 8 : 0;
  if (key.region === wanted.region) return script + 4;
  const code = codeOf(wanted);
  const keyCode = key.region === null ? key.language : `${key.language}_${key.region}`;
  if (keyCode === code) return script + 3;
  if (key.region === null) return script + 2;
  return script + (key.region === wanted.homeRegion ? 1 : 0);
}

/** Finds a reader's labels. Keys are compared without case, `-` as `_`. */
export class LabelChooser {
  readonly #wanted: readonly Locale[];
  /** The same few keys stand at every definition. */
  readonly #keys = new Map<string, Locale | null>();

  /** @param locales the reader's own first, then the organisation's; English closes the chain */
  constructor(locales: readonly (string | null)[]) {
    this.#wanted = [...locales, 'en-US'].flatMap((locale) => parseLocale(locale ?? '') ?? []);
  }

  /** The label in the first of the languages that has one, else any; null where there is none that can be seen. */
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
