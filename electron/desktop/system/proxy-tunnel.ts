/**
 * The way through an HTTP proxy for sockets that know none (`ws`): which proxy, Chromium says; what it takes, it was told for requests before.
 * CONNECT, RFC 9110 §9.3.6. Of the ways to sign in only Basic: digest, NTLM and Negotiate are Chromium's alone.
 */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ProxyCredentials } from '../../session/proxy-sign-in.js';

export interface TunnelDeps {
  /** As Electron's `Session.resolveProxy` says it: `PROXY proxy.example:3128; DIRECT`. */
  resolveProxy(address: string): Promise<string>;
  /** What the proxy took, and how it asked. */
  taken(proxy: string): (ProxyCredentials & { readonly scheme: string }) | null;
}

interface Way {
  readonly kind: 'direct' | 'proxy' | 'tlsProxy' | 'other';
  readonly host: string;
  readonly port: number;
}

/** A proxy that says nothing, in milliseconds: as long as a line of the channel takes to open at most. */
const ANSWERS_WITHIN_MS = 15_000;
/** The head of its answer is short; what is longer is no proxy's. */
const LONGEST_HEAD = 16 * 1024;

/**
 * Opens the way to a socket's address.
 * @returns null where it is direct
 * @throws Error with a cause for the log: the proxy refused, or is of a kind that these sockets do not know
 */
export async function wayTo(address: string, deps: TunnelDeps): Promise<Socket | null> {
  const url = new URL(address);
  const secure = url.protocol === 'wss:';
  const target = `${url.hostname}:${url.port || (secure ? 443 : 80)}`;
  let failure: Error = new Error('no proxy that sockets can use');
  for (const way of readWays(await deps.resolveProxy(address))) {
    if (way.kind === 'direct') return null;
    try {
      const tunnel = await tunnelBy(way, target, deps.taken(`${way.host}:${way.port}`));
      return secure ? await secured(tunnel, url.hostname) : tunnel;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  }
  throw failure;
}

/** Reads Chromium's list, best first. */
export function readWays(list: string): Way[] {
  return list.split(';').flatMap((each): Way[] => {
    const [word = '', place = ''] = each.trim().split(/\s+/);
    if (word === '') return [];
    if (word.toUpperCase() === 'DIRECT') return [{ kind: 'direct', host: '', port: 0 }];
    const [, host = '', port = ''] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(place) ?? [];
    const kind = { PROXY: 'proxy', HTTP: 'proxy', HTTPS: 'tlsProxy' }[word.toUpperCase()];
    return [{ kind: kind === 'proxy' || kind === 'tlsProxy' ? kind : 'other', host, port: Number(port) }];
  });
}

/** An IPv6 address without its brackets. */
const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

function tunnelBy({ kind, host, port }: Way, target: string, taken: ReturnType<TunnelDeps['taken']>): Promise<Socket> {
  if (kind === 'other') return Promise.reject(new Error('sockets cannot use this kind of proxy'));
  // Basic sends the password as it is: never to a proxy that asked for something better.
  if (taken !== null && taken.scheme !== 'basic')
    return Promise.reject(new Error(`sockets cannot sign in at the proxy by ${taken.scheme}`));
  const name = bare(host);
  return new Promise((resolve, reject) => {
    const socket =
      kind === 'tlsProxy'
        ? connectTls({ host: name, port, servername: isIP(name) ? '' : name })
        : connect(port, name);
    const fail = (why: string): void => {
      socket.destroy();
      reject(new Error(why));
    };
    const signIn =
      taken === null
        ? ''
        : `Proxy-Authorization: Basic ${Buffer.from(`${taken.user}:${taken.password}`).toString('base64')}\r\n`;
    let head = Buffer.alloc(0);
    const read = (bytes: Buffer): void => {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) {
        if (head.length > LONGEST_HEAD) fail('the proxy answered with nonsense');
        return;
      }
      socket.off('data', read);
      const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(head.toString('latin1'))?.[1];
      if (status === '407') {
        fail('the proxy asks for a password');
      } else if (status === undefined || !status.startsWith('2')) {
        fail(`the proxy refused the socket (${status ?? 'no HTTP'})`);
      } else {
        socket.setTimeout(0, silent);
        socket.pause();
        const rest = head.subarray(end + 4);
        if (rest.length > 0) socket.unshift(rest);
        resolve(socket);
      }
    };
    const silent = (): void => fail('the proxy does not answer');
    socket.setTimeout(ANSWERS_WITHIN_MS, silent);
    socket.once(kind === 'tlsProxy' ? 'secureConnect' : 'connect', () => {
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${signIn}\r\n`);
    });
    socket.on('data', read);
    // They stay: once the tunnel is handed over, all they do is nothing.
    socket.on('error', (error) => fail(error.message));
    socket.once('close', () => reject(new Error('the proxy hung up')));
  });
}

/** TLS to the server itself, inside the tunnel. */
function secured(tunnel: Socket, host: string): Promise<Socket> {
  const name = bare(host);
  return new Promise((resolve, reject) => {
    const socket = connectTls({ socket: tunnel, host: name, servername: isIP(name) ? '' : name }, () =>
      resolve(socket),
    );
    socket.on('error', reject);
  });
}
