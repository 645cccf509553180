/** Sends one pick and finds out how much of it the service took; the other half is sent once alone (design §3.3). */
import type { CallOptions } from '../../genesys/client.js';
import type { Heard, PresenceWord } from '../current/current-presence.js';
import type { PickEntry } from './queued-pick.js';
import { howMuchTaken, otherHalf, patchBody, type Ask, type Taken } from './pick.js';
import type { PresenceService } from '../service-port.js';
import type { ServerClock } from '../current/server-clock.js';
import { sameId, type PresenceStatement } from '../current/source-presence.js';

/** As the client's own limit for one request. */
const REQUEST_MS = 16_000;

export interface Flight {
  readonly entry: PickEntry;
  readonly ask: Ask;
  /** An event showed the whole of it as taken while the answer was on its way. */
  echoed: PresenceStatement | null;
}

export type Verdict =
  | { readonly kind: 'taken'; readonly statement: PresenceStatement; readonly before: PresenceStatement | null }
  | { readonly kind: 'notTaken'; readonly otherSourceDecides: boolean; readonly halfTaken: boolean };

export interface SenderDeps {
  readonly service: () => PresenceService;
  readonly userId: string;
  readonly word: PresenceWord;
  readonly serverClock: ServerClock;
  readonly signal: AbortSignal;
  /** The other half got no answer of use; it may still land. */
  lost(entry: PickEntry, half: Ask, error: unknown): void;
  /** Every answer goes through here, so that the engine sees it as it sees events. */
  heard(heard: Heard): void;
}

export class PickSender {
  readonly #deps: SenderDeps;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /**
   * @param isOver whether the pick was replaced or cancelled or its life is over: then no half is sent any more
   * @throws GenesysError of the PATCH, where it failed
   */
  async send(flight: Flight, isOver: () => boolean): Promise<Verdict> {
    const { ask } = flight;
    const before = this.#deps.word.statement;
    const first = await this.#judge(flight, await this.#patch(flight, ask));
    if (first.kind === 'taken') return { ...first, before };
    const half = otherHalf(ask, first.taken);
    if (half === null || isOver()) return first.verdict;
    try {
      const second = await this.#judge(flight, await this.#patch(flight, half));
      return second.kind === 'taken' ? { ...second, before } : second.verdict;
    } catch (error) {
      this.#deps.lost(flight.entry, half, error);
      return flight.echoed === null ? first.verdict : { kind: 'taken', statement: flight.echoed, before };
    }
  }

  async #patch(flight: Flight, ask: Ask): Promise<Heard> {
    const { word, service, userId, signal } = this.#deps;
    const options: CallOptions = {
      retry: false,
      signal,
      timeoutMs: Math.max(1000, Math.min(REQUEST_MS, flight.entry.remaining())),
    };
    const askedAt = word.ask();
    const answer = await service().presence.patchUserPresencesPurecloud({ userId, body: patchBody(ask) }, options);
    const heard = word.hear(answer, { by: 'change', askedAt });
    this.#learnClock(heard);
    this.#deps.heard(heard);
    return heard;
  }

  /** The date of a presence that has just begun is now, on the service's clock. */
  #learnClock({ statement, previous }: Heard): void {
    if (statement === null || statement.modifiedAt === null || previous === null) return;
    if (!sameId(statement.definition.id, previous.definition.id)) {
      this.#deps.serverClock.heardOwnChange(statement.modifiedAt);
    }
  }

  async #judge(
    flight: Flight,
    answer: Heard,
  ): Promise<
    | { readonly kind: 'taken'; readonly statement: PresenceStatement }
    | { readonly kind: 'short'; readonly taken: Taken; readonly verdict: Verdict }
  > {
    let statement = answer.statement;
    let taken = howMuchTaken(flight.ask, statement);
    if (taken === 'unknown' || statement === null) {
      statement = (await this.#read()) ?? statement;
      taken = howMuchTaken(flight.ask, statement);
      // Where the service never says a message, there is nothing to compare.
      if (taken === 'unknown') taken = statement === null ? 'none' : 'all';
    }
    const otherSourceDecides = flight.ask.primary && this.#deps.word.otherSource !== null;
    if (flight.echoed !== null) return { kind: 'taken', statement: flight.echoed };
    if (taken === 'all' && statement !== null && !otherSourceDecides) return { kind: 'taken', statement };
    const halfTaken = taken === 'definitionOnly' || taken === 'messageOnly';
    return { kind: 'short', taken, verdict: { kind: 'notTaken', otherSourceDecides, halfTaken } };
  }

  async #read(): Promise<PresenceStatement | null> {
    const { word, service, userId, signal } = this.#deps;
    const askedAt = word.ask();
    try {
      const answer = await service().presence.getUserPresencesPurecloud({ userId }, { retry: false, signal });
      const heard = word.hear(answer, { by: 'read', askedAt });
      this.#deps.heard(heard);
      return heard.statement;
    } catch {
      return null;
    }
  }
}
