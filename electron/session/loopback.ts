/**
 * What the browser meets when it comes back (RFC 8252 §7.3). It listens while the sign-in lives and answers every
 * visitor with a page in the person's language. Only an answer with this sign-in's state ends it, so no web page can
 * end it by sending a browser here.
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
  /** For the page in the browser, in the person's language. */
  texts(): Texts;
  /** Explains what the login said, as a catalogue text. */
  explain(error: string, description: string | null): string;
  /** Something came that does not end the sign-in, but may explain why it does not complete. */
  hint(hint: SignInHint): void;
}

/** How a sign-in ended without an answer. `over`: it was cancelled, or a newer one was started. */
export type UnansweredEnd = 'timedOut' | 'over';

export interface Loopback {
  /** `http://localhost:PORT/`, exactly as in the authorization request. */
  readonly redirectUri: string;
  /**
   * Accepts answers with this state from now on. Resolves with the first one that ends the sign-in, or never if
   * something else ends it.
   */
  answer(state: string): Promise<FinalAnswer>;
  /** Handles an answer as if the browser had brought it. */
  take(params: URLSearchParams): SignInAnswer;
  /**
   * Accepts no more answers. For `LINGER_MS` visitors still get a page that says how it ended, unless the port is
   * needed.
   */
  end(how: UnansweredEnd): void;
  /** Ends it, with open connections. */
  close(): void;
}

/** How long a finished sign-in still answers visitors: a reloaded page, a tab that comes back late. */
export const LINGER_MS = 300_000;
/** The most finished sign-ins that still answer. */
const MAX_LINGERING = 4;
/** In bytes. A form with an answer is far smaller. */
const MAX_FORM_BYTES = 64 * 1024;

/** Finished sign-ins that still answer, oldest first, by port. Ports belong to the whole process, so this does too. */
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
 * Opens the listener. A finished one on the same port gives it up.
 * @param port 0: any that is free on both addresses
 * @throws PortInUseError if the port is taken on either address, even by another session of a terminal server
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
      // A web page asks whether it may send a request itself. Without permission in the answer, the browser stops it.
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
   * Asks for a posted answer (`form_post`, or a redirect that keeps the method) again with GET. The rest of the form is
   * ignored: a redirect with status 307 posts here what the person typed on the login page.
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
      // No browser was sent here yet.
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

/**
 * A fatal alert, `protocol_version` (RFC 8446 §6). The browser reports at once that there is no secure connection, or
 * continues without.
 */
const TLS_ALERT = Uint8Array.of(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46);
/** Empty settings, then "go away: HTTP/1.1 is required" (RFC 9113 §6.8). */
const HTTP2_GOAWAY = Uint8Array.of(
  ...[0, 0, 0, 4, 0, 0, 0, 0, 0],
  ...[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0d],
);

/** Whether the browser wants a page for a person to see, and not an image or a script for a foreign page. */
const isForPeople = ({ headers }: IncomingMessage): boolean => {
  const purpose = headers['sec-fetch-dest'];
  return purpose === undefined || purpose === 'document';
};

interface Address {
  /**
   * `proxy`: the request is for another server. `elsewhere`: a name that is not ours, for example one that was pointed
   * at this machine.
   */
  readonly place: 'here' | 'elsewhere' | 'proxy';
  readonly path: string;
  readonly query: string;
}

/** What a request is for. A proxy sends the whole address (RFC 9112 §3.2.2), which then counts instead of the Host. */
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

/** These names always mean this machine. A web page could have pointed any other name at it (DNS rebinding). */
function isOurs(host: string, port: string): boolean {
  const found = /^(localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/i.exec(host);
  return found !== null && (found[2] ?? '80') === port;
}

/** The answer in a posted form, or in the address if that names the sign-in. Never rejects. */
async function postedParams(request: IncomingMessage, params: URLSearchParams): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (params.has('state') || type !== 'application/x-www-form-urlencoded') return params;
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request) {
      if (!(part instanceof Uint8Array)) continue;
      size += part.length;
      // Excess data is read and dropped: breaking the connection would lose the page.
      if (size <= MAX_FORM_BYTES) parts.push(Buffer.from(part));
    }
  } catch {
    return params;
  }
  return size > MAX_FORM_BYTES ? params : new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
