/**
 * The entry of a table for a word from outside. Undefined: there is none. A plain `table[word]` would also find
 * `constructor` and `__proto__`.
 */
export const lookUp = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
