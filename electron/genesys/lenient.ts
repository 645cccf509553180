/**
 * How answers and events of the service are read: strictly where the app lives by a field, leniently everywhere else. A model is a valibot
 * schema made of the parts below. `readModel` reads with it and tells what was dropped on the way, by place and never by value.
 */
import * as v from 'valibot';
import type { Log } from '../ports.js';

/** What was dropped, or what an answer was refused for. */
export interface Oddity {
  /** Where it stood: `entities.3.name`; empty: the whole. A key that the service chose is shown as `*`. */
  readonly path: string;
  /** What was expected there: `string`. */
  readonly expected: string;
}

export type ModelReading<T> =
  | { readonly ok: true; readonly value: T; readonly dropped: readonly Oddity[] }
  | { readonly ok: false; readonly refused: Oddity };

/** The service's largest page has 500 entries. A list longer than this is none of its lists, and reading it would stop the app. */
const MOST_ENTRIES = 50_000;
/** So many oddities of one list are told apart; more would say nothing new. */
const MOST_TOLD = 20;
/** In characters. No text of the service comes near; a longer one would end in a menu, a notification or the log. */
const LONGEST_TEXT = 16_384;
const LONGEST_ID = 512;

type Issue = v.BaseIssue<unknown>;
type Issues = readonly [Issue, ...Issue[]];
type PathItem = NonNullable<Issue['path']>[number];
type Config = v.Config<Issue>;
/** A schema that takes any input and gives `O`. */
export type Model<O> = v.GenericSchema<unknown, O>;

/** Issues that cost only what they stand at: what is around them is usable. */
const forgiven = new WeakSet<Issue>();

/** Valibot takes a text that is too long for a string all the same. Here it is as odd as a number. */
const isOdd = (read: { readonly typed: boolean; readonly issues?: Issues | undefined }): boolean =>
  !read.typed || (read.issues?.some((issue) => !forgiven.has(issue)) ?? false);

/** The same issue as one of what is around it. */
function below(item: PathItem, issue: Issue): Issue {
  const outer: Issue = { ...issue, path: [item, ...(issue.path ?? [])] };
  if (forgiven.has(issue)) forgiven.add(outer);
  return outer;
}

const usable = <T>(value: T, issues: readonly Issue[]): v.OutputDataset<T, Issue> => {
  const [first, ...more] = issues;
  return first ? { typed: true, value, issues: [first, ...more] } : { typed: true, value };
};

/** A field that may be missing, null or odd. An odd one is null, and the rest is read on. */
export function optional<S extends v.GenericSchema>(schema: S) {
  const field = v.nullish(schema);
  return {
    ...field,
    '~run'(dataset: v.UnknownDataset, config: Config): v.OutputDataset<v.InferOutput<S> | null | undefined, Issue> {
      const { value } = dataset;
      if (value === null || value === undefined) return { typed: true, value };
      const read = schema['~run'](dataset, config);
      if (read.typed && !isOdd(read)) return read;
      for (const issue of read.issues ?? []) forgiven.add(issue);
      return usable(null, read.issues ?? []);
    },
  };
}

/** Reads each of many things with `entry`, and leaves the odd ones out. */
function readEach<S extends v.GenericSchema>(
  entry: S,
  config: Config,
  things: Iterable<PathItem>,
  keep: (value: v.InferOutput<S>, item: PathItem) => void,
): readonly Issue[] {
  const told: Issue[] = [];
  for (const item of things) {
    const read = entry['~run']({ value: item.value }, config);
    if (read.typed && !isOdd(read)) keep(read.value, item);
    else for (const issue of read.issues ?? []) forgiven.add(issue);
    if (told.length < MOST_TOLD) told.push(...(read.issues ?? []).map((issue) => below(item, issue)));
  }
  return told;
}

