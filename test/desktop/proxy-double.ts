/**
 * An HTTP proxy on loopback that wants a password: CONNECT for TLS and sockets, absolute addresses for the rest (RFC
 * 9110 §9.3.6, RFC 9112 §3.2.2).
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ProxyOptions {
  /** How it asks; `ntlm` is only asked for here, and never accepted. */
  readonly scheme?: 'basic' | 'digest' | 'ntlm';
  readonly user?: string;
  readonly password?: string;
  /** Where a tunnel to this place really leads, by `host:port`. */
  readonly leadsTo?: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
}

/** One request as the proxy saw it. */
export interface ProxyVisit {
  readonly kind: 'connect' | 'absolute';
  /** `host:port`. */
  readonly target: string;
  /** The `Proxy-Authorization` header that came with it. */
  readonly authorization: string | null;
  readonly status: number;
}

export interface ProxyDouble {
  readonly port: number;
  /** As Chromium names it. */
  readonly name: string;
  /** For `--proxy-server`. */
  readonly url: string;
  readonly visits: readonly ProxyVisit[];
  /** From now on another one is right; what is open stays open. */
  changePassword(password: string): void;
  /** Ends all tunnels, as a proxy that restarts does. */
  dropTunnels(): void;
  close(): Promise<void>;
}

const REALM = 'house proxy';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export async function startProxy(options: ProxyOptions = {}): Promise<ProxyDouble> {
  const { scheme = 'basic', user = 'ada', leadsTo = {} } = options;
  let password = options.password ?? 'open sesame';
  const visits: ProxyVisit[] = [];
  const tunnels = new Set<Socket>();
  const nonce = randomBytes(16).toString('hex');
  const asks = {
    basic: `Basic realm="${REALM}", charset="UTF-8"`,
    digest: `Digest realm="${REALM}", qop="auth", algorithm=MD5, nonce="${nonce}"`,
    ntlm: 'NTLM',
  }[scheme];

  const isRight = (method: string, header: string | undefined): boolean => {
    if (header === undefined) return false;
    if (scheme === 'basic') return header === `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
    if (scheme === 'ntlm' || !header.startsWith('Digest ')) return false;
    const said = new Map(
      [...header.matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(([, name = '', quoted, bare]) => [
        name,
        quoted ?? bare ?? '',
      ]),
    );
    const of = (name: string): string => said.get(name) ?? '';
    const right = md5(
      `${md5(`${user}:${REALM}:${password}`)}:${nonce}:${of('nc')}:${of('cnonce')}:${of('qop')}:${md5(`${method}:${of('uri')}`)}`,
    );
    return of('username') === user && of('nonce') === nonce && of('response') === right;
  };
  const note = (kind: ProxyVisit['kind'], target: string, from: IncomingMessage, status: number): void =>
    void visits.push({ kind, target, authorization: from.headers['proxy-authorization'] ?? null, status });

  const server = createServer((from, to) => {
    let url: URL;
    try {
      url = new URL(from.url ?? '');
    } catch {
      to.writeHead(400).end();
      return;
    }
    if (!isRight(from.method ?? '', from.headers['proxy-authorization'])) {
      note('absolute', url.host, from, 407);
      to.writeHead(407, { 'proxy-authenticate': asks, 'content-type': 'text/html' }).end('<h1>Who are you?</h1>');
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(from.headers).filter(([name]) => !/^proxy-/.test(name) && name !== 'connection'),
    );
    const onward = request(url, { method: from.method ?? 'GET', headers, agent: false }, (answer) => {
      note('absolute', url.host, from, answer.statusCode ?? 0);
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => {
      note('absolute', url.host, from, 502);
      if (!to.headersSent) to.writeHead(502);
      to.end();
    });
    from.pipe(onward);
  });
  server.on('connect', (from: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = from.url ?? '';
    socket.on('error', () => undefined);
    if (!isRight('CONNECT', from.headers['proxy-authorization'])) {
      note('connect', target, from, 407);
      socket.end(`HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: ${asks}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(target) ?? [];
    const onward = connect(leadsTo[target] ?? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) });
    onward.once('connect', () => {
      note('connect', target, from, 200);
      tunnels.add(socket);
      socket.once('close', () => tunnels.delete(socket));
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    let open = false;
    onward.once('connect', () => (open = true));
    onward.on('error', () => {
      if (!open) note('connect', target, from, 502);
      if (open) socket.end();
      else socket.end('HTTP/1.1 502 Nobody there\r\nContent-Length: 0\r\n\r\n');
    });
    socket.once('close', () => onward.destroy());
  });
  // The server does not know the connections that became tunnels, or are about to.
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const dropTunnels = (): void => {
    for (const tunnel of tunnels) tunnel.destroy();
  };
  return {
    port,
    name: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    visits,
    changePassword: (next) => (password = next),
    dropTunnels,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections) connection.destroy();
      await closed;
    },
  };
}
