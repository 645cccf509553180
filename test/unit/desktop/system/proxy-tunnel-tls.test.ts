/** Inside the tunnel, the server itself is asked for by its name, so that it shows the right certificate. */
import { EventEmitter } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startProxy, type ProxyDouble } from '../../../desktop/proxy-double.js';

interface Asked {
  readonly host: string;
  readonly servername: string;
}
/** What TLS was asked for, and whether the certificate is good. */
const tls = vi.hoisted(() => ({ asked: ((): Asked[] => [])(), good: true }));
vi.mock('node:tls', async (original) => {
  const { EventEmitter } = await import('node:events');
  return {
    ...(await original<object>()),
    connect: ({ host, servername }: Asked, done: () => void) => {
      tls.asked.push({ host, servername });
      const socket = new EventEmitter();
      setImmediate(() => (tls.good ? done() : socket.emit('error', new Error('the certificate is another’s'))));
      return socket;
    },
  };
});
const { wayTo } = await import('../../../../electron/desktop/system/proxy-tunnel.js');

let proxy: ProxyDouble;
const server = createServer((socket) => socket.on('error', () => undefined));
beforeEach(async () => {
  Object.assign(tls, { asked: [], good: true });
  proxy = await startProxy();
  await new Promise<void>((resolve) => server.listen(0, resolve));
});
afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});
const through = (host: string, scheme = 'wss') =>
  wayTo(`${scheme}://${host}:${(server.address() as AddressInfo).port}/`, {
    resolveProxy: () => Promise.resolve(`PROXY ${proxy.name}`),
    taken: () => ({ user: 'ada', password: 'open sesame', scheme: 'basic' }),
  });

it('a server is asked for by its name, and one that has only an address by none', async () => {
  expect(await through('localhost')).toBeInstanceOf(EventEmitter);
  await through('127.0.0.1');
  expect(tls.asked).toEqual([
    { host: 'localhost', servername: 'localhost' },
    { host: '127.0.0.1', servername: '' },
  ]);
});

it('a socket that needs no TLS gets none', async () => {
  const socket = await through('localhost', 'ws');
  socket?.destroy();
  expect(tls.asked).toEqual([]);
});

it('a server with another’s certificate is refused', async () => {
  tls.good = false;
  await expect(through('localhost')).rejects.toThrow('the certificate is another’s');
});
