/**
 * A compact Genesys Cloud for one person, with the semantics of genesys.md that the presence depends on, and every fault a network or a
 * service can have. It runs on a `World`'s timeline, so that hours pass in milliseconds.
 */
import { PRIMARY_DEFINITION_IDS } from '../../../../electron/genesys/primary-definitions.js';
import type { SystemPresence } from '../../../../electron/genesys/system-presence.js';
import type { FetchPort } from '../../../../electron/ports.js';
import { SimulatedChannels } from './simulated-channels.js';
import type { World } from './world.js';

export const API_URL = 'https://api.mypurecloud.de';
export const USER_ID = '11111111-2222-3333-4444-555555555555';

/** What happens to one request. `lost`: the answer never comes, the connection breaks after a while. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** The connection breaks before the request arrives, or after it was carried out. */
  | { readonly kind: 'reset'; readonly arrives: boolean }
  /** No answer within the client's patience; it is carried out so much later, in milliseconds, or never. */
  | { readonly kind: 'silence'; readonly landsAfter: number | null }
  | { readonly kind: 'halfBody' }
  | { readonly kind: 'html' }
  | { readonly kind: 'slow'; readonly ms: number };

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
  /** Null: no answer, or none yet. */
  status: number | null;
}

export interface Change {
  readonly at: number;
  readonly by: 'app' | 'outside';
  readonly state: ServerState;
  /** Number of the request in `requests`, for the app's changes. */
  readonly request: number | null;
}

const nameOf = (definitionId: string): SystemPresence => {
  const found = Object.entries(PRIMARY_DEFINITION_IDS).find(([, id]) => id === definitionId)?.[0];
  return found === undefined ? 'Break' : (found as SystemPresence);
};

const refusal = (status: number, code: string, message: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ status, code, message, contextId: `corr-${status}`, details: [], errors: [] }), {
    status,
    headers: { 'content-type': 'application/json', 'inin-correlation-id': `corr-${status}`, ...headers },
  });

export class SimulatedService {
  readonly requests: SeenRequest[] = [];
  readonly changes: Change[] = [];
  readonly channels: SimulatedChannels;
  state: ServerState;
  routingStatus = 'OFF_QUEUE';
  outOfOffice = { active: false };
  manner: Manner = 'whole';
  /** Faults for the next requests, one each; `null` lets one pass. */
  faults: (Fault | null)[] = [];
  networkUp = true;
  token = 'token-1';
  /** Whether `modifiedDate` is in events and answers. */
  dated = true;
  /** The service's clock against the true time. */
  clockOff = 0;
  latency = 20;
  activePatches = 0;
  mostActivePatches = 0;
  openRequests = 0;
  /** Told at the moment in which a change is sent. */
  onPatch: (request: SeenRequest, number: number) => void = () => undefined;
  idleTimeoutSeconds = 0;
  #routingSince = 0;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.channels = new SimulatedChannels(world, () => this.networkUp);
    this.state = { definitionId: PRIMARY_DEFINITION_IDS.Available, message: '', modifiedAt: this.#stamp() };
    this.changes.push({ at: world.t, by: 'outside', state: this.state, request: null });
  }

  /** A supervisor, the web client, an integration. */
  changeFromOutside(definitionId: string, message: string): void {
    this.#set(definitionId, message, 'outside', null);
  }

