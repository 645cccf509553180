import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { english } from '../english.js';
import { GenesysError, toProblemText } from '../../../electron/genesys/error.js';
import type { GenesysErrorFields } from '../../../electron/genesys/genesys-error.js';
import { failureOf, jsonAnswer, refusal, setUp } from './fakes.js';

const text = english;

/** The sentence a person would read. */
function sentence(error: unknown): string {
  const { key, params } = toProblemText(error);
  expect(text.has(key)).toBe(true);
  return text.has(key) ? text(key, params) : '';
}

const refusedWith = (response: () => Response) =>
  failureOf(setUp(response).client.users.getUsersMe({}, { retry: false }));

/** Statuses, codes and the service's words: docs/genesys-cloud.md §5. */
const CODES: readonly (readonly [number, string, string])[] = [
  [400, 'bad.request', 'The request could not be understood by the server due to malformed syntax.'],
  [400, 'invalid.date', 'Dates must be specified as ISO-8601 strings.'],
  [400, 'invalid.value', 'Value [x] is not valid for field type [y]. Allowable values are: z'],
  [400, 'general.bad.request', 'An invalid routing status transition was attempted.'],
  [400, 'not.a.user', 'A user is required.'],
  [400, 'notification.subscription.too.many.subscriptions', 'Too many subscriptions.'],
  [400, 'notification.invalid.topic', 'Invalid topic.'],
  [401, 'authentication.required', 'No authentication bearer token specified in authorization header.'],
  [401, 'bad.credentials', 'Invalid login credentials.'],
  [403, 'missing.permissions', 'You are missing the following permission(s): a:b:c'],
  [403, 'missing.any.permissions', 'You must have at least one of the following permissions: a:b:c'],
  [403, 'not.authorized', 'You are not authorized to perform the requested action.'],
  [404, 'not.found', 'The requested resource was not found.'],
  [409, 'general.conflict', 'The request conflicts with the current state.'],
  [415, 'unsupported.media.type', 'Unsupported Media Type'],
  [429, 'too.many.requests', 'Rate limit exceeded the maximum [300] requests within [60] seconds'],
  [429, 'too.many.requests.retry.after', 'Rate limit exceeded the maximum. Retry the request in [42] seconds'],
  [500, 'internal.server.error', 'The server encountered an unexpected condition.'],
  [503, 'service.unavailable', 'Service Unavailable'],
  [504, 'authentication.request.timeout', 'Authentication timed out.'],
  [504, 'request.timeout', 'The request timed out.'],
];

