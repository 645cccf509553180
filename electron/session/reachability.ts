import { bounded } from '../genesys/bounded.js';
import { GenesysError } from '../genesys/error.js';
import { networkFailure } from '../genesys/network-failure.js';
import type { ProblemText } from '../genesys/problem.js';
import { createAuthorization } from './authorization.js';
import { PROXY_ASKS } from './proxy-fetch.js';
import { problemText, signInProblem, targetParams } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';
import type { TokenDeps } from './token-endpoint.js';

/**
 * `ends`: the login cannot be reached, so no sign-in can succeed. `suspects`: the login seems to refuse the browser's
 * request. It tells the person in the browser and not the app, so this only explains a sign-in that failed.
 */
export type LoginTrouble = { readonly kind: 'ends' | 'suspects'; readonly problem: ProblemText };

/**
 * Sends the login page the same request as the browser, without its cookies and with a useless state and challenge.
 * Otherwise only the browser would show a wrong region, an unreachable host or an untrusted certificate, and the app
 * would stay silent for ten minutes. Null: nothing is wrong, or nothing is known.
 */
export async function checkLogin(
  deps: TokenDeps,
  target: SignInTarget,
  redirectUri: string,
  signal: AbortSignal,
): Promise<LoginTrouble | null> {
  const host = new URL(target.environment.loginUrl).host;
  try {
    const { url } = await createAuthorization(target, redirectUri, false);
    const status = await bounded(deps.clock, { timeoutMs: 16_000, signal, host }, async (inner) => {
      try {
        const response = await deps.fetch(url, {
          headers: { accept: 'text/html', 'user-agent': deps.userAgent },
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          signal: inner,
        });
        await response.body?.cancel();
        return response.status;
      } catch (error) {
        throw networkFailure(error, host);
      }
    });
    const suspect = (key: 'signIn.problem.wrongClient' | 'signIn.problem.wrongRegion'): LoginTrouble => ({
      kind: 'suspects',
      problem: problemText(key, { params: targetParams(target), status }),
    });
    if (status === 404) return suspect('signIn.problem.wrongRegion');
    return status === 400 || status === 401 ? suspect('signIn.problem.wrongClient') : null;
  } catch (error) {
    // A person is asked for the proxy's password meanwhile.
    if (error instanceof GenesysError && error.code === PROXY_ASKS) return null;
    // A connection that breaks once may hold the next time; one that never came about will not.
    const never = error instanceof GenesysError && error.kind === 'network' && !error.mayHaveArrived;
    const final = never || (error instanceof GenesysError && error.kind === 'tls');
    return final ? { kind: 'ends', problem: signInProblem(error, 'login', target) } : null;
  }
}
