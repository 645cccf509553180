/** Each thing that can stand between an agent and the service has its own advice. */
import { describe, expect, it } from 'vitest';
import { reachApi, reachLogin } from '../../../../electron/app/diagnostics/reach.js';
import type { FetchPort } from '../../../../electron/ports.js';
import { fakeClock } from '../../genesys/fakes.js';

const environment = {
  region: 'eu_central_1',
  apiUrl: 'https://api.mypurecloud.de',
  loginUrl: 'https://login.mypurecloud.de',
};
const PAGE = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };

const over = (fetch: FetchPort) => ({ fetch, clock: fakeClock(), userAgent: 'PresenceTray/1' });
const answers =
  (status: number, body: string, headers: Record<string, string>): FetchPort =>
  // A page may be of any status.
  () =>
    Promise.resolve(new Response(body, { status, headers }));
const breaks =
  (reason: string): FetchPort =>
  () =>
    Promise.reject(new Error(`net::${reason}`));

describe.each([
  ['no DNS', breaks('ERR_NAME_NOT_RESOLVED'), 'error.hostNotFound'],
  ['no network', breaks('ERR_INTERNET_DISCONNECTED'), 'error.offline'],
  ['no connection', breaks('ERR_CONNECTION_REFUSED'), 'error.unreachable'],
  ['a connection that breaks', breaks('ERR_CONNECTION_RESET'), 'error.network'],
  ['TLS inspection', breaks('ERR_CERT_AUTHORITY_INVALID'), 'error.certificateUntrusted'],
  ['a certificate that is over', breaks('ERR_CERT_DATE_INVALID'), 'error.certificateDate'],
  ['another server’s certificate', breaks('ERR_CERT_COMMON_NAME_INVALID'), 'error.certificateName'],
  ['no TLS at all', breaks('ERR_SSL_PROTOCOL_ERROR'), 'error.tls'],
  ['a proxy that is away', breaks('ERR_PROXY_CONNECTION_FAILED'), 'error.proxy'],
  ['a proxy that wants a sign-in', breaks('ERR_PROXY_AUTH_REQUESTED'), 'error.proxyLogin'],
  ['a proxy that nobody may sign in to', breaks('ERR_PROXY_AUTH_FORBIDDEN'), 'error.proxyForbidden'],
  ['a proxy’s own 407', answers(407, '', PAGE), 'error.proxyLogin'],
  ['a captive portal that redirects', () => Promise.reject(new Error('Attempted to redirect')), 'error.redirected'],
  ['a captive portal’s page', answers(200, '<html>Welcome to the hotel</html>', PAGE), 'error.webPage'],
  ['a captive portal that says so', answers(511, '<html>Sign in</html>', PAGE), 'error.webPage'],
  ['a filter’s page', answers(403, '<html>Blocked by policy</html>', PAGE), 'error.webPage'],
  ['broken JSON', answers(200, '{', JSON_TYPE), 'error.badAnswer'],
  ['another server', answers(404, '{"message":"no"}', JSON_TYPE), 'diagnostics.reach.other'],
  ['a service that is down', answers(503, '{}', JSON_TYPE), 'error.serviceUnavailable'],
])('%s', (_name, fetch, key) => {
  it('is told apart, on the way to the API and to the login', async () => {
    expect(await reachApi(over(fetch), environment)).toMatchObject({ key, params: { host: 'api.mypurecloud.de' } });
    expect(await reachLogin(over(fetch), environment)).toMatchObject({ key, params: { host: 'login.mypurecloud.de' } });
  });
});

it('a refusal by the service itself is what is hoped for', async () => {
  const refuses = answers(401, '{"code":"authentication.required","message":"No."}', JSON_TYPE);
  expect(await reachApi(over(refuses), environment)).toBeNull();
  const bad = answers(400, '{"error":"invalid_request"}', JSON_TYPE);
  expect(await reachLogin(over(bad), environment)).toBeNull();
});

it('a server that says nothing is given up after twelve seconds', async () => {
  const clock = fakeClock();
  const asked = reachApi({ ...over(() => new Promise(() => undefined)), clock }, environment);
  await clock.advance(12_000);
  expect(await asked).toMatchObject({ key: 'error.timeout' });
});

it('neither a token nor a code goes along', async () => {
  const sent: RequestInit[] = [];
  const fetch: FetchPort = (_url, init = {}) => {
    sent.push(init);
    return Promise.resolve(new Response('{}', { status: 401, headers: JSON_TYPE }));
  };
  await reachApi(over(fetch), environment);
  await reachLogin(over(fetch), environment);
  expect(sent.map(({ redirect, credentials }) => [redirect, credentials])).toEqual([
    ['manual', 'omit'],
    ['manual', 'omit'],
  ]);
  expect(JSON.stringify(sent)).not.toMatch(/authorization["']|bearer|code=/i);
});
