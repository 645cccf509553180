/**
 * Sets presences when the screen locks, nobody uses keyboard or mouse, the machine sleeps, the app starts or quits, or
 * a break comes (docs/design.md §3.9). Each rule is opt-in. After a lock, an absence or a sleep the earlier presence
 * returns if the one that was set still stands. Automations never act against a person, never set On Queue, and never
 * make up for a moment they missed.
 */
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock, Log } from '../../ports.js';
import type { AutomationRule, Automations, AutomationTrigger } from '../../settings/automation-rules.js';
import {
  earlierOf,
  isFree,
  returningMessage,
  stands,
  whyNot,
  type Earlier,
  type SetPresence,
} from './automation-rule.js';
import type { DefinitionRef } from '../presence-view.js';
import type { EngineView, PresenceEngine } from '../engine-port.js';
import type { MessageEdit, PickOutcome } from '../picks/pick.js';
import { isSameStart, startOnService } from '../current/presence-start.js';
import type { ServerClock } from '../current/server-clock.js';
import { settledWithin } from './settled-within.js';
import type { PresenceSignal } from '../signals.js';
import { sameId } from '../../genesys/same-id.js';

/** A start or a return that could not be acted on within this time is dropped. */
const MOMENT_MS = 120_000;
/** The longest we hold up sleep, the end of the session, or quitting. */
export const SETTLES_WITHIN_MS = 2_000;
/** How long a change may be retried. Later, its moment is over and a person may have decided something else. */
const TRIES_FOR_MS = 10_000;
/** After a longer sleep something may have been missed. */
const NAP_MS = 5_000;
/**
 * Moving an agent off queue also ends their routing status. The two events may arrive in either order, this far apart.
 */
const SETTLED_MS = 1_500;
/** By then every watcher of the machine has noticed that it slept (power.ts). */
const NOTICED_MS = 10_000;

export interface AutomationsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly serverClock: Pick<ServerClock, 'toLocalAhead'>;
  readonly engine: Pick<PresenceEngine, 'view' | 'onChange' | 'pick' | 'cancelPick' | 'refresh'>;
  rules(): Automations;
  /** When the time of the message set here ends, on the wall clock. Null: it has no end. */
  messageEnd(): number | null;
  signal(signal: PresenceSignal): void;
}

/**
 * None of these rejects. The promises resolve when the automation's change is settled, after `SETTLES_WITHIN_MS` at the
 * latest.
 */
export interface PresenceAutomations {
  locked(): Promise<void>;
  unlocked(): void;
  /** Nobody has used keyboard or mouse for the rule's time. */
  idle(): Promise<void>;
  /** Somebody uses them again. */
  active(): void;
  /** A scheduled break comes within the rule's time. True: the rule acts. */
  breakComes(): boolean;
  /** Call this before telling the engine. */
  suspended(): Promise<void>;
  /** Call this before telling the engine. */
  resumed(): void;
  /** The app was started and its first person is signed in. @param within milliseconds left to act on the start */
  started(within?: number): void;
  /** The app or the system quits. Nothing is done after it. A second call gets the same promise. */
  quitting(): Promise<void>;
  /** A person set, or asked for, a presence or a message. It cancels whatever an automation was about to do. */
  personActed(): void;
  stop(): void;
}

/** An absence lasts from an automation's act until the earlier presence is back or somebody else decides. */
interface Absence {
  readonly earlier: Earlier;
  readonly trigger: AutomationTrigger;
  pickId: number | null;
  /** What the service accepted. Null: nothing yet. */
  set: (SetPresence & { readonly startedAt: number | null }) | null;
}

