/** Sockets that know no proxy go through one that asks for a password. */
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { wsSockets } from '../../../../electron/desktop/system/electron-ports.js';
import { readWays, wayTo, type TunnelDeps } from '../../../../electron/desktop/system/proxy-tunnel.js';
import { startProxy, type ProxyDouble, type ProxyOptions } from '../../../desktop/proxy-double.js';

const RIGHT = { user: 'ada', password: 'open sesame' };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that greets whoever opens a socket. */
async function greeter(): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  closers.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  server.on('connection', (socket) => socket.send('welcome'));
  await new Promise((resolve) => server.once('listening', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function proxy(options?: ProxyOptions): Promise<ProxyDouble> {
  const double = await startProxy(options);
  closers.push(() => double.close());
  return double;
}

const taken = (at: ProxyDouble, scheme = 'basic'): TunnelDeps['taken'] => {
  const known = { ...RIGHT, scheme };
  return (name) => (name === at.name ? known : null);
};

/** What a socket tells: its messages, then how it ended. */
function told(url: string, deps: TunnelDeps): Promise<string[]> {
  const words: string[] = [];
  const socket = wsSockets((address) => wayTo(address, deps))(url);
  socket.send('too early');
  return new Promise((resolve) => {
    socket.onOpen = () => words.push('open');
    socket.onMessage = (text) => {
      words.push(text);
      socket.close();
    };
    socket.onClose = (code, reason) => resolve([...words, `close ${code} ${reason}`.trim()]);
  });
}

test('a socket opens through the proxy with the password that it took for requests', async () => {
  const at = await proxy();
  const url = await greeter();
  const deps = { resolveProxy: () => Promise.resolve(`PROXY ${at.name}`), taken: taken(at) };
  expect(await told(url, deps)).toEqual(['open', 'welcome', 'close 1005']);
  expect(at.visits).toEqual([
    { kind: 'connect', target: new URL(url).host, authorization: expect.stringMatching(/^Basic /), status: 200 },
  ]);
});

test('a proxy that asks is given nothing where nothing is known, and the socket says why it did not open', async () => {
  const at = await proxy();
  const deps = { resolveProxy: () => Promise.resolve(`PROXY ${at.name}`), taken: () => null };
  expect(await told(await greeter(), deps)).toEqual(['close 1006 the proxy asks for a password']);
  expect(at.visits.map(({ authorization }) => authorization)).toEqual([null]);
});

test.each(['digest', 'ntlm', 'negotiate'])('a password taken by %s is never sent as it is', async (scheme) => {
  const at = await proxy({ scheme: 'digest' });
  const deps = { resolveProxy: () => Promise.resolve(`PROXY ${at.name}`), taken: taken(at, scheme) };
  expect(await told(await greeter(), deps)).toEqual([`close 1006 sockets cannot sign in at the proxy by ${scheme}`]);
  expect(at.visits).toEqual([]);
});

test('the ways are tried in their order, and the direct one needs no proxy', async () => {
  const at = await proxy();
  const url = await greeter();
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  const deps = (list: string) => ({ resolveProxy: () => Promise.resolve(list), taken: taken(at) });
  for (const list of [`PROXY 127.0.0.1:${port}; PROXY ${at.name}`, `SOCKS5 127.0.0.1:1; DIRECT`, 'DIRECT'])
    expect(await told(url, deps(list)), list).toEqual(['open', 'welcome', 'close 1005']);
  expect(await told(url, deps('SOCKS5 127.0.0.1:1'))).toEqual(['close 1006 sockets cannot use this kind of proxy']);
});

test('a proxy that hangs up, or speaks no HTTP, is a socket that did not open', async () => {
  for (const answer of ['', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 'HTTP/1.1 403 No\r\n\r\n', 'x'.repeat(20_000)]) {
    const odd = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    closers.push(() => odd.close());
    const list = `PROXY 127.0.0.1:${(odd.address() as AddressInfo).port}`;
    const [over] = await told('ws://127.0.0.1:9/', { resolveProxy: () => Promise.resolve(list), taken: () => null });
    expect(over).toMatch(/^close 1006 the proxy /);
  }
});

test('a socket that is closed before its way is known is over once, and opens nothing', async () => {
  const at = await proxy();
  let resolved: (list: string) => void = () => undefined;
  const deps = { resolveProxy: () => new Promise<string>((resolve) => (resolved = resolve)), taken: taken(at) };
  const socket = wsSockets((address) => wayTo(address, deps))(await greeter());
  const ends: number[] = [];
  socket.onClose = (code) => ends.push(code);
  socket.close();
  resolved(`PROXY ${at.name}`);
  await expect.poll(() => at.visits.length).toBe(1);
  await expect.poll(() => ends).toEqual([1006]);
});

test('Chromium’s list is read as it writes it', () => {
  expect(readWays('PROXY proxy.example:3128; HTTPS [2001:db8::1]:443;SOCKS5 s:1 ; DIRECT')).toEqual([
    { kind: 'proxy', host: 'proxy.example', port: 3128 },
    { kind: 'tlsProxy', host: '[2001:db8::1]', port: 443 },
    { kind: 'other', host: 's', port: 1 },
    { kind: 'direct', host: '', port: 0 },
  ]);
  expect(readWays('')).toEqual([]);
});
