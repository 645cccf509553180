/**
 * `fetch` that gets past a proxy which asks for a password: what met its 407 never reached the service, and is sent
 * again once the proxy is open.
 */
import type { FetchPort } from '../ports.js';
import type { ProxySignIn } from './proxy-sign-in.js';

/**
 * Behind these a 407 may stand: on the way to an https address Chromium tells no more than that there was no tunnel.
 */
const MAY_BE_407 =
  /net::ERR_(TUNNEL_CONNECTION_FAILED|PROXY_AUTH_\w+|UNEXPECTED_PROXY_AUTH|INVALID_AUTH_CREDENTIALS|MISSING_AUTH_CREDENTIALS)\b/;

/** How such a request failed in the end, in Chromium's manner; genesys/error.ts puts it into words. */
export const PROXY_ASKS = 'ERR_PROXY_AUTH_REQUESTED';
export const PROXY_FORBIDDEN = 'ERR_PROXY_AUTH_FORBIDDEN';

type Outcome = { readonly answer: Response } | { readonly error: unknown };

const met407 = (outcome: Outcome): boolean =>
  'answer' in outcome
    ? outcome.answer.status === 407
    : outcome.error instanceof Error && MAY_BE_407.test(outcome.error.message);

export const fetchPastProxy =
  (fetch: FetchPort, proxy: Pick<ProxySignIn, 'met' | 'passed'>): FetchPort =>
  async (url, init) => {
    const send = (): Promise<Outcome> =>
      fetch(url, init).then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      );
    let outcome = await send();
    if (met407(outcome)) {
      const verdict = await proxy.met(url);
      if ('answer' in outcome && verdict !== 'other') void outcome.answer.body?.cancel().catch(() => undefined);
      if (verdict === 'forbidden') throw new Error(`net::${PROXY_FORBIDDEN}`);
      if (verdict === 'open') outcome = await send();
      if (verdict !== 'other' && met407(outcome)) throw new Error(`net::${PROXY_ASKS}`);
    }
    if ('error' in outcome) throw outcome.error;
    if (outcome.answer.status !== 407) proxy.passed(url);
    return outcome.answer;
  };
