/** Resumes the session that an earlier run left in the keychain. */
import { pause } from '../genesys/bounded.js';
import { GenesysError } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import { growingPause } from '../genesys/retry.js';
import { createIssuedSession, type IssuedEvents, type IssuedSession, type SessionPorts } from './issued-session.js';
import type { KeptSession } from './kept-session.js';
import { whoAmI, type Me } from './me.js';
import { problemText, signInProblem } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';

/** `refused`: the service no longer accepts the kept session. Its owner is still known. */
export type Restored =
  | { readonly kind: 'restored'; readonly issued: IssuedSession; readonly me: Me }
  | { readonly kind: 'refused'; readonly problem: ProblemText };

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60_000;

/**
 * Asks the service who the kept session belongs to, and retries while the service cannot be reached: a laptop that
 * starts without network must not be signed out.
 * @param asleep told why it waits, with a function that ends the wait early
 * @throws GenesysError `cancelled` once the signal aborts
 */
export async function restoreSession(
  ports: SessionPorts,
  target: SignInTarget,
  kept: KeptSession,
  run: { signal: AbortSignal; events: IssuedEvents; asleep: (problem: ProblemText, wake: AbortController) => void },
): Promise<Restored> {
  const issued = createIssuedSession(ports, target, kept, run.events);
  const { client } = issued;
  const stop = (): void => void issued.end();
  run.signal.addEventListener('abort', stop, { once: true });
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        const me = await whoAmI(
          { client, clock: ports.clock, environment: target.environment },
          { retry: false, signal: run.signal },
        );
        return { kind: 'restored', issued, me };
      } catch (error) {
        if (run.signal.aborted) throw error;
        if (isRefusal(error)) {
          issued.end();
          return { kind: 'refused', problem: refusal(error, target) };
        }
        const wake = new AbortController();
        run.asleep(signInProblem(error, 'usersMe', target), wake);
        const pauses = { first: FIRST_DELAY_MS, longest: LONGEST_DELAY_MS, random: ports.random };
        await sleep(ports, growingPause(error, attempt, pauses), run.signal, wake);
      }
    }
  } finally {
    run.signal.removeEventListener('abort', stop);
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof GenesysError && error.kind === 'http' && (error.status === 401 || error.status === 403);

const refusal = (error: unknown, target: SignInTarget): ProblemText =>
  error instanceof GenesysError && error.status === 401
    ? problemText('session.problem.ended', { status: 401, correlationId: error.correlationId })
    : signInProblem(error, 'usersMe', target);

async function sleep(ports: SessionPorts, ms: number, signal: AbortSignal, wake: AbortController): Promise<void> {
  const end = (): void => {
    wake.abort();
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    await pause(ports.clock, ms, wake.signal);
  } catch {
    // It was woken or cancelled. The loop's next step finds out.
  } finally {
    signal.removeEventListener('abort', end);
  }
}
