/** What a browser's answer says, told from its parameters alone; and how an answer is found in what a person pasted. */

/** `nothing`: no answer at all. All others carry a code, an error or a state. */
export type SignInAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** The login said no to this very sign-in. */
  | { readonly kind: 'refused'; readonly error: string; readonly description: string | null }
  /** It names another sign-in. */
  | { readonly kind: 'otherState' }
  /** It names no sign-in. Any page of the web can send a browser here with such an answer. */
  | { readonly kind: 'noState'; readonly error: string | null }
  /** It names this sign-in, but has neither code nor error, or one of them more than once. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'nothing' };

/** The answers that end a sign-in: they name it by its state, which nobody else can know. */
export type FinalAnswer = Extract<SignInAnswer, { kind: 'code' | 'refused' }>;

export const isFinal = (answer: SignInAnswer): answer is FinalAnswer =>
  answer.kind === 'code' || answer.kind === 'refused';

/** What of an answer is looked at; everything else that an address carries is left out at once. */
const KNOWN = ['code', 'state', 'error', 'error_description'] as const;
type Known = (typeof KNOWN)[number];

/** Longer descriptions than this are cut, in characters: what comes in an address may be as long as somebody likes. */
const MAX_DESCRIPTION = 300;
const MAX_ERROR = 60;

/** A parameter without a value counts as left out (RFC 6749 §3.1). */
const valuesOf = (params: URLSearchParams, name: Known): string[] =>
  params.getAll(name).filter((value) => value !== '');

/** An error code as RFC 6749 §4.1.2.1 spells them; null for anything else, such as a sentence. */
const errorCode = (text: string | undefined): string | null =>
  text !== undefined && text.length <= MAX_ERROR && /^[\w.-]+$/.test(text) ? text : null;

/**
 * Reads an answer.
 * @param state what this sign-in was begun with; compared exactly
 */
export function readSignInAnswer(params: URLSearchParams, state: string): SignInAnswer {
  const codes = valuesOf(params, 'code');
  const states = valuesOf(params, 'state');
  const errors = valuesOf(params, 'error');
  const [code] = codes;
  const [error] = errors;
  if (states.length === 0) {
    if (codes.length === 0 && errors.length === 0) return { kind: 'nothing' };
    return { kind: 'noState', error: errorCode(error) };
  }
  if (states.some((each) => each !== state)) return { kind: 'otherState' };
  // No parameter may come twice (RFC 6749 §3.1): nobody could say which of them counts.
  if (states.length > 1 || codes.length > 1 || errors.length > 1) return { kind: 'unusable' };
  if (error !== undefined) {
    const description = valuesOf(params, 'error_description')[0]?.slice(0, MAX_DESCRIPTION) ?? null;
    return { kind: 'refused', error: errorCode(error) ?? 'unknown', description };
  }
  return code === undefined ? { kind: 'unusable' } : { kind: 'code', code };
}

/** The parameters that are looked at, and no other. */
export function knownParams(params: URLSearchParams): URLSearchParams {
  const known = new URLSearchParams();
  for (const name of KNOWN) for (const value of params.getAll(name)) known.append(name, value);
  return known;
}

/** As much as a browser's address bar takes, in characters. */
export const MAX_PASTED = 64 * 1024;

/**
 * The parameters in an address that a person copied from a browser: with any host and port, http or https, with the answer as query or
 * as fragment, wrapped into lines or quotes by a mail or a terminal. Null for what is no web address and no part of one.
 */
export function pastedParams(text: string): URLSearchParams | null {
  if (text.length > MAX_PASTED) return null;
  const address = text
    // eslint-disable-next-line no-control-regex -- control characters come with a copy from a terminal
    .replace(/[\s\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g, '')
    .replace(/^[<("'“”„«‘’[]+|[>)"'“”„»‘’\]]+$/g, '')
    .replace(/^view-source:/i, '')
    .replaceAll('&amp;', '&');
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null;
  const parts = address.split(/[?#]/);
  const carried = parts.length > 1 ? parts.slice(1) : /^(code|state|error)=/.test(address) ? parts : [];
  return carried.length === 0 ? null : knownParams(new URLSearchParams(carried.filter(Boolean).join('&')));
}
