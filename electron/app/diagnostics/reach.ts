/**
 * Whether the login and the API can be reached, and what is in the way: no DNS, no connection, a certificate that this
 * computer does not trust (TLS inspection), a proxy that asks for a password, the page of a captive portal, or an
 * answer of something else. Nothing secret is sent.
 */
import { readBody } from '../../genesys/answer-body.js';
import { readAnswer } from '../../genesys/answer.js';
import { bounded } from '../../genesys/bounded.js';
import type { Environment } from '../../genesys/environment.js';
import { GenesysError, toProblemText } from '../../genesys/error.js';
import { networkFailure } from '../../genesys/network-failure.js';
import type { Clock, FetchPort } from '../../ports.js';
import type { Advice } from './report.js';

const WITHIN_MS = 12_000;
const MAX_BYTES = 1024 * 1024;
/** The network wants its own sign-in first (RFC 6585). */
const NETWORK_AUTHENTICATION_REQUIRED = 511;
/** The service refuses what carries no token and no code: that is the answer hoped for. */
const EXPECTED = [400, 401, 403, 405, 429];

export interface ReachDeps {
  readonly fetch: FetchPort;
  readonly clock: Clock;
  readonly userAgent: string;
}

/** Null: it answers as it should. */
export const reachApi = (deps: ReachDeps, { apiUrl }: Environment): Promise<Advice | null> =>
  reach(deps, `${apiUrl}/api/v2/users/me`, null);

export const reachLogin = (deps: ReachDeps, { loginUrl }: Environment): Promise<Advice | null> =>
  reach(deps, `${loginUrl}/oauth/token`, 'grant_type=authorization_code');

/** @param form what to post. Null: it is only read */
async function reach(deps: ReachDeps, url: string, form: string | null): Promise<Advice | null> {
  const { host } = new URL(url);
  const { clock } = deps;
  try {
    await bounded(clock, { timeoutMs: WITHIN_MS, signal: undefined, host }, async (signal) => {
      const response = await deps
        .fetch(url, {
          ...(form === null ? { method: 'GET' } : { method: 'POST', body: form }),
          headers: {
            Accept: 'application/json',
            'User-Agent': deps.userAgent,
            ...(form === null ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
          },
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          signal,
        })
        .catch((error: unknown) => {
          throw networkFailure(error, host);
        });
      const text = await readBody(response, MAX_BYTES, signal);
      const { status, headers } = response;
      if (status === NETWORK_AUTHENTICATION_REQUIRED) throw portal(host, status);
      readAnswer({ status, headers, text }, { host, now: clock.now(), reads: true });
    });
    return null;
  } catch (error) {
    if (error instanceof GenesysError && error.kind === 'http' && EXPECTED.includes(error.status ?? 0)) return null;
    const { key, params } = toProblemText(error);
    // The texts for a thing that is gone, or a request that is wrong, would say nothing of the way.
    const isOdd =
      error instanceof GenesysError &&
      error.kind === 'http' &&
      (error.status ?? 0) < 500 &&
      error.status !== 407 &&
      error.status !== 408;
    return isOdd
      ? { key: 'diagnostics.reach.other', params: { host, ...params } }
      : { key, params: { host, ...params } };
  }
}

const portal = (host: string, status: number): GenesysError =>
  new GenesysError({
    kind: 'badAnswer',
    status,
    code: 'html',
    message: `${host} ${status}`,
    params: { host },
  });
