/**
 * Tries the way through the proxies by a request of Electron's `net`, which has the event `login`; `fetch` has none
 * (electron#44249). It carries nothing, and what a proxy took then counts for everything in its session.
 */
import type { ClientRequestConstructorOptions, Session } from 'electron';
import { wakeNodesLoop } from './node-loop.js';
import { causeCode } from '../../genesys/network-failure.js';
import type { TryProxy } from '../../session/proxy-sign-in.js';

/** The part of Electron's `ClientRequest` that is used. */
export interface TryRequest {
  on(event: 'login', listener: (asks: LoginAsked, answer: (user?: string, password?: string) => void) => void): unknown;
  on(event: 'response', listener: (response: { statusCode: number }) => void): unknown;
  on(event: 'redirect', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  end(): unknown;
  abort(): void;
}

interface LoginAsked {
  readonly isProxy: boolean;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

/** These come from behind the proxy: it has let the request by. */
const BEHIND_THE_PROXY =
  /^ERR_(CERT_|SSL_|EMPTY_RESPONSE|HTTP2_|INVALID_HTTP_RESPONSE|INVALID_REDIRECT|TOO_MANY_REDIRECTS)/;

/** A proxy that says nothing at all. In milliseconds. */
const GIVEN_UP_AFTER_MS = 30_000;

export const tryProxy =
  (
    request: (options: ClientRequestConstructorOptions) => TryRequest,
    session: () => Session,
    after: (ms: number, run: () => void) => () => void,
  ): TryProxy =>
  (address, answer) =>
    new Promise((resolve) => {
      let refused = false;
      let ended = false;
      // Only the address's origin: what else stands in it is none of a proxy's business, nor of the server's at this
      // time.
      const url = `${new URL(address).origin}/`;
      const sent = request({ method: 'HEAD', url, session: session(), cache: 'no-store', redirect: 'manual' });
      const over = (trial: 'through' | 'refused' | 'broken'): void => {
        if (ended) return;
        ended = true;
        cancel();
        resolve(trial);
        sent.abort();
      };
      const cancel = after(GIVEN_UP_AFTER_MS, () => over('broken'));
      sent.on('login', ({ isProxy, scheme, host, port }, give) => {
        if (!isProxy) {
          // The server's own: the proxy is behind us.
          give();
          return;
        }
        void answer({ proxy: proxyName(host, port), scheme: scheme.toLowerCase() }).then(
          (given) => {
            if (given === null) {
              refused = true;
              give();
            } else give(given.user, given.password);
            wakeNodesLoop();
          },
          () => {
            refused = true;
            give();
          },
        );
      });
      sent.on('response', ({ statusCode }) => over(statusCode === 407 || refused ? 'refused' : 'through'));
      // The server sends elsewhere.
      sent.on('redirect', () => over('through'));
      sent.on('error', (error) => {
        if (refused) over('refused');
        else over(BEHIND_THE_PROXY.test(causeCode(error) ?? '') ? 'through' : 'broken');
      });
      // `close` means nothing: it comes once the request is out, before any answer (seen on 33.2.1).
      sent.end();
      wakeNodesLoop();
    });

/** As Chromium's proxy rules write it. */
export const proxyName = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
