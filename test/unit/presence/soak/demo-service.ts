/** The demo org itself, in this process, on the same faulty network and timeline as the simulated service. */
import { DemoCore } from '../../../../electron/demo-org/core.js';
import type { PlainSocket, SocketEnd } from '../../../../electron/demo-org/exchange.js';
import { PURECLOUD, type Person } from '../../../../electron/demo-org/people.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import { API_URL, FaultyService, type Arrived, type Manner, type ServerState } from './faulty-service.js';
import { FaultySockets } from './faulty-sockets.js';
import type { World } from './world.js';

const ADA = 'Ada Lovelace';

class DemoSockets extends FaultySockets {
  readonly #core: DemoCore;

  constructor(world: World, networkUp: () => boolean, core: DemoCore) {
    super(world, networkUp);
    this.#core = core;
  }

  announceClosing(): void {
    this.#core.faults.announceClosing(ADA);
    this.world.serverAfter(60_000, () => this.#core.faults.closeSockets(ADA));
  }

  forget(): void {
    this.#core.faults.dropChannels(ADA);
  }

  protected connect(channel: string, carrier: PlainSocket): SocketEnd | null {
    return this.#core.connect(`/channels/${channel}`, carrier);
  }
}

export class DemoService extends FaultyService {
  readonly channels: DemoSockets;
  readonly userId: string;
  token: string;
  readonly #core: DemoCore;
  readonly #person: Person;
  #handling: number | null = null;
  #manner: Manner = 'whole';
  #dated = true;

  /** @param extra a definition of the organisation's own, with the id that the runs use */
  constructor(world: World, extra: { readonly id: string; readonly label: string }) {
    super(world);
    this.#core = new DemoCore({
      clock: {
        now: () => world.serverNow(),
        monotonic: () => world.t,
        sinceBoot: () => world.t,
        after: (ms, run) => world.serverAfter(ms, run),
      },
      switches: { rateLimitPerMinute: null },
    });
    this.#core.baseUrl = API_URL;
    const person = this.#core.org.person(ADA);
    const pause = this.#core.org.definition(ID.Break);
    if (!person || !pause) throw new Error('the demo org is not what it was');
    this.#core.org.definitions.set(extra.id, {
      ...pause,
      id: extra.id,
      builtIn: false,
      labels: { en_US: extra.label },
    });
    this.#person = person;
    this.userId = person.id;
    this.token = this.#core.issueToken(ADA);
    this.channels = new DemoSockets(world, () => this.networkUp, this.#core);
    this.changeFromOutside(ID.Available, '');
    this.#record();
    this.#core.org.onChange((change) => {
      if (change.kind === 'presence' && change.person === this.#person) this.#record();
    });
  }

  get state(): ServerState {
    const presence = this.#person.presences.get(PURECLOUD);
    return {
      definitionId: presence?.definitionId ?? '',
      message: presence?.message ?? '',
      modifiedAt: presence?.modifiedAt ?? 0,
    };
  }

  get routingStatus(): string {
    return this.#person.routing.status;
  }

  get manner(): Manner {
    return this.#manner;
  }

  set manner(manner: Manner) {
    this.#manner = manner;
    const { switches } = this.#core.org;
    switches.patchSticks = manner !== 'echoesButIgnores';
    switches.patchHonoursOnlyOne =
      manner === 'definitionOnly' ? 'presenceDefinition' : manner === 'messageOnly' ? 'message' : false;
  }

  get dated(): boolean {
    return this.#dated;
  }

  set dated(dated: boolean) {
    this.#dated = dated;
    this.#core.org.switches.eventsOmitModifiedDate = !dated;
  }

  changeFromOutside(definitionId: string, message: string): void {
    this.#core.faults.changePresence(ADA, { definitionId, message });
  }

  setRouting(status: string): void {
    if (status === 'NOT_RESPONDING' || status === 'INTERACTING') this.#core.faults.setRouting(ADA, status);
  }

  expire(goesOffline: boolean): void {
    this.#core.org.switches.expirySetsOffline = goesOffline;
    this.#core.faults.expireTokens(ADA);
    this.token = this.#core.issueToken(ADA);
  }

  protected async answer({ method, target, init, number }: Arrived): Promise<Response> {
    this.#handling = number;
    const handled = this.#core.handle({
      verb: method,
      target,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : '',
    });
    this.#handling = null;
    const { status, headers, body } = await handled;
    return new Response(status === 204 ? null : body, { status, headers });
  }

  #record(): void {
    const by = this.#handling === null ? 'outside' : 'app';
    this.changes.push({ at: this.world.t, by, state: this.state, request: this.#handling });
  }
}
