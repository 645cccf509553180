/**
 * The service's locale codes (docs/genesys-cloud.md 2.3) and how an operating system's locale becomes one of them.
 * Computes only.
 */
import { LOCALE_CODES, type LocaleCode } from '../../genesys/locale-codes.js';

const isLocaleCode = (text: string): text is LocaleCode => LOCALE_CODES.some((code) => code === text);

/** Languages that go by another name in the service's list. */
const OTHER_NAMES: Readonly<Record<string, LocaleCode>> = { nb: 'no', nn: 'no', iw: 'he', en: 'en_US' };

interface Tag {
  readonly language: string;
  readonly script: string | null;
  readonly region: string | null;
}

/** `zh-Hant-TW`, `zh_TW.UTF-8` and `zh_tw` alike. */
function parseTag(locale: string): Tag {
  const parts = (locale.split(/[.@]/)[0] ?? '').split(/[-_]/);
  const script = parts.slice(1).find((part) => /^[a-z]{4}$/i.test(part));
  const region = parts.slice(1).find((part) => /^([a-z]{2}|\d{3})$/i.test(part));
  return {
    language: (parts[0] ?? '').toLowerCase(),
    script: script === undefined ? null : script.toLowerCase(),
    region: region === undefined ? null : region.toUpperCase(),
  };
}

/** The service's code for an operating system's locale (BCP 47 or POSIX), null for a language it keeps no labels in. */
export function toLocaleCode(locale: string): LocaleCode | null {
  const { language, script, region } = parseTag(locale);
  if (language === 'zh') {
    const traditional =
      script === 'hant' || (script === null && (region === 'TW' || region === 'HK' || region === 'MO'));
    return traditional ? 'zh_TW' : 'zh_CN';
  }
  if (language === 'pt') return region === 'BR' ? 'pt_BR' : 'pt_PT';
  const other = OTHER_NAMES[language];
  if (other !== undefined) return other;
  return isLocaleCode(language) ? language : null;
}

/**
 * The keys under which a label for this reader may stand, best first. Labels may carry keys outside the 24 (`en`, `hi`,
 * `pt`), so the locale's own spelling and its bare language are asked for after the code; English closes the chain.
 */
export function labelKeys(locale: string): readonly string[] {
  const { language, region } = parseTag(locale);
  const code = toLocaleCode(locale);
  const keys = [code ?? '', region === null ? '' : `${language}_${region}`, language, 'en_US', 'en'];
  return [...new Set(keys.filter((key) => key !== ''))];
}