describe('a refusal in words', () => {
  test.each(CODES)(
    '%i %s has a sentence, the service’s own words and the correlation id',
    async (status, code, message) => {
      const error = await refusedWith(() => refusal(status, code, message, { 'inin-correlation-id': 'correlation-7' }));
      expect(error).toMatchObject({ kind: 'http', status, code });
      expect(sentence(error)).not.toMatch(/[{}]|^error\./);
      expect(toProblemText(error)).toMatchObject({
        serviceMessage: message,
        status,
        code,
        correlationId: 'correlation-7',
        retryable: status === 429 || status >= 500,
      });
    },
  );

  test('names the permissions that are missing', async () => {
    const message =
      'Unable to perform the requested action. You are missing the following permission(s): presence:source:view';
    expect(sentence(await refusedWith(() => refusal(403, 'missing.permissions', message)))).toContain(
      'presence:source:view',
    );
    const body = { code: 'missing.any.permissions', status: 403, messageParams: { permissions: 'a:b:c, a:b:d' } };
    expect(sentence(await refusedWith(() => jsonAnswer(body, { status: 403 })))).toContain('a:b:c, a:b:d');
    const silent = await refusedWith(() => jsonAnswer({ code: 'missing.permissions' }, { status: 403 }));
    expect(sentence(silent)).toBe(text('error.notAuthorized'));
  });

  test('says how long to wait where the service does', async () => {
    const error = await refusedWith(() =>
      refusal(429, 'too.many.requests.retry.after', 'Retry the request in [42] seconds', { 'Retry-After': '42' }),
    );
    expect(sentence(error)).toBe('Too many requests. Try again in 42 s.');
  });

  test('takes the correlation id from the body where the header is missing', async () => {
    expect(await refusedWith(() => refusal(404, 'not.found', 'Not there'))).toMatchObject({
      correlationId: 'context-1',
    });
  });

  test('goes by its status where the body says nothing, is no JSON or nonsense', async () => {
    for (const body of ['', 'null', '[]', '7', '{"code":{},"message":{},"details":"x"}', '{"code":', '"', '\u0000']) {
      const error = await refusedWith(() => new Response(body, { status: 409 }));
      expect(error).toMatchObject({ kind: 'http', status: 409, code: null, serviceMessage: null });
      expect(sentence(error)).toBe(text('error.conflict'));
    }
  });

  test.each<[string, string, string | null, string | null]>([
    [
      'WSO2',
      '{"fault":{"code":900802,"message":"Message throttled out","description":"You have exceeded your quota"}}',
      '900802',
      'Message throttled out: You have exceeded your quota',
    ],
    ['a code that is a number', '{"code":403,"message":"Not for you."}', '403', 'Not for you.'],
    ['a code that is an object', '{"code":{"a":1},"message":"Not for you."}', null, 'Not for you.'],
    [
      'Apigee',
      '{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}',
      null,
      'Rate limit quota violation',
    ],
    [
      'Google',
      '{"error":{"code":403,"message":"Forbidden here.","status":"PERMISSION_DENIED"}}',
      '403',
      'Forbidden here.',
    ],
    ['OAuth', '{"error":"invalid_request","error_description":"No such client"}', 'invalid_request', 'No such client'],
    ['OAuth without words', '{"error":"invalid_request"}', 'invalid_request', null],
    ['an error that is a sentence', '{"error":"The backend is gone"}', null, 'The backend is gone'],
    [
      'RFC 9457',
      '{"type":"about:blank","title":"Forbidden","detail":"Not in this zone"}',
      null,
      'Forbidden: Not in this zone',
    ],
    ['AWS', '{"Message":"User is not authorized"}', null, 'User is not authorized'],
    ['Kong', '{"message":"API rate limit exceeded"}', null, 'API rate limit exceeded'],
    ['a list of errors', '{"errors":[{"code":"x.y","message":"Bad thing"}]}', 'x.y', 'Bad thing'],
    ['a list', '[{"errorCode":"E7","errorMessage":"Bad thing"}]', 'E7', 'Bad thing'],
    ['a text in JSON', '"Go away"', null, 'Go away'],
    [
      'a line of text',
      'upstream connect error or disconnect/reset before headers\r\n',
      null,
      'upstream connect error or disconnect/reset before headers',
    ],
    [
      'XML',
      '<?xml version="1.0"?><am:fault xmlns:am="http://wso2.org/apimanager"><am:code>900802</am:code><am:message>Message throttled out</am:message><am:description>Quota &amp; more</am:description></am:fault>',
      '900802',
      'Message throttled out: Quota & more',
    ],
    [
      'words of our own tables',
      '{"code":"constructor","message":"toString","messageParams":{"__proto__":"x","host":"evil.example"}}',
      'constructor',
      'toString',
    ],
    ['lines and controls', '{"message":"a\\nb\\u0007c"}', null, 'a b c'],
    ['many words', JSON.stringify({ message: 'x'.repeat(100_000) }), null, 'x'.repeat(1000)],
    ['the shape nested for ever', '{"a":'.repeat(500) + '1' + '}'.repeat(500), null, null],
  ])('keeps the words and the code of %s', async (_, body, code, serviceMessage) => {
    const error = await refusedWith(() => new Response(body, { status: 403 }));
    expect(error).toMatchObject({
      kind: 'http',
      status: 403,
      code,
      serviceMessage,
      params: { host: 'api.mypurecloud.de' },
    });
    expect(sentence(error)).toBe(text('error.notAuthorized'));
  });

  test('never repeats the token, even where the service does', async () => {
    const body = {
      message: 'Bad token secret-token.',
      code: 'secret-token',
      contextId: 'secret-token',
      details: [{ fieldName: 'secret-token' }],
    };
    const { client, log } = setUp(() => jsonAnswer(body, { status: 403 }));
    const error = await failureOf(client.users.getUsersMe({}));
    expect(toProblemText(error).serviceMessage).toBe('Bad token ….');
    expect(JSON.stringify([error, toProblemText(error), log.lines]) + String(error)).not.toContain('secret-token');
  });

  test('exists for every status there is', async () => {
    for (let status = 400; status < 600; status++) {
      expect(sentence(new GenesysError({ kind: 'http', status, message: '' }))).toMatch(/\.$/);
    }
  });

  test('keeps the field the service complains about', async () => {
    const body = {
      code: 'invalid.value',
      details: [{ errorCode: 'x', fieldName: 'languageLabels' }, { fieldName: 7 }],
    };
    const error = await refusedWith(() => jsonAnswer(body, { status: 400 }));
    expect(error).toMatchObject({ params: { field: 'languageLabels' } });
    expect(error).toHaveProperty('details.length', 2);
  });
});

describe('any other failure in words', () => {
  test.each<readonly [GenesysErrorFields['kind'], string | null]>([
    ['network', null],
    ['network', 'ERR_INTERNET_DISCONNECTED'],
    ['network', 'ENOTFOUND'],
    ['network', 'ERR_PROXY_CONNECTION_FAILED'],
    ['network', 'ECONNREFUSED'],
    ['tls', 'ERR_CERT_DATE_INVALID'],
    ['tls', 'CERT_HAS_EXPIRED'],
    ['tls', 'ERR_CERT_COMMON_NAME_INVALID'],
    ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['tls', 'ERR_SSL_PROTOCOL_ERROR'],
    ['timeout', null],
    ['cancelled', null],
    ['badAnswer', 'html'],
    ['badAnswer', 'redirect'],
    ['badAnswer', 'schema'],
  ])('%s %s has a sentence', (kind, code) => {
    const error = new GenesysError({ kind, code, message: '', params: { host: 'api.mypurecloud.de', megabytes: '8' } });
    expect(sentence(error)).not.toMatch(/[{}]|^error\./);
  });

  test('tells causes apart that need different help', () => {
    const keys = (
      ['ENOTFOUND', 'ECONNREFUSED', 'ERR_TUNNEL_CONNECTION_FAILED', 'ENETUNREACH', 'ECONNRESET'] as const
    ).map((code) => toProblemText(new GenesysError({ kind: 'network', code, message: '' })).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('never fails, whatever was thrown, and never tells a stranger’s message', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(toProblemText(thrown)).toMatchObject({ key: 'error.unexpected', params: {}, serviceMessage: null });
      }),
    );
    expect(JSON.stringify(toProblemText(new Error('Bearer abc')))).not.toContain('abc');
  });
});
