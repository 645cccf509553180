import { describe, expect, test, vi } from 'vitest';
import type { TokenSource } from '../../../electron/genesys/http.js';
import { failureOf, jsonAnswer, refusal, setUp, settle, type Answer } from './fakes.js';

const ok: Answer = () => jsonAnswer({ id: 'me' });

describe('every request', () => {
  test('carries the bearer in its header alone, and follows no redirect with it', async () => {
    const { client, service, log } = setUp(ok);
    await client.presence.patchUserPresencesPurecloud({ userId: 'u1', body: { message: '' } });
    const [request] = service.seen;
    expect(request?.headers.get('authorization')).toBe('Bearer secret-token');
    expect(request?.headers.get('accept')).toBe('application/json');
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(request?.body).toBe('{"message":""}');
    expect(request?.init).toMatchObject({ redirect: 'manual', credentials: 'omit' });
    expect(request?.url.href).not.toContain('secret-token');
    expect(JSON.stringify(log.lines)).not.toContain('secret-token');
  });

  test('without a body says nothing of a content type', async () => {
    const { client, service } = setUp(() =>
      jsonAnswer({ id: 'channel', connectUri: 'wss://streaming.mypurecloud.de/channels/channel' }),
    );
    await client.notifications.postNotificationsChannels({});
    expect(service.seen[0]?.headers.has('content-type')).toBe(false);
    expect(service.seen[0]?.body).toBeNull();
  });

  test('tells the service’s time', async () => {
    const onServerDate = vi.fn();
    const { client, clock } = setUp(
      () => jsonAnswer({ id: 'me' }, { headers: { date: 'Sat, 21 Nov 2026 09:58:00 GMT' } }),
      {
        onServerDate,
      },
    );
    await client.users.getUsersMe({});
    expect(onServerDate).toHaveBeenCalledExactlyOnceWith(Date.parse('2026-11-21T09:58:00Z'), clock.now());
  });

  test('is not sent where nobody is signed in', async () => {
    const { client, service } = setUp(ok, { tokens: { accessToken: () => null, renew: () => Promise.resolve(true) } });
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'http', status: 401 });
    expect(service.seen).toEqual([]);
  });

  test('is not sent with an id that leads elsewhere', async () => {
    const { client, service } = setUp(ok);
    expect(await failureOf(client.users.getUser({ userId: '..' }))).toBeInstanceOf(TypeError);
    expect(service.seen).toEqual([]);
  });
});

describe('operations that answer nothing', () => {
  test.each([
    ['204', () => new Response(null, { status: 204 })],
    ['an empty 200', () => new Response('', { status: 200 })],
    ['a 202 with words', () => jsonAnswer('accepted', { status: 202 })],
  ])('are done with %s', async (_, answer) => {
    const { client } = setUp(answer);
    await expect(client.tokens.deleteTokensMe({})).resolves.toBeUndefined();
    await expect(client.presence.deletePresenceDefinition({ definitionId: 'd' })).resolves.toBeUndefined();
    await expect(client.notifications.headNotificationsChannel({ channelId: 'c' })).resolves.toBeUndefined();
  });
});

describe('a refused token', () => {
  const renewing = (renews: boolean): TokenSource & { renewed: string[] } => {
    let token = 'old';
    const renewed: string[] = [];
    return {
      renewed,
      accessToken: () => token,
      renew: (refused) => {
        renewed.push(refused);
        token = 'new';
        return Promise.resolve(renews);
      },
    };
  };
  const onlyNew: Answer = (request) =>
    request.headers.get('authorization') === 'Bearer new'
      ? jsonAnswer({ id: 'me' })
      : refusal(401, 'bad.credentials', 'No');

  test('is renewed once, and the change is sent again', async () => {
    const tokens = renewing(true);
    const { client, service } = setUp(onlyNew, { tokens });
    await client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: 'x' } });
    expect(tokens.renewed).toEqual(['old']);
    expect(service.seen.map((request) => request.body)).toEqual(['{"message":"x"}', '{"message":"x"}']);
  });

  test('ends in a 401 where it cannot be renewed', async () => {
    const { client, service } = setUp(onlyNew, { tokens: renewing(false) });
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ status: 401, retryable: false });
    expect(service.seen).toHaveLength(1);
  });

  test('is not renewed a second time for the same request', async () => {
    const tokens = renewing(true);
    const { client, service } = setUp(() => refusal(401, 'bad.credentials', 'No'), { tokens });
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ status: 401 });
    expect(tokens.renewed).toHaveLength(1);
    expect(service.seen).toHaveLength(2);
  });

  test('is renewed also where a proxy words the 401 as a web page', async () => {
    const tokens = renewing(true);
    const { client } = setUp(
      (request, turn) =>
        turn === 1
          ? new Response('<html>401</html>', { status: 401, headers: { 'content-type': 'text/html' } })
          : onlyNew(request, turn),
      { tokens },
    );
    expect(await client.users.getUsersMe({})).toEqual({ id: 'me' });
  });
});

