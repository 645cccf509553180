/**
 * What the browser meets when it comes back (RFC 8252 §7.3). It listens as long as the sign-in lives and answers every visitor with a page
 * in the person's language. Only an answer that carries this sign-in's state ends it, so no page of the web can do that by sending a
 * browser here.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { Clock } from '../ports.js';
import { loopbackPage, PAGE_HEADERS, rawPage, type LoopbackPage, type PageKind } from './loopback-page.js';
import { openLoopbackServer, type LoopbackServer, type Unreadable } from './loopback-server.js';
import { isFinal, knownParams, readSignInAnswer, type FinalAnswer, type SignInAnswer } from './sign-in-answer.js';
import type { SignInHint } from './session-state.js';

export { PortInUseError } from './loopback-server.js';

export interface LoopbackDeps {
  readonly clock: Clock;
  /** The page in the browser is in the person's language. */
  texts(): Texts;
  /** What the login said, in a sentence of the catalogue. */
  explain(error: string, description: string | null): string;
  /** Something came that does not end the sign-in, but tells why it may not come to its end. */
  hint(hint: SignInHint): void;
}

/** How a sign-in ended that got no answer; `over`: it was given up, or a newer one was begun. */
export type UnansweredEnd = 'timedOut' | 'over';

export interface Loopback {
  /** `http://localhost:PORT/`, exactly as it must stand in the authorization request. */
  readonly redirectUri: string;
  /** Takes answers with this state from now on. Resolves with the first that ends the sign-in; never if it is ended before. */
  answer(state: string): Promise<FinalAnswer>;
  /** Takes an answer as if the browser had brought it. */
  take(params: URLSearchParams): SignInAnswer;
  /** No answer is taken any more. For {@link LINGER_MS} visitors still get a page that says how it ended, unless the port is needed. */
  end(how: UnansweredEnd): void;
  /** Ends it, open connections included. */
  close(): void;
}

/** So long a sign-in that is over answers its visitors: a page that is loaded again, a tab that comes back late. In milliseconds. */
export const LINGER_MS = 300_000;
/** More than these do not linger at once. */
const MAX_LINGERING = 4;
/** A form with an answer is far smaller. In bytes. */
const MAX_FORM_BYTES = 64 * 1024;

/** Sign-ins that are over and still answer, oldest first, by port: a port is the whole process', and so is this. */
const lingering = new Map<number, () => void>();

type Phase =
  | { readonly kind: 'opening' }
  | { readonly kind: 'waiting'; readonly state: string; readonly settle: (answer: FinalAnswer) => void }
  | { readonly kind: 'answered'; readonly state: string; readonly page: LoopbackPage }
  | { readonly kind: 'ended'; readonly state: string; readonly how: UnansweredEnd };

interface Reply {
  readonly status: number;
  readonly page: LoopbackPage;
}

/**
 * Opens the listener. One that lingers on the same port gives it up.
 * @param port 0: any that is free on both addresses
 * @throws PortInUseError where the port is taken on either address, also by another session of a terminal server
 */
export async function openLoopback(port: number, deps: LoopbackDeps): Promise<Loopback> {
  let phase: Phase = { kind: 'opening' };
  let ending = false;
  let hinted: SignInHint | null = null;
  const hint = (next: SignInHint): void => {
    if (phase.kind !== 'waiting' || hinted === next) return;
    hinted = next;
    deps.hint(next);
  };

  const take = (params: URLSearchParams): { answer: SignInAnswer; reply: Reply } => {
    const state = phase.kind === 'opening' ? null : phase.state;
    const answer: SignInAnswer = state === null ? { kind: 'nothing' } : readSignInAnswer(params, state);
    return { answer, reply: replyTo(answer) };
  };

  const replyTo = (answer: SignInAnswer): Reply => {
    switch (answer.kind) {
      case 'otherState':
        return { status: 400, page: { kind: 'earlier' } };
      case 'noState':
        return {
          status: 400,
          page: { kind: 'unnamed', reason: answer.error === null ? null : deps.explain(answer.error, null) },
        };
      default:
    }
    if (phase.kind === 'answered') return { status: 200, page: phase.page };
    if (phase.kind === 'ended') return { status: 410, page: { kind: phase.how } };
    if (phase.kind === 'waiting' && isFinal(answer)) {
      const page: LoopbackPage =
        answer.kind === 'code'
          ? { kind: 'received' }
          : { kind: 'refused', reason: deps.explain(answer.error, answer.description) };
      const { state, settle } = phase;
      phase = { kind: 'answered', state, page };
      settle(answer);
      return { status: 200, page };
    }
    return answer.kind === 'unusable'
      ? { status: 400, page: { kind: 'unusable' } }
      : { status: 404, page: { kind: 'waiting' } };
  };

  const show = (response: ServerResponse, { status, page }: Reply, headers: Record<string, string> = {}): void => {
    const body = Buffer.from(loopbackPage(page, deps.texts()));
    response.writeHead(status, { ...PAGE_HEADERS, ...headers, Connection: 'close', 'Content-Length': body.length });
    response.end(body);
  };

  const request = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { place, path, query } = addressOf(incoming);
    const params = new URLSearchParams(query);
    if (place !== 'here') {
      hint(place === 'proxy' ? 'proxy' : 'otherAddress');
      show(response, { status: 403, page: { kind: place === 'proxy' ? 'proxy' : 'otherAddress' } });
    } else if (incoming.method === 'OPTIONS') {
      // A web page asks whether it may send a request itself; without a word that allows it, the browser keeps it from doing so.
      response.writeHead(204, { Allow: 'GET, HEAD', Connection: 'close' }).end();
    } else if (path !== '/') show(response, { status: 404, page: { kind: 'waiting' } });
    else if (incoming.method === 'HEAD') show(response, { status: 200, page: { kind: 'waiting' } });
    else if (incoming.method === 'GET' && isForPeople(incoming)) {
      const { answer, reply } = take(params);
      const told = HINTS[answer.kind];
      if (told !== undefined) hint(told);
      show(response, reply);
    } else if (incoming.method === 'GET') show(response, { status: 404, page: { kind: 'waiting' } });
    else if (incoming.method === 'POST')
      void postedParams(incoming, params).then((posted) => askAgain(response, posted));
    else show(response, { status: 405, page: { kind: 'method' } }, { Allow: 'GET, HEAD' });
  };

  /**
   * An answer that was posted (`form_post`, or a redirect that keeps the method) is asked for again with GET, and nothing else of the form
   * is looked at: a redirect with status 307 posts here what the person typed on the login page.
   */
  const askAgain = (response: ServerResponse, params: URLSearchParams): void => {
    const mine = phase.kind !== 'opening' && isFinal(readSignInAnswer(params, phase.state));
    if (mine)
      show(response, { status: 303, page: { kind: 'method' } }, { Location: `/?${knownParams(params).toString()}` });
    else show(response, { status: 405, page: { kind: 'method' } }, { Allow: 'GET, HEAD' });
  };

  const unreadable = (what: Unreadable): Uint8Array | string => {
    if (what === 'tls') hint('https');
    if (what === 'http2' || what === 'tunnel') hint('proxy');
    if (what === 'tooLarge') hint('tooLarge');
    if (what === 'tls') return TLS_ALERT;
    if (what === 'http2') return HTTP2_GOAWAY;
    const [status, kind] = UNREADABLE[what];
    return rawPage(status, { kind }, deps.texts());
  };

  lingering.get(port)?.();
  const opened: { server: LoopbackServer; port: number } = await openLoopbackServer(port, { request, unreadable });
  const close = (): void => {
    lingering.delete(opened.port);
    opened.server.close();
  };
  return {
    redirectUri: `http://localhost:${opened.port}/`,
    answer: (state) =>
      new Promise((settle) => {
        phase = { kind: 'waiting', state, settle };
      }),
    take: (params) => take(params).answer,
    end(how) {
      if (ending) return;
      ending = true;
      // No browser was ever sent here.
      if (phase.kind === 'opening') {
        close();
        return;
      }
      if (phase.kind === 'waiting') phase = { kind: 'ended', state: phase.state, how };
      const [oldest] = lingering.values();
      if (lingering.size >= MAX_LINGERING) oldest?.();
      const cancelTimer = deps.clock.after(LINGER_MS, close);
      lingering.set(opened.port, () => {
        cancelTimer();
        close();
      });
    },
    close,
  };
}

