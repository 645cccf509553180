/** One demo org for all clients, behind a network that can fail. It counts what reaches the service. */
import { DemoCore } from '../../../electron/demo-org/core.js';
import type { PlainAnswer } from '../../../electron/demo-org/exchange.js';
import type { ArmedFault } from '../../../electron/demo-org/faults.js';
import type { Switches } from '../../../electron/demo-org/switches.js';
import { PURECLOUD, type Person } from '../../../electron/demo-org/people.js';
import type { FetchPort, OpenSocket, Random, SocketPort } from '../../../electron/ports.js';
import { plainTarget, type SignInTarget } from '../../../electron/session/sign-in-target.js';
import type { EventClock } from './event-clock.js';

export const API_URL = 'https://api.mypurecloud.de';
export const LOGIN_URL = 'https://login.mypurecloud.de';

/** How the service is out of reach. `unreachable`: no connection. `unavailable`: something in front answers 503. */
export type Outage = 'unreachable' | 'unavailable';

/** A request that reached the service, or whatever stands before it. */
export interface Arrival {
  readonly at: number;
  readonly client: number;
  /** `GET /api/v2/users/{id}/presences/purecloud` */
  readonly what: string;
  readonly status: number;
}

/** A request that was sent although the service had asked this client for a longer pause. */
export interface Impatience {
  readonly client: number;
  readonly what: string;
  /** How much of the pause was left, in milliseconds. */
  readonly early: number;
}

const ONE_WAY_MS = 15;
const UP_TO_MORE_MS = 30;

export class Service {
  readonly core: DemoCore;
  readonly people: readonly Person[];
  readonly arrivals: Arrival[] = [];
  readonly impatiences: Impatience[] = [];
  /** When sockets were opened, whether they were let in or not. */
  readonly sockets: { readonly at: number; readonly client: number }[] = [];
  /** What the service asked each client: no request before this time. */
  readonly #asked = new Map<number, number>();
  readonly #clock: EventClock;
  readonly #random: Random;
  #outage: Outage | null = null;
  #fault: ArmedFault | null = null;

  constructor(clock: EventClock, random: Random, clients: number, switches: Partial<Switches>) {
    this.#clock = clock;
    this.#random = random;
    this.core = new DemoCore({ clock, users: clients + NAMED, switches });
    this.core.baseUrl = API_URL;
    this.people = [...this.core.org.people.values()].slice(-clients);
  }

  get target(): SignInTarget {
    return plainTarget({ region: 'eu_central_1', apiUrl: API_URL, loginUrl: LOGIN_URL }, this.core.client.id);
  }

  /** What the service has for somebody. */
  presenceOf(person: Person): { readonly definitionId: string; readonly message: string } {
    const presence = person.presences.get(PURECLOUD);
    return { definitionId: presence?.definitionId ?? '', message: presence?.message ?? '' };
  }

  begin(outage: Outage): void {
    this.#outage = outage;
    if (outage === 'unavailable') this.#fault = this.core.faults.add({ status: 503 });
    // The worst case: all notice in the same moment.
    this.core.faults.killSockets();
  }

  /** @param crowded for how many seconds it still answers 429, with `Retry-After` */
  end(crowded = 0): void {
    this.#outage = null;
    this.#fault?.remove();
    this.#fault = null;
    if (crowded === 0) return;
    const fault = this.core.faults.add({ status: 429, retryAfter: RETRY_AFTER_S });
    this.#clock.after(crowded * 1000, () => fault.remove());
  }

  fetchOf(client: number): FetchPort {
    return async (url, init = {}) => {
      const { pathname, search } = new URL(url);
      const verb = init.method ?? 'GET';
      const what = `${verb} ${pathname.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|streaming-[^/]+/g, '{id}')}`;
      this.#noteImpatience(client, what);
      const aborted = new Promise<never>((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
      });
      const answered = this.#travel().then(async () => {
        if (this.#outage === 'unreachable') throw new TypeError('net::ERR_CONNECTION_REFUSED');
        const at = this.#clock.t;
        const answer = await this.core.handle({
          verb,
          target: pathname + search,
          headers: Object.fromEntries(new Headers(init.headers)),
          body: typeof init.body === 'string' ? init.body : '',
        });
        this.arrivals.push({ at, client, what, status: answer.status });
        await this.#travel();
        this.#noteAsked(client, answer);
        return new Response(answer.status === 204 ? null : answer.body, {
          status: answer.status,
          headers: answer.headers,
        });
      });
      return Promise.race([answered, aborted]);
    };
  }

  socketOf(client: number): OpenSocket {
    return (url) => {
      let closed = false;
      let end: ReturnType<DemoCore['connect']> = null;
      const later = (run: () => void): void => {
        void this.#travel().then(() => {
          if (!closed) run();
        });
      };
      const finish = (code: number): void => {
        if (closed) return;
        closed = true;
        end?.closed();
        queueMicrotask(() => socket.onClose(code, ''));
      };
      const socket: SocketPort = {
        onOpen: () => undefined,
        onMessage: () => undefined,
        onClose: () => undefined,
        send: (text) => later(() => end?.message(text)),
        close: () => finish(1000),
      };
      later(() => {
        this.sockets.push({ at: this.#clock.t, client });
        if (this.#outage !== null) {
          finish(1006);
          return;
        }
        socket.onOpen();
        end = this.core.connect(new URL(url).pathname, {
          send: (text) => queueMicrotask(() => !closed && socket.onMessage(text)),
          close: finish,
          terminate: () => finish(1006),
        });
      });
      return socket;
    };
  }

  #travel(): Promise<void> {
    return new Promise((arrived) => this.#clock.after(ONE_WAY_MS + this.#random() * UP_TO_MORE_MS, arrived));
  }

  #noteAsked(client: number, { headers }: PlainAnswer): void {
    const seconds = Number(headers['Retry-After'] ?? 0);
    if (seconds > 0) this.#asked.set(client, this.#clock.t + seconds * 1000);
  }

  #noteImpatience(client: number, what: string): void {
    const early = (this.#asked.get(client) ?? 0) - this.#clock.t;
    if (early > 0) this.impatiences.push({ client, what, early });
  }
}

/** The demo org's people with names of their own, who come first. */
const NAMED = 17;
/** Longer than any pause of the app's own at that point. */
const RETRY_AFTER_S = 20;
