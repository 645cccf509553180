/**
 * Sends one pick and finds out how much of it the service took. The other half is sent once more, alone (docs/design.md
 * §3.3).
 */
import type { CallOptions } from '../../genesys/client.js';
import type { Heard, CurrentPresence } from '../current/current-presence.js';
import type { QueuedPick } from './queued-pick.js';
import { howMuchTaken, otherHalf, patchBody, type PickPatch, type Taken } from './pick.js';
import type { PresenceService } from '../service-port.js';
import type { ServerClock } from '../current/server-clock.js';
import { sameId } from '../../genesys/same-id.js';
import type { SourcePresence } from '../current/source-presence.js';

/** The same as the client's own limit for one request. */
const REQUEST_MS = 16_000;

export interface PickInFlight {
  readonly entry: QueuedPick;
  readonly patch: PickPatch;
  /** An event that showed all of it as taken before the answer arrived. */
  echoed: SourcePresence | null;
}

export type Verdict =
  | { readonly kind: 'taken'; readonly presence: SourcePresence; readonly before: SourcePresence | null }
  | { readonly kind: 'notTaken'; readonly otherSourceDecides: boolean; readonly halfTaken: boolean };

export interface SenderDeps {
  readonly service: () => PresenceService;
  readonly userId: string;
  readonly currentPresence: CurrentPresence;
  readonly serverClock: ServerClock;
  readonly signal: AbortSignal;
  /** The other half got no usable answer. It may still take effect. */
  lost(entry: QueuedPick, half: PickPatch, error: unknown): void;
  /** Every answer goes through here, so that the engine handles it like an event. */
  heard(heard: Heard): void;
}

export class PickSender {
  readonly #deps: SenderDeps;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /**
   * @param isOver whether the pick was replaced, cancelled, or is too old. Then no other half is sent
   * @throws GenesysError of the PATCH, where it failed
   */
  async send(inFlight: PickInFlight, isOver: () => boolean): Promise<Verdict> {
    const { patch } = inFlight;
    const before = this.#deps.currentPresence.presence;
    const first = await this.#judge(inFlight, await this.#patch(inFlight, patch));
    if (first.kind === 'taken') return { ...first, before };
    const half = otherHalf(patch, first.taken);
    if (half === null || isOver()) return first.verdict;
    try {
      const second = await this.#judge(inFlight, await this.#patch(inFlight, half));
      return second.kind === 'taken' ? { ...second, before } : second.verdict;
    } catch (error) {
      this.#deps.lost(inFlight.entry, half, error);
      return inFlight.echoed === null ? first.verdict : { kind: 'taken', presence: inFlight.echoed, before };
    }
  }

  async #patch(inFlight: PickInFlight, patch: PickPatch): Promise<Heard> {
    const { currentPresence, service, userId, signal } = this.#deps;
    const options: CallOptions = {
      retry: false,
      signal,
      timeoutMs: Math.max(1000, Math.min(REQUEST_MS, inFlight.entry.remaining())),
    };
    const askedAt = currentPresence.requestSent();
    const answer = await service().presence.patchUserPresencesPurecloud({ userId, body: patchBody(patch) }, options);
    const heard = currentPresence.hear(answer, { by: 'change', askedAt });
    this.#learnClock(heard);
    this.#deps.heard(heard);
    return heard;
  }

  /** A presence that has just begun is dated now, on the service's clock. */
  #learnClock({ presence, previous }: Heard): void {
    if (presence === null || presence.modifiedAt === null || previous === null) return;
    if (!sameId(presence.definition.id, previous.definition.id)) {
      this.#deps.serverClock.heardOwnChange(presence.modifiedAt);
    }
  }

  async #judge(
    inFlight: PickInFlight,
    answer: Heard,
  ): Promise<
    | { readonly kind: 'taken'; readonly presence: SourcePresence }
    | { readonly kind: 'short'; readonly taken: Taken; readonly verdict: Verdict }
  > {
    let presence = answer.presence;
    let taken = howMuchTaken(inFlight.patch, presence);
    if (taken === 'unknown' || presence === null) {
      presence = (await this.#read()) ?? presence;
      taken = howMuchTaken(inFlight.patch, presence);
      // If the service never states a message, there is nothing to compare.
      if (taken === 'unknown') taken = presence === null ? 'none' : 'all';
    }
    const otherSourceDecides = inFlight.patch.primary && this.#deps.currentPresence.otherSource !== null;
    if (inFlight.echoed !== null) return { kind: 'taken', presence: inFlight.echoed };
    if (taken === 'all' && presence !== null && !otherSourceDecides) return { kind: 'taken', presence };
    const halfTaken = taken === 'definitionOnly' || taken === 'messageOnly';
    return { kind: 'short', taken, verdict: { kind: 'notTaken', otherSourceDecides, halfTaken } };
  }

  async #read(): Promise<SourcePresence | null> {
    const { currentPresence, service, userId, signal } = this.#deps;
    const askedAt = currentPresence.requestSent();
    try {
      const answer = await service().presence.getUserPresencesPurecloud({ userId }, { retry: false, signal });
      const heard = currentPresence.hear(answer, { by: 'read', askedAt });
      this.#deps.heard(heard);
      return heard.presence;
    } catch {
      return null;
    }
  }
}
