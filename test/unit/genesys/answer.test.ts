/** What an answer of the service, or of something in between, means. */
import { describe, expect, it } from 'vitest';
import { dateOf, readAnswer, type RawAnswer } from '../../../electron/genesys/answer.js';
import { GenesysError } from '../../../electron/genesys/genesys-error.js';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const answer = (status: number, text: string, headers: Record<string, string> = {}): RawAnswer => ({
  status,
  text,
  headers: new Headers(headers),
});
const read = (given: RawAnswer, reads = true): unknown => readAnswer(given, { host: 'api.test', now: NOW, reads });
function failure(given: RawAnswer, reads = true): GenesysError {
  try {
    read(given, reads);
  } catch (error) {
    if (error instanceof GenesysError) return error;
  }
  throw new Error('It was expected to fail');
}
const refusal = (body: object, headers = {}) => failure(answer(403, JSON.stringify(body), headers));

describe('a good answer', () => {
  it('is its JSON, or nothing where it has no body', () => {
    expect(read(answer(200, '{"a":1}'))).toEqual({ a: 1 });
    expect(read(answer(299, 'null'))).toBeNull();
    expect(read(answer(204, ''))).toBeUndefined();
    expect(read(answer(202, ' \n'))).toBeUndefined();
  });

  it('in broken JSON may be asked for again if it only reads, else it may have taken effect', () => {
    expect(failure(answer(200, '{"a":'))).toMatchObject({ code: 'json', retryable: true, mayHaveArrived: false });
    expect(failure(answer(200, '{"a":'), false)).toMatchObject({
      code: 'json',
      retryable: false,
      mayHaveArrived: true,
    });
  });
});

describe('an answer of something in between', () => {
  it.each([0, 300, 302, 399])('that leads elsewhere is none (%d)', (status) => {
    expect(failure(answer(status, ''))).toMatchObject({ kind: 'badAnswer', code: 'redirect', status });
  });

  it.each<[string, Record<string, string>]>([
    ['<!doctype html><p>Sign in to the Wi-Fi', {}],
    ['  <HTML>', { 'content-type': 'text/plain' }],
    ['Sign in', { 'content-type': 'text/html; charset=utf-8' }],
    ['Sign in', { 'content-type': 'application/xhtml+xml' }],
  ])('that is a web page is told as one: %j', (text, headers) => {
    for (const status of [200, 403, 404])
      expect(failure(answer(status, text, headers))).toMatchObject({ kind: 'badAnswer', code: 'html' });
  });

  it.each([401, 407, 429, 503])('with status %d is told by that, though it is a web page', (status) => {
    expect(failure(answer(status, '<html>'))).toMatchObject({ kind: 'http', status });
  });

  it.each<[string, Record<string, string>]>([
    ['<?xml version="1.0"?><Error/>', {}],
    ['<Error/>', { 'content-type': 'application/xml' }],
    ['<Error/>', { 'content-type': 'text/xml; charset=utf-8' }],
    ['<Error/>', { 'content-type': 'application/problem+xml' }],
  ])('in XML is a refusal, no web page: %j', (text, headers) => {
    expect(failure(answer(403, text, headers))).toMatchObject({ kind: 'http', status: 403 });
  });
});

describe('a refusal', () => {
  it('has the service’s words, code and correlation id, from the header or else the body', () => {
    const body = { message: 'No', code: 'not.authorized', status: 403, contextId: 'c-body' };
    expect(refusal(body)).toMatchObject({
      message: 'api.test answered 403 not.authorized',
      serviceMessage: 'No',
      code: 'not.authorized',
      correlationId: 'c-body',
      retryable: false,
      params: { host: 'api.test' },
    });
    expect(refusal(body, { 'inin-correlation-id': 'c-header' }).correlationId).toBe('c-header');
    expect(failure(answer(403, '')).message).toBe('api.test answered 403');
  });

  it('names the permissions that are missing, as the service does in either way', () => {
    const permissions = (body: object) => refusal(body).params['permissions'];
    const message = 'You are missing the following permission(s): [presence:view, routing:edit].';
    expect(permissions({ code: 'missing.permissions', message })).toBe('presence:view, routing:edit');
    const named = { code: 'missing.permissions', message, messageParams: { permissions: 'a:b:c' } };
    expect(permissions(named)).toBe('a:b:c');
    expect(permissions({ code: 'not.authorized', message })).toBeUndefined();
    expect(permissions({ code: 'missing.permissions' })).toBeUndefined();
  });

  it('names the first field that it is about', () => {
    const details = [{ errorCode: 'x' }, { errorCode: 'x', fieldName: 'name' }, { errorCode: 'x', fieldName: 'id' }];
    expect(refusal({ details }).params['field']).toBe('name');
    expect(refusal({ details: [] }).params['field']).toBeUndefined();
  });

  it('that passes says when, counted on the service’s clock as far as it is known', () => {
    const at = new Date(NOW + 60_000).toUTCString();
    const wait = (status: number, headers: Record<string, string>) => failure(answer(status, '', headers)).retryAfterMs;
    expect(wait(429, { 'retry-after': '7' })).toBe(7000);
    expect(wait(503, { 'retry-after': at })).toBe(60_000);
    expect(wait(503, { 'retry-after': at, date: new Date(NOW + 20_000).toUTCString() })).toBe(40_000);
    expect(wait(403, { 'retry-after': '7' })).toBeNull();
    expect(failure(answer(503, ''))).toMatchObject({ retryable: true, retryAfterMs: null });
  });
});

it('an answer without a date, or with none that can be read, has none', () => {
  expect(dateOf(answer(200, '', { date: new Date(NOW).toUTCString() }))).toBe(NOW);
  expect([dateOf(answer(200, '')), dateOf(answer(200, '', { date: 'now' }))]).toEqual([null, null]);
});
