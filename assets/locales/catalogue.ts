/**
 * The typed catalogue of all texts a person sees, in i18next JSON v4 (docs/adr/0005). `en_US.json` defines
 * the keys, and every other language has the same ones (test/unit/locales). Placeholders are `{{name}}`. A text that
 * counts has the forms of `Intl.PluralRules` as `key_one`, `key_other`, …
 */
import { isolate } from '../../electron/foreign-text.js';
import en from './en_US.json' with { type: 'json' };

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Base<K extends string> = K extends `${infer B}_${PluralForm}` ? B : K;

/** A catalogue key, without its plural form. */
export type TextKey = Base<keyof typeof en>;
export type Messages = Readonly<Record<string, string>>;
export type TextParams = Readonly<Record<string, string | number>>;

/** Produces texts in one language. */
export interface Texts {
  /** BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  (key: TextKey, params?: TextParams): string;
}

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);

/** The texts of one language. Missing translations fall back to English. */
export function makeTexts(language: string, messages: Messages): Texts {
  // Created when a text first counts something, since it loads half a megabyte of ICU data (docs/design.md §6).
  let plural: Intl.PluralRules | undefined;
  const patterns = new Map([...Object.entries<string>(en), ...Object.entries(messages)]);
  const find = (key: string): string | undefined => patterns.get(key);
  const direction = RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  const text = (key: TextKey, params: TextParams = {}): string => {
    const count = params['count'];
    const pattern =
      (typeof count === 'number'
        ? (find(`${key}_${(plural ??= new Intl.PluralRules(language)).select(count)}`) ?? find(`${key}_other`))
        : undefined) ??
      find(key) ??
      key;
    return pattern.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return typeof value === 'string' ? isolate(value, direction) : String(value ?? whole);
    });
  };
  return Object.assign(text, { language, direction } as const);
}

/** Narrows a string (from the state) to a key of the catalogue. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`);
