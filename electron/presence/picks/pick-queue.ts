/**
 * The queue of picks. One change is in flight at a time, a newer pick replaces the waiting one, the last pick wins,
 * nothing is reordered, and nothing stale is replayed (docs/design.md §3.2, 3.5, 3.6).
 */
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { ProblemText } from '../../genesys/problem.js';
import { askedWait } from '../../genesys/retry.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock, Log, Random } from '../../ports.js';
import { NO_LATE_OUTCOME, type LateOutcomes } from './late-outcomes.js';
import type { CurrentPresenceView } from '../presence-view.js';
import type { Arrival } from '../current/newest-wins.js';
import { ChangesByOthers } from './changes-by-others.js';
import {
  howMuchTaken,
  isPersonsAct,
  mayBeOnQueue,
  messageFor,
  type PickPatch,
  type PickOutcome,
  type Pick,
  type PickOrigin,
} from './pick.js';
import { QueuedPick, type Failure, type WaitingFor } from './queued-pick.js';
import {
  busyProblem,
  changedProblem,
  expiredProblem,
  notAppliedProblem,
  type NotAppliedCause,
} from './pick-problems.js';
import type { PickInFlight, PickSender, Verdict } from './pick-sender.js';
import { problem } from '../problems.js';
import type { ResolvedPick } from './resolve-pick.js';
import { remedyFor, Backoff } from './backoff.js';
import { ShownFailure } from './failed-pick.js';
import { sameId } from '../../genesys/same-id.js';
import type { SourcePresence } from '../current/source-presence.js';

export interface PickQueueDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sender: PickSender;
  readonly lateOutcomes: LateOutcomes;
  presence(): SourcePresence | null;
  current(): CurrentPresenceView | null;
  /** Whether the current message was set here for one presence only. */
  setForOnePresence(): boolean;
  /** Looks up a pick that was made before the list of definitions was there. Null: the list is still being read. */
  lookUp(pick: Pick): ResolvedPick | null;
  signedIn(): boolean;
  /** Whether we have the service's last word without asking. */
  isFresh(): boolean;
  /** Reads the presence with a request of its own. True: it succeeded. */
  readNow(): Promise<boolean>;
  /** The service no longer accepts the session. */
  onExpired(error: unknown): void;
  applied(entry: QueuedPick, patch: PickPatch): void;
  failed(failure: Failure): void;
  changed(): void;
}

export class PickQueue {
  readonly #deps: PickQueueDeps;
  readonly #timers: TimerSet;
  readonly #backoff: Backoff;
  #next: QueuedPick | null = null;
  #inFlight: PickInFlight | null = null;
  /** The presence is being read again before this one is sent. */
  #checking: QueuedPick | null = null;
  /** Its request timed out. The presence is being read again to find out what happened. */
  #verifying: QueuedPick | null = null;
  readonly #failure = new ShownFailure();
  readonly #changesByOthers = new ChangesByOthers();
  #wake: Cancel = () => undefined;
  #lastId = 0;
  /** The newest pick that was to be sent. An older one is never sent again, whatever happens to this one. */
  #newestId = 0;
  /** Counts statements heard by event or read. */
  #witnesses = 0;
  #stopped = false;

  constructor(deps: PickQueueDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#backoff = new Backoff(deps.clock, deps.random);
  }

  /** The pick shown as pending: the waiting one, else the one in flight. */
  get pending(): QueuedPick | null {
    return this.#next ?? this.#inFlight?.entry ?? this.#verifying;
  }

  get failure(): Failure | null {
    return this.#failure.value;
  }

  submit(pick: Pick): Promise<PickOutcome> {
    return new Promise((resolve) => {
      if (this.#stopped) {
        resolve({ result: 'dropped', problem: problem('pick.stopped') });
        return;
      }
      const entry = this.#entry(pick, resolve);
      this.#next?.settle({ result: 'replaced' });
      this.#newestId = entry.id;
      this.#failure.clear();
      this.#backoff.reset();
      this.#next = entry;
      this.#pump();
    });
  }

  /** Refuses a pick before anything is sent. */
  refuse(pick: Pick, why: ProblemText): PickOutcome {
    this.#fail({ entry: this.#entry(pick, () => undefined), kind: 'refused', problem: why });
    return { result: 'refused', problem: why };
  }