class Automation implements PresenceAutomations {
  readonly #deps: AutomationsDeps;
  readonly #timers: TimerSet;
  readonly #unsubscribe: Cancel;
  #locked = false;
  #idle = false;
  #asleep = false;
  #over = false;
  #quits: Promise<void> | null = null;
  #absence: Absence | null = null;
  /** When the person came back, on the wall clock. */
  #back: number | null = null;
  #starting = false;
  /** The clock's total sleep when the agent was last known to be there, or the machine to be awake. */
  #sleep: number;
  /** Since when the agent has been free, on the monotonic clock. Null: in an interaction, or unknown. */
  #freeSince: number | null = null;
  #startEnds: Cancel = () => undefined;
  #returnEnds: Cancel = () => undefined;
  #soon: Cancel = () => undefined;
  #mayReturn = false;
  /**
   * The pick that restores the earlier presence, while it is under way. If the agent leaves again meanwhile, it is
   * still the one to return to.
   */
  #returning: { readonly earlier: Earlier; readonly pickId: number | null } | null = null;

  constructor(deps: AutomationsDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#sleep = this.#sleepSoFar();
    this.#unsubscribe = deps.engine.onChange(() => this.#look());
  }

  locked(): Promise<void> {
    this.#locked = true;
    // Some systems lock only on waking. Sleep takes precedence over that lock.
    return this.#asleep || this.#absence?.trigger === 'suspend' ? this.#stay() : this.#leave('lock');
  }

  unlocked(): void {
    this.#locked = false;
    // Somebody is there, however long keyboard and mouse were unused.
    this.#idle = false;
    this.#return();
  }

  idle(): Promise<void> {
    this.#idle = true;
    // A lock and a sleep take precedence.
    return this.#locked || this.#asleep || this.#absence !== null ? this.#stay() : this.#leave('idle');
  }

  active(): void {
    this.#idle = false;
    this.#return();
  }

