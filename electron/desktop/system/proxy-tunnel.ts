/**
 * The way through an HTTP proxy for sockets that know none (`ws`): which proxy, Chromium says; what it takes, it was
 * told for requests before. CONNECT, RFC 9110 §9.3.6. Of the ways to sign in only Basic: digest, NTLM and Negotiate are
 * Chromium's alone.
 */
import { request as askPlain } from 'node:http';
import { request as askTls } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ProxyCredentials } from '../../session/proxy-credentials.js';

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
  const options = {
    method: 'CONNECT',
    host: name,
    port,
    path: target,
    agent: false,
    timeout: ANSWERS_WITHIN_MS,
    headers: {
      host: target,
      ...(taken === null
        ? {}
        : { 'proxy-authorization': `Basic ${Buffer.from(`${taken.user}:${taken.password}`).toString('base64')}` }),
    },
  };
  return new Promise((resolve, reject) => {
    const asked = kind === 'tlsProxy' ? askTls({ ...options, servername: isIP(name) ? '' : name }) : askPlain(options);
    asked.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        socket.setTimeout(0);
        // Whoever takes it over listens a moment later.
        socket.on('error', () => undefined);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(
        new Error(
          statusCode === 407 ? 'the proxy asks for a password' : `the proxy refused the socket (${statusCode})`,
        ),
      );
    });
    asked.once('timeout', () => asked.destroy(new Error('it does not answer')));
    asked.once('error', (error) => reject(new Error(`the proxy failed: ${error.message}`)));
    asked.end();
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
