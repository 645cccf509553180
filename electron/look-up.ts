/**
 * The entry of a table under a word that came from outside; undefined where there is none. Every object also answers to `constructor` and
 * `__proto__`, with what no table holds.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
