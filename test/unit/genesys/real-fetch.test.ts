/** The transport over Node's own fetch and a server on loopback, for what doubles cannot show. */
import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { GenesysClient } from '../../../electron/genesys/client.js';
import { failureOf, setUp } from './fakes.js';

async function withServer(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  try {
    await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const clientOf = (url: string): GenesysClient =>
  setUp(() => new Response(), {
    environment: { region: 'custom', apiUrl: url, loginUrl: url },
    fetch: (address, init) => fetch(address, init),
  }).client;

const change = (client: GenesysClient) =>
  client.presence.patchUserPresencesPurecloud({ userId: 'u', body: { message: 'x' } });

describe('over a real connection', () => {
  test('a redirect to another server never gets the bearer', async () => {
    const strangers: unknown[] = [];
    await withServer(
      (request, response) => {
        strangers.push(request.headers.authorization);
        response.end('{}');
      },
      async (elsewhere) => {
        await withServer(
          (_, response) => response.writeHead(307, { Location: `${elsewhere}/api/v2/users/me` }).end(),
          async (url) => {
            expect(await failureOf(clientOf(url).users.getUsersMe({}))).toMatchObject({
              kind: 'badAnswer',
              code: 'redirect',
            });
          },
        );
      },
    );
    expect(strangers).toEqual([]);
  });

  test('a reset connection and half a body may have taken effect', async () => {
    await withServer(
      (request) => request.socket.destroy(),
      async (url) => {
        expect(await failureOf(change(clientOf(url)))).toMatchObject({ kind: 'network', mayHaveArrived: true });
      },
    );
    await withServer(
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 });
        response.write('{"message":"x"', () => response.destroy());
      },
      async (url) => {
        expect(await failureOf(change(clientOf(url)))).toMatchObject({ kind: 'network', mayHaveArrived: true });
      },
    );
  });

  test('a refused connection and an unknown host cannot have', async () => {
    let gone = '';
    await withServer(
      () => undefined,
      (url) => {
        gone = url;
        return Promise.resolve();
      },
    );
    expect(await failureOf(change(clientOf(gone)))).toMatchObject({
      kind: 'network',
      code: 'ECONNREFUSED',
      mayHaveArrived: false,
    });
    expect(await failureOf(change(clientOf('https://no-such-host.invalid')))).toMatchObject({
      kind: 'network',
      mayHaveArrived: false,
    });
  });

  test('a server without TLS where TLS is due is named as such', async () => {
    await withServer(
      (_, response) => response.end('{}'),
      async (url) => {
        expect(await failureOf(change(clientOf(url.replace('http:', 'https:'))))).toMatchObject({ kind: 'tls' });
      },
    );
  });

  test('50 MB are cut off', async () => {
    const server = new EventEmitter();
    const closed = once(server, 'closed');
    await withServer(
      (_, response) => {
        response.on('close', () => server.emit('closed', response.writableFinished));
        response.writeHead(200, { 'Content-Type': 'application/json' });
        Readable.from(fiftyMegabytes()).pipe(response);
      },
      async (url) => {
        expect(await failureOf(clientOf(url).users.getUsersMe({}))).toMatchObject({ kind: 'tooLarge' });
        expect(await closed).toEqual([false]);
      },
    );
  });
});

function* fiftyMegabytes() {
  for (let megabyte = 0; megabyte < 50; megabyte++) yield Buffer.alloc(1024 * 1024, 32);
}
