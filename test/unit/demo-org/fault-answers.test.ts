/** What a fault answers with, field by field. */
import { describe, expect, it } from 'vitest';
import type { PlainAnswer } from '../../../electron/demo-org/exchange.js';
import { faultyAnswer, oddAnswer } from '../../../electron/demo-org/faults.js';

const own: PlainAnswer = { status: 200, headers: {}, body: '{"id":"me"}' };
const answered = (fault: Parameters<typeof faultyAnswer>[0], answer: PlainAnswer | null = null) =>
  faultyAnswer(fault, 'c-1', answer);

describe('a fault', () => {
  it.each([
    [{ html: true }, 502, 'text/html; charset=utf-8', /<!doctype html>/],
    [{ html: true, status: 403, body: 'ours' }, 403, 'text/html; charset=utf-8', /^ours$/],
    [{ body: 'nonsense' }, 200, 'application/json', /^nonsense$/],
    [{ body: 'nonsense', status: 500 }, 500, 'application/json', /^nonsense$/],
    [{ bytes: 100 }, 200, 'application/json', /^\{"padding":" {86}"\}$/],
    [{ bytes: 100, status: 500 }, 500, 'application/json', /padding/],
    [{ status: 503 }, 503, 'application/json', /Service Unavailable/],
    [{ retryAfter: 7 }, 429, 'application/json', /Rate limit/],
    [{ status: 503, retryAfter: 7 }, 503, 'application/json', /Service Unavailable/],
  ])('%j is answered with %d, %s', (fault, status, type, body) => {
    const answer = answered(fault);
    expect(answer).toMatchObject({ status, headers: { 'Content-Type': type, 'ININ-Correlation-Id': 'c-1' } });
    expect(String(answer?.body)).toMatch(body);
    expect(answer).not.toHaveProperty('sabotage');
  });

  it('names a time to wait only where it has one', () => {
    expect(answered({ status: 503, retryAfter: 7 })?.headers).toMatchObject({ 'Retry-After': '7' });
    expect(answered({ status: 503 })?.headers).not.toHaveProperty('Retry-After');
  });

  it.each([
    [{ drop: true }, 'drop'],
    [{ reset: true }, 'reset'],
    [{ hang: true }, 'hang'],
    [{ drop: true, reset: true, status: 500 }, 'reset'],
  ] as const)('%j breaks the connection: %s', (fault, sabotage) => {
    expect(answered(fault)).toEqual({ status: 0, headers: {}, body: '', sabotage });
  });

  it('may leave half of any answer, the service’s own included', () => {
    expect(answered({ halfBody: true }, own)).toEqual({ ...own, sabotage: 'halfBody' });
    expect(answered({ halfBody: true, status: 500 }, own)).toMatchObject({ status: 500, sabotage: 'halfBody' });
    expect(answered({ halfBody: true })).toMatchObject({ status: 200, sabotage: 'halfBody' });
  });

  it('that says nothing of the answer leaves it as it is', () => {
    expect(answered({ latencyMs: 5 }, own)).toBeNull();
    expect(answered({}, own)).toBeNull();
  });
});

describe('an odd field', () => {
  const odd = (body: string, ...places: NonNullable<Parameters<typeof oddAnswer>[0]['odd']>) =>
    oddAnswer({ odd: places }, { ...own, body }).body;
  const answer = JSON.stringify({ id: 'me', list: [1, 2], inner: { name: 'Ada' } });

  it('is set, left out or put between others, where its place is', () => {
    expect(odd(answer, { at: 'inner.name', value: 7 })).toBe('{"id":"me","list":[1,2],"inner":{"name":7}}');
    expect(odd(answer, { at: 'inner.name' })).toBe('{"id":"me","list":[1,2],"inner":{}}');
    expect(odd(answer, { at: 'list.0' })).toBe('{"id":"me","list":[2],"inner":{"name":"Ada"}}');
    expect(odd(answer, { at: 'list.1', insert: true })).toBe('{"id":"me","list":[1,null,2],"inner":{"name":"Ada"}}');
    expect(odd(answer, { at: 'list.1', insert: true, value: 9 })).toContain('[1,9,2]');
    expect(odd(answer, { at: 'inner.age', insert: true, value: 9 })).toContain('"age":9');
    expect(odd(answer, { at: '', value: 'all' })).toBe('"all"');
    expect(odd(answer, { at: '' })).toBe('null');
  });

  it('without a place changes nothing, nor in an answer without a body', () => {
    expect(odd(answer, { at: 'no.such.place', value: 7 })).toBe(answer);
    expect(odd(answer, { at: 'id.deeper', value: 7 })).toBe(answer);
    expect(odd(answer)).toBe(answer);
    expect(odd('', { at: 'id', value: 7 })).toBe('');
  });
});
