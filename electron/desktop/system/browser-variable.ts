/**
 * Parses `$BROWSER` by its convention (http://www.catb.org/~esr/BROWSER/): commands separated by `:`, each tried in
 * turn. In a command `%s` is the address, `%%` is `%` and `%c` is `:`. Without `%s` the address is appended. Words may
 * be quoted as in a shell, but no shell is used.
 */

/** One command as words, with placeholders. */
export type BrowserCommand = readonly string[];

/** @param isProgram whether a path is a program. Such a path may contain spaces and colons without quotes */
export function browserCommands(value: string, isProgram: (path: string) => boolean): BrowserCommand[] {
  const whole = value.trim();
  if (isProgram(whole)) return [[whole]];
  return entriesOf(whole)
    .map(({ text, words }) => (isProgram(text) ? [text] : words))
    .filter((words) => words.length > 0);
}

/** The command's words for one address, which stays one argument whatever it contains. */
export function withAddress(command: BrowserCommand, address: string): string[] {
  const words = command.map((word) =>
    word.replace(/%([s%c])/g, (_whole, sign: string) => (sign === 's' ? address : sign === 'c' ? ':' : '%')),
  );
  const placed = command.some((word) => [...word.matchAll(/%([s%c])/g)].some(([, sign]) => sign === 's'));
  return placed ? words : [...words, address];
}

interface Entry {
  /** As written there. */
  readonly text: string;
  readonly words: string[];
}

/** Splits words like a POSIX shell, without a shell's expansions. An unclosed quote continues to the end. */
function entriesOf(value: string): Entry[] {
  const entries: Entry[] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  let begin = 0;
  const endWord = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endEntry = (end: number): void => {
    endWord();
    entries.push({ text: value.slice(begin, end).trim(), words });
    words = [];
    begin = end + 1;
  };
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    const next = value.charAt(at + 1);
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === '\\' && quote === '"' && (next === '"' || next === '\\')) {
        word = (word ?? '') + next;
        at += 1;
      } else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\' && next !== '') {
      word = (word ?? '') + next;
      at += 1;
    } else if (char === ':') endEntry(at);
    else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endEntry(value.length);
  return entries;
}
