/** Versions and their order (https://semver.org §11). Build metadata is none of it. */

const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

export const isVersion = (text: string): boolean => VERSION.test(text);

const parts = (version: string): { numbers: number[]; before: string[] } => {
  const [, major = '', minor = '', patch = '', before = ''] = VERSION.exec(version) ?? [];
  return { numbers: [major, minor, patch].map(Number), before: before === '' ? [] : before.split('.') };
};

const compareIdentifiers = (a: string, b: string): number => {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (first && second) return Number(a) - Number(b);
  // A number comes before a word.
  if (first !== second) return first ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Negative: `a` is older than `b`. Both must be versions. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [parts(a), parts(b)];
  for (const [at, number] of first.numbers.entries()) {
    const other = second.numbers[at] ?? 0;
    if (number !== other) return number - other;
  }
  // 1.0.0-beta is older than 1.0.0.
  if (first.before.length === 0 || second.before.length === 0) return second.before.length - first.before.length;
  for (const [at, identifier] of first.before.entries()) {
    const other = second.before[at];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return first.before.length - second.before.length;
}
