/**
 * The transport is the only place that knows the bearer token. It decides on timeouts, retries, the rate ceiling,
 * session renewal and the reading of answers, for every operation alike (docs/design.md §3.6).
 */
import type { Clock, FetchPort, Log, Random } from '../ports.js';
import { readBody } from './answer-body.js';
import { correlationIdOf, dateOf, readAnswer, type RawAnswer } from './answer.js';
import { bounded, pause } from './bounded.js';
import type { Environment } from './environment.js';
import { GenesysError, signInNeeded } from './genesys-error.js';
import { networkFailure } from './network-failure.js';
import { operationUrl, splitIntoChunks, type AnyOperation, type LooseArgs } from './operation.js';
import { createRateCeiling, type RateCeiling } from './rate-ceiling.js';
import { retryDelay } from './retry.js';
import { lookUp } from '../look-up.js';

/** The source of the access token, which never leaves the transport. */
export interface TokenSource {
  /** Null: nobody is signed in. */
  accessToken(): string | null;
  /**
   * The service refused this token. Resolves true if there is a new one now. Concurrent callers share one renewal.
   * @param refusedToken prevents a second renewal if the token was renewed meanwhile
   */
  renew(refusedToken: string): Promise<boolean>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** It is asked for other people: whatever the agent does for themselves goes before it. */
  readonly forOthers?: boolean | undefined;
  /** Whether failures that can pass are retried here; by default reads are, changes are not. */
  readonly retry?: boolean | undefined;
  /**
   * The limit for each attempt including its whole answer, in milliseconds. Default: 16,000, as in the vendor's
   * libraries.
   */
  readonly timeoutMs?: number | undefined;
  /** The largest answer accepted. Default: 8 MB. */
  readonly maxBytes?: number | undefined;
}

export interface HttpDeps {
  readonly environment: Environment;
  readonly fetch: FetchPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tokens: TokenSource;
  readonly userAgent: string;
  /** Shared by all clients of a person; missing: this client has one of its own. */
  readonly ceiling?: RateCeiling | undefined;
  /** The service's clock as each answer tells it, in milliseconds since the epoch, to whole seconds. */
  readonly onServerDate?: ((serverMs: number, receivedAtMs: number) => void) | undefined;
}

/** Told the correlation id of each answer. */
type Heard = (correlationId: string | null) => void;

export interface Http {
  /** The answer's JSON, or undefined. The answers to a list sent in chunks come back as one. */
  send(operation: AnyOperation, args: LooseArgs, options?: CallOptions, heard?: Heard): Promise<unknown>;
}

const TIMEOUT_MS = 16_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** How many chunks of one call are sent at the same time. */
const CHUNKS_AT_ONCE = 4;

export const changesNothing = (operation: AnyOperation): boolean =>
  operation.verb === 'GET' || operation.verb === 'HEAD' || operation.reads === true;

/** A gateway may echo the request in its refusal, and we show and log refusals. */
const withoutSecret = (answer: RawAnswer, token: string): RawAnswer =>
  answer.status >= 400 && answer.text.includes(token)
    ? { ...answer, text: answer.text.replaceAll(token, '…') }
    : answer;

export function createHttp(deps: HttpDeps): Http {
  const { environment, clock, log, tokens } = deps;
  const host = new URL(environment.apiUrl).host;
  const ceiling = deps.ceiling ?? createRateCeiling(clock);
  /** The service's clock minus this machine's, as last heard. In milliseconds. */
  let clockOffset = 0;

  async function exchange(url: string, init: RequestInit, maxBytes: number, signal: AbortSignal): Promise<RawAnswer> {
    try {
      const response = await deps.fetch(url, { ...init, signal });
      const date = dateOf(response);
      if (date !== null) {
        clockOffset = date - clock.now();
        deps.onServerDate?.(date, clock.now());
      }
      return { status: response.status, headers: response.headers, text: await readBody(response, maxBytes, signal) };
    } catch (error) {
      throw error instanceof GenesysError ? error : networkFailure(error, host);
    }
  }

  /** Makes one attempt. If the token is refused, it is renewed once and the request is sent again. */
  async function attempt(
    operation: AnyOperation,
    url: string,
    body: string | null,
    options: CallOptions,
    heard: Heard | undefined,
  ) {
    const reads = changesNothing(operation);
    for (let renewed = false; ; renewed = true) {
      const forOthers = options.forOthers === true;
      await ceiling.pass(forOthers ? 'others' : reads ? 'read' : 'change', options.signal);
      const token = tokens.accessToken();
      if (token === null) throw signInNeeded();
      const init: RequestInit = {
        method: operation.verb,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          'User-Agent': deps.userAgent,
          ...(body === null ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === null ? {} : { body }),
        // Following a redirect would send the bearer token wherever it points.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      };
      const limits = { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, signal: options.signal, host };
      const leave = forOthers && reads ? await ceiling.readsForOthers.enter(options.signal) : null;
      const answer = await bounded(clock, limits, (signal) =>
        exchange(url, init, options.maxBytes ?? MAX_BYTES, signal),
      ).finally(() => leave?.());
      heard?.(correlationIdOf(answer));
      if (answer.status !== 401 || renewed || !(await tokens.renew(token))) {
        return readAnswer(withoutSecret(answer, token), { host, now: clock.now() + clockOffset, reads });
      }
    }
  }

  async function sendOne(
    operation: AnyOperation,
    args: LooseArgs,
    options: CallOptions,
    heard: Heard | undefined,
  ): Promise<unknown> {
    const url = environment.apiUrl + operationUrl(operation, args);
    if (operation.body && args['body'] === undefined) throw new TypeError('body is missing');
    const body = operation.body ? JSON.stringify(args['body']) : null;
    const reads = changesNothing(operation);
    for (let attempts = 1; ; attempts++) {
      const begun = clock.monotonic();
      const told = { verb: operation.verb, path: operation.path, attempt: attempts };
      try {
        const json = await attempt(operation, url, body, options, heard);
        log.info('genesys answered', { ...told, ms: Math.round(clock.monotonic() - begun) });
        return json;
      } catch (error) {
        if (!(error instanceof GenesysError)) throw error;
        const { kind, status, code, correlationId } = error;
        log.warn('genesys failed', {
          ...told,
          ms: Math.round(clock.monotonic() - begun),
          kind,
          status,
          code,
          correlationId,
        });
        // A change that timed out may still take effect. Only a person decides to send it again.
        const again = (options.retry ?? reads) && (reads || kind !== 'timeout');
        const delay = again ? retryDelay(error, attempts, deps.random) : null;
        if (delay === null) throw error;
        await pause(clock, delay, options.signal);
      }
    }
  }

  return {
    async send(operation, args, options = {}, heard) {
      const list = operation.chunks && Array.isArray(lookUp(args, operation.chunks.of));
      if (!list) return sendOne(operation, args, options, heard);
      const calls = splitIntoChunks(operation, args);
      const answers: unknown[] = [];
      for (let start = 0; start < calls.length; start += CHUNKS_AT_ONCE) {
        const group = calls.slice(start, start + CHUNKS_AT_ONCE);
        const parts = await Promise.all(group.map((call) => sendOne(operation, call, options, heard)));
        answers.push(...parts.flatMap((part): unknown[] => (Array.isArray(part) ? part : [part])));
      }
      return answers;
    },
  };
}
