/** Why there was no answer, out of what Node or Electron says. */
import { describe, expect, it } from 'vitest';
import { causeCode, networkFailure } from '../../../electron/genesys/network-failure.js';

const coded = (code: unknown, message = 'x', cause?: unknown): Error =>
  Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code });
const failed = (error: unknown) => networkFailure(error, 'api.test');

describe('the cause of a failed request', () => {
  it('is Chromium’s in the message, or Node’s in a code, however deep', () => {
    expect(causeCode(new Error('net::ERR_NAME_NOT_RESOLVED'))).toBe('ERR_NAME_NOT_RESOLVED');
    expect(causeCode(new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }))).toBe('ECONNREFUSED');
    const tried = new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]);
    expect(causeCode(new TypeError('fetch failed', { cause: tried }))).toBe('ENETUNREACH');
    expect(causeCode(coded('ERR_INVALID_STATE', 'x', coded('ECONNRESET')))).toBe('ECONNRESET');
  });

  it('is unknown where nothing says it, or it is not said in words', () => {
    for (const error of ['net::ERR_FAILED', null, new Error('x'), coded(7), new Error('x', { cause: 'ECONNRESET' })])
      expect(causeCode(error)).toBeNull();
  });

  it('is looked for five causes deep, so that a circle ends', () => {
    const deep = (depth: number): Error =>
      depth === 0 ? coded('ECONNRESET') : new Error('x', { cause: deep(depth - 1) });
    expect([causeCode(deep(4)), causeCode(deep(5))]).toEqual(['ECONNRESET', null]);
    const circle = new Error('x');
    circle.cause = circle;
    expect(causeCode(circle)).toBeNull();
  });
});

describe('a request without an answer', () => {
  it('may have arrived, unless it was never sent, and may be sent again', () => {
    expect(failed(coded('ECONNRESET'))).toMatchObject({ kind: 'network', mayHaveArrived: true, retryable: true });
    expect(failed(new Error('x'))).toMatchObject({
      code: null,
      mayHaveArrived: true,
      retryable: true,
      message: 'No answer from api.test (connection broken)',
    });
    expect(failed(coded('ENOTFOUND'))).toMatchObject({
      mayHaveArrived: false,
      retryable: true,
      message: 'No answer from api.test (ENOTFOUND)',
    });
  });

  it('that something on this computer forbids need not be tried again', () => {
    expect(failed(new Error('net::ERR_BLOCKED_BY_CLIENT'))).toMatchObject({ retryable: false, mayHaveArrived: false });
  });

  it('because of a certificate is told as that', () => {
    for (const error of [new Error('net::ERR_CERT_DATE_INVALID'), coded('SELF_SIGNED_CERT_IN_CHAIN')])
      expect(failed(error)).toMatchObject({ kind: 'tls', retryable: false, params: { host: 'api.test' } });
  });

  it('because it was led elsewhere is told as that, wherever the word stands', () => {
    const cause = new Error('unexpected redirect');
    expect(failed(new TypeError('fetch failed', { cause }))).toMatchObject({ kind: 'badAnswer', code: 'redirect' });
  });
});
