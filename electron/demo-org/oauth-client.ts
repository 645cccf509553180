/** The organisation's only OAuth client: a public one, for authorization code with PKCE. */
export interface OAuthClient {
  readonly id: string;
  readonly name: string;
  /** As registered. `http://localhost` allows every port (RFC 8252 §7.3, docs/genesys-cloud.md §4). */
  readonly redirectUris: readonly string[];
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function allowsRedirect(client: OAuthClient, redirectUri: string): boolean {
  const asked = parse(redirectUri);
  if (asked === null || asked.hash !== '' || asked.username !== '' || asked.password !== '') return false;
  return client.redirectUris.some((text) => {
    const registered = parse(text);
    if (registered === null) return false;
    const anyPort = registered.protocol === 'http:' && LOOPBACK.has(registered.hostname) && registered.port === '';
    return (
      registered.protocol === asked.protocol &&
      registered.hostname === asked.hostname &&
      (anyPort || registered.port === asked.port) &&
      registered.pathname === asked.pathname &&
      asked.search === ''
    );
  });
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
