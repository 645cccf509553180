/** Access tokens and the organisation's inactivity timeout (docs/genesys-cloud.md §4). */
import { nothing } from './models/shared.js';
import { idleTokenTimeoutSchema, tokenInfoSchema, type IdleTokenTimeoutWrite } from './models/token.js';
import { any, boolean, json, none, operation } from './operation.js';

export const tokensOperations = {
  /** `GET /api/v2/tokens/me`. With `preserveIdleTTL` it does not count as use of the token. No permission. */
  getTokensMe: operation({
    verb: 'GET',
    path: '/api/v2/tokens/me',
    permissions: none,
    query: { preserveIdleTTL: boolean() },
    answer: tokenInfoSchema,
  }),
  /** `HEAD /api/v2/tokens/me`. No permission. */
  headTokensMe: operation({ verb: 'HEAD', path: '/api/v2/tokens/me', permissions: none, answer: nothing }),
  /** `DELETE /api/v2/tokens/me`: revokes the token it is sent with. No permission. */
  deleteTokensMe: operation({ verb: 'DELETE', path: '/api/v2/tokens/me', permissions: none, answer: nothing }),
  /** `DELETE /api/v2/tokens/{userId}`: signs somebody else out. Permission: `oauth:token:delete`. */
  deleteToken: operation({
    verb: 'DELETE',
    path: '/api/v2/tokens/{userId}',
    permissions: any('oauth:token:delete'),
    answer: nothing,
  }),
  /** `GET /api/v2/tokens/timeout`. No permission. */
  getTokensTimeout: operation({
    verb: 'GET',
    path: '/api/v2/tokens/timeout',
    permissions: none,
    answer: idleTokenTimeoutSchema,
  }),
  /** `PUT /api/v2/tokens/timeout`. Permission: `directory:organization:admin`. */
  putTokensTimeout: operation({
    verb: 'PUT',
    path: '/api/v2/tokens/timeout',
    permissions: any('directory:organization:admin'),
    body: json<IdleTokenTimeoutWrite>(),
    answer: idleTokenTimeoutSchema,
  }),
};
