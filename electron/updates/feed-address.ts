/** Where an update may come from: the host that the feed's address names, and no other. */
import { UpdateRefused } from './refusal.js';

/** Whether an address is on the feed's own host, by the same protocol and port. */
export function isOnHostOf(feed: string, address: string): boolean {
  if (!URL.canParse(feed) || !URL.canParse(address)) return false;
  const url = new URL(address);
  return url.origin === new URL(feed).origin && url.username === '' && url.password === '';
}

/**
 * A file beside the feed.
 * @param feed the feed's folder, with or without a slash at its end
 */
export function addressOf(feed: string, name: string): string {
  const folder = new URL(feed);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  if (!URL.canParse(name, folder.href)) throw new UpdateRefused('unreadable', 'a file without an address');
  const { href, hostname } = new URL(name, folder.href);
  if (!isOnHostOf(feed, href)) throw new UpdateRefused('otherHost', hostname);
  return href;
}
