/** What happens to all clients at once, and what is learned from it. */
import type { Switches } from '../../../electron/demo-org/switches.js';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import { seeded } from '../../unit/presence/soak/app-under-test.js';
import { BACK_OFF_MS } from '../../../electron/presence/connection/crowd.js';
import { App } from './app.js';
import { curveOf, type Curve } from './curve.js';
import { EventClock } from './event-clock.js';
import { Service, type Impatience, type Outage } from './service.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const DAY_S = 24 * 60 * 60;
const START_MS = 5 * MINUTE_MS;
export const OUTAGE_MS = 2 * MINUTE_MS;

export interface Phase {
  readonly name: string;
  readonly requests: Curve;
  readonly sockets: Curve;
  /** How many requests of each kind, the most frequent first. */
  readonly kinds: readonly (readonly [what: string, count: number])[];
}

export interface Told {
  readonly scene: string;
  readonly clients: number;
  readonly phases: readonly Phase[];
  /** After the service was back, when each client was right, in milliseconds. Infinity: it never was. */
  readonly rightAfter: readonly number[];
  readonly impatiences: readonly Impatience[];
  /** People whose last pick the service does not have. */
  readonly lost: number;
}

export interface OutageScene {
  readonly outage: Outage;
  /** For how many seconds the service then answers 429. */
  readonly crowded?: number;
  /** The service forgot its channels. */
  readonly forgets?: boolean;
  /** Everybody picks during the outage. */
  readonly picks?: boolean;
}

class Crowd {
  readonly clock = new EventClock();
  readonly service: Service;
  readonly apps: App[] = [];
  readonly random: () => number;

  private constructor(
    readonly clients: number,
    seed: number,
    switches: Partial<Switches>,
  ) {
    this.random = seeded(seed);
    this.service = new Service(this.clock, this.random, clients, switches);
  }

  static async of(clients: number, seed: number, switches: Partial<Switches> = {}): Promise<Crowd> {
    const crowd = new Crowd(clients, seed, switches);
    for (let number = 0; number < clients; number++)
      crowd.apps.push(await App.signedIn(number, crowd.service, crowd.clock, crowd.random));
    return crowd;
  }

  /** All start within this time. */
  startWithin(ms: number): void {
    for (const app of this.apps) this.clock.after(this.random() * ms, () => app.start());
  }

  phase(name: string, from: number, to = this.clock.t): Phase {
    const { arrivals, sockets } = this.service;
    const within = arrivals.filter(({ at }) => at >= from && at < to);
    const kinds = new Map<string, number>();
    for (const { what, status } of within) kinds.set(`${what} ${status}`, (kinds.get(`${what} ${status}`) ?? 0) + 1);
    return {
      name,
      requests: curveOf(
        within.map(({ at }) => at),
        from,
        to,
      ),
      sockets: curveOf(
        sockets.map(({ at }) => at),
        from,
        to,
      ),
      kinds: [...kinds].sort(([, one], [, other]) => other - one),
    };
  }

  /** Ends it, and tells what was learned. */
  end(
    scene: string,
    phases: readonly Phase[],
    rightAfter = this.apps.map(({ isRight }) => (isRight ? 0 : Infinity)),
    lost = 0,
  ): Told {
    for (const app of this.apps) app.stop();
    this.service.core.stop();
    return { scene, clients: this.clients, phases, rightAfter, impatiences: this.service.impatiences, lost };
  }
}

/** Everybody starts within five minutes, as at nine o'clock, and works for an hour. */
export async function morning(clients: number, seed: number, workMs = 60 * MINUTE_MS): Promise<Told> {
  const crowd = await Crowd.of(clients, seed);
  const { clock } = crowd;
  crowd.startWithin(START_MS);
  await clock.advance(START_MS);
  const started = clock.t;
  await clock.advance(MINUTE_MS);
  const settled = clock.t;
  await clock.advance(workMs);
  return crowd.end('start', [crowd.phase('start', 0, started), crowd.phase('work', settled)]);
}

/** A whole day without any change: channels are renewed, and the schedule is read at the end of what is known. */
export async function day(clients: number, seed: number): Promise<Told> {
  const crowd = await Crowd.of(clients, seed, { tokenSeconds: 2 * DAY_S });
  const { clock } = crowd;
  crowd.startWithin(START_MS);
  await clock.advance(START_MS + MINUTE_MS);
  const settled = clock.t;
  await clock.advance(DAY_S * SECOND_MS);
  return crowd.end('day', [crowd.phase('day', settled)]);
}

/** The service is gone for two minutes, for all in the same moment. */
export async function outage(clients: number, seed: number, scene: OutageScene): Promise<Told> {
  const crowd = await Crowd.of(clients, seed);
  const { clock, service, apps, random } = crowd;
  crowd.startWithin(START_MS);
  await clock.advance(3 * START_MS);
  if (apps.some(({ isRight }) => !isRight)) throw new Error('somebody is not right before the outage');

  const began = clock.t;
  service.begin(scene.outage);
  const picked = scene.picks === true ? pickMeanwhile(crowd) : new Map<App, string>();
  // Others change presences too, and nobody hears of it.
  if (scene.picks !== true)
    for (const { person } of apps)
      clock.after(random() * OUTAGE_MS, () =>
        service.core.faults.changePresence(person.id, { definitionId: PRIMARY_DEFINITION_IDS.Training }),
      );
  await clock.advance(OUTAGE_MS);
  if (scene.forgets === true) service.core.faults.dropChannels();
  service.end(scene.crowded);

  const ended = clock.t;
  const rightAfter = apps.map(() => Infinity);
  while (clock.t < ended + 6 * BACK_OFF_MS) {
    await clock.advance(SECOND_MS);
    for (const [at, app] of apps.entries())
      if (rightAfter[at] === Infinity && app.isRight) rightAfter[at] = clock.t - ended;
  }
  const lost = [...picked].filter(([{ person }, id]) => service.presenceOf(person).definitionId !== id).length;
  const phases = [crowd.phase('outage', began, ended), crowd.phase('after', ended)];
  return crowd.end(nameOf(scene), phases, rightAfter, lost);
}

/** Everybody picks twice. The second one must win. */
function pickMeanwhile({ apps, clock, random }: Crowd): Map<App, string> {
  const last = new Map<App, string>();
  const { Break, Meeting } = PRIMARY_DEFINITION_IDS;
  for (const app of apps) {
    last.set(app, Meeting);
    // A pick lives two minutes (docs/design.md §3.5), so one from the first minute might rightly be dropped.
    const first = OUTAGE_MS / 2 + random() * (OUTAGE_MS / 2);
    clock.after(first, () => void app.engine?.pick({ definitionId: Break, origin: 'popup' }));
    clock.after(
      first + random() * (OUTAGE_MS - first),
      () => void app.engine?.pick({ definitionId: Meeting, origin: 'popup' }),
    );
  }
  return last;
}

const nameOf = ({ outage: how, crowded = 0, forgets = false, picks = false }: OutageScene): string =>
  [
    how === 'unreachable' ? 'two minutes without connection' : 'two minutes of 503',
    ...(crowded > 0 ? [`then ${crowded} s of 429`] : []),
    ...(forgets ? ['channels forgotten'] : []),
    ...(picks ? ['everybody picks twice'] : []),
  ].join(', ');
