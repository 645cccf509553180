import { createHash } from 'node:crypto';
import type { Authorize } from './authorize.js';
import { jsonAnswer, type PlainAnswer, type PlainRequest } from './exchange.js';
import { digest } from './ids.js';
import type { OAuthClient } from './oauth-client.js';
import type { Organisation } from './organisation.js';
import type { IssuedTokens, Tokens } from './tokens.js';

const VERIFIER = /^[\w.~-]{43,128}$/;

/**
 * POST /oauth/token exchanges a code (PKCE) or a refresh token. Errors are OAuth's, plus Genesys' own field
 * (docs/genesys-cloud.md §4).
 */
export class TokenEndpoint {
  constructor(
    private readonly org: Organisation,
    private readonly client: OAuthClient,
    private readonly authorize: Authorize,
    private readonly tokens: Tokens,
  ) {}

  answer(request: PlainRequest): PlainAnswer {
    if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
      return refuse('invalid_request', 'The body must be a form.');
    const form = new URLSearchParams(request.body);
    if ((form.get('client_id') ?? basicName(request)) !== this.client.id)
      return refuse('invalid_client', 'client not found');
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return this.exchange(form);
      case 'refresh_token': {
        const issued = this.tokens.renew(form.get('refresh_token') ?? '', this.client.id);
        return issued === null ? refuse('invalid_grant', 'refresh token is not valid') : granted(issued);
      }
      default:
        return refuse('unsupported_grant_type', 'grant type is not allowed for this client');
    }
  }

  private exchange(form: URLSearchParams): PlainAnswer {
    const key = digest(form.get('code') ?? '');
    const code = this.authorize.codes.get(key);
    if (code === undefined) return refuse('invalid_grant', 'code not found');
    if (code.usedFor !== null) {
      const { usedFor } = code;
      const grant = this.tokens.stored().grants.find((one) => one.key === usedFor);
      if (grant !== undefined) this.tokens.end(grant, 'revoked');
      return refuse('invalid_grant', 'code was used before');
    }
    if (this.org.clock.now() >= code.expiresAt) {
      this.authorize.codes.delete(key);
      return refuse('invalid_grant', 'code is expired');
    }
    if (form.get('redirect_uri') !== code.redirectUri) return refuse('invalid_grant', 'redirect uri does not match');
    const verifier = form.get('code_verifier') ?? '';
    if (!VERIFIER.test(verifier) || createHash('sha256').update(verifier).digest('base64url') !== code.challenge)
      return refuse('invalid_grant', 'code verifier does not match');
    const issued = this.tokens.issue(code.personId, this.client.id, code.target);
    code.usedFor = issued.grant.key;
    return granted(issued);
  }
}

const granted = (issued: IssuedTokens): PlainAnswer =>
  jsonAnswer(
    200,
    {
      access_token: issued.accessToken,
      token_type: 'bearer',
      expires_in: issued.expiresInSeconds,
      ...(issued.refreshToken === null ? {} : { refresh_token: issued.refreshToken }),
    },
    { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
  );

const refuse = (error: string, description: string): PlainAnswer =>
  jsonAnswer(400, { error, description, error_description: description }, { 'Cache-Control': 'no-store' });

/** The vendor's command line also names the client in a Basic header (docs/genesys-cloud.md §1.6). */
function basicName(request: PlainRequest): string | null {
  const match = /^Basic (.+)$/.exec(request.headers['authorization'] ?? '');
  return match === null
    ? null
    : (Buffer.from(match[1] ?? '', 'base64')
        .toString('utf8')
        .split(':')[0] ?? null);
}