  setRouting(status: string): void {
    this.routingStatus = status;
    this.#routingSince = Math.max(this.#stamp(), this.#routingSince + 1);
    this.channels.tell(`v2.users.${USER_ID}.routingStatus`, {
      id: USER_ID,
      routingStatus: { status, ...(this.dated ? { startTime: new Date(this.#routingSince).toISOString() } : {}) },
    });
  }

  /** Another presence, dated before the one that was: the service's clock has been set back. Nobody is told. */
  rewind(definitionId: string): void {
    this.state = { definitionId, message: '', modifiedAt: this.#stamp() };
  }

  /** The token ends; presence and channels of the person follow, as after an inactivity timeout. */
  expire(goesOffline: boolean): void {
    this.token = `token-${Number(this.token.slice(6)) + 1}`;
    if (goesOffline) this.#set(PRIMARY_DEFINITION_IDS.Offline, '', 'outside', null);
  }

  presenceBody(): Record<string, unknown> {
    const { definitionId, message, modifiedAt } = this.state;
    const system = nameOf(definitionId);
    return {
      source: 'PURECLOUD',
      presenceDefinition: { id: definitionId, systemPresence: system === 'OnQueue' ? 'On Queue' : system },
      primary: true,
      message,
      ...(this.dated ? { modifiedDate: new Date(modifiedAt).toISOString() } : {}),
    };
  }

  readonly fetch: FetchPort = (url, init = {}) =>
    new Promise((resolve, reject) => {
      const world = this.#world;
      const method = init.method ?? 'GET';
      const path = new URL(url).pathname;
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
      const number = this.requests.length;
      this.requests.push({ at: world.t, method, path, body: isRecord(body) ? body : null, status: null });
      const seen = this.requests[number];
      if (method === 'PATCH' && seen) this.onPatch(seen, number);
      const token = new Headers(init.headers).get('authorization')?.slice(7) ?? '';
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
      const carryOut = (): Response => this.#answer(method, path, isRecord(body) ? body : null, token, number);
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
            if (fault.arrives) carryOut();
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
        default:
          arrival(
            () => {
              const response = carryOut();
              world.serverAfter(this.latency, () => answer(response));
            },
            fault?.kind === 'slow' ? fault.ms : this.latency,
          );
      }
    });

  #stamp(): number {
    return this.#world.serverNow() + this.clockOff;
  }

  #set(definitionId: string, message: string, by: Change['by'], request: number | null): void {
    const moved = definitionId !== this.state.definitionId;
    // No two moments of the service's are the same; a message alone leaves the start of the presence.
    const modifiedAt = Math.max(this.#stamp(), this.state.modifiedAt + 1);
    this.state = { definitionId, message, modifiedAt };
    this.changes.push({ at: this.#world.t, by, state: this.state, request });
    if (moved) this.setRouting(nameOf(definitionId) === 'OnQueue' ? 'IDLE' : 'OFF_QUEUE');
    this.channels.tell(`v2.users.${USER_ID}.presence`, this.presenceBody());
  }

  #routingBody(): Record<string, unknown> {
    return {
      userId: USER_ID,
      status: this.routingStatus,
      ...(this.dated ? { startTime: new Date(this.#routingSince).toISOString() } : {}),
    };
  }

  #json(body: unknown): Response {
    return new Response(JSON.stringify(body), {
      headers: { 'content-type': 'application/json', date: new Date(this.#stamp()).toUTCString() },
    });
  }

  #answer(
    method: string,
    path: string,
    body: Readonly<Record<string, unknown>> | null,
    token: string,
    number: number,
  ): Response {
    if (token !== this.token) return refusal(401, 'bad.credentials', 'Invalid login credentials.');
    const route = `${method} ${path.replace(USER_ID, '{id}').replace(/channels\/[^/]+/, 'channels/{c}')}`;
    switch (route) {
      case 'GET /api/v2/users/{id}/presences/purecloud':
        return this.#json(this.presenceBody());
      case 'PATCH /api/v2/users/{id}/presences/purecloud':
        return this.#patch(body ?? {}, number);
      case 'GET /api/v2/users/{id}/routingstatus':
        return this.#json(this.#routingBody());
      case 'PUT /api/v2/users/{id}/routingstatus':
        if (this.routingStatus !== 'NOT_RESPONDING') {
          return refusal(400, 'general.bad.request', 'An invalid routing status transition was attempted.');
        }
        this.setRouting('IDLE');
        return this.#json(this.#routingBody());
      case 'GET /api/v2/users/{id}/outofoffice':
        return this.#json(this.outOfOffice);
      case 'POST /api/v2/notifications/channels':
        return this.#json(this.channels.make());
      case 'PUT /api/v2/notifications/channels/{c}/subscriptions':
        return this.#json({ entities: [] });
      case 'GET /api/v2/tokens/timeout':
        return this.#json({
          enableIdleTokenTimeout: this.idleTimeoutSeconds > 0,
          idleTokenTimeoutSeconds: this.idleTimeoutSeconds,
        });
      case 'GET /api/v2/tokens/me':
        return this.#json({});
      default:
        return refusal(404, 'not.found', `Nothing at ${route}`);
    }
  }

  #patch(body: Readonly<Record<string, unknown>>, number: number): Response {
    const definition = isRecord(body['presenceDefinition']) ? String(body['presenceDefinition']['id']) : null;
    const message = typeof body['message'] === 'string' ? body['message'] : null;
    const both = definition !== null && message !== null;
    if (this.manner === 'echoesButIgnores') {
      return this.#json({ ...this.presenceBody(), presenceDefinition: { id: definition ?? this.state.definitionId } });
    }
    if (this.manner === 'waitsForInteraction' && definition !== null) {
      const waiting = { ...this.presenceBody(), futurePresenceDefinition: { id: definition } };
      this.channels.tell(`v2.users.${USER_ID}.presence`, waiting);
      return this.#json(waiting);
    }
    const takesDefinition = definition !== null && !(both && this.manner === 'messageOnly');
    const takesMessage = message !== null && !(both && this.manner === 'definitionOnly');
    this.#set(
      takesDefinition ? definition : this.state.definitionId,
      takesMessage ? message : this.state.message,
      'app',
      number,
    );
    return this.#json(this.presenceBody());
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
