/**
 * Where a notification channel's socket may lead: to the environment's own domain, or to the host that the organisation's
 * policy names, encrypted. The events are what the tray believes, so a stranger's socket must not be opened. Computes only.
 */

/** `localhost.` and `localhost` are one host; case is settled by `URL`. */
const hostOf = (url: URL): string => url.hostname.replace(/\.$/, '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

/** `api.mypurecloud.de` belongs to `mypurecloud.de`, as `streaming.mypurecloud.de` does; a host of one's own to itself. */
const domainOf = (host: string): string => host.replace(/^api\./, '');

const urlOf = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

/** A host, with its port or without, as a policy names it; null where it names none. Without a port every port counts. */
function namedHost(text: string): { readonly host: string; readonly port: string | null } | null {
  const url = urlOf(`wss://${text.trim()}`);
  if (url === null || url.username || url.password || url.pathname !== '/' || url.search || url.hash) return null;
  // `URL` leaves out the usual port of a scheme, whether it was written or not.
  const port = /:(\d+)\/?$/.exec(text.trim())?.[1];
  return { host: hostOf(url), port: port === undefined ? null : url.port };
}

/** The host of an address, for the log; empty where it is no address. What follows the host opens the channel. */
export const channelHostOf = (connectUri: string): string => urlOf(connectUri)?.host ?? '';

/**
 * Whether the address that the service named for events may be opened: `wss` on the environment's domain or on the named
 * host, or `ws` on loopback where the environment itself is on loopback.
 * @param channelHost the host that the organisation's policy names, null where it names none
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
