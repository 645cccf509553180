/**
 * The picks: one change in flight at a time, a newer pick replaces the one that waits, the last one wins, nothing is reordered and
 * nothing stale is replayed (design §3.2, §3.5, §3.6).
 */
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { ProblemText } from '../../genesys/problem.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock, Log, Random } from '../../ports.js';
import { NO_NEWS, type Aftermath } from './late-outcomes.js';
import type { CurrentPresence } from '../presence-view.js';
import type { Arrival } from '../current/newest-wins.js';
import { ForeignChanges } from './changes-by-others.js';
import { howMuchTaken, isPersonsAct, messageFor, type Ask, type PickOutcome, type Wish } from './pick.js';
import { PickEntry, type Failure, type WaitingFor } from './queued-pick.js';
import {
  busyProblem,
  changedProblem,
  expiredProblem,
  notAppliedProblem,
  type NotAppliedCause,
} from './pick-problems.js';
import type { Flight, PickSender, Verdict } from './pick-sender.js';
import { problem } from '../problems.js';
import { remedyFor, SendGate } from './backoff.js';
import { ShownFailure } from './failed-pick.js';
import { sameId, type PresenceStatement } from '../current/source-presence.js';

export interface RunnerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sender: PickSender;
  readonly aftermath: Aftermath;
  statement(): PresenceStatement | null;
  current(): CurrentPresence | null;
  /** Whether the current message was set here for one presence only. */
  setForOnePresence(): boolean;
  signedIn(): boolean;
  /** Whether the word is known to be the service's last one, without asking. */
  isFresh(): boolean;
  /** Reads the presence again; true where that succeeded. */
  reread(): Promise<boolean>;
  /** The service no longer accepts the session. */
  expired(error: unknown): void;
  /** The service took it. */
  applied(entry: PickEntry, ask: Ask): void;
  failed(failure: Failure): void;
  changed(): void;
}

