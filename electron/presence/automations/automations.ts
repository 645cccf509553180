/**
 * Presences that are set when the screen locks, nobody uses keyboard or mouse, the machine sleeps, the app quits or
 * starts, or a break comes: opt-in, each for its own moment alone (docs/design.md §3.9). After a lock, an absence or a
 * sleep the earlier presence returns, if the one that was set still stands. Never against a person, never to On Queue,
 * and nothing is made up for later.
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
import { sameId } from '../current/source-presence.js';

/** A start or a return that could not be acted on within this is over. In milliseconds, as all here. */
const MOMENT_MS = 120_000;
/** What must be said before the machine sleeps, the session ends or the app is gone has so long. */
export const SETTLES_WITHIN_MS = 2_000;
/** So long a change may try: by then its moment is over, and a person may have decided something else. */
const TRIES_FOR_MS = 10_000;
/** A machine that slept for longer may have missed something. */
const NAP_MS = 5_000;
/**
 * Who moves an agent off queue ends their routing status, too: the news of the one may come before the news of the
 * other.
 */
const SETTLED_MS = 1_500;
/** So soon everybody who watches the machine has noticed that it slept (power.ts). */
const NOTICED_MS = 10_000;

export interface AutomationsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly serverClock: Pick<ServerClock, 'toLocalAhead'>;
  readonly engine: Pick<PresenceEngine, 'view' | 'onChange' | 'pick' | 'cancelPick' | 'refresh'>;
  rules(): Automations;
  /** When the time of the message that was set here is over, on the wall clock; null: not by time. */
  messageEnd(): number | null;
  signal(signal: PresenceSignal): void;
}

/**
 * None of these rejects. The promises resolve when the automation's change is settled, after two seconds at the latest.
 */
export interface PresenceAutomations {
  locked(): Promise<void>;
  unlocked(): void;
  /** Nobody has used keyboard or mouse for as long as the rule says. */
  idle(): Promise<void>;
  /** Somebody uses them again. */
  active(): void;
  /** A scheduled break comes, as the rule says. True: it acts. */
  breakComes(): boolean;
  /** To be called before the engine is told. */
  suspended(): Promise<void>;
  /** To be called before the engine is told. */
  resumed(): void;
  /** The app was started and its first person is signed in. @param within what is left of the moment of the start */
  started(within?: number): void;
  /** The app quits, or the system does; nothing is done after it. Whoever asks again waits for the same answer. */
  quitting(): Promise<void>;
  /** A person set, or asked for, a presence or a message: whatever an automation had in mind is off. */
  personActed(): void;
  stop(): void;
}

/** From the moment an automation acts until the earlier presence is back, or somebody else decided. */
interface Absence {
  readonly earlier: Earlier;
  readonly trigger: AutomationTrigger;
  pickId: number | null;
  /** What the service took; null: not yet. */
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
  /** The person is back since this moment of the wall clock. */
  #back: number | null = null;
  #starting = false;
  /** How long the machine had slept when the agent was last known to be there, or the machine to be awake. */
  #sleep: number;
  /** On the monotonic clock: when the agent became free of interactions; null: they are not. */
  #freeSince: number | null = null;
  #startEnds: Cancel = () => undefined;
  #returnEnds: Cancel = () => undefined;
  #soon: Cancel = () => undefined;
  #mayReturn = false;
  /**
   * The pick that brings the earlier presence back, while it is under way: who leaves again meanwhile returns to the
   * same one.
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
    // Sleep says more than a lock, and some systems lock only on waking.
    return this.#asleep || this.#absence?.trigger === 'suspend' ? this.#stay() : this.#leave('lock');
  }

  unlocked(): void {
    this.#locked = false;
    // Somebody is there, whatever keyboard and mouse say of the minutes before.
    this.#idle = false;
    this.#return();
  }

  idle(): Promise<void> {
    this.#idle = true;
    // A lock and a sleep say more.
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
    // Told only after the sleep, as some systems do: then it is over, and nothing is made up for.
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

  /** Away again before the return was made. */
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
    // Where an automation stands already, it was asked then whether the agent was there.
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
    // Not before the engine, too, knows that the machine slept.
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
      // The button may be pressed much later: a message with a time of its own does not wait for that.
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

  /** Whether the view is known to be the service's last word, asked for after `from`. */
  #isSure({ connection }: EngineView, from: number): boolean {
    return connection.kind === 'live' || (connection.kind === 'polling' && (connection.asOf ?? 0) >= from);
  }

  /** What somebody else set meanwhile stands above the return, also where it is the same presence. */
  #stands(set: NonNullable<Absence['set']>, { presence: { current, pending } }: EngineView): boolean {
    // While something is under way, the answer to it is not in yet.
    if (pending !== null && pending.pickId === this.#absence?.pickId) return true;
    return (
      stands(set, current) && isSameStart(set.startedAt, startOnService(current?.since ?? null, this.#deps.serverClock))
    );
  }

  /** A message that stayed and whose time is over is cleared by the app itself: nobody else set anything. */
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

  /** Whether the machine slept since all was last looked at, as far as the clocks tell. */
  #slept(): boolean {
    return this.#sleepSoFar() - this.#sleep > NAP_MS;
  }

  /** What is not sent by now is not sent any more. */
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
