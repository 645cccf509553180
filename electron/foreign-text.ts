/**
 * Handles texts of others (labels, messages, names) within our own lines: invisible ones, and characters that would
 * reorder the rest of the line.
 */

/** Embeddings, overrides and isolates affect what follows the text. The marks (U+200E, U+200F, U+061C) do not. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;
/** Letters written from right to left, and the marks that make their neighbours so. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Those that a text may not bring along: all but the isolates in which we put texts of others ourselves. */
const TURNING = /[\u202A-\u202E\u2066\u2067]/g;
/** One isolate around all of it. */
const ISOLATED = /^\u2068[^\u2068\u2069]*\u2069$/;

/** The text without characters that change the direction of its surroundings. */
export const withoutDirection = (text: string): string => text.replace(DIRECTION_CONTROLS, '');

/**
 * The text for a line with others, isolated if it could be written in the other direction
 * (https://www.unicode.org/reports/tr9/). A harmless text stays as it is.
 * @param direction the line's own
 */
export function isolate(text: string, direction: 'ltr' | 'rtl'): string {
  return enclosed(withoutDirection(text), direction);
}

/** Like `isolate`, for what may be a sentence of ours: it keeps what is isolated in it. */
export const isolatePart = (text: string, direction: 'ltr' | 'rtl'): string =>
  enclosed(balanceIsolates(text.replace(TURNING, '')), direction);

function enclosed(plain: string, direction: 'ltr' | 'rtl'): string {
  const turns = plain !== '' && !ISOLATED.test(plain) && (direction === 'rtl' || RIGHT_TO_LEFT.test(plain));
  return turns ? `${FIRST_STRONG_ISOLATE}${plain}${POP_ISOLATE}` : plain;
}

/** Closes what a cut left open, and drops what closes nothing. */
export function balanceIsolates(text: string): string {
  let open = 0;
  let balanced = '';
  for (const sign of text) {
    if (sign === POP_ISOLATE && open === 0) continue;
    if (/[\u2066-\u2068]/.test(sign)) open += 1;
    if (sign === POP_ISOLATE) open -= 1;
    balanced += sign;
  }
  return balanced + POP_ISOLATE.repeat(open);
}

/**
 * A text without surrounding white space. Null: nothing of it is visible, only white space, controls, and characters
 * without a shape (U+200B, U+3164).
 */
export const visibleText = (text: string | null): string | null =>
  text !== null && /[^\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text) ? text.trim() : null;
