/** Why a sign-in failed. Each cause has its own text that says what to do (`signIn.problem.*`). */
import type { TextKey } from '../../assets/locales/catalogue.js';
import { GenesysError, toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import type { SignInTarget } from './sign-in-target.js';

export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** @param refused the service's answer is final, so trying the same again is useless */
  constructor(
    readonly problem: ProblemText,
    readonly refused = false,
  ) {
    super(problem.key);
  }
}

export type ProblemFacts = Partial<Omit<ProblemText, 'key'>>;

export const problemText = (key: TextKey, facts: ProblemFacts = {}): ProblemText => ({
  key,
  params: {},
  serviceMessage: null,
  status: null,
  code: null,
  correlationId: null,
  retryable: true,
  ...facts,
});

/**
 * What the login says about a refusal, in the redirect or in the token endpoint's answer. Everything may be missing
 * (docs/genesys-cloud.md §4).
 */
export interface OAuthRefusal {
  readonly error: string | null;
  readonly description: string | null;
  readonly status: number | null;
  readonly correlationId: string | null;
}

/** The app lacks approval, by the person or the organisation (docs/genesys-cloud.md §4: `oauth:client:authorize`). */
const APPROVAL = /oauth:client:authorize|not (been )?(approved|authorized) (for|by|in) |has not approved|consent/i;

const BY_ERROR: ReadonlyMap<string, TextKey> = new Map([
  ['access_denied', 'signIn.problem.denied'],
  ['invalid_client', 'signIn.problem.wrongClient'],
  ['unauthorized_client', 'signIn.problem.wrongClient'],
  ['unsupported_grant_type', 'signIn.problem.wrongClient'],
  ['invalid_grant', 'signIn.problem.codeRefused'],
  ['invalid_scope', 'signIn.problem.missingScope'],
  ['consent_required', 'signIn.problem.notApproved'],
  ['server_error', 'signIn.problem.service'],
  ['temporarily_unavailable', 'signIn.problem.service'],
]);

/** The text for the login's error code, refined by the description if that says more. */
export const refusalKey = (error: string | null, description: string | null): TextKey =>
  description !== null && APPROVAL.test(description)
    ? 'signIn.problem.notApproved'
    : (BY_ERROR.get(error ?? '') ?? 'signIn.problem.refused');

/** @param target gives the text its client and host */
export function refusalProblem(refusal: OAuthRefusal, target: SignInTarget): ProblemText {
  const { error, description } = refusal;
  return problemText(refusalKey(error, description), {
    params: targetParams(target),
    serviceMessage: description,
    status: refusal.status,
    code: error,
    correlationId: refusal.correlationId,
  });
}

export const targetParams = ({ clientId, environment }: SignInTarget): Record<string, string> => ({
  clientId,
  host: new URL(environment.loginUrl).host,
});

/** Causes of a broken connection that deserve a better text than "cannot be reached" or "not secure". */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'error.offline',
  'error.proxy',
  'error.proxyLogin',
  'error.proxyForbidden',
  'error.certificateDate',
  'error.certificateName',
  'error.certificateUntrusted',
]);

/**
 * Explains what failed on the way to a session.
 * @param at the login's token endpoint, or the API's users/me with the new token
 */
export function signInProblem(error: unknown, at: 'login' | 'usersMe', target: SignInTarget): ProblemText {
  if (error instanceof SignInError) return error.problem;
  const general = toProblemText(error);
  if (!(error instanceof GenesysError)) return general;
  const url = at === 'login' ? target.environment.loginUrl : target.environment.apiUrl;
  const say = (key: TextKey): ProblemText => ({
    ...general,
    key,
    params: { ...general.params, clientId: target.clientId, host: new URL(url).host },
    retryable: true,
  });
  if (OWN_WORDS.has(general.key))
    return { ...general, params: { ...general.params, host: new URL(url).host }, retryable: true };
  if (error.kind === 'tls') return say('signIn.problem.tls');
  if (error.kind === 'network' || error.kind === 'timeout') return say('signIn.problem.unreachable');
  // The token was good and users/me answered, so the place is right and the answer is odd.
  const odd = error.kind === 'tooLarge' || error.code === 'schema' || error.code === 'json';
  if (at === 'usersMe' && odd) return say('signIn.problem.oddAnswer');
  if (error.kind === 'badAnswer' || error.kind === 'tooLarge') return say('signIn.problem.wrongRegion');
  if (error.status === 404 || error.status === 401) return say('signIn.problem.wrongRegion');
  if (error.status === 403) {
    const approval = APPROVAL.test(error.serviceMessage ?? '');
    return say(approval ? 'signIn.problem.notApproved' : 'signIn.problem.missingScope');
  }
  return (error.status ?? 0) >= 500 ? say('signIn.problem.service') : general;
}
