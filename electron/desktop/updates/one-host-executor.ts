/**
 * electron-updater's requests, over the app's own network session (its proxy, its proxy's password) and to the feed's
 * host alone. By itself electron-updater follows a redirect to any host.
 */
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import type { RequestOptions } from 'node:http';
import { isOnHostOf } from '../../updates/feed-address.js';
import { UpdateRefused } from '../../updates/refusal.js';

/** electron-updater counts redirects, but never adds one. */
const MOST_REDIRECTS = 5;

export class OneHostExecutor extends ElectronHttpExecutor {
  readonly #session: Session;
  readonly #feed: string;
  #redirects = 0;
  /** What was refused on the way: electron-updater may go on without it, and reports another error then. */
  refused: UpdateRefused | null = null;

  constructor(session: Session, feed: string) {
    super();
    this.#session = session;
    this.#feed = feed;
  }

  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest {
    const { protocol, hostname, port, path, headers } = options;
    const request = net.request({
      protocol: protocol === 'http:' ? 'http:' : 'https:',
      hostname: hostname ?? '',
      path: path ?? '/',
      ...(port === undefined || port === null ? {} : { port: Number(port) }),
      headers: plainHeaders(headers),
      redirect: 'manual',
      credentials: 'omit',
      session: this.#session,
    });
    request.on('response', (response) => {
      // electron-updater would follow it, redirect or not. Electron tells real redirects apart.
      if (response.headers['location'] === undefined) callback(response);
      else this.#refuse(request, (error) => request.emit('error', error));
    });
    return request;
  }

  protected override addRedirectHandlers(
    request: ClientRequest,
    options: RequestOptions,
    reject: (error: Error) => void,
    count: number,
    handler: (options: RequestOptions) => void,
  ): void {
    let mayGo = true;
    request.on('redirect', (_status, _method, url) => {
      this.#redirects += 1;
      mayGo = isOnHostOf(this.#feed, url) && this.#redirects <= MOST_REDIRECTS;
      if (!mayGo) this.#refuse(request, reject);
    });
    super.addRedirectHandlers(request, options, reject, count, (next) => {
      if (mayGo) handler(next);
    });
  }

  #refuse(request: ClientRequest, reject: (error: Error) => void): void {
    this.refused = new UpdateRefused('otherHost');
    reject(this.refused);
    request.abort();
  }
}

const plainHeaders = (headers: RequestOptions['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
    ),
  );
