/**
 * The authorization request: code with PKCE (S256) and state, opened in the system's browser (RFC 8252,
 * docs/genesys-cloud.md §1.6).
 */
import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import type { SignInTarget } from './sign-in-target.js';

export interface Authorization {
  /** What the browser opens. */
  readonly url: string;
  readonly redirectUri: string;
  /** The answer must carry exactly this. */
  readonly state: string;
  /** Secret. It proves to the token endpoint that the code is ours. */
  readonly verifier: string;
}

/** @param someoneElse asks for a password even if the browser is logged in, and drops a hint that names a person */
export async function createAuthorization(
  target: SignInTarget,
  redirectUri: string,
  someoneElse: boolean,
): Promise<Authorization> {
  const verifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const url = new URL(`${target.environment.loginUrl}/oauth/authorize`);
  const hint = someoneElse && target.loginHint?.includes('@') ? null : target.loginHint;
  const params: Record<string, string | null> = {
    client_id: target.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    org: target.provider === null ? null : target.org,
    provider: target.org === null ? null : target.provider,
    target: target.target,
    login_hint: hint,
    prompt: someoneElse ? 'login' : target.prompt,
  };
  for (const [name, value] of Object.entries(params)) if (value) url.searchParams.set(name, value);
  return { url: url.href, redirectUri, state, verifier };
}

/** The browser's log-out page, for people who want to sign out there too. The app cannot end that login itself. */
export function logoutUrl(target: SignInTarget): string {
  const url = new URL(`${target.environment.loginUrl}/logout`);
  url.searchParams.set('client_id', target.clientId);
  return url.href;
}
