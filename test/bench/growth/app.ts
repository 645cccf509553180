/** One person's app without windows: the real session, client, engine, channel and schedule, wired as the app does. */
import type { GenesysClient } from '../../../electron/genesys/client.js';
import { loadDefinitions } from '../../../electron/genesys/definitions.js';
import type { Person } from '../../../electron/demo-org/people.js';
import type { Random } from '../../../electron/ports.js';
import { ServerClock } from '../../../electron/presence/current/server-clock.js';
import { createPresenceEngine, type PresenceEngine } from '../../../electron/presence/engine.js';
import { createSchedule } from '../../../electron/schedule/schedule.js';
import { packSession, vaultKey } from '../../../electron/session/kept-session.js';
import { environmentKey } from '../../../electron/genesys/environment.js';
import { createMemoryVault } from '../../../electron/session/memory-vault.js';
import type { Session } from '../../../electron/session/session.js';
import { createSession } from '../../../electron/session/session-machine.js';
import { english } from '../../unit/english.js';
import type { EventClock } from './event-clock.js';
import { API_URL, type Service } from './service.js';
import { silentLog } from '../../../electron/silent-log.js';

const MACHINE = '0123456789abcdef0123456789abcdef';

export class App {
  readonly person: Person;
  engine: PresenceEngine | null = null;
  readonly #session: Session;
  readonly #service: Service;
  readonly #clock: EventClock;
  readonly #random: Random;
  readonly #number: number;
  readonly #serverClock: ServerClock;
  readonly #stops: (() => void)[] = [];

  /** Somebody who signed in on another day: the session is in the keychain. */
  static async signedIn(number: number, service: Service, clock: EventClock, random: Random): Promise<App> {
    const person = service.people[number];
    if (person === undefined) throw new Error(`there is no person ${number}`);
    const { target } = service;
    const { environment, clientId } = target;
    const vault = createMemoryVault();
    const kept = packSession({
      environment: environmentKey(environment),
      clientId,
      machine: MACHINE,
      accessToken: service.core.issueToken(person.id),
      refreshToken: null,
      expiresAt: clock.now() + service.core.org.switches.tokenSeconds * 1000,
      person: {
        userId: person.id,
        name: person.name,
        email: person.email,
        organizationId: service.core.org.id,
        organization: service.core.org.name,
      },
    });
    await vault.write(vaultKey({ environment, clientId, machine: MACHINE }), kept);
    return new App(number, person, service, clock, random, vault);
  }

  private constructor(
    number: number,
    person: Person,
    service: Service,
    clock: EventClock,
    random: Random,
    vault: ReturnType<typeof createMemoryVault>,
  ) {
    this.#number = number;
    this.person = person;
    this.#service = service;
    this.#clock = clock;
    this.#random = random;
    this.#serverClock = new ServerClock(clock);
    this.#session = createSession({
      fetch: service.fetchOf(number),
      clock,
      random,
      log: silentLog,
      userAgent: 'presence-tray-growth',
      onServerDate: (server, received) => this.#serverClock.heardDate(server, received),
      vault,
      machineId: () => Promise.resolve(MACHINE),
      openBrowser: () => Promise.reject(new Error('nobody is asked to sign in here')),
      target: () => service.target,
      keepSession: () => 'always',
      texts: () => english,
    });
    this.#stops.push(this.#session.onChange(() => this.#follow()));
  }

  start(): void {
    void this.#session.restore();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** Live, and what it shows is what the service has. */
  get isRight(): boolean {
    const view = this.engine?.view();
    if (view?.connection.kind !== 'live') return false;
    const has = this.#service.presenceOf(this.person);
    const { current, pending } = view.presence;
    return (
      pending === null &&
      current?.definition.id === has.definitionId &&
      (current.message ?? '') === has.message &&
      view.routing.status === this.person.routing.status
    );
  }

  #follow(): void {
    const { state, me } = this.#session;
    const client = this.#session.client();
    if (state.kind === 'expired') this.engine?.sessionExpired();
    if (state.kind !== 'signedIn' || me === null || client === null || this.engine !== null) return;
    const [clock, random] = [this.#clock, this.#random];
    const { userId, organizationId } = me.person;
    const serverClock = this.#serverClock;
    const planned = createSchedule({
      userId,
      service: () => client,
      permissions: () => me.permissions,
      clock,
      random,
      log: silentLog,
      toLocal: (serverMs) => serverClock.toLocalAhead(serverMs),
    });
    const engine = createPresenceEngine({
      person: {
        userId,
        organizationId,
        divisionId: me.division?.id ?? null,
        organizationLanguage: me.organizationLanguage,
        permissions: me.permissions,
      },
      service: client,
      loadDefinitions: (includeDeactivated) => loadDefinitions(client, me.user, { includeDeactivated }),
      openSocket: this.#service.socketOf(this.#number),
      apiUrl: API_URL,
      clock,
      random,
      log: silentLog,
      serverClock,
      memory: { read: () => null, write: () => undefined },
      languages: () => ['en-US'],
      systemName: (name) => name,
      divisionName: (id) => id,
      presentSince: () => clock.now(),
      idleRenewal: () => 'whilePresent',
      otherEvents: planned,
    });
    engine.onChange(() => {
      const { kind } = engine.view().connection;
      if (kind === 'live' || kind === 'polling') planned.connected();
      else planned.disconnected();
    });
    this.engine = engine;
    this.#stops.push(
      () => engine.stop(),
      () => planned.stop(),
    );
    engine.start();
    void nameDivisions(client);
  }
}

/** As electron/app/signed-in.ts does at every sign-in. */
async function nameDivisions(client: GenesysClient): Promise<void> {
  await client.organization.getAuthorizationDivisions({}).catch(() => undefined);
}
