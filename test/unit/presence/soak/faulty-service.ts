/** A service behind a faulty network, on a `World`'s timeline. Subclasses decide which service it is. */
import type { FetchPort } from '../../../../electron/ports.js';
import type { FaultySockets } from './faulty-sockets.js';
import type { World } from './world.js';

export const API_URL = 'https://api.mypurecloud.de';

/** What happens to a request. `lost`: the answer never comes, and the connection breaks after a while. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The connection breaks before the request arrives, or after it was carried out. */
  | { readonly kind: 'reset'; readonly arrives: boolean }
  /** No answer within the client's timeout. The request is carried out this many milliseconds later, or never. */
  | { readonly kind: 'silence'; readonly landsAfter: number | null }
  | { readonly kind: 'halfBody' }
  | { readonly kind: 'html' }
  /** Nonsense JSON instead of the answer. The request was carried out, or not. */
  | { readonly kind: 'nonsense'; readonly arrives: boolean }
  /** The request or its answer is late, and is overtaken by what happens in between. */
  | { readonly kind: 'slow' | 'slowAnswer'; readonly ms: number };

/** How the service treats a change that it accepts. */
export type Manner = 'whole' | 'definitionOnly' | 'messageOnly' | 'echoesButIgnores' | 'waitsForInteraction';

export interface ServerState {
  readonly definitionId: string;
  readonly message: string;
  readonly modifiedAt: number;
}

export interface SeenRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Null: no answer, or not yet. */
  status: number | null;
}

export interface Change {
  readonly at: number;
  readonly by: 'app' | 'outside';
  readonly state: ServerState;
  /** The request's number in `requests`, for the app's changes. */
  readonly request: number | null;
}

export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response =>
  new Response(JSON.stringify({ status, code, message, contextId: `corr-${status}`, details: [], errors: [] }), {
    status,
    headers: { 'content-type': 'application/json', 'inin-correlation-id': `corr-${status}`, ...headers },
  });

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What arrives at the service. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  /** Including its query. */
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly init: RequestInit;
  /** Its number in `requests`. */
  readonly number: number;
}

export abstract class FaultyService {
  readonly requests: SeenRequest[] = [];
  readonly changes: Change[] = [];
  /** Faults for the next requests, one each. `null` lets one pass. */
  faults: (Fault | null)[] = [];
  networkUp = true;
  latency = 20;
  activePatches = 0;
  mostActivePatches = 0;
  openRequests = 0;
  /** Called when a change is sent. */
  onPatch: (request: SeenRequest, number: number) => void = () => undefined;
  abstract readonly channels: FaultySockets;
  abstract readonly userId: string;
  /** The session's current token. */
  abstract readonly token: string;
  abstract readonly state: ServerState;
  abstract readonly routingStatus: string;
  /** How changes are treated. */
  abstract manner: Manner;
  /** Whether events (and, in the simulated service, answers) have `modifiedDate`. */
  abstract dated: boolean;
  protected readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** A supervisor, the web client, an integration. */
  abstract changeFromOutside(definitionId: string, message: string): void;

  abstract setRouting(status: string): void;

  /** The token ends. The presence may go Offline, as after an inactivity timeout. */
  abstract expire(goesOffline: boolean): void;

  protected abstract answer(request: Arrived): Response | Promise<Response>;

  readonly fetch: FetchPort = (url, init = {}) =>
    new Promise((resolve, reject) => {
      const world = this.world;
      const method = init.method ?? 'GET';
      const path = new URL(url).pathname;
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
      const number = this.requests.length;
      this.requests.push({ at: world.t, method, path, body: isRecord(body) ? body : null, status: null });
      const seen = this.requests[number];
      if (method === 'PATCH' && seen) this.onPatch(seen, number);
      const isPatch = method === 'PATCH';
      if (isPatch) this.activePatches += 1;
      this.openRequests += 1;
      this.mostActivePatches = Math.max(this.mostActivePatches, this.activePatches);
      let open = true;
      const finish = (settleIt: () => void): void => {
        if (!open) return;
        open = false;
        if (isPatch) this.activePatches -= 1;
        this.openRequests -= 1;
        settleIt();
      };
      const answer = (response: Response): void => {
        if (seen) seen.status = response.status;
        world.deliver(() => finish(() => resolve(response)));
      };
      const broken = (code: string): void =>
        world.deliver(() => finish(() => reject(Object.assign(new TypeError('fetch failed'), { cause: { code } }))));
      init.signal?.addEventListener('abort', () => finish(() => reject(new DOMException('aborted', 'AbortError'))));
      const { pathname, search } = new URL(url);
      const sent = isRecord(body) ? body : null;
      const carryOut = (): Response | Promise<Response> =>
        this.answer({ method, path, target: pathname + search, body: sent, init, number });
      if (!this.networkUp) {
        world.serverAfter(5, () => finish(() => reject(new TypeError('net::ERR_INTERNET_DISCONNECTED'))));
        return;
      }
      const fault = this.faults.shift() ?? null;
      const arrival = (run: () => void, ms = this.latency): void => void world.serverAfter(ms, run);
      switch (fault?.kind) {
        case 'status': {
          const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
          arrival(() => answer(refusal(fault.status, `fault.${fault.status}`, 'A fault on demand', headers)));
          return;
        }
        case 'reset':
          arrival(() => {
            if (fault.arrives) void carryOut();
            broken('ECONNRESET');
          });
          return;
        case 'silence':
          if (fault.landsAfter !== null) arrival(() => void carryOut(), fault.landsAfter);
          return;
        case 'halfBody':
          arrival(() => {
            void carryOut();
            answer(halfBody());
          });
          return;
        case 'html':
          arrival(() =>
            answer(new Response('<html>Please log in</html>', { headers: { 'content-type': 'text/html' } })),
          );
          return;
        case 'nonsense':
          arrival(() => {
            if (fault.arrives) void carryOut();
            answer(Response.json([]));
          });
          return;
        default:
          arrival(
            () => {
              const response = carryOut();
              const under = fault?.kind === 'slowAnswer' ? fault.ms : this.latency;
              const back = (settled: Response): void => void world.serverAfter(under, () => answer(settled));
              if (response instanceof Promise) void response.then(back);
              else back(response);
            },
            fault?.kind === 'slow' ? fault.ms : this.latency,
          );
      }
    });
}

/** An answer that breaks off. */
function halfBody(): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"source":"PURECL'));
      controller.error(Object.assign(new TypeError('terminated'), { cause: { code: 'UND_ERR_SOCKET' } }));
    },
  });
  return new Response(stream, { headers: { 'content-type': 'application/json' } });
}