  breakComes(): boolean {
    const rule = this.#deps.rules().preBreak;
    if (this.#over || rule === null || this.#absence !== null || this.#locked || this.#asleep) return false;
    if (!this.#mayAct('preBreak', rule)) return false;
    void this.#pick(rule);
    return true;
  }

  async suspended(): Promise<void> {
    this.#asleep = true;
    this.#back = null;
    // Some systems report sleep only afterwards. The moment has passed, and we do not make up for it.
    const late = this.#slept();
    await Promise.resolve();
    if (!late && this.#sleeps()) await this.#leave('suspend');
  }

  resumed(): void {
    this.#asleep = false;
    this.#sleep = this.#sleepSoFar();
    this.#dropOwnPick();
    this.#return();
  }

  started(within = MOMENT_MS): void {
    if (this.#over || within <= 0) return;
    this.#starting = true;
    this.#startEnds = this.#timers.after(within, () => (this.#starting = false));
    this.#look();
  }

  quitting(): Promise<void> {
    return (this.#quits ??= this.#quit());
  }

  async #quit(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#starting = false;
    const rule = this.#deps.rules().quit;
    if (rule !== null && this.#mayAct('quit', rule)) {
      const outcome = this.#pick(rule);
      const id = this.#pendingId();
      await settledWithin(this.#deps.clock, SETTLES_WITHIN_MS, outcome);
      if (id !== null && this.#pendingId() === id) this.#deps.engine.cancelPick();
    }
    this.stop();
  }

  personActed(): void {
    this.#absence = null;
    this.#returning = null;
    this.#starting = false;
  }

  stop(): void {
    this.#over = true;
    this.#unsubscribe();
    this.#timers.stop();
  }

  /** The agent left again before the return was made. */
  #stay(): Promise<void> {
    this.#back = null;
    return Promise.resolve();
  }

  async #leave(trigger: 'lock' | 'suspend' | 'idle'): Promise<void> {
    this.#back = null;
    this.#starting = false;
    const rule = this.#deps.rules()[trigger];
    const { current } = this.#deps.engine.view().presence;
    if (this.#over || rule === null || current === null) return;
    const before = this.#absence;
    const kept = before?.earlier ?? this.#returning?.earlier ?? null;
    // If an automation's presence already stands, the rule's `from` was checked when it was set.
    if (!this.#mayAct(trigger, kept === null ? rule : { ...rule, from: 'any' })) return;
    const earlier = kept ?? earlierOf(current, rule, this.#deps.messageEnd());
    const absence: Absence = { earlier, trigger, pickId: null, set: null };
    this.#absence = absence;
    this.#sleep = this.#sleepSoFar();
    const outcome = this.#pick(rule);
    absence.pickId = this.#pendingId();
    await settledWithin(
      this.#deps.clock,
      SETTLES_WITHIN_MS,
      outcome.then((said) => this.#took(absence, before, rule, said)),
    );
  }

  #took(absence: Absence, before: Absence | null, rule: AutomationRule, outcome: PickOutcome): void {
    if (outcome.result === 'done') {
      const { definition, message, since } = outcome.current;
      const startedAt = startOnService(since, this.#deps.serverClock);
      absence.set = { definitionId: rule.definitionId, message, startedAt };
      if (!sameId(definition.id, rule.definitionId)) this.#forget(absence);
    } else if (this.#absence === absence) this.#absence = before?.set ? before : null;
    this.#look();
  }

  #return(): void {
    if (this.#locked || this.#asleep || this.#idle || this.#absence === null || this.#over) return;
    this.#dropOwnPick();
    this.#back = this.#deps.clock.now();
    this.#returnEnds();
    this.#returnEnds = this.#timers.after(MOMENT_MS, () => this.#tooLate());
    if (this.#deps.engine.view().connection.kind === 'polling') this.#deps.engine.refresh();
    // The engine must learn of the sleep first.
    this.#soon();
    this.#mayReturn = false;
    this.#soon = this.#timers.after(this.#slept() ? NOTICED_MS : 0, () => {
      this.#mayReturn = true;
      this.#look();
    });
  }

  #look(): void {
    if (this.#over) return;
    const view = this.#deps.engine.view();
    this.#freeSince = isFree(view) ? (this.#freeSince ?? this.#deps.clock.monotonic()) : null;
    if (this.#absence !== null) this.#followMessage(this.#absence, view);
    if (this.#absence?.set && !this.#stands(this.#absence.set, view)) this.#forget(this.#absence);
    if (this.#starting) this.#lookAtStart(view);
    if (this.#back !== null && this.#mayReturn && this.#absence?.set) this.#lookAtReturn(this.#absence, view);
    if (this.#absence === null) this.#sleep = this.#sleepSoFar();
  }

  #lookAtStart(view: EngineView): void {
    const isKnown = view.definitions.kind === 'ready' && view.routing.status !== null && view.presence.current !== null;
    if (!isKnown || !this.#isSure(view, -Infinity)) return;
    this.#starting = false;
    this.#startEnds();
    const rule = this.#deps.rules().start;
    if (rule !== null && this.#mayAct('start', rule)) void this.#pick(rule);
  }

  #lookAtReturn(absence: Absence, view: EngineView): void {
    if (!this.#isSure(view, this.#back ?? Infinity) || this.#freeSince === null || view.presence.pending !== null)
      return;
    const settlesIn = this.#freeSince + SETTLED_MS - this.#deps.clock.monotonic();
    if (settlesIn > 0) {
      this.#soon();
      this.#soon = this.#timers.after(settlesIn, () => this.#look());
      return;
    }
    const { earlier } = absence;
    this.#forget(absence);
    const message = returningMessage(earlier, this.#deps.clock.now());
    const { definition } = earlier;
    if (definition.systemPresence === 'OnQueue') {
      // The button may be pressed much later, so a message with its own end time is not offered with it.
      const lasts = message?.lifetime.kind === 'presence' || message?.lifetime.kind === 'untilCleared';
      this.#deps.signal({ kind: 'goOnQueue', definition, after: 'absence', message: lasts ? message : undefined });
      return;
    }
    this.#deps.log.info('back: the earlier presence returns');
    const { current } = view.presence;
    const outcome = this.#send(definition.id, message, () => {
      if (current !== null) this.#tellDropped(current.definition, definition);
    });
    const returning = { earlier, pickId: this.#pendingId() };
    this.#returning = returning;
    void outcome.then(() => {
      if (this.#returning === returning) this.#returning = null;
    });
  }

  #tooLate(): void {
    const absence = this.#absence;
    const { current } = this.#deps.engine.view().presence;
    if (this.#back === null || absence === null || current === null) return;
    this.#dropOwnPick();
    this.#forget(absence);
    this.#tellDropped(current.definition, absence.earlier.definition);
  }

  #tellDropped(current: DefinitionRef, returnTo: DefinitionRef): void {
    this.#deps.log.info('back, but the earlier presence could not return in time');
    this.#deps.signal({ kind: 'restoreDropped', current, returnTo });
  }

  /** Whether the view is certainly the service's last word, read after `from`. */
  #isSure({ connection }: EngineView, from: number): boolean {
    return connection.kind === 'live' || (connection.kind === 'polling' && (connection.asOf ?? 0) >= from);
  }

  /** Anything somebody else set meanwhile outranks the return, even the same presence. */
  #stands(set: NonNullable<Absence['set']>, { presence: { current, pending } }: EngineView): boolean {
    // While our pick is under way, the service has not answered it yet.
    if (pending !== null && pending.pickId === this.#absence?.pickId) return true;
    return (
      stands(set, current) && isSameStart(set.startedAt, startOnService(current?.since ?? null, this.#deps.serverClock))
    );
  }

  /** The app clears an expired message itself. That is not somebody else's change. */
  #followMessage(absence: Absence, { presence: { current } }: EngineView): void {
    const { set, earlier } = absence;
    const isOver = earlier.messageEnd !== null && this.#deps.clock.now() >= earlier.messageEnd;
    if (!isOver || set === null || !set.message || current === null) return;
    if (current.message !== '' || !sameId(current.definition.id, set.definitionId)) return;
    absence.set = { ...set, message: '', startedAt: startOnService(current.since, this.#deps.serverClock) };
  }

  #mayAct(trigger: AutomationTrigger, rule: AutomationRule): boolean {
    const ownPick = this.#returning?.pickId ?? this.#absence?.pickId ?? null;
    const reason = whyNot(trigger, rule, this.#deps.engine.view(), ownPick);
    this.#deps.log.info(reason === null ? 'automation acts' : 'automation keeps still', { trigger, reason });
    return reason === null;
  }

  #pick({ definitionId, message: text }: AutomationRule): Promise<PickOutcome> {
    const message = text === '' ? undefined : { text, lifetime: { kind: 'presence' } as const };
    return this.#send(definitionId, message);
  }

  #send(definitionId: string, message: MessageEdit | undefined, dropped?: () => void): Promise<PickOutcome> {
    const outcome = this.#deps.engine.pick({ definitionId, message, origin: 'automation' });
    const id = this.#pendingId();
    void settledWithin(this.#deps.clock, TRIES_FOR_MS, outcome).then((settled) => {
      if (settled || id === null || this.#pendingId() !== id) return;
      this.#deps.engine.cancelPick();
      dropped?.();
    });
    return outcome;
  }

  #pendingId(): number | null {
    return this.#deps.engine.view().presence.pending?.pickId ?? null;
  }

  #sleeps(): boolean {
    return this.#asleep;
  }

  #sleepSoFar(): number {
    return this.#deps.clock.sinceBoot() - this.#deps.clock.monotonic();
  }

  #slept(): boolean {
    return this.#sleepSoFar() - this.#sleep > NAP_MS;
  }

  /** A pick that has not been sent by now is dropped. */
  #dropOwnPick(): void {
    const id = this.#absence?.pickId ?? null;
    if (id !== null && this.#pendingId() === id) this.#deps.engine.cancelPick();
  }

  #forget(absence: Absence): void {
    if (this.#absence === absence) this.#absence = null;
    if (this.#absence === null) this.#back = null;
  }
}

export const createAutomations = (deps: AutomationsDeps): PresenceAutomations => new Automation(deps);
