/** The engine with the real client, on a simulated service. */
import { createGenesysClient } from '../../../../electron/genesys/client.js';
import { GenesysError } from '../../../../electron/genesys/error.js';
import type { OrganizationDefinition } from '../../../../electron/genesys/definitions.js';
import { PRIMARY_DEFINITION_IDS } from '../../../../electron/genesys/primary-definitions.js';
import { SYSTEM_PRESENCES } from '../../../../electron/genesys/system-presence.js';
import type { Log } from '../../../../electron/ports.js';
import { createPresenceEngine, type EngineDeps, type PresenceEngine } from '../../../../electron/presence/engine.js';
import type { SavedPresence } from '../../../../electron/presence/saved-presence.js';
import { ServerClock } from '../../../../electron/presence/current/server-clock.js';
import type { EnginePerson, PresenceService } from '../../../../electron/presence/service-port.js';
import type { PresenceSignal } from '../../../../electron/presence/signals.js';
import { API_URL, type FaultyService } from './faulty-service.js';
import { SimulatedService, USER_ID } from './simulated-service.js';
import { World } from './world.js';
import { silentLog } from '../../../../electron/silent-log.js';

export const SECOND_BREAK = '99999999-0000-0000-0000-000000000001';
export const OLD_BREAK = '99999999-0000-0000-0000-000000000002';

const definition = (
  id: string,
  systemPresence: OrganizationDefinition['systemPresence'],
  label: string,
  over: Partial<OrganizationDefinition> = {},
): OrganizationDefinition => ({
  id,
  languageLabels: { en_US: label },
  name: null,
  systemPresence,
  primary: false,
  deactivated: false,
  divisionId: null,
  ...over,
});

export const DEFINITIONS: readonly OrganizationDefinition[] = [
  ...SYSTEM_PRESENCES.map((name) => definition(PRIMARY_DEFINITION_IDS[name], name, name, { primary: true })),
  definition(SECOND_BREAK, 'Break', 'Coffee'),
  definition(OLD_BREAK, 'Break', 'Smoke', { deactivated: true }),
];

export const PERSON: EnginePerson = {
  userId: USER_ID,
  organizationId: 'org-1',
  divisionId: null,
  organizationLanguage: null,
  permissions: ['routing:agent:onQueue'],
};

/** Mulberry32: small, fast, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

export interface AppUnderTest<Service extends FaultyService = SimulatedService> {
  readonly world: World;
  readonly service: Service;
  readonly engine: PresenceEngine;
  readonly signals: PresenceSignal[];
  readonly memory: { stored: SavedPresence | null };
  /** The reads of the list of definitions. True: with deactivated ones. */
  readonly definitionReads: boolean[];
  /** How the list of definitions is answered from now on. */
  readonly list: { afterMs: number; fails: boolean };
  /** What the session does when the service refuses its token. */
  session: { renews: boolean; expired: boolean };
  /** Last use of keyboard or mouse, on the wall clock. */
  presentSince: number;
  /** The session's client, with the currently valid token. */
  client(): PresenceService;
  signIn(): boolean;
  /** From nothing to live. */
  live(): Promise<void>;
}

export interface AppOptions {
  readonly seed?: number;
  readonly memory?: SavedPresence;
  readonly log?: Log;
  readonly list?: AppUnderTest['list'];
  readonly over?: Partial<EngineDeps>;
  /** Continues in the world of an earlier run. */
  readonly world?: World;
}

export const appUnderTest = (options: AppOptions & { readonly service?: SimulatedService } = {}): AppUnderTest =>
  appOn((world) => options.service ?? new SimulatedService(world), options);

/** The same on any service. */
export function appOn<Service extends FaultyService>(
  makeService: (world: World) => Service,
  options: AppOptions = {},
): AppUnderTest<Service> {
  const world = options.world ?? new World();
  const service = makeService(world);
  const person: EnginePerson = { ...PERSON, userId: service.userId };
  const random = seeded(options.seed ?? 1);
  const serverClock = new ServerClock(world.clock);
  const log = options.log ?? silentLog;
  const memory: AppUnderTest['memory'] = { stored: options.memory ?? null };
  const session = { renews: false, expired: false };
  const signals: PresenceSignal[] = [];
  const definitionReads: boolean[] = [];
  const list = { afterMs: 0, fails: false, ...options.list };

  const client = (): PresenceService => {
    let token = service.token;
    return createGenesysClient({
      environment: { region: 'eu_central_1', apiUrl: API_URL, loginUrl: 'https://login.mypurecloud.de' },
      fetch: service.fetch,
      clock: world.clock,
      random,
      log,
      tokens: {
        accessToken: () => token,
        renew: (refused) => {
          if (refused !== token) return Promise.resolve(true);
          if (session.renews) token = service.token;
          else {
            session.expired = true;
            queueMicrotask(() => engine.sessionExpired());
          }
          return Promise.resolve(session.renews);
        },
      },
      userAgent: 'presence-tray-test',
      onServerDate: (serverMs, receivedAt) => serverClock.heardDate(serverMs, receivedAt),
    });
  };

  const app: Omit<AppUnderTest<Service>, 'engine'> & { engine: PresenceEngine | null } = {
    world,
    service,
    engine: null,
    signals,
    memory,
    definitionReads,
    list,
    session,
    presentSince: world.clock.now(),
    client,
    signIn: () => {
      session.expired = false;
      return engine.signedInAgain(client(), person);
    },
    live: async () => {
      engine.start();
      await world.advance(2000);
    },
  };
  const engine = createPresenceEngine({
    person,
    service: client(),
    loadDefinitions: async (includeDeactivated) => {
      definitionReads.push(includeDeactivated);
      const { afterMs, fails } = list;
      if (afterMs > 0) await new Promise<void>((resolve) => world.clock.after(afterMs, resolve));
      if (fails) throw new GenesysError({ kind: 'http', status: 503, message: 'no list', retryable: true });
      return DEFINITIONS.filter((one) => includeDeactivated || !one.deactivated);
    },
    openSocket: service.channels.open,
    apiUrl: API_URL,
    clock: world.clock,
    random,
    log,
    serverClock,
    memory: {
      read: () => memory.stored,
      write: (stored) => {
        memory.stored = stored;
      },
    },
    languages: () => ['en-US'],
    systemName: (name) => name,
    divisionName: (id) => id,
    presentSince: () => app.presentSince,
    idleRenewal: () => 'whilePresent',
    ...options.over,
  });
  engine.onSignal((signal) => signals.push(signal));
  return Object.assign(app, { engine });
}