describe('an answer that does not come', () => {
  const never: Answer = () => new Promise(() => undefined);
  const halfBody: Answer = () =>
    new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"id":')) }));

  test.each([
    ['not at all', never],
    ['half', halfBody],
  ])('%s ends after 16 seconds and may have taken effect', async (_, answer) => {
    const { client, clock } = setUp(answer);
    let ended: unknown = null;
    const call = failureOf(client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: 'x' } })).then(
      (error) => (ended = error),
    );
    await clock.advance(15_999);
    expect(ended).toBeNull();
    await clock.advance(1);
    await call;
    expect(ended).toMatchObject({ kind: 'timeout', mayHaveArrived: true, retryable: true });
    expect(clock.pending()).toBe(0);
  });

  test('tells the network that nobody waits any more', async () => {
    const { client, clock, service } = setUp(never);
    const call = failureOf(client.users.getUsersMe({}, { retry: false, timeoutMs: 100 }));
    await clock.advance(100);
    await call;
    expect(service.seen[0]?.init.signal?.aborted).toBe(true);
  });

  test('is given up when the caller does', async () => {
    const { client, clock, service } = setUp(never);
    const giveUp = new AbortController();
    const call = failureOf(client.users.getUsersMe({}, { signal: giveUp.signal }));
    await settle();
    giveUp.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', mayHaveArrived: true, retryable: false });
    expect(service.seen[0]?.init.signal?.aborted).toBe(true);
    expect(clock.pending()).toBe(0);
    expect(await failureOf(client.users.getUsersMe({}, { signal: giveUp.signal }))).toMatchObject({
      kind: 'cancelled',
      mayHaveArrived: false,
    });
    expect(service.seen).toHaveLength(1);
  });
});

describe('a connection that fails', () => {
  const nodeError = (code: string) =>
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
  const chromiumError = (code: string) => new Error(`net::${code}`);

  test.each([
    ['a certificate nobody trusts', chromiumError('ERR_CERT_AUTHORITY_INVALID'), 'ERR_CERT_AUTHORITY_INVALID'],
    ['an expired certificate', nodeError('CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
    ['a self-signed certificate', nodeError('DEPTH_ZERO_SELF_SIGNED_CERT'), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['a certificate of another host', nodeError('ERR_TLS_CERT_ALTNAME_INVALID'), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a broken handshake', chromiumError('ERR_SSL_PROTOCOL_ERROR'), 'ERR_SSL_PROTOCOL_ERROR'],
  ])('by %s is named as such and not tried again', async (_, failure, code) => {
    const { client, service } = setUp(() => Promise.reject(failure));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'tls', code, mayHaveArrived: false });
    expect(service.seen).toHaveLength(1);
  });

  test.each([
    [nodeError('ECONNRESET'), true],
    [nodeError('UND_ERR_SOCKET'), true],
    [chromiumError('ERR_CONNECTION_RESET'), true],
    [chromiumError('ERR_EMPTY_RESPONSE'), true],
    [chromiumError('ERR_NETWORK_CHANGED'), true],
    [new Error('something else'), true],
    [nodeError('ECONNREFUSED'), false],
    [nodeError('ENOTFOUND'), false],
    [chromiumError('ERR_NAME_NOT_RESOLVED'), false],
    [chromiumError('ERR_INTERNET_DISCONNECTED'), false],
    [chromiumError('ERR_PROXY_CONNECTION_FAILED'), false],
  ])('%s: the change may have arrived: %s', async (failure, mayHaveArrived) => {
    const { client } = setUp(() => Promise.reject(failure));
    const call = client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: 'x' } });
    expect(await failureOf(call)).toMatchObject({ kind: 'network', mayHaveArrived, retryable: true });
  });

  test('while the answer comes in counts as broken, after the request arrived', async () => {
    const { client } = setUp(
      () => new Response(new ReadableStream({ start: (stream) => stream.error(nodeError('ECONNRESET')) })),
    );
    const call = client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: 'x' } });
    expect(await failureOf(call)).toMatchObject({ kind: 'network', code: 'ECONNRESET', mayHaveArrived: true });
  });
});

