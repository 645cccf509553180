/** Reads the feed's small files over the app's network session. A redirect to another host is refused, not followed. */
import type { ClientRequest, ClientRequestConstructorOptions } from 'electron';
import { isOnHostOf } from '../../updates/feed-address.js';
import { UpdateRefused } from '../../updates/refusal.js';
import type { Cancel } from '../../ports.js';

export type MakeRequest = (
  options: Pick<ClientRequestConstructorOptions, 'url' | 'redirect' | 'credentials'>,
) => Pick<ClientRequest, 'on' | 'end' | 'abort' | 'followRedirect' | 'setHeader'>;

const LONGEST = 1_000_000;
const WITHIN_MS = 30_000;
const MOST_REDIRECTS = 5;

/** @returns null where the server has no such file */
export const readFromFeed =
  (request: MakeRequest, after: (ms: number, run: () => void) => Cancel) =>
  (address: string): Promise<Uint8Array | null> =>
    new Promise((resolve, reject) => {
      const asked = request({ url: address, redirect: 'manual', credentials: 'omit' });
      let redirects = 0;
      const end = (settle: () => void): void => {
        cancel();
        settle();
      };
      const fail = (error: Error): void => {
        end(() => reject(error));
        asked.abort();
      };
      const cancel = after(WITHIN_MS, () => fail(new Error('no answer in time')));
      asked.setHeader('Cache-Control', 'no-cache');
      asked.on('redirect', (_status, _method, to) => {
        redirects += 1;
        if (!isOnHostOf(address, to)) fail(new UpdateRefused('otherHost', new URL(to).hostname));
        else if (redirects > MOST_REDIRECTS) fail(new Error('too many redirects'));
        else asked.followRedirect();
      });
      asked.on('error', (error) => end(() => reject(error)));
      asked.on('response', (response) => {
        if (response.statusCode === 404) end(() => resolve(null));
        else if (response.statusCode !== 200) fail(new Error(`status ${response.statusCode}`));
        if (response.statusCode !== 200) return;
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part) => {
          length += part.length;
          parts.push(part);
          if (length > LONGEST) fail(new UpdateRefused('unreadable', 'too long'));
        });
        response.on('error', () => end(() => reject(new Error('the answer broke off'))));
        response.on('aborted', () => end(() => reject(new Error('the answer broke off'))));
        response.on('end', () => end(() => resolve(Buffer.concat(parts))));
      });
      asked.end();
    });
