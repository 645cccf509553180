/**
 * One session as the service issued it: its tokens, its client, its end. The tokens never leave this file but as a bearer to the environment that
 * issued them, and as an item for the keychain. Once ended it gives nothing any more, whoever still holds its client.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';
import { createGenesysClient, type GenesysClient, type TokenSource } from '../genesys/client.js';
import { GenesysError, toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import type { Cancel, Clock, FetchPort, Log, Random } from '../ports.js';
import { problemText, SignInError } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';
import { refreshTokens, type IssuedTokens } from './token-endpoint.js';

export interface SessionPorts {
  readonly fetch: FetchPort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly userAgent: string;
  /**
   * Resolves true once the proxy that asks for a password lets requests by; false where nobody is going to answer it,
   * or the signal aborts.
   */
  readonly proxyOpens?: ((signal: AbortSignal) => Promise<boolean>) | undefined;
  readonly onServerDate?: ((serverMs: number, receivedAtMs: number) => void) | undefined;
}

export interface IssuedSession {
  readonly target: SignInTarget;
  readonly tokens: TokenSource;
  readonly client: GenesysClient;
  /** By this machine's clock; null where unknown. */
  readonly expiresAt: number | null;
  /** The end is near, and there is no refresh token: only a person can put it off. */
  readonly endsSoon: boolean;
  /** What the keychain keeps; null once ended. */
  secrets(): { readonly accessToken: string; readonly refreshToken: string | null } | null;
  /** Looks after the session's end from now on. */
  watch(): void;
  /** The same again after sleep, when timers have not run. */
  wake(): void;
  /** Gives nothing from now on; the last access token, for the one request that revokes it. */
  end(): string | null;
  /** Ends; what is under way, or still holds this one's client, goes on with the tokens of `next`: the same person's at the same environment. */
  handOver(next: TokenSource): void;
}

export interface IssuedEvents {
  /** New tokens are there. */
  renewed(session: IssuedSession): void;
  /** Its end came near, or lies elsewhere than was thought. */
  endMoved(session: IssuedSession): void;
  /** The service's last word: this session is over. Told once, never after `end`. */
  over(session: IssuedSession, problem: ProblemText): void;
}

/** How long before its end a token is renewed, where there is a refresh token; never more than a tenth of its life. In milliseconds. */
const RENEW_AHEAD_MS = 60_000;
/** Where the service could not be asked at the end. */
const TRY_AGAIN_MS = 30_000;
/** Where the token outlives what was said about it. */
const STILL_ALIVE_MS = 300_000;
/** So long before its end a person is asked to renew it; never more than half of its life, so that short sessions do not begin with it. */
export const END_NOTICE_MS = 30 * 60_000;
/** After sleep the clock may have been set, too: an answer of the service tells, before anybody is asked. In milliseconds. */
const CLOCK_KNOWN_AFTER_MS = 5_000;
/** A slow answer alone does not make the clocks differ by so much. */
const CLOCK_SET_MS = 60_000;

/** Every user of the session gets the same failure where the login cannot be reached: the request may be sent again later. */
const asNetworkFailure = (error: unknown): GenesysError =>
  error instanceof GenesysError
    ? error
    : new GenesysError({ kind: 'network', message: 'The session could not be renewed', retryable: true });

