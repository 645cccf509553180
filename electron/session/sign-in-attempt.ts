/** One sign-in in the system's browser, until there are tokens. */
import type { TextKey, Texts } from '../../assets/locales/catalogue.js';
import { cancelledError, GenesysError } from '../genesys/genesys-error.js';
import type { ProblemText } from '../genesys/problem.js';
import { createAuthorization, type Authorization } from './authorization.js';
import { openLoopback, PortInUseError, type Loopback } from './loopback.js';
import { PROXY_ASKS } from './proxy-fetch.js';
import { checkLogin } from './reachability.js';
import type { SessionPorts } from './issued-session.js';
import type { SignInHint } from './session-state.js';
import { pastedParams, type FinalAnswer } from './sign-in-answer.js';
import { problemText, refusalKey, refusalProblem, SignInError, targetParams } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';
import { exchangeCode, type IssuedTokens } from './token-endpoint.js';

export interface AttemptPorts extends SessionPorts {
  /** Its promise proves nothing: it may resolve even if there is no browser. */
  openBrowser(url: string): Promise<void>;
  /** For the page in the browser, in the person's language. */
  texts(): Texts;
}

/** A sign-in that is waiting for the browser. */
export interface WaitingSignIn {
  /** The address to open in the browser. */
  readonly url: string;
  /**
   * Takes the answer from an address that a person copied from the browser. Null: the sign-in goes on with it.
   * Otherwise why not.
   */
  paste(text: string): TextKey | null;
}

export interface AttemptEvents {
  /** The browser is being opened. */
  waiting(signIn: WaitingSignIn): void;
  /** The browser brought something that does not end the sign-in, but may explain why it does not complete. */
  hint(hint: SignInHint): void;
  /** The browser came back, and the code is being exchanged. */
  exchanging(): void;
  /** The login seems to refuse the browser's request. This explains a sign-in that gives up. */
  suspects(problem: ProblemText): void;
}

/** How long a person has in the browser: for a password, a second factor, the mail for a forgotten password. */
export const SIGN_IN_TIME_MS = 600_000;
/**
 * A browser that is already logged in comes back sooner than this. Only later do we ask the login whether anything is
 * wrong (docs/adr/0007), so that an ordinary sign-in is a single authorization request.
 */
export const CHECK_LOGIN_AFTER_MS = 3_000;

/**
 * Runs the sign-in to its end, and closes what it opened.
 * @throws SignInError with the cause in words, or GenesysError (`cancelled` once the signal aborts)
 */
export async function signInWithBrowser(
  ports: AttemptPorts,
  target: SignInTarget,
  someoneElse: boolean,
  signal: AbortSignal,
  events: AttemptEvents,
): Promise<IssuedTokens> {
  const loopback = await openOwnLoopback(ports, target, events);
  try {
    const authorization = await createAuthorization(target, loopback.redirectUri, someoneElse);
    if (signal.aborted) throw cancelledError(false);
    const answer = await browserAnswer(ports, target, { loopback, authorization, signal, events });
    events.exchanging();
    return await exchange(ports, target, authorization, answer, signal);
  } finally {
    loopback.end('over');
  }
}

async function openOwnLoopback(ports: AttemptPorts, target: SignInTarget, events: AttemptEvents): Promise<Loopback> {
  const port = target.redirectPort;
  try {
    return await openLoopback(port, {
      clock: ports.clock,
      texts: () => ports.texts(),
      explain: (error, description) => ports.texts()(refusalKey(error, description), targetParams(target)),
      hint: (hint) => {
        ports.log.info('sign-in: the browser brought something else', { what: hint });
        events.hint(hint);
      },
    });
  } catch (error) {
    ports.log.warn('sign-in: no listener', { port, reason: error instanceof Error ? error.message : 'unknown' });
    const taken = error instanceof PortInUseError && port !== 0;
    throw new SignInError(
      problemText(taken ? 'signIn.problem.portInUse' : 'signIn.problem.noPort', { params: { port: String(port) } }),
    );
  }
}

interface Waiting {
  readonly loopback: Loopback;
  readonly authorization: Authorization;
  readonly signal: AbortSignal;
  readonly events: AttemptEvents;
}

/**
 * Waits for the browser, the time limit, the person's _Cancel_, or the news that the login cannot be reached, whichever
 * is first.
 */
async function browserAnswer(ports: AttemptPorts, target: SignInTarget, waiting: Waiting): Promise<FinalAnswer> {
  const { loopback, authorization, signal, events } = waiting;
  const checking = new AbortController();
  let suspicion: ProblemText | null = null;
  let tidy = (): void => undefined;
  try {
    return await new Promise<FinalAnswer>((resolve, reject) => {
      const giveUp = (): void => {
        reject(cancelledError(false));
      };
      const cancelTimer = ports.clock.after(SIGN_IN_TIME_MS, () => {
        loopback.end('timedOut');
        reject(new SignInError(suspicion ?? problemText('signIn.problem.timedOut')));
      });
      const cancelCheck = ports.clock.after(CHECK_LOGIN_AFTER_MS, () => {
        if (target.demo) return;
        void checkLogin(ports, target, authorization.redirectUri, checking.signal).then((trouble) => {
          if (trouble?.kind === 'ends') reject(new SignInError(trouble.problem));
          if (trouble?.kind !== 'suspects') return;
          suspicion = trouble.problem;
          events.suspects(trouble.problem);
        });
      });
      tidy = () => {
        cancelTimer();
        cancelCheck();
        checking.abort();
        signal.removeEventListener('abort', giveUp);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      void loopback.answer(authorization.state).then(resolve);
      events.waiting({ url: authorization.url, paste: (text) => paste(loopback, text) });
      ports.openBrowser(authorization.url).catch((error: unknown) => {
        // _Open again_ may still open it, and _Copy link_ always works.
        ports.log.warn('sign-in: the browser was not opened', {
          reason: error instanceof Error ? error.name : 'unknown',
        });
      });
    });
  } finally {
    tidy();
  }
}

function paste(loopback: Loopback, text: string): TextKey | null {
  const params = pastedParams(text);
  if (params === null) return 'signIn.paste.noAddress';
  switch (loopback.take(params).kind) {
    case 'code':
    case 'refused':
      return null;
    case 'otherState':
      return 'signIn.paste.earlier';
    case 'noState':
      return 'signIn.paste.incomplete';
    case 'unusable':
      // The login page's own address also carries the state.
      return params.has('code') || params.has('error') ? 'signIn.paste.incomplete' : 'signIn.paste.noAnswer';
    case 'nothing':
      return 'signIn.paste.noAnswer';
  }
}

/** A proxy may ask as often as its password is wrong; what still fails then, fails. */
const MOST_TRIES = 5;

/**
 * A sign-in that a proxy stops waits until the person has answered it: what met the proxy never arrived, and the code
 * is still good.
 */
export async function pastProxy<T>(ports: SessionPorts, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      const waits = error instanceof GenesysError && error.code === PROXY_ASKS && tries < MOST_TRIES;
      if (!waits || !(await ports.proxyOpens?.(signal))) throw error;
    }
  }
}

async function exchange(
  ports: AttemptPorts,
  target: SignInTarget,
  authorization: Authorization,
  answer: FinalAnswer,
  signal: AbortSignal,
): Promise<IssuedTokens> {
  if (answer.kind === 'refused') {
    const { error, description } = answer;
    throw new SignInError(refusalProblem({ error, description, status: null, correlationId: null }, target), true);
  }
  const callback = new URLSearchParams({ code: answer.code, state: authorization.state });
  return pastProxy(ports, signal, () => exchangeCode(ports, target, authorization, callback, signal));
}