/** A list. Odd entries are left out, each for itself; null is odd. */
export function entities<S extends v.GenericSchema>(entry: S) {
  const list = v.pipe(v.array(v.unknown()), v.maxLength(MOST_ENTRIES));
  return {
    ...v.array(entry),
    '~run'(dataset: v.UnknownDataset, config: Config): v.OutputDataset<v.InferOutput<S>[], Issue> {
      const whole = list['~run'](dataset, config);
      if (whole.issues) return { typed: false, value: whole.value, issues: whole.issues };
      const kept: v.InferOutput<S>[] = [];
      const input = whole.value;
      const items = input.map((value, key): PathItem => ({ type: 'array', origin: 'value', input, key, value }));
      return usable(
        kept,
        readEach(entry, config, items, (value) => kept.push(value)),
      );
    },
  };
}

/** A table by keys that the service chose, such as labels by locale. Odd entries are left out, each for itself. */
export function table<S extends v.GenericSchema>(entry: S) {
  const any = v.record(v.string(), v.unknown());
  return {
    ...v.record(v.string(), entry),
    '~run'(dataset: v.UnknownDataset, config: Config): v.OutputDataset<Record<string, v.InferOutput<S>>, Issue> {
      const whole = any['~run']({ value: Array.isArray(dataset.value) ? undefined : dataset.value }, config);
      if (whole.issues) return { typed: false, value: whole.value, issues: whole.issues };
      const kept = new Map<string, v.InferOutput<S>>();
      const input = whole.value;
      const items = Object.entries(input)
        .slice(0, MOST_ENTRIES)
        .map(([key, value]): PathItem => ({ type: 'unknown', origin: 'value', input, key, value }));
      const told = readEach(entry, config, items, (value, { key }) => kept.set(String(key), value));
      return usable(Object.fromEntries(kept), told);
    },
  };
}

/** An object of the service. Fields that nobody knows yet stay. A list is none, although JavaScript calls it an object. */
export function model<const E extends v.ObjectEntries>(entries: E) {
  const loose = v.looseObject(entries);
  return {
    ...loose,
    '~run'(...[dataset, config]: Parameters<(typeof loose)['~run']>): ReturnType<(typeof loose)['~run']> {
      return loose['~run']({ value: Array.isArray(dataset.value) ? undefined : dataset.value }, config);
    },
  };
}

/** A field that may be missing. Where it is odd, what it belongs to cannot be used: it is something the app decides by. */
export const ifPresent = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);

export const anyText = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
export const text = optional(anyText);
export const flag = optional(v.boolean());
export const number = optional(v.pipe(v.number(), v.finite()));
/** What a thing is told apart by. Required: a thing without it cannot be spoken of. */
export const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_ID));

const toOddity = (issue: Issue): Oddity => ({
  path: (issue.path ?? []).map((item) => (item.type === 'unknown' ? '*' : String(item.key))).join('.'),
  // Valibot expects a missing field by its name.
  expected: issue.path?.at(-1)?.origin === 'key' ? 'a value' : (issue.expected ?? 'something else'),
});

const NOTHING_KNOWN: Oddity = { path: '', expected: 'something else' };

/** Reads what the service sent. What cannot be used is refused by the name of a field. */
export function readModel<S extends v.GenericSchema>(schema: S, input: unknown): ModelReading<v.InferOutput<S>> {
  const read = schema['~run']({ value: input }, v.getGlobalConfig());
  const issues = read.issues ?? [];
  const refused = issues.find((issue) => !forgiven.has(issue));
  if (read.typed && refused === undefined) return { ok: true, value: read.value, dropped: issues.map(toOddity) };
  return { ok: false, refused: refused ? toOddity(refused) : NOTHING_KNOWN };
}

/** Tells the log of dropped things, each place once. */
export interface DropLog {
  /** @param origin what was read, in our own words: `GET /api/v2/users/me`, `presence event` */
  dropped(origin: string, oddities: readonly Oddity[]): void;
}

export function createDropLog(log: Log): DropLog {
  const told = new Set<string>();
  return {
    dropped(origin, oddities) {
      for (const { path, expected } of oddities) {
        // Entries of one list are alike; the first tells of all.
        const place = `${origin} ${path.replace(/(^|\.)\d+(?=\.|$)/g, '$1*')}`;
        if (told.has(place)) continue;
        told.add(place);
        log.warn('genesys sent something odd, left out', { origin, path, expected });
      }
    },
  };
}
