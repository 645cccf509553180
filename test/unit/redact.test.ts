/** What looks like a secret in the field, in every shape it comes in, and what must stay readable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, withoutSecrets } from '../../electron/redact.js';

// Made up, in the form that each system gives out.
const JWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkFkYSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const SHORT_JWT = 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.';
const OPAQUE = 'kT9xQ2vB7nM4cL8wR1zY6pD3sF5hJ0g-AeUiOqWtXbNcVmKl_RzHsD2mQ';
const BASE64 = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA+qrvM3e7/ABEiM0RVZg==';
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

describe.each([
  ['a bearer header', `Authorization: Bearer ${OPAQUE}`, [OPAQUE]],
  ['a short bearer token', 'sent Bearer abc123 to the API', ['abc123']],
  ['a basic header', 'Authorization: Basic YWRhOnMzY3JldA==', ['YWRhOnMzY3JldA']],
  ['basic credentials on their own', 'tried Basic YWRhOnMzY3JldA==', ['YWRhOnMzY3JldA']],
  ['a proxy’s header', 'Proxy-Authorization: Basic cHJveHk6aHVudGVyMg==', ['cHJveHk6aHVudGVyMg']],
  [
    'a digest header',
    'Proxy-Authorization: Digest username="ada", realm="corp", response="6629fae49393a05397450978507c4ef1"',
    ['ada', '6629fae4'],
  ],
  ['an NTLM answer', 'NTLM TlRMTVNTUAADAAAAGAAYAHIAAAA=', ['TlRMTVNTUAADAAAA']],
  ['headers as JSON', '{"Authorization":"Basic YWRhOnMzY3JldA==","Accept":"*/*"}', ['YWRhOnMzY3JldA']],
  ['a cookie', 'Cookie: session=s3cr3t; region=eu', ['s3cr3t']],
  ['a set cookie', 'set-cookie: JSESSIONID=0123abcd; Path=/; HttpOnly', ['0123abcd']],
  ['set cookies in a list', '{"set-cookie":["sid=0123abcd; Path=/"]}', ['0123abcd']],
  ['a JSON Web Token', `it was ${JWT}.`, [JWT.slice(0, 20), JWT.slice(-20)]],
  ['a short one', `it was ${SHORT_JWT}`, ['eyJhIjoxfQ']],
  ['an opaque token on its own', OPAQUE, [OPAQUE]],
  ['a token in Base64', `got ${BASE64}`, ['q83vEjRW', 'ABEiM0RVZg']],
  ['a token in hexadecimal', HEX, [HEX]],
  ['a code and a state in an address', 'http://localhost:5000/?code=abc123&state=xyz', ['abc123', 'xyz']],
  ['a token in a fragment', 'https://app/#/home?x=1#access_token=s3cr3t&expires_in=86399', ['s3cr3t']],
  ['an implicit grant', 'https://host/callback#id_token=a.b.c&state=9', ['a.b.c']],
  ['an address inside an address', 'https://l/?next=https%3A%2F%2Fa%2F%23access_token%3Ds3cr3t%26x%3D1', ['s3cr3t']],
  ['the form of a token request', 'grant_type=refresh_token&refresh_token=r3fr3sh&client_id=c', ['r3fr3sh']],
  ['a verifier and a challenge', 'code_verifier=v3r1f1er&code_challenge=ch4ll3nge', ['v3r1f1er', 'ch4ll3nge']],
  ['a client’s secret', 'client_id=1&client_secret=cl13nt', ['cl13nt']],
  ['a client’s secret as JSON', '{"client_secret": "cl13nt"}', ['cl13nt']],
  ['a token in an answer', '{"access_token":"s3cr3t","refreshToken":"r3fr3sh","expires_in":1}', ['s3cr3t', 'r3fr3sh']],
  ['JSON within JSON', String.raw`{"body":"{\"password\":\"hunter2\",\"user\":\"a\"}"}`, ['hunter2']],
  ['a password with quotes', String.raw`{"password":"hun\"ter2","user":"a"}`, ['hun', 'ter2']],
  ['a password in words', 'password: hunter2', ['hunter2']],
  ['a SAML answer', 'SAMLResponse=PHNhbWxwOlJlc3BvbnNl&RelayState=abc', ['PHNhbWxw', 'abc']],
  ['a password in a proxy’s address', 'http://ada:hunter2@proxy.example:3128', ['ada', 'hunter2']],
  ['a password with an at sign', 'http://ada:hunt@er2@proxy.example:3128/', ['ada', 'hunt', 'er2']],
  ['a password with a slash', 'http://ada:hunt/er2@proxy.example:3128', ['ada', 'hunt', 'er2']],
  ['a proxy without a scheme', 'HTTPS_PROXY=CORP\\ada:hunter2@proxy.example:3128', ['hunter2']],
  ['a user in an address', 'https://token@host/x', ['token@']],
  ['a switch', '--proxy-password=hunter2', ['hunter2']],
  ['an e-mail address', 'user Ada.Lovelace+1@example.co.uk was not found', ['Ada', 'Lovelace', 'example.co.uk']],
  ['one in an address', 'https://l/?login_hint=ada%40example.com', ['ada', 'example.com']],
  ['one in Cyrillic', 'почта ада@пример.рф', ['ада', 'пример']],
])('%s', (_name, text, secrets) => {
  it('is taken out', () => {
    for (const secret of secrets) expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('***');
  });

  it('is taken out of JSON too, which stays JSON', () => {
    const written = JSON.stringify({ reason: text, nested: { list: [text] } }, withoutSecrets);
    for (const secret of secrets) expect(written).not.toContain(secret);
    expect(JSON.parse(written)).toEqual({ reason: redact(text), nested: { list: [redact(text)] } });
  });
});

