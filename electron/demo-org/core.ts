import { performance } from 'node:perf_hooks';
import type { Clock, Log } from '../ports.js';
import { Api } from './api.js';
import { Authorize } from './authorize.js';
import { attachSocket } from './channel-socket.js';
import { Channels } from './channels.js';
import { serviceClock, systemClock } from './clock.js';
import { eventsOf } from './events.js';
import {
  htmlAnswer,
  splitTarget,
  type PlainAnswer,
  type PlainRequest,
  type PlainSocket,
  type SocketEnd,
} from './exchange.js';
import { faultyAnswer, Faults, oddAnswer } from './faults.js';
import { freshId, isEvery, stableId } from './ids.js';
import { messagePage } from './login-page.js';
import type { OAuthClient } from './oauth-client.js';
import { Organisation } from './organisation.js';
import { PURECLOUD } from './people.js';
import { permissionsHeld, VIEW_OWN_SCHEDULE } from './permissions.js';
import { applyChange } from './presences.js';
import { RequestLog } from './request-log.js';
import { definitionRoutes } from './routes/definition-routes.js';
import { notificationRoutes } from './routes/notification-routes.js';
import { scheduleRoutes } from './routes/schedule-routes.js';
import { peopleListRoutes } from './routes/people-list-routes.js';
import { sourceRoutes } from './routes/source-routes.js';
import { tokenRoutes } from './routes/token-routes.js';
import { userPresenceRoutes } from './routes/user-presence-routes.js';
import { userRoutes } from './routes/user-routes.js';
import { DEFAULT_SWITCHES, type Switches } from './switches.js';
import { TokenEndpoint } from './token-endpoint.js';
import { Tokens } from './tokens.js';
import { personOf, workforceTopic } from './topics.js';
import { builtInId } from './definition-seeds.js';

export interface CoreOptions {
  /** People in total, but never fewer than the named ones. */
  readonly users?: number;
  /** Definitions in total, including the ten built-in and the named ones. */
  readonly definitions?: number;
  /** More definitions, with labels that are hard to show (odd-labels.ts). */
  readonly oddLabels?: boolean;
  /** Somebody named who also looks after all colleagues who do not sign in. */
  readonly teamLead?: string;
  /** Seeds the made-up people. */
  readonly seed?: number;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly switches?: Partial<Switches>;
  /** As registered for the OAuth client. Default: `http://localhost`, which allows every port. */
  readonly redirectUris?: readonly string[];
}

/** The service, without a network around it. */
export class DemoCore {
  readonly org: Organisation;
  readonly tokens: Tokens;
  readonly channels: Channels;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly client: OAuthClient;
  readonly api: Api;
  readonly authorize: Authorize;
  readonly clock: Clock;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  baseUrl = 'http://demo-org.invalid';
  /** Answers `/__demo__/…`. Null: no faults on demand. */
  control: ((request: PlainRequest) => PlainAnswer) | null = null;
  /** Called after every request that may have changed something. */
  onServed: () => void = () => undefined;
  private readonly tokenEndpoint: TokenEndpoint;

  constructor(options: CoreOptions = {}) {
    this.clock = options.clock ?? systemClock;
    const clock = serviceClock(this.clock);
    const switches: Switches = { ...DEFAULT_SWITCHES, ...options.switches };
    this.org = new Organisation(clock, switches, {
      users: options.users ?? 0,
      definitions: options.definitions ?? null,
      oddLabels: options.oddLabels ?? false,
      teamLead: options.teamLead ?? null,
      seed: options.seed ?? 1,
    });
    this.client = {
      id: stableId('oauth-client'),
      name: 'Presence Tray',
      redirectUris: options.redirectUris ?? ['http://localhost'],
    };
    this.tokens = new Tokens(clock, switches);
    this.channels = new Channels(
      clock,
      (id) => this.org.people.has(id),
      (channels, channel, carrier) => attachSocket(clock, channels, channel, carrier),
      (personId, name) =>
        mayListen(this.org, personId, name) &&
        !(name.endsWith('.activity') && isEvery(switches.activityRefusedEvery, personOf(name) ?? '')),
    );
    this.faults = new Faults(this.org, this.tokens, this.channels);
    this.log = new RequestLog(
      options.clock === undefined ? () => performance.timeOrigin + performance.now() : () => this.clock.now(),
    );
    this.authorize = new Authorize(this.org, this.client);
    this.tokenEndpoint = new TokenEndpoint(this.org, this.client, this.authorize, this.tokens);
    this.api = new Api(this.org, this.tokens, [
      ...definitionRoutes(this.org),
      ...userPresenceRoutes(this.org),
      ...sourceRoutes(this.org),
      ...userRoutes(this.org, this.tokens),
      ...peopleListRoutes(this.org),
      ...tokenRoutes(this.org, this.tokens),
      ...scheduleRoutes(this.org),
      ...notificationRoutes(this.channels, () => this.baseUrl.replace(/^http/, 'ws')),
    ]);
    this.org.onChange((change) => this.channels.publish(eventsOf(this.org, change)));
    this.tokens.onEnded((grant, reason) => {
      this.channels.tokenEnded(grant);
      const person = this.org.people.get(grant.personId);
      const loggedOff = reason === 'idle' || (reason === 'expired' && switches.expirySetsOffline);
      if (person !== undefined && loggedOff)
        applyChange(this.org, person, PURECLOUD, { definitionId: builtInId('Offline') }, freshId());
    });
  }

