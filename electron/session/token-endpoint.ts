/** The login's token endpoint: a code, or a refresh token, becomes an access token (oauth4webapi; genesys.md §1.6 and §4). */
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { readBody } from '../genesys/answer-body.js';
import { readAnswer } from '../genesys/answer.js';
import { bounded } from '../genesys/bounded.js';
import { GenesysError } from '../genesys/error.js';
import { networkFailure } from '../genesys/network-failure.js';
import type { Clock, FetchPort } from '../ports.js';
import type { Authorization } from './authorization.js';
import { tokenSchema } from './kept-session.js';
import { refusalProblem, SignInError } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';

export interface TokenDeps {
  readonly fetch: FetchPort;
  readonly clock: Clock;
  readonly userAgent: string;
}

export interface IssuedTokens {
  readonly accessToken: string;
  /** Public clients usually get none (genesys.md §4). */
  readonly refreshToken: string | null;
  /** In milliseconds from now; null where the answer does not say. */
  readonly lifetimeMs: number | null;
}

const TIMEOUT_MS = 16_000;
const MAX_BYTES = 64 * 1024;

/** The answer as far as it is used. An `id_token` is not asked for, and left out. */
const answerSchema = v.object({
  access_token: tokenSchema,
  token_type: v.optional(v.nullable(v.string())),
  expires_in: v.optional(v.nullable(v.union([v.number(), v.pipe(v.string(), v.decimal(), v.transform(Number))]))),
  refresh_token: v.optional(v.nullable(tokenSchema)),
});

const text = v.fallback(v.nullish(v.string()), null);
/** The refusal's body: OAuth's names, Genesys' own `description`, or the API's `message`; every one may be missing. */
const refusalSchema = v.object({ error: text, description: text, error_description: text, message: text });

/**
 * Sends oauth4webapi's request over the port, and reads the answer with the app's limits before the library sees it: bounded in time and size, redirects
 * refused, refusals understood in every shape the service may give them.
 */
function exchangeOver(deps: TokenDeps, target: SignInTarget, signal: AbortSignal | undefined) {
  const host = new URL(target.environment.loginUrl).host;
  return async (url: string, init: { method: string; headers: Record<string, string>; body: URLSearchParams }) => {
    const answer = await bounded(deps.clock, { timeoutMs: TIMEOUT_MS, signal, host }, async (inner) => {
      try {
        const response = await deps.fetch(url, {
          method: init.method,
          headers: { ...init.headers, 'user-agent': deps.userAgent },
          body: init.body.toString(),
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          signal: inner,
        });
        const body = await readBody(response, MAX_BYTES, inner);
        return { status: response.status, headers: response.headers, text: body };
      } catch (error) {
        throw error instanceof GenesysError ? error : networkFailure(error, host);
      }
    });
    throwIfRefused(answer, target);
    const json = readAnswer(answer, { host, now: deps.clock.now(), reads: false });
    const parsed = v.safeParse(answerSchema, json);
    if (!parsed.success) {
      throw new GenesysError({ kind: 'badAnswer', code: 'schema', message: `${host} answered with no token` });
    }
    const { access_token, token_type, expires_in, refresh_token } = parsed.output;
    const clean = {
      access_token,
      token_type: token_type ?? 'bearer',
      ...(typeof expires_in === 'number' && expires_in >= 0 ? { expires_in } : {}),
      ...(refresh_token ? { refresh_token } : {}),
    };
    return new Response(JSON.stringify(clean), { headers: { 'content-type': 'application/json' } });
  };
}

/** Refusals of the login are 400, 401 or 403 with a JSON body; everything else is told by the status, like any other answer. */
function throwIfRefused(answer: { status: number; headers: Headers; text: string }, target: SignInTarget): void {
  if (![400, 401, 403].includes(answer.status)) return;
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    return;
  }
  const parsed = v.safeParse(refusalSchema, json);
  if (!parsed.success) return;
  const { error, description, error_description, message } = parsed.output;
  const refusal = {
    error: error ?? null,
    description: error_description ?? description ?? message ?? null,
    status: answer.status,
    correlationId: answer.headers.get('inin-correlation-id'),
  };
  throw new SignInError(refusalProblem(refusal, target), true);
}

/** What oauth4webapi must know; Genesys Cloud has no discovery document. */
const serverOf = (target: SignInTarget): oauth.AuthorizationServer => ({
  issuer: target.environment.loginUrl,
  token_endpoint: `${target.environment.loginUrl}/oauth/token`,
});

const optionsFor = (
  deps: TokenDeps,
  target: SignInTarget,
  signal?: AbortSignal,
): oauth.TokenEndpointRequestOptions => ({
  [oauth.customFetch]: exchangeOver(deps, target, signal),
  // An environment over http is on loopback (customEnvironment lets no other pass).
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by its authors as a warning to readers
  [oauth.allowInsecureRequests]: target.environment.loginUrl.startsWith('http://'),
});

const issued = (answer: oauth.TokenEndpointResponse): IssuedTokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? null,
  lifetimeMs: answer.expires_in === undefined ? null : answer.expires_in * 1000,
});

/**
 * Exchanges the code that came back with the redirect.
 * @throws SignInError or GenesysError
 */
export async function exchangeCode(
  deps: TokenDeps,
  target: SignInTarget,
  authorization: Authorization,
  callback: URLSearchParams,
  signal: AbortSignal,
): Promise<IssuedTokens> {
  const server = serverOf(target);
  const client: oauth.Client = { client_id: target.clientId };
  const checked = oauth.validateAuthResponse(server, client, callback, authorization.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    checked,
    authorization.redirectUri,
    authorization.verifier,
    optionsFor(deps, target, signal),
  );
  return issued(await oauth.processAuthorizationCodeResponse(server, client, response));
}

/**
 * Exchanges a refresh token for a new access token.
 * @throws SignInError where it was refused for good, GenesysError where no answer of use came
 */
export async function refreshTokens(
  deps: TokenDeps,
  target: SignInTarget,
  refreshToken: string,
): Promise<IssuedTokens> {
  const server = serverOf(target);
  const client: oauth.Client = { client_id: target.clientId };
  const options = optionsFor(deps, target);
  const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, options);
  return issued(await oauth.processRefreshTokenResponse(server, client, response));
}
