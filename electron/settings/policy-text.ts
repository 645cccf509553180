/** Reads a policy file's bytes: JSON as people write it by hand, in whatever encoding their editor saved it. */
import { evaluate, parse } from '@humanwhocodes/momoa';
import * as v from 'valibot';

/** One name of the policy with what it is given. */
export interface PolicyEntry {
  readonly name: string;
  readonly value: unknown;
  /** Where it stands, for people: `/etc/presence-tray/policy.json:3`. */
  readonly where: string;
}

export type PolicyText =
  | { readonly kind: 'entries'; readonly entries: readonly PolicyEntry[] }
  /** No JSON from this place on, counted from 1. `detail`: the parser's words, English, for the log. */
  | { readonly kind: 'syntax'; readonly line: number; readonly column: number; readonly detail: string }
  /** JSON, but no object. */
  | { readonly kind: 'shape' };

/**
 * UTF-8 or UTF-16, each with or without its mark (Windows PowerShell 5.1 writes UTF-16 where one redirects into a file); what is no UTF-8 was
 * saved in Windows' Western code page.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // JSON begins with two ASCII characters, of which UTF-16 makes a zero byte each.
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return decode('utf-16be', bytes);
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return decode('utf-16le', bytes);
  try {
    return decode('utf-8', bytes, true);
  } catch {
    return decode('windows-1252', bytes);
  }
}

const decode = (encoding: string, bytes: Uint8Array, fatal = false): string =>
  new TextDecoder(encoding, { fatal }).decode(bytes);

const placedError = v.object({ line: v.number(), column: v.number(), message: v.string() });

/** Comments and a comma before a closing bracket are allowed. Of a name that stands twice the last one counts, as in JSON. @param path for people */
export function parsePolicyText(text: string, path: string): PolicyText {
  try {
    const { body } = parse(text, { mode: 'jsonc', allowTrailingCommas: true });
    if (body.type !== 'Object') return { kind: 'shape' };
    const entries = new Map<string, PolicyEntry>();
    for (const { name: key, value, loc } of body.members) {
      const name = key.type === 'String' ? key.value : key.name;
      entries.set(name, { name, value: evaluate(value), where: `${path}:${loc.start.line}` });
    }
    return { kind: 'entries', entries: [...entries.values()] };
  } catch (error) {
    const placed = v.safeParse(placedError, error);
    // Nested so deep that the parser gave up.
    if (!placed.success) return { kind: 'syntax', line: 1, column: 1, detail: String(error) };
    const { line, column, message } = placed.output;
    return { kind: 'syntax', line, column, detail: message };
  }
}
