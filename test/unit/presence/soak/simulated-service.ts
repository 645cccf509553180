/** A compact Genesys Cloud for one person, with the behaviour in docs/genesys-cloud.md that the presence depends on. */
import { PRIMARY_DEFINITION_IDS } from '../../../../electron/genesys/primary-definitions.js';
import type { SystemPresence } from '../../../../electron/genesys/system-presence.js';
import {
  FaultyService,
  isRecord,
  refusal,
  type Arrived,
  type Change,
  type Manner,
  type ServerState,
} from './faulty-service.js';
import { SimulatedChannels } from './simulated-channels.js';
import type { World } from './world.js';

export type { SeenRequest } from './faulty-service.js';

export const USER_ID = '11111111-2222-3333-4444-555555555555';

const nameOf = (definitionId: string): SystemPresence => {
  const found = Object.entries(PRIMARY_DEFINITION_IDS).find(([, id]) => id === definitionId)?.[0];
  return found === undefined ? 'Break' : (found as SystemPresence);
};

export class SimulatedService extends FaultyService {
  readonly userId = USER_ID;
  readonly channels: SimulatedChannels;
  state: ServerState;
  routingStatus = 'OFF_QUEUE';
  outOfOffice = { active: false };
  manner: Manner = 'whole';
  token = 'token-1';
  /** Whether events and answers have `modifiedDate`. */
  dated = true;
  /** The service's clock minus the true time, in milliseconds. */
  clockOff = 0;
  idleTimeoutSeconds = 0;
  /** Whether a user's expansions are answered. */
  expands = true;
  /** Whether Genesys Cloud is the source that decides. */
  primary = true;
  #routingSince = 0;

  constructor(world: World) {
    super(world);
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

  /** Another presence, dated before the current one: the service's clock was set back. Nobody is told. */
  rewind(definitionId: string): void {
    this.state = { definitionId, message: '', modifiedAt: this.#stamp() };
  }

  /**
   * The token ends. The person's channels end too, and their presence may go Offline, as after an inactivity timeout.
   */
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
      primary: this.primary,
      message,
      ...(this.dated ? { modifiedDate: new Date(modifiedAt).toISOString() } : {}),
    };
  }

  #stamp(): number {
    return this.world.serverNow() + this.clockOff;
  }

  #set(definitionId: string, message: string, by: Change['by'], request: number | null): void {
    const moved = definitionId !== this.state.definitionId;
    // No two dates of the service are equal. A message alone keeps the presence's start.
    const modifiedAt = Math.max(this.#stamp(), this.state.modifiedAt + 1);
    this.state = { definitionId, message, modifiedAt };
    this.changes.push({ at: this.world.t, by, state: this.state, request });
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

  protected answer({ method, path, body, init, number }: Arrived): Response {
    const token = new Headers(init.headers).get('authorization')?.slice(7) ?? '';
    if (token !== this.token) return refusal(401, 'bad.credentials', 'Invalid login credentials.');
    const route = `${method} ${path.replace(USER_ID, '{id}').replace(/channels\/[^/]+/, 'channels/{c}')}`;
    switch (route) {
      case 'GET /api/v2/users/{id}/presences/purecloud':
        return this.#json(this.presenceBody());
      case 'PATCH /api/v2/users/{id}/presences/purecloud':
        return this.#patch(body ?? {}, number);
      case 'GET /api/v2/users/{id}/routingstatus':
        return this.#json(this.#routingBody());
      case 'GET /api/v2/users/{id}':
        return this.#json({
          id: USER_ID,
          ...(this.expands && { routingStatus: this.#routingBody(), outOfOffice: this.outOfOffice }),
        });
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
    if (body['primary'] === true) this.primary = true;
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
