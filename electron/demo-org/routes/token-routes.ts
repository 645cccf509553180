import * as v from 'valibot';
import { done, ok, readBody, type Call, type Route } from '../call.js';
import type { Organisation } from '../organisation.js';
import { malformed } from '../service-error.js';
import type { Tokens } from '../tokens.js';
import { tokenInfo } from '../user-view.js';

const MIN_SECONDS = 300;
const MAX_SECONDS = 28_800;

const timeoutBody = v.object({
  idleTokenTimeoutSeconds: v.optional(v.pipe(v.number(), v.integer())),
  enableIdleTokenTimeout: v.boolean(),
});

const timeoutView = (org: Organisation): Record<string, unknown> => ({
  idleTokenTimeoutSeconds: org.switches.idleTimeoutSeconds ?? 0,
  enableIdleTokenTimeout: org.switches.idleTimeoutSeconds !== null,
});

/** The caller's own token, and the organisation's inactivity timeout. */
export function tokenRoutes(org: Organisation, tokens: Tokens): Route[] {
  const preservesIdle = (call: Call): boolean => call.query.text('preserveIdleTTL')?.toLowerCase() === 'true';
  return [
    {
      verb: 'GET',
      path: '/api/v2/tokens/me',
      preservesIdle,
      handle: (call) => ok(tokenInfo(org, tokens, call.grant)),
    },
    { verb: 'HEAD', path: '/api/v2/tokens/me', handle: () => ({ status: 200 }) },
    {
      verb: 'DELETE',
      path: '/api/v2/tokens/me',
      handle: (call) => {
        tokens.end(call.grant, 'revoked');
        return done;
      },
    },
    { verb: 'GET', path: '/api/v2/tokens/timeout', handle: () => ok(timeoutView(org)) },
    {
      verb: 'PUT',
      path: '/api/v2/tokens/timeout',
      any: ['directory:organization:admin'],
      handle: (call) => {
        const { enableIdleTokenTimeout, idleTokenTimeoutSeconds: seconds } = readBody(call, timeoutBody);
        if (enableIdleTokenTimeout && (seconds === undefined || seconds < MIN_SECONDS || seconds > MAX_SECONDS))
          throw malformed(
            [{ errorCode: 'invalid.field', fieldName: 'idleTokenTimeoutSeconds' }],
            `The timeout must be from ${MIN_SECONDS} to ${MAX_SECONDS} seconds.`,
          );
        org.switches.idleTimeoutSeconds = enableIdleTokenTimeout ? (seconds ?? null) : null;
        return ok(timeoutView(org));
      },
    },
  ];
}