const HINTS: Readonly<Partial<Record<SignInAnswer['kind'], SignInHint>>> = {
  otherState: 'earlierTab',
  noState: 'noState',
  unusable: 'unusable',
};

const UNREADABLE: Readonly<Record<Exclude<Unreadable, 'tls' | 'http2'>, readonly [string, PageKind]>> = {
  tunnel: ['405 Method Not Allowed', 'proxy'],
  tooLarge: ['431 Request Header Fields Too Large', 'tooLarge'],
  timedOut: ['408 Request Timeout', 'unreadable'],
  noHttp: ['400 Bad Request', 'unreadable'],
};

/** A fatal alert, `protocol_version` (RFC 8446 §6): the browser says at once that there is no secure connection, or goes on without. */
const TLS_ALERT = Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46);
/** Empty settings, then "go away: HTTP/1.1 is required" (RFC 9113 §6.8). */
const HTTP2_GOAWAY = Uint8Array.of(
  ...[0, 0, 0, 4, 0, 0, 0, 0, 0],
  ...[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0d],
);

/** Where the browser says what a request is for: a page that a person sees, not an image or a script of a foreign page. */
const isForPeople = ({ headers }: IncomingMessage): boolean => {
  const purpose = headers['sec-fetch-dest'];
  return purpose === undefined || purpose === 'document';
};

interface Address {
  /** `proxy`: the request is for another server. `elsewhere`: a name that is not ours, such as one that was pointed at this machine. */
  readonly place: 'here' | 'elsewhere' | 'proxy';
  readonly path: string;
  readonly query: string;
}

/** What a request is for. A proxy asks with the whole address (RFC 9112 §3.2.2), which then counts instead of the Host. */
function addressOf({ url = '', headers, socket }: IncomingMessage): Address {
  const port = String(socket.localPort ?? 0);
  const whole = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  if (whole) {
    const [, , host = '', path = '', query = ''] = whole;
    return { place: isOurs(host, port) ? 'here' : 'proxy', path: path === '' ? '/' : path, query };
  }
  const end = url.indexOf('?');
  const [path, query] = end === -1 ? [url, ''] : [url.slice(0, end), url.slice(end + 1)];
  return { place: isOurs(headers.host ?? '', port) ? 'here' : 'elsewhere', path, query };
}

/** Names that always mean this machine. Every other could have been pointed at it by a page of the web (DNS rebinding). */
function isOurs(host: string, port: string): boolean {
  const found = /^(localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/i.exec(host);
  return found !== null && (found[2] ?? '80') === port;
}

/** The answer in a posted form, or in the address where that names the sign-in; never rejects. */
async function postedParams(request: IncomingMessage, params: URLSearchParams): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (params.has('state') || type !== 'application/x-www-form-urlencoded') return params;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request) {
      if (!(part instanceof Uint8Array)) continue;
      size += part.length;
      // What is too much is read and let go: the page would be lost if the connection broke.
      if (size <= MAX_FORM_BYTES) parts.push(Buffer.from(part));
    }
  } catch {
    return params;
  }
  return size > MAX_FORM_BYTES ? params : new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
