/** Both kinds of socket keep the port's promises (ports.ts). The tests of the channel in the demo org run on either. */
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openWsSocket } from '../../../../electron/desktop/system/electron-ports.js';
import { netSocket } from '../../../../electron/desktop/system/net-socket.js';
import type { OpenSocket } from '../../../../electron/ports.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that treats each socket as the test says. */
async function server(serve: (socket: WebSocket) => void): Promise<string> {
  const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  closers.push(() => {
    for (const client of listening.clients) client.terminate();
    listening.close();
  });
  listening.on('connection', serve);
  await new Promise((resolve) => listening.once('listening', resolve));
  return `ws://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

/** A port where nobody listens. */
async function nowhere(): Promise<string> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return `ws://127.0.0.1:${port}`;
}

/** Opens a socket and records what it reports, until it is over. */
function told(open: OpenSocket, url: string, onOpen: (send: (text: string) => void, close: () => void) => void) {
  const words: string[] = [];
  const socket = open(url);
  socket.send('too early');
  const over = new Promise<string[]>((resolve) => {
    socket.onClose = (code) => {
      words.push(`close ${code}`);
      // Anything else would come in this turn or the next.
      setImmediate(() => setImmediate(() => resolve(words)));
    };
  });
  socket.onMessage = (text) => {
    words.push(text);
    if (text === 'bye') socket.close();
  };
  socket.onOpen = () => {
    words.push('open');
    onOpen(
      (text) => socket.send(text),
      () => socket.close(),
    );
  };
  return over;
}

describe.each<[string, OpenSocket | null]>([
  ['ws', openWsSocket],
  ['net.WebSocket', netSocket(WebSocket, () => null)],
])('a socket over %s', (_name, adapter) => {
  const open: OpenSocket = (url) => {
    if (adapter === null) throw new Error('this socket is none');
    return adapter(url);
  };

  it('opens, sends and receives text, and is over once it is closed', async () => {
    const url = await server((socket) => socket.on('message', () => socket.send('hello yourself')));
    const words = told(open, url, (send) => send('hello'));
    const both = server((socket) => socket.on('message', () => socket.send('bye')));
    expect(await told(open, await both, (send) => send('hello'))).toEqual(['open', 'bye', 'close 1005']);
    closers.shift()?.();
    expect(await words).toEqual(['open', 'hello yourself', 'close 1006']);
  });

  it.each([1000, 1001])('says with which code the other side closed it: %i', async (code) => {
    const url = await server((socket) => socket.close(code, 'going away'));
    expect(await told(open, url, () => undefined)).toEqual(['open', `close ${code}`]);
  });

  it('that breaks says so once, without a code of anybody’s', async () => {
    const url = await server((socket) => socket.terminate());
    expect(await told(open, url, () => undefined)).toEqual(['open', 'close 1006']);
  });

  it('takes messages up to 1 MB; a larger one is dropped, and the socket is over', async () => {
    const url = await server((socket) => {
      socket.send('x'.repeat(1024 * 1024));
      socket.send('x'.repeat(1024 * 1024 + 1));
    });
    const [opened, message, over, ...more] = await told(open, url, () => undefined);
    expect([opened, message?.length, more]).toEqual(['open', 1024 * 1024, []]);
    expect(over).toMatch(/^close /);
  });

  it('that never opens is over once', async () => {
    expect(await told(open, await nowhere(), () => undefined)).toEqual(['close 1006']);
  });
});

const refusing = function (): never {
  throw new SyntaxError('no sensible address');
};

describe('a socket of the runtime', () => {
  it('is opened in the session that the requests go over, and sends no cookies', () => {
    const opened: unknown[][] = [];
    const ours = {};
    class Recording extends EventTarget {
      constructor(...args: unknown[]) {
        super();
        opened.push(args);
      }
    }
    netSocket(Recording, () => ours)?.('wss://streaming.example/');
    expect(opened).toEqual([['wss://streaming.example/', { session: ours, useSessionCookies: false }]]);
    expect(opened[0]?.[1]).toHaveProperty('session', ours);
  });
});

describe('a runtime without a socket of its own', () => {
  it.each([undefined, null, {}, 'WebSocket'])('%s gives none', (nothing) => {
    expect(netSocket(nothing, () => null)).toBeNull();
  });

  it('or one that refuses an address at once: it is over, and nothing is thrown', async () => {
    const open = netSocket(refusing, () => null);
    expect(open && (await told(open, 'ws://', () => undefined))).toEqual(['close 1006']);
  });
});
