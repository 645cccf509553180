/**
 * How answers and events of the service are read: strictly where the app depends on a field, leniently everywhere else.
 * A model is a valibot schema made of the parts below. `readModel` reads with it and reports what it dropped, by place
 * and never by value.
 */
import * as v from 'valibot';
import type { Log } from '../ports.js';

/** Something that was dropped, or that an answer was refused for. */
export interface Oddity {
  /** Its path: `entities.3.name`. Empty: the whole. A key chosen by the service is shown as `*`. */
  readonly path: string;
  /** What was expected there, such as `string`. */
  readonly expected: string;
}

export type ModelReading<T> =
  | { readonly ok: true; readonly value: T; readonly dropped: readonly Oddity[] }
  | { readonly ok: false; readonly refused: Oddity };

/**
 * The service's largest page has 500 entries. A longer list than this is not one of its lists, and reading it would
 * block the app.
 */
const MOST_ENTRIES = 50_000;
/** At most this many oddities of a list are reported. More would add nothing. */
const MOST_TOLD = 20;
/**
 * In characters. The service's texts are far shorter. A longer one would end up in a menu, a notification or the log.
 */
const LONGEST_TEXT = 16_384;
const LONGEST_ID = 512;

type Issue = v.BaseIssue<unknown>;
type Issues = readonly [Issue, ...Issue[]];
type PathItem = NonNullable<Issue['path']>[number];
type Config = v.Config<Issue>;
/** A schema that takes any input and gives `O`. */
export type Model<O> = v.GenericSchema<unknown, O>;

/** These issues drop only the value they concern. What surrounds it stays usable. */
const forgiven = new WeakSet<Issue>();

/** Valibot still types an overlong text as a string. Here it counts as odd, like a number. */
const isOdd = (read: { readonly typed: boolean; readonly issues?: Issues | undefined }): boolean =>
  !read.typed || (read.issues?.some((issue) => !forgiven.has(issue)) ?? false);

/** Moves an issue into its container's path. */
function below(item: PathItem, issue: Issue): Issue {
  const outer: Issue = { ...issue, path: [item, ...(issue.path ?? [])] };
  if (forgiven.has(issue)) forgiven.add(outer);
  return outer;
}

const usable = <T>(value: T, issues: readonly Issue[]): v.OutputDataset<T, Issue> => {
  const [first, ...more] = issues;
  return first ? { typed: true, value, issues: [first, ...more] } : { typed: true, value };
};

/** A field that may be missing, null or odd. An odd one becomes null and the rest is still read. */
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

/** Reads each of many things with `entry`, and leaves out the odd ones. */
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

/** A list. Each odd entry is left out on its own. Null instead of a list is odd. */
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

/** A table whose keys the service chose, such as labels by locale. Each odd entry is left out on its own. */
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

/** An object of the service. Unknown fields stay. A list is refused, although JavaScript calls it an object. */
export function model<const E extends v.ObjectEntries>(entries: E) {
  const loose = v.looseObject(entries);
  return {
    ...loose,
    '~run'(...[dataset, config]: Parameters<(typeof loose)['~run']>): ReturnType<(typeof loose)['~run']> {
      return loose['~run']({ value: Array.isArray(dataset.value) ? undefined : dataset.value }, config);
    },
  };
}

/** A field that may be missing. An odd one makes its owner unusable, because the app decides by it. */
export const ifPresent = <S extends v.GenericSchema>(schema: S) => v.nullish(schema);

export const anyText = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
export const text = optional(anyText);
const YES_OR_NO: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
  [1, true],
  [0, false],
]);
/** True or false, also as a text or a number. */
export const yesOrNo = v.pipe(
  v.unknown(),
  v.transform((value) => YES_OR_NO.get(typeof value === 'string' ? value.trim().toLowerCase() : value) ?? value),
  v.boolean(),
);
export const flag = optional(yesOrNo);
export const number = optional(v.pipe(v.number(), v.finite()));
/** A thing's identity. Required, since the app cannot refer to a thing without it. */
export const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_ID));

const toOddity = (issue: Issue): Oddity => ({
  path: (issue.path ?? []).map((item) => (item.type === 'unknown' ? '*' : String(item.key))).join('.'),
  // For a missing field Valibot reports the field's name as what was expected.
  expected: issue.path?.at(-1)?.origin === 'key' ? 'a value' : (issue.expected ?? 'something else'),
});

const NOTHING_KNOWN: Oddity = { path: '', expected: 'something else' };

/** Reads what the service sent. An unusable answer is refused with a field's name. */
export function readModel<S extends v.GenericSchema>(schema: S, input: unknown): ModelReading<v.InferOutput<S>> {
  const read = schema['~run']({ value: input }, v.getGlobalConfig());
  const issues = read.issues ?? [];
  const refused = issues.find((issue) => !forgiven.has(issue));
  if (read.typed && refused === undefined) return { ok: true, value: read.value, dropped: issues.map(toOddity) };
  return { ok: false, refused: refused ? toOddity(refused) : NOTHING_KNOWN };
}

/** Reports dropped values to the log, each place once. */
export interface DropLog {
  /** @param origin what was read, in our words: `GET /api/v2/users/me`, `presence event` */
  dropped(origin: string, oddities: readonly Oddity[]): void;
}

export function createDropLog(log: Log): DropLog {
  const told = new Set<string>();
  return {
    dropped(origin, oddities) {
      for (const { path, expected } of oddities) {
        // Entries of one list are alike, so the first report covers all.
        const place = `${origin} ${path.replace(/(^|\.)\d+(?=\.|$)/g, '$1*')}`;
        if (told.has(place)) continue;
        told.add(place);
        log.warn('genesys sent something odd, left out', { origin, path, expected });
      }
    },
  };
}
