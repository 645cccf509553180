/**
 * One session as the service issued it: its tokens, its client, its end. Tokens leave this file only as a bearer to the
 * environment that issued them, and as an item for the keychain. Once ended it gives out nothing, even to those who
 * still hold its client.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';
import { createGenesysClient, type GenesysClient, type TokenSource } from '../genesys/client.js';
import type { RateCeiling } from '../genesys/rate-ceiling.js';
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
  /**
   * For all sessions: the service counts a person's requests, whichever token they carry. Missing: each client counts
   * its own.
   */
  readonly ceiling?: RateCeiling | undefined;
  readonly onServerDate?: ((serverMs: number, receivedAtMs: number) => void) | undefined;
}

export interface IssuedSession {
  readonly target: SignInTarget;
  readonly tokens: TokenSource;
  readonly client: GenesysClient;
  /** By this machine's clock. Null: unknown. */
  readonly expiresAt: number | null;
  /** The end is near and there is no refresh token, so only a person can extend it. */
  readonly endsSoon: boolean;
  /** What the keychain keeps. Null: the session has ended. */
  secrets(): { readonly accessToken: string; readonly refreshToken: string | null } | null;
  /** From now on, acts when the session's end comes. */
  watch(): void;
  /** After sleep, when timers did not run: checks the end again. */
  wake(): void;
  /** Ends it. Returns the last access token, for the one request that revokes it. */
  end(): string | null;
  /**
   * Ends it. Pending requests, and whoever still holds its client, continue with the tokens of `next`, the same
   * person's at the same environment.
   */
  handOver(next: TokenSource): void;
}

export interface IssuedEvents {
  /** There are new tokens. */
  renewed(session: IssuedSession): void;
  /** The end has come near, or turned out to be at another time. */
  endMoved(session: IssuedSession): void;
  /** The service says that this session is over. Called once, never after `end`. */
  over(session: IssuedSession, problem: ProblemText): void;
}

/** How long before its end a token is renewed if there is a refresh token. At most a tenth of its life. */
const RENEW_AHEAD_MS = 60_000;
/** The pause after the service could not be asked at the end. */
const TRY_AGAIN_MS = 30_000;
/** The pause if the token outlives its announced end. */
const STILL_ALIVE_MS = 300_000;
/**
 * How long before its end a person is asked to renew it. At most half of its life, so that short sessions do not start
 * with it.
 */
export const END_NOTICE_MS = 30 * 60_000;
/**
 * The clock may have been set during sleep. An answer of the service tells, so we wait this long before asking anybody.
 */
const CLOCK_KNOWN_AFTER_MS = 5_000;
/** More than a slow answer alone can make the clocks differ. */
const CLOCK_SET_MS = 60_000;

/**
 * All users of the session get this failure if the login cannot be reached. They may send their requests again later.
 */
const asNetworkFailure = (error: unknown): GenesysError =>
  error instanceof GenesysError
    ? error
    : new GenesysError({ kind: 'network', message: 'The session could not be renewed', retryable: true });

/** Call `watch` to act on the session's end. */
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
  /** The service's clock minus this machine's, in milliseconds, as last heard. */
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

  /** This session has ended. Whoever took over has the tokens. */
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
    // It ended, or the person signed out, while the answer was on its way. Nobody may use the new tokens.
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
  /** If somebody set this machine's clock, the session still ends at the same moment. */
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
  /**
   * In the steady state no request would notice the end, so we ask at the time (docs/design.md §3.7). The service
   * decides that it is over, not the clock.
   */
  const atTheEnd = (): void => {
    if (access === null) return;
    const asked =
      refresh === null
        ? client.tokens.getTokensMe({ preserveIdleTTL: true }, { retry: false }).then(() => {
            // Nobody knows now when it ends.
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
    ceiling: ports.ceiling,
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

/** Revokes an access token, for sign-out. Resolves true if the service has ended it or no longer knew it. */
export async function revoke(ports: SessionPorts, target: SignInTarget, accessToken: string): Promise<boolean> {
  const client = createGenesysClient({
    environment: target.environment,
    fetch: ports.fetch,
    clock: ports.clock,
    random: ports.random,
    log: ports.log,
    tokens: { accessToken: () => accessToken, renew: () => Promise.resolve(false) },
    userAgent: ports.userAgent,
    ceiling: ports.ceiling,
  });
  try {
    await client.tokens.deleteTokensMe({}, { retry: false });
    return true;
  } catch (error) {
    return error instanceof GenesysError && error.status === 401;
  }
}