  /** Drops the waiting pick. The one in flight cannot be recalled, but is not sent again. */
  cancel(): void {
    if (this.#inFlight) this.#inFlight.entry.cancelled = true;
    this.#next?.settle({ result: 'dropped', problem: problem('pick.cancelled') });
    this.#next = null;
    this.#pump();
  }

  /** The person confirms that an On Queue pick may go out after a new sign-in. */
  confirm(): void {
    if (this.#next?.waitingFor !== 'confirmation') return;
    this.#next.waitingFor = null;
    this.#pump();
  }

  dismiss(): void {
    this.#failure.clear();
    this.#deps.changed();
  }

  /** Something may work now that failed before: network, live channel, waking from sleep. */
  kick(): void {
    this.#backoff.reset();
    this.#pump();
  }

  /** The list of definitions is there, or could not be read. */
  listChanged(): void {
    if (this.#next?.waitingFor === 'definitions') this.#pump();
  }

  /** @param anew signed in by a person in the browser: then On Queue asks first (docs/design.md §3.5) */
  signedInAgain(anew: boolean): void {
    const entry = this.#next;
    const asks = anew && entry?.waited === true && mayBeOnQueue(entry.pick);
    if (asks) entry.waitingFor = 'confirmation';
    else if (entry?.waitingFor === 'signIn') entry.waitingFor = null;
    this.kick();
  }

  /**
   * Must be told everything that became the service's last word.
   * @param by the answer to our own change cannot confirm that change, but an event or a read can
   * @param causedByUs Offline after our own expiry or a lost connection: not a change by others
   */
  heard(presence: SourcePresence, previous: SourcePresence | null, by: Arrival['by'], causedByUs: boolean): void {
    const inFlight = this.#inFlight;
    if (by !== 'change') this.#witnesses += 1;
    const isInFlights = inFlight !== null && howMuchTaken(inFlight.patch, presence) === 'all';
    if (isInFlights && by !== 'change') inFlight.echoed = presence;
    const moved = previous !== null && !sameId(previous.definition.id, presence.definition.id);
    if (moved && !causedByUs && !this.isOurs(presence)) this.#changesByOthers.seen(presence);
    // A presence the request in flight asks for is credited to it, not to an older request that asked for the same.
    const { landed, undone } = isInFlights ? NO_LATE_OUTCOME : this.#deps.lateOutcomes.heard(presence, previous);
    if (landed) this.#deps.applied(landed.entry, landed.patch);
    const cameTrue = this.#failure.clearIfTrue(presence);
    if (cameTrue) this.#deps.lateOutcomes.revived(cameTrue.entry, cameTrue.patch, presence);
    this.#recogniseWaiting(presence);
    if (undone) this.#notApplied(undone.entry, undone.kind);
  }

  /** Whether one of our own requests may have caused this presence. */
  isOurs(presence: SourcePresence): boolean {
    return this.originOf(presence) !== null;
  }

  /** The origin of the pick that may have caused this presence. Null: none of ours. */
  originOf(presence: SourcePresence): PickOrigin | null {
    const asked = this.#inFlight?.patch.definitionId ?? null;
    if (this.#inFlight && asked !== null && sameId(asked, presence.definition.id))
      return this.#inFlight.entry.pick.origin;
    return this.#deps.lateOutcomes.originOf(presence);
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.stop();
    this.#next?.settle({ result: 'dropped', problem: problem('pick.stopped') });
    for (const entry of [this.#inFlight?.entry, this.#verifying])
      entry?.settle({ result: 'dropped', problem: problem('pick.stoppedUnanswered') });
    this.#next = this.#inFlight = this.#verifying = null;
  }

  #entry(pick: Pick, settle: (outcome: PickOutcome) => void): QueuedPick {
    this.#lastId += 1;
    const entry = new QueuedPick(this.#deps.clock, this.#lastId, pick, settle);
    this.#changesByOthers.known(entry);
    return entry;
  }

  /** Sends the waiting pick if possible. Otherwise schedules another look. */
  #pump(): void {
    if (this.#stopped) return;
    this.#wake();
    const entry = this.#next;
    // Read once. A second look could find that the pause has just ended, and nobody would try again.
    const paused = this.#backoff.pausedFor();
    if (entry !== null && entry.remaining() <= 0) this.#drop(entry, expiredProblem(entry));
    else if (entry !== null && this.#inFlight === null && this.#checking !== entry) this.#tryNow(entry, paused);
    if (this.#next !== null) {
      const wait = this.#next.waitingFor === 'confirmation' ? 0 : paused;
      const left = this.#next.remaining();
      this.#wake = this.#timers.after(wait > 0 ? Math.min(wait, left) : left, () => this.#pump());
    }
    this.#deps.changed();
  }

  /** @param paused how many milliseconds no request may go out */
  #tryNow(entry: QueuedPick, paused: number): void {
    if (entry.waitingFor === 'confirmation') return;
    if (!this.#deps.signedIn()) this.#wait(entry, 'signIn');
    else if (!this.#lookUp(entry)) return;
    else if (this.#backoff.askedToWait() >= entry.remaining() && !entry.waited) this.#tooBusy(entry);
    else if (paused > 0) this.#wait(entry, entry.waitingFor ?? 'retry');
    else if (!this.#deps.isFresh() && (entry.waited || !isPersonsAct(entry.pick.origin))) void this.#checkFirst(entry);
    else this.#send(entry);
  }

  /** False: it waits for the list of definitions, or cannot be sent. */
  #lookUp(entry: QueuedPick): boolean {
    if (entry.pick.isListed) return true;
    const found = this.#deps.lookUp(entry.pick);
    if (found === null) {
      this.#wait(entry, 'definitions');
      return false;
    }
    entry.pick = found.pick;
    if (entry.waitingFor === 'definitions') entry.waitingFor = null;
    if (found.refusal === null) return true;
    this.#next = null;
    this.#refused(entry, found.refusal);
    return false;
  }

  /**
   * The service asked for a pause longer than this pick lives (docs/design.md §3.6). It fails at once, since waiting
   * is pointless.
   */
  #tooBusy(entry: QueuedPick): void {
    this.#next = null;
    this.#refused(entry, busyProblem(this.#backoff.askedToWait()));
  }

  #wait(entry: QueuedPick, reason: WaitingFor): void {
    if (reason === 'network' || reason === 'signIn') entry.lostConnection = true;
    entry.waitingFor = reason;
    entry.waited = true;
  }

  /**
   * A pick that waited, or that no person makes right now, must not override a change we have not seen. So the presence
   * is read again first.
   */
  async #checkFirst(entry: QueuedPick): Promise<void> {
    this.#checking = entry;
    entry.waited = true;
    const fresh = await this.#deps.readNow();
    if (this.#checking === entry) this.#checking = null;
    if (this.#stopped || this.#next !== entry) return;
    // Somebody signed in meanwhile, so On Queue must be confirmed (docs/design.md §3.5).
    if (entry.waitingFor === 'confirmation') this.#deps.changed();
    else if (!fresh) this.#backOff(entry, 'network');
    else if (entry.remaining() > 0 && this.#inFlight === null) this.#send(entry);
    this.#pump();
  }

  #backOff(entry: QueuedPick, reason: WaitingFor): void {
    entry.failures += 1;
    this.#backoff.backOff(entry.failures);
    this.#wait(entry, reason);
  }

  #send(entry: QueuedPick): void {
    if (entry.waited && this.#changesByOthers.since(entry)) {
      this.#drop(entry, changedProblem(entry, this.#currentLabel()));
      return;
    }
    const { pick } = entry;
    const message = messageFor(pick, this.#deps.presence(), this.#deps.setForOnePresence());
    const patch: PickPatch = { definitionId: pick.definition?.id ?? null, message, primary: pick.makePrimary };
    entry.lastPatch = patch;
    entry.from ??= this.#deps.current()?.definition ?? null;
    entry.waitingFor = null;
    this.#next = null;
    this.#inFlight = { entry, patch, echoed: null };
    this.#deps.lateOutcomes.begun();
    void this.#sendAndJudge(this.#inFlight);
  }

  async #sendAndJudge(inFlight: PickInFlight): Promise<void> {
    try {
      const { entry } = inFlight;
      const isOver = (): boolean => this.#next !== null || entry.cancelled || entry.remaining() <= 0;
      const verdict = await this.#deps.sender.send(inFlight, isOver);
      if (this.#stopped) return;
      this.#inFlight = null;
      this.#judged(inFlight, verdict);
    } catch (error) {
      if (this.#stopped) return;
      this.#inFlight = null;
      const { entry, patch, echoed } = inFlight;
      // This holds even if the presence is as asked: it may have been so before, and the request may take effect after
      // a newer pick.
      if (error instanceof GenesysError && error.mayHaveArrived) this.#deps.lateOutcomes.unanswered(entry, patch);
      if (echoed !== null) this.#done(entry, patch, echoed, null, true);
      else this.#errored(inFlight, error);
    }
    this.#pump();
  }

  #judged({ entry, patch, echoed }: PickInFlight, verdict: Verdict): void {
    if (verdict.kind === 'taken') this.#done(entry, patch, verdict.presence, verdict.before, echoed !== null);
    else this.#notApplied(entry, verdict.otherSourceDecides ? 'otherSource' : 'different');
  }

  #done(
    entry: QueuedPick,
    patch: PickPatch,
    said: SourcePresence,
    before: SourcePresence | null,
    echoed: boolean,
  ): void {
    const { lateOutcomes } = this.#deps;
    lateOutcomes.done(entry, patch, said, before, echoed);
    this.#deps.applied(entry, patch);
    // The pick behind it was made by somebody who knew of this one.
    if (this.#next && !this.#next.waited) this.#changesByOthers.known(this.#next);
    const current = this.#deps.current();
    if (current !== null) entry.settle({ result: 'done', current });
    const currentPresence = this.#deps.presence();
    const undone =
      currentPresence === null || currentPresence === said ? null : lateOutcomes.heard(currentPresence, said).undone;
    if (undone) this.#notApplied(undone.entry, undone.kind);
  }

  #currentLabel(): string {
    return this.#deps.current()?.definition.label ?? '';
  }

  #notApplied(entry: QueuedPick, cause: NotAppliedCause, error?: unknown): void {
    const said = this.#deps.presence();
    const wanted = entry.pick.definition;
    const messageAlone =
      cause === 'different' && wanted !== null && said !== null && sameId(wanted.id, said.definition.id);
    const text = notAppliedProblem(entry, messageAlone ? 'message' : cause, this.#currentLabel(), error);
    entry.settle({ result: 'notApplied', problem: text });
    this.#fail({ entry, kind: 'notApplied', problem: text });
  }

  #errored({ entry, patch }: PickInFlight, error: unknown): void {
    const text = toProblemText(error);
    entry.lastProblem = text;
    const known = error instanceof GenesysError ? error : null;
    const remedy = remedyFor(error);
    const wait = known?.retryAfterMs ?? null;
    if (remedy === 'signIn') this.#deps.onExpired(error);
    if (remedy === 'retry' && wait !== null) this.#backoff.retryAfter(askedWait(error));
    if (remedy === 'noAnswer') void this.#noAnswer(entry, patch, error);
    else if (remedy === 'none' || (wait !== null && wait >= entry.remaining())) this.#refused(entry, text);
    else this.#again(entry, remedy);
  }

  #refused(entry: QueuedPick, text: ProblemText): void {
    entry.settle({ result: 'refused', problem: text });
    this.#fail({ entry, kind: 'refused', problem: text });
  }

  /** Puts it back to waiting, unless a newer pick has come. */
  #again(entry: QueuedPick, reason: WaitingFor): void {
    if (entry.id !== this.#newestId) entry.settle({ result: 'replaced' });
    else if (entry.cancelled) entry.settle({ result: 'dropped', problem: problem('pick.cancelled') });
    else {
      this.#next = entry;
      this.#backOff(entry, reason);
    }
  }

  /**
   * A request that timed out may still take effect, so it is not sent again. The service's word decides what is shown.
   */
  async #noAnswer(entry: QueuedPick, patch: PickPatch, error: unknown): Promise<void> {
    if (entry.id !== this.#newestId) {
      entry.settle({ result: 'replaced' });
      return;
    }
    this.#verifying = entry;
    const before = this.#witnesses;
    const fresh = (await this.#deps.readNow()) || this.#witnesses !== before;
    if (this.#verifying !== entry) return;
    this.#verifying = null;
    const said = this.#deps.presence();
    const current = this.#deps.current();
    if (!fresh || said === null || howMuchTaken(patch, said) !== 'all') this.#notApplied(entry, 'noAnswer', error);
    else if (this.pending === null) this.#done(entry, patch, said, null, true);
    else if (current !== null) entry.settle({ result: 'done', current });
    this.#deps.changed();
  }

  #drop(entry: QueuedPick, why: ProblemText): void {
    if (this.#next === entry) this.#next = null;
    entry.settle({ result: 'dropped', problem: why });
    this.#fail({ entry, kind: 'dropped', problem: why });
  }

  /** Shows a failure, unless a newer pick has come since. */
  #fail(failure: Failure): void {
    this.#deps.log.info('pick failed', { pick: failure.entry.id, kind: failure.kind, key: failure.problem.key });
    if (failure.entry.id >= this.#newestId) {
      this.#failure.show(failure);
      this.#deps.failed(failure);
    }
    this.#deps.changed();
  }

  /** The waiting pick had arrived the first time. Only its answer was lost. */
  #recogniseWaiting(presence: SourcePresence): void {
    const entry = this.#next;
    if (entry === null || entry.lastPatch === null || howMuchTaken(entry.lastPatch, presence) !== 'all') return;
    this.#next = null;
    this.#done(entry, entry.lastPatch, presence, null, true);
  }
}