describe('what support needs stays readable', () => {
  it.each([
    '290034f4-7d2c-4f57-9f3c-1f2f1e0d9c8b',
    '/api/v2/users/{userId}/presences/purecloud',
    'missing.permissions',
    'https://api.mypurecloud.de/api/v2/users/me',
    'PROXY proxy.example:3128; DIRECT',
    'net::ERR_CERT_AUTHORITY_INVALID',
    'Error: no\n    at start (/opt/Presence Tray/resources/app.asar/dist/main-app.cjs:12:34)',
    '2026-11-27T10:41:00.000Z',
    'notification topic v2.users.presence rejected',
    'Basic settings are read. The state is live.',
    'gnome-shell 48.1 and ws@8.23.0',
    'Missing the following permission(s): [presence:userPresence:edit]',
    'The token could not be renewed',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('the words for a secret are no secret, and switches keep their values', () => {
    const told = { asksForProxyPassword: true, keychain: 'ok', tokens: 3, code: 'bad.request', state: 'live' };
    expect(JSON.parse(JSON.stringify(told, withoutSecrets))).toEqual(told);
  });

  it('a value whose name says that it is secret goes whole, however harmless it looks', () => {
    expect(JSON.stringify({ accessToken: 'a b', cookie: 'x', 'proxy-authorization': 'y' }, withoutSecrets)).toBe(
      '{"accessToken":"***","cookie":"***","proxy-authorization":"***"}',
    );
  });
});

it('whatever is around it, a token in an address does not stay', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ019._~-')), minLength: 3 }),
      (before, token) => {
        expect(redact(`${before} https://host/#access_token=${token}&x=1`)).not.toContain(`=${token}&`);
      },
    ),
  );
});

it('takes out nothing more when it has seen a text before', () => {
  fc.assert(
    fc.property(fc.constantFrom(JWT, OPAQUE, 'Cookie: a=b', 'http://a:b@c', 'ada@example.com', 'token=x'), (text) => {
      expect(redact(redact(text))).toBe(redact(text));
    }),
  );
});
