/**
 * Finds out why a request got no answer. Node's fetch puts the cause in `cause.code`, Electron's `net.fetch` in the
 * message (`net::ERR_…`).
 */
import { GenesysError } from './genesys-error.js';

const TLS =
  /^(ERR_CERT_|ERR_SSL_|ERR_TLS_|ERR_BAD_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/;

/** These failures come before the first byte of the request is sent, so it cannot have arrived. */
const BEFORE_SENDING =
  /^(ERR_INTERNET_DISCONNECTED|ERR_NAME_|ERR_CONNECTION_REFUSED|ERR_ADDRESS_|ERR_CONNECTION_TIMED_OUT|ERR_PROXY_|ERR_TUNNEL_|ERR_NETWORK_IO_SUSPENDED|ERR_NETWORK_ACCESS_DENIED|ERR_BLOCKED_|ERR_UNSAFE_PORT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ENETDOWN|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)/;

/** Waiting does not help against these. */
const NEVER_PASSES = /^(ERR_BLOCKED_|ERR_NETWORK_ACCESS_DENIED|ERR_UNSAFE_PORT|ERR_INVALID_URL|ERR_DISALLOWED_URL)/;

/** The first code found along the chain of causes. */
export function causeCode(error: unknown): string | null {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    const chromium = /\bnet::(ERR_[A-Z0-9_]+)/.exec(current.message);
    if (chromium?.[1]) return chromium[1];
    const code = 'code' in current ? current.code : null;
    if (typeof code === 'string' && code !== 'ERR_INVALID_STATE') return code;
    const errors = current instanceof AggregateError ? current.errors : [];
    current = current.cause ?? errors[0];
  }
  return null;
}

const mentionsRedirect = (error: unknown): boolean => {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (/redirect/i.test(current.message)) return true;
  }
  return false;
};

/** @param host the server's name, for the sentence */
export function networkFailure(error: unknown, host: string): GenesysError {
  const code = causeCode(error);
  const params = { host };
  if (mentionsRedirect(error)) {
    return new GenesysError({ kind: 'badAnswer', code: 'redirect', message: `${host} redirects elsewhere`, params });
  }
  if (code !== null && TLS.test(code)) {
    return new GenesysError({
      kind: 'tls',
      code,
      message: `The connection to ${host} is not trusted (${code})`,
      params,
    });
  }
  const before = code !== null && BEFORE_SENDING.test(code);
  return new GenesysError({
    kind: 'network',
    code,
    message: `No answer from ${host} (${code ?? 'connection broken'})`,
    params,
    retryable: code === null || !NEVER_PASSES.test(code),
    mayHaveArrived: !before,
  });
}
