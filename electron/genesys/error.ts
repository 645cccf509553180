/**
 * Turns every failure into a catalogue text (`error.*`). Each code of docs/genesys-cloud.md §5 has one, and each way a
 * connection can fail.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';
import { lookUp } from '../look-up.js';
import { GenesysError } from './genesys-error.js';
import type { ProblemText } from './problem.js';

export { GenesysError, signInNeeded, type GenesysErrorKind, type ErrorDetail } from './genesys-error.js';

const BY_CODE: Readonly<Record<string, TextKey>> = {
  'bad.request': 'error.badRequest',
  'general.bad.request': 'error.badRequest',
  'invalid.date': 'error.invalidDate',
  'invalid.value': 'error.invalidValue',
  'not.a.user': 'error.notAUser',
  'authentication.required': 'error.signInNeeded',
  'bad.credentials': 'error.signInNeeded',
  'missing.permissions': 'error.missingPermissions',
  'missing.any.permissions': 'error.missingAnyPermission',
  'not.authorized': 'error.notAuthorized',
  'not.found': 'error.notFound',
  'general.conflict': 'error.conflict',
  'unsupported.media.type': 'error.unsupported',
  'too.many.requests': 'error.tooManyRequests',
  'too.many.requests.retry.after': 'error.tooManyRequests',
  'internal.server.error': 'error.service',
  'service.unavailable': 'error.serviceUnavailable',
  'authentication.request.timeout': 'error.serviceSlow',
  'request.timeout': 'error.serviceSlow',
  'notification.subscription.too.many.subscriptions': 'error.tooManyTopics',
  'notification.invalid.topic': 'error.invalidTopic',
};

function keyByStatus(status: number): TextKey {
  if (status === 401) return 'error.signInNeeded';
  if (status === 403) return 'error.notAuthorized';
  if (status === 404 || status === 410) return 'error.notFound';
  if (status === 407) return 'error.proxyLogin';
  if (status === 408 || status === 504) return 'error.serviceSlow';
  if (status === 409) return 'error.conflict';
  if (status === 413) return 'error.requestTooLarge';
  if (status === 415) return 'error.unsupported';
  if (status === 429) return 'error.tooManyRequests';
  if (status === 502 || status === 503) return 'error.serviceUnavailable';
  return status >= 500 ? 'error.service' : 'error.badRequest';
}

/** Groups of causes, each with its own advice. Node and Chromium (`net::ERR_…`) name the same cause differently. */
const BY_CAUSE: readonly (readonly [RegExp, TextKey])[] = [
  [/^(ERR_INTERNET_DISCONNECTED|ENETUNREACH|ENETDOWN|ERR_NETWORK_IO_SUSPENDED)$/, 'error.offline'],
  [/^(ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ENOTFOUND|EAI_AGAIN)$/, 'error.hostNotFound'],
  [/^ERR_PROXY_AUTH_FORBIDDEN$/, 'error.proxyForbidden'],
  [/^ERR_PROXY_AUTH_/, 'error.proxyLogin'],
  [/PROXY|TUNNEL/, 'error.proxy'],
  [/^(ERR_CONNECTION_REFUSED|ECONNREFUSED|ERR_ADDRESS_UNREACHABLE|EHOSTUNREACH)$/, 'error.unreachable'],
];

const TLS_CAUSES: readonly (readonly [RegExp, TextKey])[] = [
  [/DATE_INVALID|HAS_EXPIRED|NOT_YET_VALID/, 'error.certificateDate'],
  [/COMMON_NAME|ALTNAME/, 'error.certificateName'],
  [/AUTHORITY_INVALID|SELF_SIGNED|UNABLE_TO_|UNTRUSTED/, 'error.certificateUntrusted'],
];

const BAD_ANSWERS: Readonly<Record<string, TextKey>> = {
  html: 'error.webPage',
  redirect: 'error.redirected',
};

function keyOf(error: GenesysError): TextKey {
  const code = error.code ?? '';
  const first = (list: typeof BY_CAUSE) => list.find(([pattern]) => pattern.test(code))?.[1];
  switch (error.kind) {
    case 'http':
      if (error.code === 'too.many.requests.retry.after' || error.code === 'too.many.requests' || error.status === 429)
        return error.retryAfterMs === null ? 'error.tooManyRequests' : 'error.tooManyRequestsWait';
      if (code.startsWith('missing.') && !error.params['permissions']) return 'error.notAuthorized';
      return lookUp(BY_CODE, code) ?? keyByStatus(error.status ?? 0);
    case 'network':
      return first(BY_CAUSE) ?? 'error.network';
    case 'tls':
      return first(TLS_CAUSES) ?? 'error.tls';
    case 'timeout':
      return 'error.timeout';
    case 'cancelled':
      return 'error.cancelled';
    case 'badAnswer':
      return lookUp(BAD_ANSWERS, code) ?? 'error.badAnswer';
    case 'tooLarge':
      return 'error.tooLarge';
  }
}

/**
 * Explains a failure in words a person can act on. It accepts anything. What is no {@link GenesysError} is the app's
 * own fault.
 */
export function toProblemText(error: unknown): ProblemText {
  if (!(error instanceof GenesysError)) {
    return {
      key: 'error.unexpected' satisfies TextKey,
      params: {},
      serviceMessage: null,
      status: null,
      code: null,
      correlationId: null,
      retryable: false,
    };
  }
  const params: Record<string, string> = { ...error.params };
  if (error.retryAfterMs !== null) params['seconds'] = String(Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
  if (error.status !== null) params['status'] = String(error.status);
  return {
    key: keyOf(error),
    params,
    serviceMessage: error.serviceMessage,
    status: error.status,
    code: error.code,
    correlationId: error.correlationId,
    retryable: error.retryable,
  };
}
