import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PASTED, pastedParams, readSignInAnswer } from '../../../electron/session/sign-in-answer.js';

const STATE = 'the-exact-state';
const read = (query: string) => readSignInAnswer(new URLSearchParams(query), STATE);

describe('an answer of the browser', () => {
  it('is this sign-in’s code where it carries the exact state', () => {
    expect(read(`code=abc&state=${STATE}&iss=whoever`)).toEqual({ kind: 'code', code: 'abc' });
  });

  it.each([
    ['access_denied', 'access_denied'],
    ['temporarily_unavailable', 'temporarily_unavailable'],
    ['Something with spaces', 'unknown'],
    ['x'.repeat(200), 'unknown'],
  ])('is this sign-in’s refusal where it carries the error %s', (error, told) => {
    expect(read(`error=${error}&error_description=Not+you&state=${STATE}`)).toEqual({
      kind: 'refused',
      error: told,
      description: 'Not you',
    });
  });

  it('is a refusal where it has both a code and an error: the code is not used', () => {
    expect(read(`code=abc&error=access_denied&state=${STATE}`)).toMatchObject({ kind: 'refused' });
  });

  it('takes a parameter without a value as left out', () => {
    expect(read(`code=abc&error=&error_description=&state=${STATE}`)).toEqual({ kind: 'code', code: 'abc' });
    expect(read('code=abc&state=')).toEqual({ kind: 'noState', error: null });
  });

  it.each([`state=${STATE.toUpperCase()}`, 'state=another', `state=${STATE}&state=another`, `state=${STATE}%20`])(
    'belongs to another sign-in with %s',
    (state) => expect(read(`code=abc&${state}`)).toEqual({ kind: 'otherState' }),
  );

  it.each([
    ['code=abc', null],
    ['error=access_denied', 'access_denied'],
    ['error=%3Cb%3E', null],
  ])('names no sign-in with %s alone', (query, error) => expect(read(query)).toEqual({ kind: 'noState', error }));

  it.each([
    `state=${STATE}`,
    `state=${STATE}&code=`,
    `state=${STATE}&code=a&code=b`,
    `state=${STATE}&state=${STATE}&code=a`,
    `state=${STATE}&error=a&error=b`,
  ])('cannot be used with %s', (query) => expect(read(query)).toEqual({ kind: 'unusable' }));

  it.each(['', 'foo=bar', 'access_token=secret'])('is none with %j', (query) =>
    expect(read(query)).toEqual({ kind: 'nothing' }),
  );

  it('never becomes a code without exactly this state, whatever else it carries', () => {
    const name = fc.constantFrom('code', 'state', 'error', 'error_description', 'STATE', 'state[]', 'x');
    const value = fc.oneof(fc.constantFrom(STATE, '', 'abc', 'access_denied'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
        const states = pairs.filter(([each, text]) => each === 'state' && text !== '').map(([, text]) => text);
        const { kind } = readSignInAnswer(new URLSearchParams(pairs), STATE);
        if (states.length !== 1 || states[0] !== STATE) expect(['code', 'refused']).not.toContain(kind);
      }),
    );
  });
});

describe('an address that somebody pasted', () => {
  const answer = `code=a%2Bb&state=${STATE}`;
  it.each([
    `http://localhost:49152/?${answer}`,
    `https://localhost:49152/?${answer}`,
    `  http://localhost:49152/?${answer}\n`,
    `localhost:49152/?${answer}`,
    `http://192.168.1.20:8080/some/path?${answer}`,
    `http://localhost:49152/#${answer}`,
    `http://localhost:49152/?${answer}#_=_`,
    `http://localhost:49152/?foo=bar&${answer}&session_state=1`,
    `"http://localhost:49152/?${answer}"`,
    `<http://localhost:49152/?${answer}>`,
    `view-source:http://localhost:49152/?${answer}`,
    `http://localhost:49152/?${answer.replace('&', '&amp;')}`,
    `http://localhost:49152/?code=a%2B\r\n  b&st\nate=${STATE}`,
    `HTTP://LOCALHOST:49152/?${answer}`,
    `?${answer}`,
    answer,
    `\u200bhttp://localhost:1/?${answer}\u200e`,
  ])('is understood as %j', (text) => {
    const params = pastedParams(text);
    expect(params?.get('code')).toBe('a+b');
    expect(params?.get('state')).toBe(STATE);
    expect([...(params?.keys() ?? [])].sort()).toEqual(['code', 'state']);
  });

  it.each([
    '',
    'hello',
    'javascript:alert(1)?code=a&state=b',
    'file:///x?code=a',
    'http://localhost:1/',
    'a'.repeat(40),
  ])('is none in %j', (text) => expect(pastedParams(text)).toBeNull());

  it('is not read beyond what an address bar takes', () => {
    expect(pastedParams(`http://localhost/?${answer}&x=${'y'.repeat(MAX_PASTED)}`)).toBeNull();
  });

  it('never throws, and keeps no other parameter', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        const known = new Set(['code', 'state', 'error', 'error_description']);
        for (const name of pastedParams(text)?.keys() ?? []) expect(known.has(name)).toBe(true);
      }),
    );
  });
});
