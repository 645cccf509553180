/** Reads by REST all that the notification channel tells of, and takes in its events (design §3.7). */
import * as v from 'valibot';
import { GenesysError } from '../../genesys/error.js';
import { userPresenceSchema } from '../../genesys/models/presence.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Log } from '../../ports.js';
import type { OutOfOffice } from '../current/out-of-office.js';
import type { Heard, CurrentPresence } from '../current/current-presence.js';
import type { Routing } from '../current/routing.js';
import type { PresenceService } from '../service-port.js';

/** An answer dated before what is known is asked for once more after so long: was the service's clock set back? In milliseconds. */
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

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
  }

  /** What is subscribed to; the first one matters most. */
  static topics(userId: string): readonly string[] {
    return ['presence', 'routingStatus', 'outofoffice'].map((what) => `v2.users.${userId}.${what}`);
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
    else if (what === 'routingstatus') this.#deps.routing.hearEvent(body);
    else if (what === 'outofoffice') this.#deps.outOfOffice.hearEvent(body);
    this.#deps.changed();
  }

  stop(): void {
    this.#timers.stop();
  }

  #presenceEvent(body: unknown): void {
    const parsed = v.safeParse(userPresenceSchema, body);
    if (parsed.success) this.#deps.heard(this.#deps.currentPresence.hear(parsed.output, { by: 'event' }), 'event');
    else this.#deps.log.warn('presence event not understood', { field: v.getDotPath(parsed.issues[0]) });
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

/** What this person may not read is done without; any other failure counts. */
const needed = (reading: Promise<void>): Promise<void> =>
  reading.catch((error: unknown) => {
    const final = error instanceof GenesysError && error.kind === 'http' && !error.retryable && error.status !== 401;
    if (!final) throw error;
  });
