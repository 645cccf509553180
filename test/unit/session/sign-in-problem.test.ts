/** Why a sign-in failed: each cause has its own words, which say what to do. */
import { describe, expect, it } from 'vitest';
import { regionEnvironment } from '../../../electron/genesys/environment.js';
import { GenesysError, type GenesysErrorFields } from '../../../electron/genesys/genesys-error.js';
import { problemText, refusalKey, SignInError, signInProblem } from '../../../electron/session/sign-in-problem.js';
import { plainTarget } from '../../../electron/session/sign-in-target.js';

const target = plainTarget(regionEnvironment('eu_central_1')!, 'client');
const failed = (fields: Partial<GenesysErrorFields>) => new GenesysError({ kind: 'http', message: 'x', ...fields });

describe('a refusal of the login', () => {
  it.each([
    ['access_denied', null, 'denied'],
    ['unauthorized_client', null, 'wrongClient'],
    ['invalid_scope', null, 'missingScope'],
    ['invented', null, 'refused'],
    [null, null, 'refused'],
    [null, 'client is not authorized for this organization', 'notApproved'],
    ['access_denied', 'user has not approved', 'notApproved'],
    ['access_denied', 'user said no', 'denied'],
  ])('%s (%s) is told as %s', (error, description, told) =>
    expect(refusalKey(error, description)).toBe(`signIn.problem.${told}`),
  );
});

describe('a sign-in that failed', () => {
  const told = (fields: Partial<GenesysErrorFields>, at: 'login' | 'usersMe' = 'login') =>
    signInProblem(failed(fields), at, target);

  it.each([
    [{ kind: 'tls', code: 'ERR_SSL_PROTOCOL_ERROR' }, 'signIn.problem.tls'],
    [{ kind: 'network', code: 'ENOTFOUND' }, 'signIn.problem.unreachable'],
    [{ kind: 'timeout' }, 'signIn.problem.unreachable'],
    [{ kind: 'badAnswer', code: 'html' }, 'signIn.problem.wrongRegion'],
    [{ kind: 'badAnswer', code: 'schema' }, 'signIn.problem.wrongRegion'],
    [{ kind: 'tooLarge' }, 'signIn.problem.wrongRegion'],
    [{ status: 401 }, 'signIn.problem.wrongRegion'],
    [{ status: 404 }, 'signIn.problem.wrongRegion'],
    [{ status: 403 }, 'signIn.problem.missingScope'],
    [{ status: 403, serviceMessage: 'oauth:client:authorize is missing' }, 'signIn.problem.notApproved'],
    [{ status: 500 }, 'signIn.problem.service'],
    [{ status: 503 }, 'signIn.problem.service'],
  ] as const)('at the login by %j is told as %s', (fields, key) => {
    expect(told(fields)).toMatchObject({
      key,
      retryable: true,
      params: { clientId: 'client', host: 'login.mypurecloud.de' },
    });
  });

  it.each([{ status: 499 }, { status: 400 }, { kind: 'cancelled' }] as const)(
    'by %j has the words that any failure has',
    (fields) => expect(told(fields).key).not.toMatch(/^signIn\./),
  );

  it.each([
    [{ kind: 'tooLarge' }, 'signIn.problem.oddAnswer'],
    [{ kind: 'badAnswer', code: 'schema' }, 'signIn.problem.oddAnswer'],
    [{ kind: 'badAnswer', code: 'json' }, 'signIn.problem.oddAnswer'],
    [{ kind: 'badAnswer', code: 'html' }, 'signIn.problem.wrongRegion'],
    [{ status: 401 }, 'signIn.problem.wrongRegion'],
  ] as const)('after it, by %j, is told as %s, with the host of the service', (fields, key) => {
    const { key: found, params } = told(fields, 'usersMe');
    expect(found).toBe(key);
    expect(params['host']).toBe('api.mypurecloud.de');
  });

  it.each(['ERR_INTERNET_DISCONNECTED', 'ERR_PROXY_CONNECTION_FAILED', 'ERR_CERT_DATE_INVALID'])(
    'by %s keeps words that are more exact, names the host, and may be tried again',
    (code) => {
      const kind = code.startsWith('ERR_CERT') ? 'tls' : 'network';
      const { key, params, retryable } = told({ kind, code, retryable: false });
      expect(key).not.toMatch(/^signIn\./);
      expect(params['host']).toBe('login.mypurecloud.de');
      expect(retryable).toBe(true);
    },
  );

  it('that is explained already keeps its words, and what nobody expected is told as such', () => {
    const own = problemText('signIn.problem.denied');
    expect(signInProblem(new SignInError(own), 'login', target)).toBe(own);
    expect(signInProblem(new TypeError('odd'), 'login', target).key).toBe('error.unexpected');
  });
});
