/** Reads by REST everything the notification channel reports, and handles its events (docs/design.md §3.7). */
import { GenesysError } from '../../genesys/error.js';
import { createDropLog, readModel, type DropLog, type ModelReading } from '../../genesys/lenient.js';
import { presenceEventSchema } from '../../genesys/models/presence.js';
import { routingEventSchema } from '../../genesys/models/routing.js';
import { outOfOfficeSchema } from '../../genesys/models/user.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Log } from '../../ports.js';
import type { OutOfOffice } from '../current/out-of-office.js';
import type { Heard, CurrentPresence } from '../current/current-presence.js';
import type { Routing } from '../current/routing.js';
import type { PresenceService } from '../service-port.js';

/**
 * An answer may be dated before what we know because the service's clock was set back. We ask again after this pause to
 * find out.
 */
const ASK_AGAIN_AFTER_MS = 2000;

export interface ReaderDeps {
  readonly clock: Clock;
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

  /** @throws GenesysError where trying again can help, or the session is over */
  async readAll(): Promise<void> {
    const { service, userId, signal, routing, outOfOffice } = this.#deps;
    await Promise.all([
      this.#readPresence(),
      needed(routing.read()),
      needed(outOfOffice.read(service(), userId, signal)),
    ]);
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
