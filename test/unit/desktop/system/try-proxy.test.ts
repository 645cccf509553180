/** The way through a proxy is tried by a request with the event `login`, which `fetch` has not. */
import type { ClientRequestConstructorOptions, Session } from 'electron';
import { expect, test } from 'vitest';
import { proxyName, tryProxy, type TryRequest } from '../../../../electron/desktop/system/try-proxy.js';
import type { ProxyCredentials } from '../../../../electron/session/proxy-credentials.js';

const SESSION = { name: 'genesys' } as unknown as Session;

/** One request of Electron's whose events the test sends. */
function request() {
  const listeners = new Map<string, (...args: never[]) => void>();
  const made: ClientRequestConstructorOptions[] = [];
  let aborted = 0;
  let timeUp: () => void = () => undefined;
  const sent: TryRequest = {
    on: (event: string, listener: (...args: never[]) => void) => listeners.set(event, listener),
    end: () => undefined,
    abort: () => (aborted += 1),
  };
  const send = (event: string, ...args: unknown[]): void => {
    (listeners.get(event) as ((...given: unknown[]) => void) | undefined)?.(...args);
  };
  const asks: string[] = [];
  const trial = (known: readonly (ProxyCredentials | null)[]) =>
    tryProxy(
      (options) => {
        made.push(options);
        return sent;
      },
      () => SESSION,
      (_ms, run) => {
        timeUp = run;
        return () => undefined;
      },
    )('https://api.example/api/v2/users/me?x=1', ({ proxy, scheme }) => {
      asks.push(`${proxy} ${scheme}`);
      return Promise.resolve(known[asks.length - 1] ?? null);
    });
  /** A proxy asks; what it is given. */
  const login = (isProxy = true): Promise<unknown[]> =>
    new Promise((resolve) => {
      send('login', { isProxy, scheme: 'Basic', host: 'proxy', port: 3128 }, (...given: unknown[]) => resolve(given));
    });
  return { send, trial, login, made, asks, aborted: () => aborted, timeUp: () => timeUp() };
}

const ADA = { user: 'ada', password: 'p' };

test('it carries nothing, goes to the origin alone, and in the session of all requests', async () => {
  const { send, trial, made, aborted } = request();
  const done = trial([]);
  send('response', { statusCode: 401 });
  expect(await done).toBe('through');
  expect(made).toEqual([
    { method: 'HEAD', url: 'https://api.example/', session: SESSION, cache: 'no-store', redirect: 'manual' },
  ]);
  expect(aborted()).toBe(1);
});

test('a proxy that asks is given what is known, and what comes from behind it means that it took that', async () => {
  for (const behind of [
    ['response', { statusCode: 200 }],
    ['redirect'],
    ['error', new Error('net::ERR_CERT_AUTHORITY_INVALID')],
    ['error', new Error('net::ERR_SSL_PROTOCOL_ERROR')],
  ] as [string, ...unknown[]][]) {
    const { send, trial, login, asks } = request();
    const done = trial([ADA]);
    // Electron says so once the request is out.
    send('close');
    expect(await login()).toEqual(['ada', 'p']);
    send(...behind);
    expect(await done).toBe('through');
    expect(asks).toEqual(['proxy:3128 basic']);
  }
});

test('a proxy that asks again, or is given nothing, has refused', async () => {
  for (const after of [
    ['response', { statusCode: 407 }],
    ['error', new Error('net::ERR_TUNNEL_CONNECTION_FAILED')],
  ] as [string, ...unknown[]][]) {
    const { send, trial, login } = request();
    const done = trial([ADA, null]);
    await login();
    expect(await login()).toEqual([]);
    send(...after);
    expect(await done).toBe('refused');
  }
});

test('a server of its own that asks is given nothing: that is not the proxy’s password', async () => {
  const { send, trial, login, asks } = request();
  const done = trial([ADA]);
  expect(await login(false)).toEqual([]);
  send('response', { statusCode: 401 });
  expect(await done).toBe('through');
  expect(asks).toEqual([]);
});

test.each(['net::ERR_PROXY_CONNECTION_FAILED', 'net::ERR_TUNNEL_CONNECTION_FAILED', 'net::ERR_INTERNET_DISCONNECTED'])(
  '%s without a question is no word on any password',
  async (message) => {
    const { send, trial } = request();
    const done = trial([ADA]);
    send('error', new Error(message));
    expect(await done).toBe('broken');
  },
);

test('a proxy that never answers is given up', async () => {
  const { trial, timeUp, aborted } = request();
  const done = trial([]);
  timeUp();
  expect(await done).toBe('broken');
  expect(aborted()).toBe(1);
});

test('an IPv6 proxy is named as Chromium writes it', () => {
  expect([proxyName('proxy', 3128), proxyName('2001:db8::1', 80)]).toEqual(['proxy:3128', '[2001:db8::1]:80']);
});
