/** The listener that the browser comes back to (RFC 8252 §7.3; design §7): this machine alone, one answer, exact state. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Texts } from '../../assets/locales/catalogue.js';
import { loopbackPage, PAGE_HEADERS } from './loopback-page.js';

/** What the browser brought: an answer to this sign-in (a code or an error, not looked into yet), or one that belongs to another. */
export type LoopbackAnswer =
  { readonly kind: 'answer'; readonly params: URLSearchParams } | { readonly kind: 'wrongState' };

export interface Loopback {
  /** `http://localhost:PORT/`, exactly as it must stand in the authorization request. */
  readonly redirectUri: string;
  /** Resolves with the first answer; never if the listener is closed before. */
  answer(state: string): Promise<LoopbackAnswer>;
  /** Ends it, open connections included. */
  close(): void;
}

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  constructor(readonly port: number) {
    super(`port ${port} is in use`);
  }
}

/** Browsers resolve `localhost` to either; nothing else may reach the listener. */
const ADDRESSES = ['127.0.0.1', '::1'] as const;
/** A free port of one address may be taken on the other: then another is tried. */
const ATTEMPTS = 20;
/** A connection on which nothing moves for this long is ended. */
const IDLE_MS = 5_000;

const errorCode = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);
/** The system has no IPv6, or none on loopback. */
const isAddressMissing = (error: unknown): boolean =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL', 'EPROTONOSUPPORT'].includes(String(errorCode(error)));

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** The servers of one try, and every connection to them, so that all can be ended at once. */
class Listeners {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(readonly handle: Handle) {}

  /** One server for each address, on one port; the port. */
  async open(port: number): Promise<number> {
    const [v4, v6] = ADDRESSES;
    const bound = await listen(this.#add(), v4, port);
    try {
      await listen(this.#add(), v6, bound);
    } catch (error) {
      if (!isAddressMissing(error)) throw error;
    }
    return bound;
  }

  /** Nobody can connect any more. */
  shut(): void {
    for (const server of this.#servers) server.close();
  }

  /** The same, and open connections end. */
  close(): void {
    this.shut();
    for (const socket of this.#sockets) socket.destroy();
  }

  #add(): Server {
    const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, this.handle);
    server.maxConnections = 32;
    // One while it listens already (no file handle left for a connection) must not end the app; the sign-in times out.
    server.on('error', () => undefined);
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.setTimeout(IDLE_MS, () => socket.destroy());
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#servers.push(server);
    return server;
  }
}

async function openListeners(port: number, handle: Handle): Promise<{ listeners: Listeners; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const listeners = new Listeners(handle);
    try {
      return { listeners, port: await listeners.open(port) };
    } catch (error) {
      listeners.close();
      const taken = ['EADDRINUSE', 'EACCES'].includes(String(errorCode(error)));
      if (!taken) throw error;
      if (port !== 0 || attempt === ATTEMPTS) throw new PortInUseError(port);
    }
  }
}

/**
 * Opens the listener.
 * @param port 0: any that is free on both addresses
 * @throws PortInUseError where the port is taken on either address, also by another session of a terminal server
 */
export async function openLoopback(port: number, texts: () => Texts): Promise<Loopback> {
  let waiting: { state: string; settle: (answer: LoopbackAnswer) => void } | null = null;
  let showing = false;
  let close = (): void => undefined;

  const { listeners, port: bound } = await openListeners(port, (request, response) => {
    response.setHeader('Connection', 'close');
    const params = redirectParams(request);
    if (!waiting || !params) {
      refuse(response);
      return;
    }
    const { state, settle } = waiting;
    waiting = null;
    showing = true;
    const fits = params.getAll('state').length === 1 && params.get('state') === state;
    response.writeHead(fits ? 200 : 400, PAGE_HEADERS);
    response.end(loopbackPage(fits && params.has('code') ? 'received' : 'refused', texts()));
    response.once('close', () => {
      showing = false;
      close();
    });
    settle(fits ? { kind: 'answer', params } : { kind: 'wrongState' });
  });
  close = () => {
    waiting = null;
    // The page reaches the browser first; the connection ends with it.
    if (showing) listeners.shut();
    else listeners.close();
  };
  return {
    redirectUri: `http://localhost:${bound}/`,
    answer: (state) =>
      new Promise((settle) => {
        waiting = { state, settle };
      }),
    close: () => {
      close();
    },
  };
}

/**
 * What the redirect carries; null for every other request. It is a GET of `/` for `localhost`, and, where the browser says what it is for, a
 * page that a person sees: so neither a name that was pointed at this machine nor an image in a foreign page ends a sign-in.
 */
function redirectParams(request: IncomingMessage): URLSearchParams | null {
  const host = request.headers.host?.toLowerCase();
  const port = request.socket.localPort ?? 0;
  const [path, query = ''] = (request.url ?? '').split('?', 2);
  const purpose = request.headers['sec-fetch-dest'];
  const isRedirect =
    request.method === 'GET' &&
    path === '/' &&
    (host === `localhost:${port}` || (port === 80 && host === 'localhost')) &&
    (purpose === undefined || purpose === 'document');
  if (!isRedirect) return null;
  const params = new URLSearchParams(query);
  return ['code', 'error', 'state'].some((name) => params.has(name)) ? params : null;
}

/** The favicon, other names, other methods, everything after the answer. */
function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Length': 0, 'X-Content-Type-Options': 'nosniff' });
  response.end();
}
