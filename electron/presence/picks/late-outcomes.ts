/**
 * What we learn about a change after its request is over: an unanswered request takes effect late, or the service
 * reverts what it had confirmed (docs/design.md §3.3, 3.6).
 */
import type { Clock } from '../../ports.js';
import type { QueuedPick } from './queued-pick.js';
import { howMuchTaken, type PickOrigin, type PickPatch } from './pick.js';
import { sameId } from '../../genesys/same-id.js';
import type { SourcePresence } from '../current/source-presence.js';

/** How long an unanswered request may still take effect. */
const MAY_LAND_MS = 120_000;
/** How long after its answer the service may revert a change. By then its event has arrived. */
export const ECHO_WITHIN_MS = 5000;

interface Unanswered {
  readonly patch: PickPatch;
  readonly entry: QueuedPick;
  readonly until: number;
  /** The statement that showed its effect. */
  landedAs: SourcePresence | null;
}

interface Done {
  readonly entry: QueuedPick;
  readonly patch: PickPatch;
  readonly at: number;
  readonly answer: SourcePresence;
  readonly before: SourcePresence | null;
  echoed: boolean;
}

/** `overtaken`: an older request took effect late. `takenBack`: the service reverted it. */
export type Undone = { readonly kind: 'overtaken' | 'takenBack'; readonly entry: QueuedPick };

/** What a statement tells about changes that seemed finished. */
export interface LateOutcome {
  /** An unanswered request did take effect. */
  readonly landed: { readonly entry: QueuedPick; readonly patch: PickPatch } | null;
  readonly undone: Undone | null;
}

export const NO_LATE_OUTCOME: LateOutcome = { landed: null, undone: null };

export class LateOutcomes {
  readonly #clock: Clock;
  readonly #heardUpTo: () => number;
  #unanswered: Unanswered[] = [];
  #done: Done | null = null;

  /** @param heardUpTo the moment up to which nothing can have been missed, on the monotonic clock, in milliseconds */
  constructor(clock: Clock, heardUpTo: () => number) {
    this.#clock = clock;
    this.#heardUpTo = heardUpTo;
  }

  /** This request got no usable answer and may still take effect. */
  unanswered(entry: QueuedPick, patch: PickPatch): void {
    this.#forgetOld();
    this.#unanswered.push({ entry, patch, until: this.#clock.monotonic() + MAY_LAND_MS, landedAs: null });
  }

  done(
    entry: QueuedPick,
    patch: PickPatch,
    answer: SourcePresence,
    before: SourcePresence | null,
    echoed: boolean,
  ): void {
    this.#done = { entry, patch, answer, before, echoed, at: this.#clock.monotonic() };
  }

  /** A change that seemed reverted or lost shows after all. It can be reverted again. */
  revived(entry: QueuedPick, patch: PickPatch, presence: SourcePresence): void {
    for (const request of this.#unanswered) request.landedAs = null;
    this.done(entry, patch, presence, null, true);
  }

  /** A newer change is on its way, so the outcome of the one before no longer matters. */
  begun(): void {
    this.#done = null;
  }

  /** The origin of the pick whose request may have caused this presence. Null: none of ours. */
  originOf(presence: SourcePresence): PickOrigin | null {
    this.#forgetOld();
    const request =
      this.#unanswered.find(({ patch, landedAs }) => landedAs === null && asksForPresence(patch, presence)) ??
      (this.#done !== null && asksForPresence(this.#done.patch, presence) ? this.#done : null);
    return request?.entry.pick.origin ?? null;
  }

  /**
   * Must be told every statement that became the last word.
   * @param previous the word before: whatever it already said proves nothing about a request
   */
  heard(presence: SourcePresence, previous: SourcePresence | null): LateOutcome {
    const done = this.#done;
    if (done !== null && howMuchTaken(done.patch, presence) === 'all') {
      done.echoed = true;
      return NO_LATE_OUTCOME;
    }
    const landed = this.#landed(presence, previous);
    // A request takes effect once. If the same presence shows again later, somebody set it.
    if (landed !== null) landed.landedAs = presence;
    this.#done = null;
    if (done === null) return { landed, undone: null };
    if (landed !== null || this.#halfLanded(presence, previous))
      return { landed, undone: { kind: 'overtaken', entry: done.entry } };
    const soon = this.#clock.monotonic() - done.at <= ECHO_WITHIN_MS;
    const takenBack = !done.echoed && takesBack(done, presence, soon);
    return { landed, undone: takenBack ? { kind: 'takenBack', entry: done.entry } : null };
  }

  #landed(presence: SourcePresence, previous: SourcePresence | null): Unanswered | null {
    this.#forgetOld();
    const isIt = (request: Unanswered): boolean =>
      request.landedAs === presence || appeared(request, takesAll, presence, previous);
    return this.#unanswered.find(isIt) ?? null;
  }

  /** The service took the presence of an unanswered request, but not its message. */
  #halfLanded(presence: SourcePresence, previous: SourcePresence | null): boolean {
    return this.#unanswered.some((request) => appeared(request, asksForPresence, presence, previous));
  }

  #forgetOld(): void {
    // While nothing is heard, a request may have taken effect in time, and it shows only afterwards.
    const heardUpTo = this.#heardUpTo();
    this.#unanswered = this.#unanswered.filter(({ until }) => until > heardUpTo);
  }
}

type Shows = (patch: PickPatch, said: SourcePresence) => boolean;

/** A request shows its effect now, and did not before: what was already so proves nothing about it. */
const appeared = (
  { patch, landedAs }: Unanswered,
  shows: Shows,
  presence: SourcePresence,
  previous: SourcePresence | null,
): boolean => landedAs === null && shows(patch, presence) && (previous === null || !shows(patch, previous));

const takesAll: Shows = (patch, said) => howMuchTaken(patch, said) === 'all';

const asksForPresence = (patch: PickPatch, presence: SourcePresence): boolean =>
  patch.definitionId !== null && sameId(patch.definitionId, presence.definition.id);

/**
 * A later change by somebody else has a later date. The service's own reversal has the same date or none, or it leads
 * back to the earlier presence or to Offline. It does so for people who are not logged in anywhere else
 * (docs/genesys-cloud.md §2.4).
 */
function takesBack(done: Done, presence: SourcePresence, soon: boolean): boolean {
  const later =
    presence.modifiedAt !== null && done.answer.modifiedAt !== null && presence.modifiedAt > done.answer.modifiedAt;
  if (!later) return true;
  if (!soon || done.patch.definitionId === null) return false;
  const back = done.before !== null && sameId(done.before.definition.id, presence.definition.id);
  return back || presence.definition.systemPresence === 'Offline';
}
