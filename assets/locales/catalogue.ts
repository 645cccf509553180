/**
 * The typed catalogue of all texts a person sees, in i18next JSON v4 (docs/adr/0005). `en_US.json` defines
 * the keys, and every other language has the same ones (test/unit/locales). Placeholders are `{{name}}`. A text that
 * counts has the forms of `Intl.PluralRules` as `key_one`, `key_other`, …
 */
import { isolatePart } from '../../electron/foreign-text.js';
import { lookUp } from '../../electron/look-up.js';
import type en from './en_US.json';

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
  /** The locale of dates, times and digits, BCP 47: the same language, often of a country. */
  readonly formats: string;
  /** What the texts are made of, to pass them on. */
  readonly messages: Messages;
  (key: TextKey, params?: TextParams): string;
  /** Narrows a string (from the state) to a key of the catalogue. */
  has(key: string): key is TextKey;
}

/** Whether a catalogue's JSON is one: texts by their keys. */
export const isMessages = (parsed: unknown): parsed is Messages =>
  typeof parsed === 'object' && parsed !== null && Object.values(parsed).every((each) => typeof each === 'string');

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);

/** The texts of one language. Every catalogue is complete (test/unit/locales), so none needs another one. */
export function makeTexts(language: string, messages: Messages, formats = language): Texts {
  // Created when a text first counts something, since it loads half a megabyte of ICU data (docs/design.md §6).
  let plural: Intl.PluralRules | undefined;
  let digits: Intl.NumberFormat | undefined;
  const digitsOf = (value: number): string =>
    (digits ??= new Intl.NumberFormat(formats, { useGrouping: false })).format(value);
  const find = (key: string): string | undefined => lookUp(messages, key);
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
      if (typeof value === 'number') return digitsOf(value);
      return value === undefined ? whole : isolatePart(value, direction);
    });
  };
  const has = (key: string): key is TextKey => find(key) !== undefined || find(`${key}_other`) !== undefined;
  return Object.assign(text, { language, direction, formats, messages, has } as const);
}