  /** Answers one request. Faults strike here. */
  async handle(request: PlainRequest): Promise<PlainAnswer> {
    const split = splitTarget(request.target);
    if (split === null) return this.dated(htmlAnswer(400, messagePage('Bad request', 'The address cannot be read.')));
    const { path, query } = split;
    if (this.control !== null && path.startsWith('/__demo__/')) return this.dated(this.control(request));
    const person = this.api.callerOf(request)?.person ?? null;
    const recorded = this.log.add(request, path, query, person !== null || this.isOwnClient(request, path));
    recorded.personId = person?.id ?? null;
    const correlationId = freshId();
    const fault = this.faults.take(request.verb, path, person);
    if (fault === null) {
      const answer = this.serve(request, path, query, correlationId);
      recorded.status = answer.status;
      return this.dated(answer);
    }
    if (fault.expiredToken === true && person !== null) this.tokens.endAll(person.id, 'expired');
    let answer = fault.applied === true ? this.serve(request, path, query, correlationId) : null;
    if (fault.latencyMs !== undefined) await this.wait(fault.latencyMs);
    const failed = faultyAnswer(fault, correlationId, answer);
    answer = failed ?? oddAnswer(fault, answer ?? this.serve(request, path, query, correlationId));
    recorded.status = answer.status;
    return this.dated(answer);
  }

  /** A WebSocket opens on `/channels/{id}`. Null: it was refused and is already closed. */
  connect(path: string, carrier: PlainSocket): SocketEnd | null {
    return this.channels.connect(path.replace(/^\/channels\//, ''), carrier);
  }

  /** Issues a token without the login page, for tests about something else. @param person id, mail address or name */
  issueToken(person: string): string {
    const found = this.org.person(person);
    if (found === undefined) throw new Error(`No person ${person}`);
    return this.tokens.issue(found.id, this.client.id).accessToken;
  }

  stop(): void {
    this.tokens.stop();
    this.channels.stop();
  }

  private serve(
    request: PlainRequest,
    path: string,
    query: Parameters<Authorize['authorize']>[1],
    correlationId: string,
  ): PlainAnswer {
    if (request.verb !== 'GET') queueMicrotask(this.onServed);
    const get = request.verb === 'GET';
    if (path === '/oauth/authorize' && (get || request.verb === 'POST'))
      return this.authorize.authorize(request, query);
    if (path === '/logout' && get) return this.authorize.logout(request, query);
    if (path === '/oauth/token' && request.verb === 'POST') return this.tokenEndpoint.answer(request);
    if (path.startsWith('/api/v2/')) return this.api.answer(request, correlationId);
    return htmlAnswer(404, messagePage('Not found', 'There is no such page here.'));
  }

  /** The app at the token endpoint has no token yet, but names our client. */
  private isOwnClient({ body }: PlainRequest, path: string): boolean {
    return path === '/oauth/token' && new URLSearchParams(body).get('client_id') === this.client.id;
  }

  private dated(answer: PlainAnswer): PlainAnswer {
    return { ...answer, headers: { ...answer.headers, Date: new Date(this.org.clock.now()).toUTCString() } };
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve));
  }
}

/** Own schedule and adherence only. Nobody here has the right to see other people's. */
function mayListen(org: Organisation, personId: string, name: string): boolean {
  const topic = workforceTopic(name);
  if (topic === null) return true;
  const person = org.people.get(personId);
  if (person === undefined || personOf(name) !== personId) return false;
  return (
    permissionsHeld(person, org.switches).includes(VIEW_OWN_SCHEDULE) &&
    (topic !== 'adherence' || org.switches.adherenceTopic)
  );
}
