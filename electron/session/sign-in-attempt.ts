/** One sign-in in the system's browser, up to the tokens (design §5 and §7). */
import type { Texts } from '../../assets/locales/catalogue.js';
import { GenesysError } from '../genesys/error.js';
import { cancelledError } from '../genesys/genesys-error.js';
import type { ProblemText } from '../genesys/problem.js';
import { createAuthorization, type Authorization } from './authorization.js';
import { openLoopback, PortInUseError, type Loopback, type LoopbackAnswer } from './loopback.js';
import { checkLogin } from './reachability.js';
import type { SessionPorts } from './issued-session.js';
import { problemText, refusalProblem, SignInError } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';
import { exchangeCode, type IssuedTokens } from './token-endpoint.js';

export interface AttemptPorts extends SessionPorts {
  /** Its promise proves nothing: it may resolve where no browser exists (design §5). */
  openBrowser(url: string): Promise<void>;
  /** The page in the browser is in the person's language. */
  texts(): Texts;
}

export interface AttemptEvents {
  /** The browser is being opened with this address. */
  waiting(url: string): void;
  /** The browser came back; the code is being exchanged. */
  exchanging(): void;
  /** The login seems to refuse what the browser was sent with; explains a sign-in that is given up. */
  suspects(problem: ProblemText): void;
}

/** How long a person has in the browser, in milliseconds. */
export const SIGN_IN_TIME_MS = 120_000;
/**
 * A browser that is logged in comes back sooner. Only then is the login asked whether anything is wrong (docs/adr/0007), so that an
 * ordinary sign-in is one authorization request and no more. In milliseconds.
 */
export const CHECK_LOGIN_AFTER_MS = 3_000;
/** What comes in an address may be as long as somebody likes. */
const MAX_DESCRIPTION = 300;

/**
 * Runs the sign-in to its end, and closes what it opened.
 * @throws SignInError with the cause in words, or GenesysError; `cancelled` once the signal aborts
 */
export async function signInWithBrowser(
  ports: AttemptPorts,
  target: SignInTarget,
  someoneElse: boolean,
  signal: AbortSignal,
  events: AttemptEvents,
): Promise<IssuedTokens> {
  const loopback = await openOwnLoopback(ports, target.redirectPort);
  try {
    if (signal.aborted) throw cancelledError(false);
    const authorization = await createAuthorization(target, loopback.redirectUri, someoneElse);
    const answer = await browserAnswer(ports, target, { loopback, authorization, signal, events });
    events.exchanging();
    return await exchange(ports, target, authorization, answer, signal);
  } finally {
    loopback.close();
  }
}

async function openOwnLoopback(ports: AttemptPorts, port: number): Promise<Loopback> {
  try {
    return await openLoopback(port, () => ports.texts());
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

/** Waits for the browser, the clock, the person's *Cancel*, or the word that the login cannot be reached, whichever is first. */
async function browserAnswer(ports: AttemptPorts, target: SignInTarget, waiting: Waiting): Promise<LoopbackAnswer> {
  const { loopback, authorization, signal, events } = waiting;
  const checking = new AbortController();
  let suspicion: ProblemText | null = null;
  let tidy = (): void => undefined;
  try {
    return await new Promise<LoopbackAnswer>((resolve, reject) => {
      const giveUp = (): void => {
        reject(cancelledError(false));
      };
      const cancelTimer = ports.clock.after(SIGN_IN_TIME_MS, () => {
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
      events.waiting(authorization.url);
      ports.openBrowser(authorization.url).catch((error: unknown) => {
        ports.log.warn('sign-in: the browser was not opened', {
          reason: error instanceof Error ? error.name : 'unknown',
        });
        // Only a program that could not be started is sure; the rest may still open, and *Copy link* always works.
        if (error instanceof Error && error.name === 'NoBrowserError')
          reject(new SignInError(problemText('signIn.problem.noBrowser')));
      });
    });
  } finally {
    tidy();
  }
}

async function exchange(
  ports: AttemptPorts,
  target: SignInTarget,
  authorization: Authorization,
  answer: LoopbackAnswer,
  signal: AbortSignal,
): Promise<IssuedTokens> {
  if (answer.kind === 'wrongState') throw new SignInError(problemText('signIn.problem.wrongState'));
  const { params } = answer;
  if (params.has('error')) {
    const refusal = {
      error: params.get('error'),
      description: params.get('error_description')?.slice(0, MAX_DESCRIPTION) ?? null,
      status: null,
      correlationId: null,
    };
    throw new SignInError(refusalProblem(refusal, target), true);
  }
  // Other parameters are nobody's business: only what the standard names is looked at.
  const known = new URLSearchParams();
  for (const name of ['code', 'state']) for (const value of params.getAll(name)) known.append(name, value);
  try {
    return await exchangeCode(ports, target, authorization, known, signal);
  } catch (error) {
    if (error instanceof SignInError || error instanceof GenesysError) throw error;
    // oauth4webapi refused the redirect itself: no code, or two.
    throw new SignInError(problemText('signIn.problem.wrongState'));
  }
}