export class PickRunner {
  readonly #deps: RunnerDeps;
  readonly #timers: TimerSet;
  readonly #gate: SendGate;
  #next: PickEntry | null = null;
  #flight: Flight | null = null;
  /** Before it is sent, the presence is being read again. */
  #checking: PickEntry | null = null;
  /** Its request timed out; the presence is being read again to tell how it ended. */
  #verifying: PickEntry | null = null;
  readonly #failure = new ShownFailure();
  readonly #foreign = new ForeignChanges();
  #wake: Cancel = () => undefined;
  #lastId = 0;
  /** The newest pick that was to be sent: what is older never comes back, whatever became of it. */
  #newestId = 0;
  /** Counts what was heard by event or read. */
  #witnesses = 0;
  #stopped = false;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#gate = new SendGate(deps.clock, deps.random);
  }

  /** The pick that is shown as pending: the one that waits, else the one in flight. */
  get pending(): PickEntry | null {
    return this.#next ?? this.#flight?.entry ?? this.#verifying;
  }

  get failure(): Failure | null {
    return this.#failure.value;
  }

  submit(wish: Wish): Promise<PickOutcome> {
    return new Promise((resolve) => {
      if (this.#stopped) {
        resolve({ result: 'dropped', problem: problem('pick.stopped') });
        return;
      }
      const entry = this.#entry(wish, resolve);
      this.#next?.settle({ result: 'replaced' });
      this.#newestId = entry.id;
      this.#failure.clear();
      this.#gate.hope();
      this.#next = entry;
      this.#pump();
    });
  }

  /** A refusal that is known before anything is sent. */
  refuse(wish: Wish, why: ProblemText): PickOutcome {
    this.#fail({ entry: this.#entry(wish, () => undefined), kind: 'refused', problem: why });
    return { result: 'refused', problem: why };
  }

  /** Drops what waits. What is in flight cannot be called back, but is not sent again. */
  cancel(): void {
    if (this.#flight) this.#flight.entry.cancelled = true;
    this.#next?.settle({ result: 'dropped', problem: problem('pick.cancelled') });
    this.#next = null;
    this.#pump();
  }

  /** The person's word that an On Queue pick may go out after a new sign-in. */
  confirm(): void {
    if (this.#next?.waitingFor !== 'confirmation') return;
    this.#next.waitingFor = null;
    this.#pump();
  }

  dismiss(): void {
    this.#failure.clear();
    this.#deps.changed();
  }

  /** Something may work now that did not before: network, live channel, woken from sleep. */
  kick(): void {
    this.#gate.hope();
    this.#pump();
  }

  /** Signed in again. @param anew by a person in the browser: then On Queue asks first (design §3.5) */
  signedInAgain(anew: boolean): void {
    const entry = this.#next;
    const asks = anew && entry?.waited === true && entry.wish.definition?.systemPresence === 'OnQueue';
    if (asks) entry.waitingFor = 'confirmation';
    else if (entry?.waitingFor === 'signIn') entry.waitingFor = null;
    this.kick();
  }

  /**
   * To be told all that became the service's last word.
   * @param by an answer to our own change is no second witness of it; an event or a read is
   * @param causedByUs Offline after our own expiry or a lost connection: no change by others
   */
  heard(
    statement: PresenceStatement,
    previous: PresenceStatement | null,
    by: Arrival['by'],
    causedByUs: boolean,
  ): void {
    const flight = this.#flight;
    if (by !== 'change') this.#witnesses += 1;
    const isFlights = flight !== null && howMuchTaken(flight.ask, statement) === 'all';
    if (isFlights && by !== 'change') flight.echoed = statement;
    const moved = previous !== null && !sameId(previous.definition.id, statement.definition.id);
    if (moved && !causedByUs && !this.isOurs(statement)) this.#foreign.seen(statement);
    // What the request in flight asks for is its own work, not that of an older one that asked for the same.
    const { landed, undone } = isFlights ? NO_NEWS : this.#deps.aftermath.heard(statement, previous);
    if (landed) this.#deps.applied(landed.entry, landed.ask);
    const forgiven = this.#failure.forgive(statement);
    if (forgiven) this.#deps.aftermath.revived(forgiven.entry, forgiven.ask, statement);
    this.#recogniseWaiting(statement);
    if (undone) this.#notApplied(undone.entry, undone.kind);
  }

  /** Whether one of our own requests may have brought this presence about. */
  isOurs(statement: PresenceStatement): boolean {
    const asked = this.#flight?.ask.definitionId ?? null;
    return (asked !== null && sameId(asked, statement.definition.id)) || this.#deps.aftermath.isOurs(statement);
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.stop();
    const stopped: PickOutcome = { result: 'dropped', problem: problem('pick.stopped') };
    for (const entry of [this.#next, this.#flight?.entry, this.#verifying]) entry?.settle(stopped);
    this.#next = this.#flight = this.#verifying = null;
  }

  #entry(wish: Wish, settle: (outcome: PickOutcome) => void): PickEntry {
    this.#lastId += 1;
    const entry = new PickEntry(this.#deps.clock, this.#lastId, wish, settle);
    this.#foreign.known(entry);
    return entry;
  }

  /** Sends what waits, if it can be sent now; else sees to it that it is looked at again in time. */
  #pump(): void {
    if (this.#stopped) return;
    this.#wake();
    const entry = this.#next;
    if (entry !== null && entry.remaining() <= 0) this.#drop(entry, expiredProblem(entry));
    else if (entry !== null && this.#flight === null && this.#checking !== entry) this.#tryNow(entry);
    if (this.#next !== null) {
      const wait = this.#next.waitingFor === 'confirmation' ? 0 : this.#gate.closedFor();
      const left = this.#next.remaining();
      this.#wake = this.#timers.after(wait > 0 ? Math.min(wait, left) : left, () => this.#pump());
    }
    this.#deps.changed();
  }

  #tryNow(entry: PickEntry): void {
    if (entry.waitingFor === 'confirmation') return;
    if (!this.#deps.signedIn()) this.#wait(entry, 'signIn');
    else if (this.#gate.askedToWait() >= entry.remaining() && !entry.waited) this.#tooBusy(entry);
    else if (this.#gate.closedFor() > 0) this.#wait(entry, entry.waitingFor ?? 'retry');
    else if (!this.#deps.isFresh() && (entry.waited || !isPersonsAct(entry.wish.origin))) void this.#checkFirst(entry);
    else this.#send(entry);
  }

  /** The service wants to be left alone for longer than this pick lives (design §3.6): said at once, since nothing can come of it. */
  #tooBusy(entry: PickEntry): void {
    this.#next = null;
    this.#refused(entry, busyProblem(this.#gate.askedToWait()));
  }

  #wait(entry: PickEntry, reason: WaitingFor): void {
    if (reason === 'network' || reason === 'signIn') entry.lostConnection = true;
    entry.waitingFor = reason;
    entry.waited = true;
  }

  /**
   * Before a pick that waited goes out, or one that no person makes in this moment, the presence is read again: it must not override what was
   * changed unseen.
   */
  async #checkFirst(entry: PickEntry): Promise<void> {
    this.#checking = entry;
    entry.waited = true;
    const fresh = await this.#deps.reread();
    if (this.#checking === entry) this.#checking = null;
    if (this.#stopped || this.#next !== entry) return;
    // Somebody signed in meanwhile: On Queue waits for a word (design §3.5).
    if (entry.waitingFor === 'confirmation') this.#deps.changed();
    else if (!fresh) this.#backOff(entry, 'network');
    else if (entry.remaining() > 0 && this.#flight === null) this.#send(entry);
    this.#pump();
  }

  #backOff(entry: PickEntry, reason: WaitingFor): void {
    entry.failures += 1;
    this.#gate.backOff(entry.failures);
    this.#wait(entry, reason);
  }

  #send(entry: PickEntry): void {
    if (entry.waited && this.#foreign.since(entry)) {
      this.#drop(entry, changedProblem(entry, this.#currentLabel()));
      return;
    }
    const { wish } = entry;
    const message = messageFor(wish, this.#deps.statement(), this.#deps.setForOnePresence());
    const ask: Ask = { definitionId: wish.definition?.id ?? null, message, primary: wish.makePrimary };
    entry.lastAsk = ask;
    entry.from ??= this.#deps.current()?.definition ?? null;
    entry.waitingFor = null;
    this.#next = null;
    this.#flight = { entry, ask, echoed: null };
    this.#deps.aftermath.begun();
    void this.#fly(this.#flight);
  }

  async #fly(flight: Flight): Promise<void> {
    try {
      const { entry } = flight;
      const isOver = (): boolean => this.#next !== null || entry.cancelled || entry.remaining() <= 0;
      const verdict = await this.#deps.sender.send(flight, isOver);
      if (this.#stopped) return;
      this.#flight = null;
      this.#judged(flight, verdict);
    } catch (error) {
      if (this.#stopped) return;
      this.#flight = null;
      const { entry, ask, echoed } = flight;
      // Also where the presence is as asked: it may have been so before, and the request may land after a newer pick.
      if (error instanceof GenesysError && error.mayHaveArrived) this.#deps.aftermath.unanswered(entry, ask);
      if (echoed !== null) this.#done(entry, ask, echoed, null, true);
      else this.#errored(flight, error);
    }
    this.#pump();
  }

  #judged({ entry, ask, echoed }: Flight, verdict: Verdict): void {
    if (verdict.kind === 'taken') this.#done(entry, ask, verdict.statement, verdict.before, echoed !== null);
    else this.#notApplied(entry, verdict.otherSourceDecides ? 'otherSource' : 'different');
  }

  #done(entry: PickEntry, ask: Ask, said: PresenceStatement, before: PresenceStatement | null, echoed: boolean): void {
    const { aftermath } = this.#deps;
    aftermath.done(entry, ask, said, before, echoed);
    this.#deps.applied(entry, ask);
    // What waits behind it was picked in the knowledge of this one.
    if (this.#next && !this.#next.waited) this.#foreign.known(this.#next);
    const current = this.#deps.current();
    if (current !== null) entry.settle({ result: 'done', current });
    const word = this.#deps.statement();
    const undone = word === null || word === said ? null : aftermath.heard(word, said).undone;
    if (undone) this.#notApplied(undone.entry, undone.kind);
  }

  #currentLabel(): string {
    return this.#deps.current()?.definition.label ?? '';
  }

  #notApplied(entry: PickEntry, cause: NotAppliedCause, error?: unknown): void {
    const said = this.#deps.statement();
    const wanted = entry.wish.definition;
    const messageAlone =
      cause === 'different' && wanted !== null && said !== null && sameId(wanted.id, said.definition.id);
    const text = notAppliedProblem(entry, messageAlone ? 'message' : cause, this.#currentLabel(), error);
    entry.settle({ result: 'notApplied', problem: text });
    this.#fail({ entry, kind: 'notApplied', problem: text });
  }

  #errored({ entry, ask }: Flight, error: unknown): void {
    const text = toProblemText(error);
    entry.lastProblem = text;
    const known = error instanceof GenesysError ? error : null;
    const remedy = remedyFor(error);
    const wait = known?.retryAfterMs ?? null;
    if (remedy === 'signIn') this.#deps.expired(error);
    if (remedy === 'retry' && wait !== null) this.#gate.retryAfter(wait);
    if (remedy === 'noAnswer') void this.#noAnswer(entry, ask, error);
    else if (remedy === 'none' || (wait !== null && wait >= entry.remaining())) this.#refused(entry, text);
    else this.#again(entry, remedy);
  }

  #refused(entry: PickEntry, text: ProblemText): void {
    entry.settle({ result: 'refused', problem: text });
    this.#fail({ entry, kind: 'refused', problem: text });
  }

  /** Back to waiting, unless a newer pick has come. */
  #again(entry: PickEntry, reason: WaitingFor): void {
    if (entry.id !== this.#newestId) entry.settle({ result: 'replaced' });
    else if (entry.cancelled) entry.settle({ result: 'dropped', problem: problem('pick.cancelled') });
    else {
      this.#next = entry;
      this.#backOff(entry, reason);
    }
  }

  /** A request that timed out may still land, so it is not sent again; the service's word decides how it is told. */
  async #noAnswer(entry: PickEntry, ask: Ask, error: unknown): Promise<void> {
    if (entry.id !== this.#newestId) {
      entry.settle({ result: 'replaced' });
      return;
    }
    this.#verifying = entry;
    const before = this.#witnesses;
    const fresh = (await this.#deps.reread()) || this.#witnesses !== before;
    if (this.#verifying !== entry) return;
    this.#verifying = null;
    const said = this.#deps.statement();
    const current = this.#deps.current();
    if (!fresh || said === null || howMuchTaken(ask, said) !== 'all') this.#notApplied(entry, 'noAnswer', error);
    else if (this.pending === null) this.#done(entry, ask, said, null, true);
    else if (current !== null) entry.settle({ result: 'done', current });
    this.#deps.changed();
  }

  #drop(entry: PickEntry, why: ProblemText): void {
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

  /** The pick that waits to be sent again had arrived the first time; only its answer was lost. */
  #recogniseWaiting(statement: PresenceStatement): void {
    const entry = this.#next;
    if (entry === null || entry.lastAsk === null || howMuchTaken(entry.lastAsk, statement) !== 'all') return;
    this.#next = null;
    this.#done(entry, entry.lastAsk, statement, null, true);
  }
}
