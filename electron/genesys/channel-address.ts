/**
 * Decides where a notification channel's socket may lead: to the environment's own domain, or to the host that the
 * organisation's policy names, always encrypted. The tray believes the events it hears, so a stranger's socket must not
 * be opened.
 */

/** `localhost.` and `localhost` are the same host. `URL` already folds case. */
const hostOf = (url: URL): string => url.hostname.replace(/\.$/, '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/**
 * `api.mypurecloud.de` and `streaming.mypurecloud.de` both belong to `mypurecloud.de`. A custom host belongs to itself.
 */
const domainOf = (host: string): string => host.replace(/^api\./, '');

const urlOf = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

/** Reads a host as a policy names it. Without a port every port counts. Null: the text names no host. */
function namedHost(text: string): { readonly host: string; readonly port: string | null } | null {
  const url = urlOf(`wss://${text.trim()}`);
  if (url === null || url.username || url.password || url.pathname !== '/' || url.search || url.hash) return null;
  // `URL` drops a scheme's usual port even if it was written.
  const port = /:(\d+)\/?$/.exec(text.trim())?.[1];
  return { host: hostOf(url), port: port === undefined ? null : url.port };
}

/**
 * An address's host, for the log. What follows the host must stay secret, since it opens the channel. Empty: no
 * address.
 */
export const channelHostOf = (connectUri: string): string => urlOf(connectUri)?.host ?? '';

/**
 * Whether the address that the service named for events may be opened. It must be `wss` on the environment's domain or
 * on the named host, or `ws` on loopback if the environment itself is on loopback.
 * @param channelHost the host that the organisation's policy names. Null: none
 */
export function isChannelAddress(connectUri: string, apiUrl: string, channelHost: string | null = null): boolean {
  const socket = urlOf(connectUri);
  const api = urlOf(apiUrl);
  if (socket === null || api === null || socket.username || socket.password) return false;
  const host = hostOf(socket);
  const named = channelHost === null ? null : namedHost(channelHost);
  if (named !== null && socket.protocol === 'wss:' && host === named.host) {
    return named.port === null || named.port === socket.port;
  }
  if (isLoopback(hostOf(api))) {
    return isLoopback(host) && (socket.protocol === 'ws:' || socket.protocol === 'wss:');
  }
  const domain = domainOf(hostOf(api));
  return socket.protocol === 'wss:' && (host === domain || host.endsWith(`.${domain}`));
}
