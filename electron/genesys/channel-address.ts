/** Where a notification channel's socket may lead: to the environment's own domain, encrypted (design §7). Computes only. */

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);

/** `api.mypurecloud.de` belongs to `mypurecloud.de`, as `streaming.mypurecloud.de` does; a host of one's own to itself. */
const domainOf = (hostname: string): string => hostname.replace(/^api\./, '');

/**
 * Whether the address that the service named for events may be opened: `wss` on the environment's domain, or `ws` on loopback where the
 * environment itself is on loopback. The events are what the tray believes, so a stranger's socket must not be opened.
 */
export function isChannelAddress(connectUri: string, apiUrl: string): boolean {
  let socket: URL;
  let api: URL;
  try {
    socket = new URL(connectUri);
    api = new URL(apiUrl);
  } catch {
    return false;
  }
  if (socket.username || socket.password) return false;
  if (isLoopback(api.hostname)) {
    return isLoopback(socket.hostname) && (socket.protocol === 'ws:' || socket.protocol === 'wss:');
  }
  const domain = domainOf(api.hostname);
  return socket.protocol === 'wss:' && (socket.hostname === domain || socket.hostname.endsWith(`.${domain}`));
}