/** The end is not watched before `watch` is called. */
export function createIssuedSession(
  ports: SessionPorts,
  target: SignInTarget,
  first: {
    readonly accessToken: string;
    readonly refreshToken: string | null;
    readonly expiresAt: number | null;
    readonly lifetimeMs?: number | null;
  },
  events: IssuedEvents,
): IssuedSession {
  const { clock, log } = ports;
  let access: string | null = first.accessToken;
  let refresh = first.refreshToken;
  let expiresAt = first.expiresAt;
  let renewing: Promise<boolean> | null = null;
  let cancelTimer: Cancel = () => undefined;
  let cancelNotice: Cancel = () => undefined;
  let endsSoon = false;
  let successor: TokenSource | null = null;
  /** The service's clock minus this machine's, as last heard. */
  let clockOffset: number | null = null;
  const noticeAhead = Math.min(END_NOTICE_MS, (first.lifetimeMs ?? Infinity) / 2);

  const stop = (): string | null => {
    const last = access;
    access = null;
    refresh = null;
    cancelTimer();
    cancelNotice();
    return last;
  };
  const over = (problem: ProblemText): void => {
    if (access === null) return;
    stop();
    events.over(session, problem);
  };
  const lifetimeFrom = (ms: number | null): number | null => (ms === null ? null : clock.now() + ms);

  /** Ended: whoever took over has the tokens. */
  const askSuccessor = (refusedToken: string): Promise<boolean> =>
    successor?.renew(refusedToken) ?? Promise.resolve(false);

  const renewWith = async (refreshToken: string, refusedToken: string): Promise<boolean> => {
    let answer: IssuedTokens;
    try {
      answer = await refreshTokens(ports, target, refreshToken);
    } catch (error) {
      if (access === null) return askSuccessor(refusedToken);
      if (error instanceof SignInError && error.refused) {
        log.info('session not renewed: refused', { code: error.problem.code });
        over({ ...error.problem, key: 'session.problem.ended' satisfies TextKey, params: {} });
        return false;
      }
      log.warn('session not renewed: no answer of use', { reason: toProblemText(error).key });
      throw asNetworkFailure(error);
    }
    // Ended, or signed out, while the answer was on its way: nobody may use what it brought.
    if (access === null) return askSuccessor(refusedToken);
    access = answer.accessToken;
    refresh = answer.refreshToken ?? refreshToken;
    expiresAt = lifetimeFrom(answer.lifetimeMs);
    watch();
    log.info('session renewed', { rotated: answer.refreshToken !== null });
    events.renewed(session);
    return true;
  };

  const renew = (refusedToken: string): Promise<boolean> => {
    if (access === null) return askSuccessor(refusedToken);
    if (access !== refusedToken) return Promise.resolve(true);
    if (refresh === null) {
      over(problemText('session.problem.ended', { status: 401 }));
      return Promise.resolve(false);
    }
    renewing ??= renewWith(refresh, refusedToken).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  const plan = (ms: number): void => {
    cancelTimer();
    cancelTimer = access === null ? () => undefined : clock.after(ms, atTheEnd);
  };
  const watch = (noticeAfter = 0): void => {
    if (expiresAt === null) return;
    const left = Math.max(0, expiresAt - clock.now());
    plan(refresh === null ? left : left - Math.min(RENEW_AHEAD_MS, left / 10));
    cancelNotice();
    if (left > noticeAhead || refresh !== null) setEndsSoon(false);
    if (refresh !== null || access === null || left === 0) return;
    cancelNotice = clock.after(Math.max(noticeAfter, left - noticeAhead), () => setEndsSoon(true));
  };
  const setEndsSoon = (soon: boolean): void => {
    if (endsSoon === soon || access === null) return;
    endsSoon = soon;
    events.endMoved(session);
  };
  /** Somebody set this machine's clock: the session ends no earlier or later for that. */
  const heardDate = (serverMs: number, receivedAtMs: number): void => {
    const before = clockOffset;
    const now = serverMs - receivedAtMs;
    if (before !== null && Math.abs(now - before) < CLOCK_SET_MS) return;
    clockOffset = now;
    if (before === null || expiresAt === null || access === null) return;
    expiresAt += before - now;
    watch();
    events.endMoved(session);
  };
  /** The end comes unasked: in the steady state no request would notice it (docs/design.md §3.7). It is the service that says so, not the clock. */
  const atTheEnd = (): void => {
    if (access === null) return;
    const asked =
      refresh === null
        ? client.tokens.getTokensMe({ preserveIdleTTL: true }, { retry: false }).then(() => {
            // When it ends is anybody's guess now.
            setEndsSoon(false);
            plan(STILL_ALIVE_MS);
          })
        : renew(access);
    asked.catch(() => {
      plan(TRY_AGAIN_MS);
    });
  };

  const tokens: TokenSource = { accessToken: () => access ?? successor?.accessToken() ?? null, renew };
  const client = createGenesysClient({
    environment: target.environment,
    fetch: ports.fetch,
    clock,
    random: ports.random,
    log,
    tokens,
    userAgent: ports.userAgent,
    onServerDate: (serverMs, receivedAtMs) => {
      heardDate(serverMs, receivedAtMs);
      ports.onServerDate?.(serverMs, receivedAtMs);
    },
  });
  const session: IssuedSession = {
    target,
    tokens,
    client,
    get expiresAt() {
      return expiresAt;
    },
    get endsSoon() {
      return endsSoon;
    },
    secrets: () => (access === null ? null : { accessToken: access, refreshToken: refresh }),
    watch: () => watch(),
    wake: () => watch(CLOCK_KNOWN_AFTER_MS),
    end: stop,
    handOver(next) {
      stop();
      successor = next;
    },
  };
  return session;
}

/** Revokes an access token, for sign-out. Resolves true where the service has ended it, also where it knew it no more. */
export async function revoke(ports: SessionPorts, target: SignInTarget, accessToken: string): Promise<boolean> {
  const client = createGenesysClient({
    environment: target.environment,
    fetch: ports.fetch,
    clock: ports.clock,
    random: ports.random,
    log: ports.log,
    tokens: { accessToken: () => accessToken, renew: () => Promise.resolve(false) },
    userAgent: ports.userAgent,
  });
  try {
    await client.tokens.deleteTokensMe({}, { retry: false });
    return true;
  } catch (error) {
    return error instanceof GenesysError && error.status === 401;
  }
}
