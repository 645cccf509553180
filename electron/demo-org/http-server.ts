import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { DemoCore } from './core.js';
import type { PlainAnswer, PlainRequest } from './exchange.js';

/** Only loopback, so that nobody else on the network reaches the demo. */
const HOST = '127.0.0.1';
const MOST_BODY_BYTES = 1_048_576;
const MOST_FRAME_BYTES = 262_144;
/** Longer than any client's, so that we never close a connection that somebody is about to use. */
const KEEP_ALIVE_MS = 75_000;

/** The names by which loopback may be addressed. Any other is a web page trying to reach us by DNS rebinding. */
const OWN_NAMES = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves on a port of loopback: REST, login pages and WebSockets.
 * @param port 0: any free one
 * @throws if the port is taken
 */
export async function listen(core: DemoCore, port: number): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    respond(core, request, response).catch(() => request.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MOST_FRAME_BYTES });
  server.on('upgrade', (request, stream, head) => upgrade(core, sockets, request, stream, head));
  await opened(server, port);
  const address = server.address();
  const actual = isAddress(address) ? address.port : port;
  return {
    port: actual,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

const opened = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function respond(core: DemoCore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!OWN_NAMES.test(request.headers.host ?? '')) {
    response.writeHead(421).end();
    return;
  }
  const body = await readText(request);
  if (body === null) {
    response.writeHead(413, { Connection: 'close' }).end();
    return;
  }
  send(request, response, await core.handle(plain(request, body)));
}

function plain(request: IncomingMessage, body: string): PlainRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
  return { verb: request.method ?? 'GET', target: request.url ?? '/', headers, body };
}

/** Null: it is longer than anyone needs. */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): void {
  const { status, headers, body, sabotage } = answer;
  switch (sabotage) {
    case 'hang':
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'halfBody': {
      const bytes = Buffer.from(body);
      response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
      return;
    }
    case undefined: {
      const bytes = Buffer.from(body);
      const bodiless = status === 204 || request.method === 'HEAD';
      response.writeHead(status, bodiless ? headers : { ...headers, 'Content-Length': bytes.length });
      response.end(bodiless ? undefined : bytes);
    }
  }
}

function upgrade(
  core: DemoCore,
  sockets: WebSocketServer,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): void {
  const path = request.url ?? '/';
  const turnAway = (status: string): void =>
    void stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  if (!OWN_NAMES.test(request.headers.host ?? '') || !path.startsWith('/channels/')) {
    turnAway('404 Not Found');
    return;
  }
  // The same-origin rule does not cover sockets: a web page may open one to loopback, but sends its origin. Node's
  // client sends none, and Electron's sends the address it opens.
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host ?? ''}`) {
    turnAway('403 Forbidden');
    return;
  }
  sockets.handleUpgrade(request, stream, head, (socket) => carry(core, path, socket));
}

function carry(core: DemoCore, path: string, socket: WebSocket): void {
  const end = core.connect(path, {
    send: (text) => socket.send(text),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  });
  socket.on('message', (data, binary) => {
    if (!binary && Buffer.isBuffer(data)) end?.message(data.toString('utf8'));
  });
  socket.on('close', () => end?.closed());
  // `close` follows every error.
  socket.on('error', () => undefined);
}
