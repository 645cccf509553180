/** Reads a policy file: JSON as people write it by hand, in whatever encoding their editor saved it. */
import { evaluate, parse } from '@humanwhocodes/momoa';
import * as v from 'valibot';

/** A name in the policy and its value. */
export interface PolicyEntry {
  readonly name: string;
  readonly value: unknown;
  /** Its place, for display: `/etc/presence-tray/policy.json:3`. */
  readonly where: string;
}

export type PolicyText =
  | { readonly kind: 'entries'; readonly entries: readonly PolicyEntry[] }
  /** Not JSON from this place on, counted from 1. `detail`: the parser's English words, for the log. */
  | { readonly kind: 'syntax'; readonly line: number; readonly column: number; readonly detail: string }
  /** JSON, but no object. */
  | { readonly kind: 'shape' };

/**
 * Reads UTF-8 or UTF-16, with or without byte order mark (Windows PowerShell 5.1 redirects into UTF-16). Anything else
 * was saved in Windows' Western code page.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // JSON starts with two ASCII characters. UTF-16 gives each a zero byte.
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

/**
 * Allows comments, and a comma before a closing bracket. As in JSON, the last of two equal names counts. @param path
 * for display
 */
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
    // It is nested so deeply that the parser gave up.
    if (!placed.success) return { kind: 'syntax', line: 1, column: 1, detail: String(error) };
    const { line, column, message } = placed.output;
    return { kind: 'syntax', line, column, detail: message };
  }
}
