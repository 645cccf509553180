/**
 * What a demo org says about a person, asked over its API with a separate sign-in, as any other client would see it.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';

const tokenSchema = v.object({ access_token: v.string() });
const meSchema = v.object({
  name: v.string(),
  presence: v.object({ presenceDefinition: v.object({ id: v.string() }), message: v.optional(v.string(), '') }),
});
const definitionSchema = v.object({ languageLabels: v.record(v.string(), v.string()) });

export interface ServiceWord {
  readonly name: string;
  readonly presence: string;
  readonly message: string;
}

/** @param url of the demo org @param clientId of its OAuth client @param person by name */
export async function askService(url: string, clientId: string, person: string): Promise<ServiceWord> {
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = 'http://localhost:9/';
  const authorize = new URL('/oauth/authorize', url);
  authorize.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const page = await (await fetch(authorize)).text();
  const [, id] = new RegExp(`value="([^"]+)">${person}<`).exec(page) ?? [];
  if (id === undefined) throw new Error(`The demo org's login page does not offer ${person}.`);
  const chosen = await fetch(authorize, {
    method: 'POST',
    body: new URLSearchParams({ person: id }),
    redirect: 'manual',
  });
  const code = new URL(chosen.headers.get('location') ?? redirectUri).searchParams.get('code') ?? '';
  const exchanged = await fetch(new URL('/oauth/token', url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = v.parse(tokenSchema, await exchanged.json());
  const get = async (path: string): Promise<unknown> =>
    (await fetch(new URL(`/api/v2${path}`, url), { headers: { authorization: `Bearer ${token}` } })).json();
  const me = v.parse(meSchema, await get('/users/me?expand=presence'));
  const definition = v.parse(definitionSchema, await get(`/presence/definitions/${me.presence.presenceDefinition.id}`));
  return {
    name: me.name,
    presence: definition.languageLabels['en_US'] ?? me.presence.presenceDefinition.id,
    message: me.presence.message,
  };
}
