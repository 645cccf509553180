/**
 * Every text a person sees, from one typed catalogue: `en.json` names the keys, every other language has the same ones
 * (test/unit/locales). Placeholders are `{name}`; a text that counts has the forms of `Intl.PluralRules` as `key_one`, `key_other`, …
 */
import { isolate } from '../../electron/foreign-text.js';
import en from './en.json' with { type: 'json' };

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Base<K extends string> = K extends `${infer B}_${PluralForm}` ? B : K;

/** A key of the catalogue, without its plural form. */
export type TextKey = Base<keyof typeof en>;
export type Messages = Readonly<Record<string, string>>;
export type TextParams = Readonly<Record<string, string | number>>;

/** Puts texts into one language. */
export interface Texts {
  /** BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  (key: TextKey, params?: TextParams): string;
}

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);

/** The texts of one language; what a translation lacks comes from English. */
export function makeTexts(language: string, messages: Messages): Texts {
  // Made when a text first counts something: it brings half a megabyte of ICU's data with it (docs/design.md §6).
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
    return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      return typeof value === 'string' ? isolate(value, direction) : String(value ?? whole);
    });
  };
  return Object.assign(text, { language, direction } as const);
}

/** Narrows a key that came as a string (from the state) to one the catalogue has. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_other`);