describe('an answer that is none of the service’s', () => {
  test.each([
    ['said to be HTML', () => new Response('hello', { headers: { 'content-type': 'text/html; charset=utf-8' } })],
    ['that looks like HTML', () => new Response(' <!doctype html>')],
    ['with a 403', () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } })],
  ])('a web page %s is told as one', async (_, answer) => {
    const { client, service } = setUp(answer);
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'badAnswer', code: 'html' });
    expect(service.seen).toHaveLength(1);
  });

  test('a web page with a passing status counts as that status', async () => {
    const { client } = setUp(() => new Response('<html>', { status: 502, headers: { 'content-type': 'text/html' } }));
    expect(await failureOf(client.users.getUsersMe({}, { retry: false }))).toMatchObject({
      kind: 'http',
      status: 502,
      retryable: true,
    });
  });

  test('a redirect is not followed', async () => {
    const { client, service } = setUp(
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
    );
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'badAnswer', code: 'redirect' });
    const cancelled = setUp(() => Promise.reject(new Error('Redirect was cancelled')));
    expect(await failureOf(cancelled.client.users.getUsersMe({}))).toMatchObject({ code: 'redirect' });
    expect([service.seen.length, cancelled.service.seen.length]).toEqual([1, 1]);
  });

  test('half a JSON text is read again; after a change it may have taken effect', async () => {
    const { client, clock, service } = setUp((_, turn) =>
      turn === 1 ? new Response('{"id":"m') : jsonAnswer({ id: 'me' }),
    );
    const call = client.users.getUsersMe({});
    await clock.advance(1000);
    expect(await call).toEqual({ id: 'me' });
    expect(service.seen).toHaveLength(2);
    const change = setUp(() => new Response('{"id":"m'));
    expect(
      await failureOf(change.client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: '' } })),
    ).toMatchObject({ kind: 'badAnswer', mayHaveArrived: true });
  });

  test('an empty answer where one is needed is refused', async () => {
    const { client } = setUp(() => new Response(null, { status: 204 }));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'badAnswer', code: 'schema' });
  });
});

describe('an answer of 50 MB', () => {
  const MEGABYTE = 1024 * 1024;

  test('is refused after 8 of them, without reading the rest', async () => {
    let sent = 0;
    let stopped = false;
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull(stream) {
          if (sent === 50) stream.close();
          else {
            sent++;
            stream.enqueue(new Uint8Array(MEGABYTE).fill(32));
          }
        },
        cancel() {
          stopped = true;
        },
      });
    const { client } = setUp(() => new Response(body()));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({
      kind: 'tooLarge',
      params: { megabytes: '8' },
    });
    expect(stopped).toBe(true);
    expect(sent).toBeLessThan(12);
  });

  test('is refused unread where it is announced', async () => {
    const { client } = setUp(() => new Response('x', { headers: { 'content-length': String(50 * MEGABYTE) } }));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'tooLarge' });
  });

  test('passes where the caller allows as much', async () => {
    const text = JSON.stringify({ id: 'me', unknown: 'ä'.repeat(MEGABYTE * 5) });
    const { client } = setUp(() => new Response(text));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ kind: 'tooLarge' });
    expect((await client.users.getUsersMe({}, { maxBytes: 50 * MEGABYTE }))['unknown']).toHaveLength(MEGABYTE * 5);
  });
});
