/**
 * The login's token endpoint: exchanges a code or a refresh token for an access token (oauth4webapi,
 * docs/genesys-cloud.md §1.6 and §4).
 */
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { readBody } from '../genesys/answer-body.js';
import { readAnswer, type RawAnswer } from '../genesys/answer.js';
import { bounded } from '../genesys/bounded.js';
import { GenesysError } from '../genesys/error.js';
import { model, optional, readModel, text } from '../genesys/lenient.js';
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
  /** Public clients usually get none (docs/genesys-cloud.md §4). */
  readonly refreshToken: string | null;
  /** From now, in milliseconds. Null: the answer does not say. */
  readonly lifetimeMs: number | null;
}

const TIMEOUT_MS = 16_000;
const MAX_BYTES = 64 * 1024;
/** In seconds. A token lives two days at most (docs/genesys-cloud.md §4), so more than a year is no lifetime. */
const LONGEST_LIFE_S = 365 * 24 * 60 * 60;

/** What we read of the answer. We request no `id_token` and ignore one. */
const answerSchema = model({
  access_token: tokenSchema,
  token_type: v.nullish(v.pipe(v.string(), v.regex(/^bearer$/i))),
  expires_in: optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.decimal(), v.transform(Number))]),
      v.minValue(0),
      v.maxValue(LONGEST_LIFE_S),
    ),
  ),
  refresh_token: optional(tokenSchema),
});

/** The refusal's body: OAuth's names, Genesys' own `description`, or the API's `message`. Any may be missing. */
const refusalSchema = model({ error: text, description: text, error_description: text, message: text });

/** oauth4webapi says what to request, and we send it our way. */
interface TokenRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: URLSearchParams;
}

/**
 * Sends the request that oauth4webapi builds and reads its answer once, with the app's limits: bounded in time and
 * size, no redirects, and refusals understood in every shape the service uses. The library itself reads only the
 * standard's shapes.
 * @param send one of oauth4webapi's grant requests with these options
 * @throws SignInError if the service refused for good, GenesysError if no usable answer came
 */
async function askForTokens(
  deps: TokenDeps,
  target: SignInTarget,
  signal: AbortSignal | undefined,
  send: (options: oauth.TokenEndpointRequestOptions) => Promise<Response>,
): Promise<IssuedTokens> {
  const host = new URL(target.environment.loginUrl).host;
  const answer = await bounded(deps.clock, { timeoutMs: TIMEOUT_MS, signal, host }, async (inner) => {
    const fetchOnce = async (url: string, { method, headers, body }: TokenRequest): Promise<Response> => {
      try {
        return await deps.fetch(url, {
          method,
          headers: { ...headers, 'user-agent': deps.userAgent },
          body: body.toString(),
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          signal: inner,
        });
      } catch (error) {
        throw networkFailure(error, host);
      }
    };
    const response = await send({
      [oauth.customFetch]: fetchOnce,
      // An environment over http is on loopback (customEnvironment lets no other pass).
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by its authors as a warning to readers
      [oauth.allowInsecureRequests]: target.environment.loginUrl.startsWith('http://'),
    });
    try {
      return { status: response.status, headers: response.headers, text: await readBody(response, MAX_BYTES, inner) };
    } catch (error) {
      throw error instanceof GenesysError ? error : networkFailure(error, host);
    }
  });
  throwIfRefused(answer, target);
  const reading = readModel(answerSchema, readAnswer(answer, { host, now: deps.clock.now(), reads: false }));
  if (!reading.ok) {
    const field = reading.refused.path || 'access_token';
    throw new GenesysError({ kind: 'badAnswer', code: 'schema', message: `${host} answered with no ${field} of use` });
  }
  const { access_token, expires_in, refresh_token } = reading.value;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    lifetimeMs: typeof expires_in === 'number' ? expires_in * 1000 : null,
  };
}

/**
 * The login refuses with 400, 401 or 403 and a JSON body. Anything else is reported by its status, like any other
 * answer.
 */
function throwIfRefused(answer: RawAnswer, target: SignInTarget): void {
  if (![400, 401, 403].includes(answer.status)) return;
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    return;
  }
  const reading = readModel(refusalSchema, json);
  if (!reading.ok) return;
  const { error, description, error_description, message } = reading.value;
  const refusal = {
    error: error ?? null,
    description: error_description ?? description ?? message ?? null,
    status: answer.status,
    correlationId: answer.headers.get('inin-correlation-id'),
  };
  throw new SignInError(refusalProblem(refusal, target), true);
}

/** oauth4webapi needs this, because Genesys Cloud has no discovery document. */
const serverOf = (target: SignInTarget): oauth.AuthorizationServer => ({
  issuer: target.environment.loginUrl,
  token_endpoint: `${target.environment.loginUrl}/oauth/token`,
});

/**
 * Exchanges the code that the redirect brought.
 * @throws SignInError or GenesysError, or oauth4webapi's error if the redirect is invalid
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
  return await askForTokens(deps, target, signal, (options) =>
    oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      checked,
      authorization.redirectUri,
      authorization.verifier,
      options,
    ),
  );
}

/**
 * Exchanges a refresh token for a new access token.
 * @throws SignInError if it was refused for good, GenesysError if no usable answer came
 */
export function refreshTokens(deps: TokenDeps, target: SignInTarget, refreshToken: string): Promise<IssuedTokens> {
  const client: oauth.Client = { client_id: target.clientId };
  return askForTokens(deps, target, undefined, (options) =>
    oauth.refreshTokenGrantRequest(serverOf(target), client, oauth.None(), refreshToken, options),
  );
}
