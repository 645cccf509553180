/** Reads a browser's answer from its parameters alone, and finds an answer in what a person pasted. */

/** `nothing`: no answer at all. All others have a code, an error or a state. */
export type SignInAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** The login refused this sign-in. */
  | { readonly kind: 'refused'; readonly error: string; readonly description: string | null }
  /** It belongs to another sign-in. */
  | { readonly kind: 'otherState' }
  /** It names no sign-in. Any web page can send a browser here with such an answer. */
  | { readonly kind: 'noState'; readonly error: string | null }
  /** It names this sign-in, but has neither code nor error, or one of them twice. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'nothing' };

/** The answers that end a sign-in. They carry its state, which nobody else can know. */
export type FinalAnswer = Extract<SignInAnswer, { kind: 'code' | 'refused' }>;

export const isFinal = (answer: SignInAnswer): answer is FinalAnswer =>
  answer.kind === 'code' || answer.kind === 'refused';

/** The parameters we read. Everything else in an address is dropped at once. */
const KNOWN = ['code', 'state', 'error', 'error_description'] as const;
type Known = (typeof KNOWN)[number];

/** Longer descriptions are cut, in characters: an address may be as long as anybody likes. */
const MAX_DESCRIPTION = 300;
const MAX_ERROR = 60;

/** A parameter without a value counts as omitted (RFC 6749 §3.1). */
const valuesOf = (params: URLSearchParams, name: Known): string[] =>
  params.getAll(name).filter((value) => value !== '');

/** An error code as RFC 6749 §4.1.2.1 spells them. Null: anything else, such as a sentence. */
const errorCode = (text: string | undefined): string | null =>
  text !== undefined && text.length <= MAX_ERROR && /^[\w.-]+$/.test(text) ? text : null;

/** @param state the state this sign-in began with. It must match exactly */
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
  // No parameter may appear twice (RFC 6749 §3.1): nobody could say which one counts.
  if (states.length > 1 || codes.length > 1 || errors.length > 1) return { kind: 'unusable' };
  if (error !== undefined) {
    const description = valuesOf(params, 'error_description')[0]?.slice(0, MAX_DESCRIPTION) ?? null;
    return { kind: 'refused', error: errorCode(error) ?? 'unknown', description };
  }
  return code === undefined ? { kind: 'unusable' } : { kind: 'code', code };
}

/** Only the parameters we read. */
export function knownParams(params: URLSearchParams): URLSearchParams {
  const known = new URLSearchParams();
  for (const name of KNOWN) for (const value of params.getAll(name)) known.append(name, value);
  return known;
}

/** As long as a browser's address bar allows, in characters. */
export const MAX_PASTED = 64 * 1024;

/**
 * The parameters in an address copied from a browser: with any host and port, http or https, the answer as query or
 * fragment, broken into lines or quoted by a mail or a terminal. Null: no web address, nor part of one.
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
