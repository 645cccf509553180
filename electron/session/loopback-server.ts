/**
 * The port that the browser comes back to. It listens only on this machine, on both addresses that `localhost` may
 * mean.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  constructor(readonly port: number) {
    super(`port ${port} is in use`);
  }
}

/** What arrived instead of a readable request. */
export type Unreadable = 'tls' | 'http2' | 'tunnel' | 'tooLarge' | 'timedOut' | 'noHttp';

export interface LoopbackVisits {
  request(request: IncomingMessage, response: ServerResponse): void;
  /** What to send before the connection ends. The other side reads HTTP/1.1, unless it speaks TLS or HTTP/2. */
  unreadable(what: Unreadable): Uint8Array | string;
}

/** Browsers resolve `localhost` to either. Nothing else may reach the listener. */
const ADDRESSES = ['127.0.0.1', '::1'] as const;
/** A free port on one address may be taken on the other, so we try again. */
const ATTEMPTS = 20;
/** A connection that is silent this long is closed. */
const IDLE_MS = 5_000;
/**
 * For the request line and all headers: 64 kB for cookies that other apps left on `localhost`, and 1 kB for the rest.
 */
const MAX_HEADER_BYTES = 65 * 1024;
const MAX_CONNECTIONS = 128;

const errorCode = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);
/** The system has no IPv6, or not on loopback. */
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

/** Recognises the first bytes on a connection from the parser's error and the bytes it failed on. */
function unreadable(error: Error & { rawPacket?: unknown }): Unreadable {
  const code = errorCode(error);
  if (code === 'HPE_HEADER_OVERFLOW') return 'tooLarge';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'timedOut';
  const bytes = error.rawPacket instanceof Uint8Array ? error.rawPacket : new Uint8Array();
  // A TLS record of type "handshake", version 3.x (RFC 8446 §5.1).
  if (bytes[0] === 0x16 && bytes[1] === 0x03) return 'tls';
  return Buffer.from(bytes.subarray(0, 14)).toString('latin1') === 'PRI * HTTP/2.0' ? 'http2' : 'noHttp';
}

/** The servers on one port with all their connections, so that everything can be ended at once. */
export class LoopbackServer {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(private readonly visits: LoopbackVisits) {}

  /** Opens one server per address, on one port. Returns the port. */
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

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #add(): Server {
    const server = createServer(
      {
        maxHeaderSize: MAX_HEADER_BYTES,
        // A request without Host should get our page, not the parser's bare refusal.
        requireHostHeader: false,
        headersTimeout: 5_000,
        requestTimeout: 5_000,
        connectionsCheckingInterval: 1_000,
      },
      (request, response) => this.visits.request(request, response),
    );
    server.maxConnections = MAX_CONNECTIONS;
    // An error while listening (no file handle left for a connection) must not end the app. The sign-in times out
    // instead.
    server.on('error', () => undefined);
    server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      this.visits.request(request, response),
    );
    server.on('connect', (_request, socket) => this.#answer(socket, 'tunnel'));
    const answered = new WeakSet<Duplex>();
    server.on('clientError', (error: Error, socket) => {
      // The rest of an oversized request arrives in pieces, each an error of its own. We keep reading, because a reset
      // would lose the page.
      if (answered.has(socket) || !socket.writable) return;
      answered.add(socket);
      this.#answer(socket, unreadable(error));
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.setTimeout(IDLE_MS, () => socket.destroy());
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#servers.push(server);
    return server;
  }

  #answer(socket: Duplex, what: Unreadable): void {
    socket.on('error', () => undefined);
    socket.end(this.visits.unreadable(what));
  }
}

/**
 * Opens the port.
 * @param port 0: any that is free on both addresses
 * @throws PortInUseError if the port is taken on either address, even by another session of a terminal server
 */
export async function openLoopbackServer(
  port: number,
  visits: LoopbackVisits,
): Promise<{ readonly server: LoopbackServer; readonly port: number }> {
  for (let attempt = 1; ; attempt++) {
    const server = new LoopbackServer(visits);
    try {
      return { server, port: await server.open(port) };
    } catch (error) {
      server.close();
      const taken = ['EADDRINUSE', 'EACCES'].includes(String(errorCode(error)));
      if (!taken) throw error;
      if (port !== 0 || attempt === ATTEMPTS) throw new PortInUseError(port);
    }
  }
}
