/** Reads by REST everything the notification channel reports, and handles its events (docs/design.md §3.7). */
import { pause } from '../../genesys/bounded.js';
import { GenesysError } from '../../genesys/error.js';
import { createDropLog, readModel, type DropLog, type ModelReading } from '../../genesys/lenient.js';
import { presenceEventSchema } from '../../genesys/models/presence.js';
import { routingEventSchema } from '../../genesys/models/routing.js';
import { outOfOfficeSchema, type User } from '../../genesys/models/user.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Log, Random } from '../../ports.js';
import type { OutOfOffice } from '../current/out-of-office.js';
import type { Heard, CurrentPresence } from '../current/current-presence.js';
import type { Routing } from '../current/routing.js';
import type { PresenceService } from '../service-port.js';

/**
 * An answer may be dated before what we know because the service's clock was set back. We ask again after this pause to
 * find out.
 */
const ASK_AGAIN_AFTER_MS = 2000;

/** How far apart the requests of a sparing read are at most. */
export const APART_MS = 10_000;

export interface ReaderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly userId: string;
  readonly signal: AbortSignal;
  readonly currentPresence: CurrentPresence;
  readonly routing: Routing;
  readonly outOfOffice: OutOfOffice;
  readonly service: () => PresenceService;
  heard(heard: Heard, by: 'event' | 'read'): void;
  changed(): void;
}

export class PresenceReader {
  readonly #deps: ReaderDeps;
  readonly #timers: TimerSet;
  readonly #drops: DropLog;
  #looks = 0;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
    this.#drops = createDropLog(deps.log);
    this.#timers = new TimerSet(deps.clock);
  }

  /** The topics to subscribe to, the most important first. */
  static topics(userId: string): readonly string[] {
    return ['presence', 'routingStatus', 'outofoffice'].map((what) => `v2.users.${userId}.${what}`);
  }

  /** @param topic in lower case */
  static reads(userId: string, topic: string): boolean {
    return PresenceReader.topics(userId).some((each) => each.toLowerCase() === topic);
  }

  /**
   * @param sparing with few requests, and not all at once: the service has just come back, for everybody
   * @throws GenesysError where trying again can help, or the session is over
   */
  async readAll(sparing = false): Promise<void> {
    const { clock, random, signal } = this.#deps;
    if (sparing) {
      await this.#readPresence();
      this.#deps.changed();
      await pause(clock, random() * APART_MS, signal);
      await this.#readRestAtOnce();
    } else await Promise.all([this.#readPresence(), this.#readRest(true, true)]);
    this.#deps.changed();
  }

  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void {
    const [, what] = topic.split(`v2.users.${this.#deps.userId.toLowerCase()}.`);
    if (what === 'presence') this.#presenceEvent(body);
    else if (what === 'routingstatus') this.#routingEvent(body);
    else if (what === 'outofoffice') this.#outOfOfficeEvent(body);
    this.#deps.changed();
  }

  stop(): void {
    this.#timers.stop();
  }

  #presenceEvent(body: unknown): void {
    const reading = readModel(presenceEventSchema, body);
    const event = this.#understood('presence event', reading);
    if (event) this.#deps.heard(this.#deps.currentPresence.hear(event, { by: 'event' }), 'event');
    // The event says that something changed, but not what.
    if (!reading.ok || reading.dropped.some(({ path }) => /^presenceDefinition(\.id)?$/.test(path)))
      void this.#lookAgain();
  }

  /** However many events ask for it, one read runs at a time, and one more starts after the last event. */
  async #lookAgain(): Promise<void> {
    this.#looks += 1;
    if (this.#looks > 1) return;
    for (let answered = 0; answered < this.#looks && !this.#deps.signal.aborted;) {
      answered = this.#looks;
      await this.#readPresence().catch(() => undefined);
    }
    this.#looks = 0;
  }

  #routingEvent(body: unknown): void {
    const event = this.#understood('routing event', readModel(routingEventSchema, body));
    if (event) this.#deps.routing.hearEvent(event.routingStatus);
  }

  #outOfOfficeEvent(body: unknown): void {
    const event = this.#understood('out of office event', readModel(outOfOfficeSchema, body));
    if (event) this.#deps.outOfOffice.hearEvent(event);
  }

  /** Null where the body is unusable. Either way the log names the field. */
  #understood<T>(what: string, reading: ModelReading<T>): T | null {
    this.#drops.dropped(what, reading.ok ? reading.dropped : [reading.refused]);
    return reading.ok ? reading.value : null;
  }

  async #readRest(status: boolean, absence: boolean): Promise<void> {
    const { service, userId, signal, routing, outOfOffice } = this.#deps;
    await Promise.all([
      status && needed(routing.read()),
      absence && needed(outOfOffice.read(service(), userId, signal)),
    ]);
  }

  /** With one request. What it leaves out, as the service may (docs/genesys-cloud.md §7.1), is asked for singly. */
  async #readRestAtOnce(): Promise<void> {
    const { service, userId, signal, routing, outOfOffice } = this.#deps;
    const asked = { routing: routing.asking(), outOfOffice: outOfOffice.asking() };
    const expand = ['routingStatus', 'outOfOffice'] as const;
    let said: Partial<Pick<User, (typeof expand)[number]>> = {};
    await needed(
      service()
        .users.getUser({ userId, expand }, { retry: false, signal })
        .then((user) => {
          said = user;
        }),
    );
    if (said.routingStatus) routing.hearRead(said.routingStatus, asked.routing);
    if (said.outOfOffice) outOfOffice.hearRead(said.outOfOffice, asked.outOfOffice);
    await this.#readRest(!said.routingStatus?.status, !said.outOfOffice);
  }

  async #readPresence(): Promise<void> {
    const { service, userId, signal, currentPresence } = this.#deps;
    const askedAt = currentPresence.requestSent();
    const answer = await service().presence.getUserPresencesPurecloud({ userId }, { retry: false, signal });
    const heard = currentPresence.hear(answer, { by: 'read', askedAt });
    this.#deps.heard(heard, 'read');
    if (heard.datedBack) {
      this.#timers.after(ASK_AGAIN_AFTER_MS, () => void this.#readPresence().catch(() => undefined));
    }
  }
}

/** A refused permission is tolerated. Every other failure counts. */
const needed = (reading: Promise<void>): Promise<void> =>
  reading.catch((error: unknown) => {
    const final = error instanceof GenesysError && error.kind === 'http' && !error.retryable && error.status !== 401;
    if (!final) throw error;
  });
