/**
 * The presence engine: what the presence is, what the agent asked for, and how the two become one. It composes the parts,
 * each with one idea: `current/` (what the service last said), `picks/`, `connection/`, `definitions/`, `timers/`.
 * Electron-free; everything outside is handed in. Nothing here throws at its callers.
 */
import { setMaxListeners } from 'node:events';
import type { OrganizationDefinition } from '../genesys/definitions.js';
import { PRIMARY_DEFINITION_IDS } from '../genesys/primary-definitions.js';
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel } from '../ports.js';
import { ECHO_WITHIN_MS } from './picks/late-outcomes.js';
import type { DefinitionRef, PresenceView } from './presence-view.js';
import { makeParts, type EngineParts } from './engine-parts.js';
import type { EngineDeps, EngineView, PickRequest, PresenceEngine, Renewal } from './engine-port.js';
import { currentView, failedView, pendingView } from './engine-view.js';
import type { Arrival } from './current/newest-wins.js';
import { resolvePick, type ResolveContext } from './picks/resolve-pick.js';
import { mayGoOnQueue } from './definitions/permissions.js';
import { mayBeOnQueue, type PickOutcome } from './picks/pick.js';
import type { Failure } from './picks/queued-pick.js';
import type { Heard } from './current/current-presence.js';
import { problem } from './problems.js';
import type { EnginePerson, PresenceService } from './service-port.js';
import type { PresenceSignal } from './signals.js';
import { builtInPresence, sameId } from './current/source-presence.js';

export type { EngineDeps, EngineView, PickRequest, PresenceEngine } from './engine-port.js';
export type { PickOutcome } from './picks/pick.js';
export type { PresenceSignal } from './signals.js';

/** A refused session of which its keeper knows nothing is tried again after so long. In milliseconds. */
const TRY_REFUSED_SESSION_AFTER_MS = 60_000;

class Engine implements PresenceEngine {
  readonly #deps: EngineDeps;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #signalListeners = new Set<(signal: PresenceSignal) => void>();
  readonly #parts: EngineParts;
  #service: PresenceService;
  #permissions: readonly string[];
  #signedIn = true;
  readonly #timers: TimerSet;
  #refusedSession: Cancel = () => undefined;
  #echo: Cancel = () => undefined;
  #stopped = false;
  #view: EngineView | null = null;
  #telling = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    this.#service = deps.service;
    this.#permissions = deps.person.permissions;
    this.#timers = new TimerSet(deps.clock);
    // Every request listens to it while it is under way.
    setMaxListeners(100, this.#abort.signal);
    this.#parts = makeParts(deps, {
      abort: this.#abort.signal,
      service: () => this.#service,
      signedIn: () => this.#signedIn,
      mayGoOnQueue: () => this.#mayGoOnQueue(),
      resolveContext: () => this.#resolveContext(),
      changed: () => this.#changed(),
      expired: (error) => this.#expired(error),
      heard: (heard, by) => this.#heard(heard, by),
      fresh: () => this.#fresh(),
      failed: (failure) => this.#failed(failure),
      signal: (signal) => this.#signal(signal),
      timedOver: (returnTo) => this.#timedOver(returnTo),
      timedTooLate: (returnTo) => this.#timedTooLate(returnTo),
      guard: (run) => this.#guard(run),
    });
  }

  view(): EngineView {
    this.#view ??= {
      connection: this.#parts.connection.view(),
      presence: this.#presenceView(),
      routing: this.#parts.routing.view(),
      definitions: this.#parts.definitions.view(),
    };
    return this.#view;
  }

  onChange(run: () => void): Cancel {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  onSignal(run: (signal: PresenceSignal) => void): Cancel {
    this.#signalListeners.add(run);
    return () => this.#signalListeners.delete(run);
  }

  organizationDefinitions(): readonly OrganizationDefinition[] {
    return this.#parts.definitions.all;
  }

  start(): void {
    if (this.#stopped) return;
    this.#parts.connection.start();
    void this.#parts.definitions.load();
    void this.#parts.idle.start();
  }

  pick(request: PickRequest): Promise<PickOutcome> {
    const { definitions, queue } = this.#parts;
    const { pick, refusal } = resolvePick(request, this.#resolveContext());
    if (!pick.isListed && this.#signedIn && !this.#stopped) void definitions.load();
    return refusal === null ? queue.submit(pick) : Promise.resolve(queue.refuse(pick, refusal));
  }

  cancelPick(): void {
    this.#parts.queue.cancel();
  }

  retry(): void {
    const pick = this.#parts.queue.failure?.entry.pick;
    if (pick) void this.#parts.queue.submit(pick);
  }

  dismissFailed(): void {
    this.#parts.queue.dismiss();
    this.#parts.routing.dismiss();
  }

  confirmPick(): void {
    this.#parts.queue.confirm();
  }

  makePrimary(): void {
    const { failure } = this.#parts.queue;
    const pick = failure?.entry.pick;
    // The pick goes along while it would still live; On Queue wants a word of its own (design §3.6, §3.12).
    const along = pick && failure.entry.remaining() > 0 && !mayBeOnQueue(pick);
    if (along) void this.#parts.queue.submit({ ...pick, makePrimary: true });
    else void this.pick({ makePrimary: true, origin: 'popup' });
  }

  putPrimaryOfferAway(): void {
    this.#parts.primaryOffer.putAway(this.#parts.currentPresence.otherSource);
    this.#changed();
  }

  cancelTimed(): void {
    this.#parts.timed.cancel();
  }

  extendTimed(ms: number): void {
    this.#parts.timed.extend(ms);
  }

  refresh(): void {
    if (this.#stopped || !this.#signedIn) return;
    void this.#parts.connection.refresh();
    void this.#parts.definitions.load();
    this.#parts.queue.kick();
  }

  backOnQueue(): void {
    void this.#parts.routing.backOnQueue();
  }

  offQueue(): void {
    const available = this.#parts.definitions.book.primary('Available')?.id ?? PRIMARY_DEFINITION_IDS.Available;
    void this.pick({ definitionId: available, origin: 'popup' });
  }

  imHere(): void {
    void this.#parts.idle.imHere();
  }

  readerChanged(): void {
    this.#parts.definitions.readerChanged();
  }

  personalChanged(): void {
    this.#changed();
  }

  suspended(): void {
    this.#parts.connection.suspended();
    this.#parts.timed.suspended();
  }

  resumed(): void {
    if (this.#stopped) return;
    this.#parts.connection.resumed();
    this.#parts.queue.kick();
    this.#parts.timed.resumed();
    this.#parts.messageEnd.look();
  }

  networkChanged(online: boolean): void {
    if (this.#stopped) return;
    this.#parts.connection.networkChanged(online);
    if (online) this.#parts.queue.kick();
  }

  sessionExpired(): void {
    this.#refusedSession();
    this.#expired(null);
  }

  sessionRenewed(service: PresenceService, person: EnginePerson, how: Renewal): boolean {
    const { userId, organizationId } = this.#deps.person;
    if (this.#stopped || person.userId !== userId || person.organizationId !== organizationId) return false;
    this.#service = service;
    this.#permissions = person.permissions;
    this.#refusedSession();
    const ran = this.#signedIn && this.#parts.connection.isRunning;
    this.#signedIn = true;
    if (!ran) this.#parts.connection.start();
    else if (how === 'signedIn') this.#parts.connection.renew();
    void this.#parts.definitions.load();
    this.#parts.queue.signedInAgain(how === 'signedIn');
    this.#changed();
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#abort.abort();
    this.#timers.stop();
    this.#parts.stop();
    this.#listeners.clear();
    this.#signalListeners.clear();
  }

  #presenceView(): PresenceView {
    const { presence } = this.#parts.currentPresence;
    const current = currentView(this.#parts.currentPresence, this.#parts.definitions.book, this.#parts.own);
    return {
      current,
      pending: pendingView(
        this.#parts.queue.pending,
        this.#parts.definitions.book,
        presence,
        this.#parts.setForOnePresence(),
      ),
      failed: failedView(this.#parts.queue.failure, this.#parts.definitions.book),
      otherSource: this.#parts.currentPresence.otherSource,
      primaryOffer: this.#parts.primaryOffer.view(this.#parts.currentPresence.otherSource),
      timed: this.#timedView(),
      limitMinutes: current === null ? null : (this.#deps.limitMinutes?.(current.definition.id) ?? null),
      outOfOffice: this.#parts.outOfOffice.view(),
    };
  }

  #timedView(): PresenceView['timed'] {
    const timed = this.#parts.timed.value;
    return timed === null ? null : { until: timed.until, returnTo: this.#returnRef(timed.returnTo) };
  }

  #returnRef({ id, label }: { readonly id: string; readonly label: string }): DefinitionRef {
    return this.#parts.definitions.book.find(id) ?? { id, label, systemPresence: builtInPresence(id) ?? 'Available' };
  }

  #resolveContext(): ResolveContext {
    const { book, isLoaded } = this.#parts.definitions;
    const { systemName, unnamedPresence } = this.#deps;
    return { book, isLoaded, mayGoOnQueue: this.#mayGoOnQueue(), systemName, unnamed: unnamedPresence?.() ?? '' };
  }

  #mayGoOnQueue(): boolean {
    return mayGoOnQueue(this.#permissions);
  }

  /** Everything the service says of the presence passes here, in the order in which it comes. */
  #heard({ presence, previous, accepted }: Heard, by: Arrival['by']): void {
    if (this.#stopped) return;
    const { currentPresence, primaryOffer } = this.#parts;
    if (currentPresence.isSourceKnown) primaryOffer.heard(currentPresence.otherSource);
    if (presence === null) return;
    for (const one of [presence.definition, presence.future]) if (one !== null) this.#parts.definitions.seen(one.id);
    if (!accepted) return;
    // What was missed in a gap: a change to Offline then is the work of our own expiry or lost connection (design §3.5).
    const inGap = by === 'read' && !this.#parts.connection.isFresh && this.#parts.connection.view().kind !== 'polling';
    const causedByUs = inGap && presence.definition.systemPresence === 'Offline';
    if (by === 'change') {
      this.#awaitEcho();
      this.#parts.connection.reached();
    }
    const ours = this.#parts.queue.isOurs(presence) || by === 'change';
    this.#parts.own.heard(presence);
    this.#parts.timed.heard(presence);
    this.#parts.queue.heard(presence, previous, by, causedByUs);
    this.#parts.messageEnd.look();
    if (previous !== null && !sameId(previous.definition.id, presence.definition.id) && !ours && !causedByUs) {
      const { book } = this.#parts.definitions;
      const [from, to] = [previous, presence].map(({ definition: d }) => book.ref(d.id, d.systemPresence));
      if (from && to) this.#signal({ kind: 'changedElsewhere', from, to, at: this.#deps.clock.now() });
    }
    this.#changed();
  }

  /** An answer can be a mere echo of what was asked. Where the event that belongs to it stays away, the presence is read once. */
  #awaitEcho(): void {
    const { currentPresence, connection } = this.#parts;
    this.#echo();
    this.#echo = this.#timers.after(ECHO_WITHIN_MS, () => {
      if (!currentPresence.isConfirmed && connection.isFresh) void connection.confirm();
    });
  }

  #fresh(): void {
    this.#parts.queue.kick();
    this.#parts.timed.look();
    this.#parts.messageEnd.look();
    if (this.#parts.definitions.isLoaded) this.#parts.definitions.refreshIfStale();
  }

  #expired(error: unknown): void {
    if (!this.#signedIn || this.#stopped) return;
    this.#signedIn = false;
    this.#deps.log.warn('session expired', { answered: error !== null });
    this.#parts.connection.stop(problem('connection.expired'));
    this.#parts.queue.kick();
    this.#changed();
    // Where the session really is over, whoever keeps it says so now; else one odd 401 must not end the work.
    if (error !== null) this.#refusedSession = this.#timers.after(TRY_REFUSED_SESSION_AFTER_MS, () => this.#tryAgain());
  }

  #tryAgain(): void {
    this.#signedIn = true;
    this.#parts.connection.start();
    this.#parts.queue.signedInAgain(false);
    this.#changed();
  }

  #failed(failure: Failure): void {
    const failed = failedView(failure, this.#parts.definitions.book);
    if (failed !== null) this.#signal({ kind: 'pickFailed', failed, origin: failure.entry.pick.origin });
  }

  #timedOver(returnTo: { readonly id: string; readonly label: string }): void {
    const definition = this.#returnRef(returnTo);
    // Only a person's own act puts an agent On Queue (design §3.12).
    if (definition.systemPresence === 'OnQueue') this.#signal({ kind: 'goOnQueue', definition });
    else void this.pick({ definitionId: returnTo.id, origin: 'timer' });
  }

  #timedTooLate(returnTo: { readonly id: string; readonly label: string }): void {
    const definition = this.#returnRef(returnTo);
    this.#signal({ kind: 'timedDropped', returnTo: definition });
  }

  #signal(signal: PresenceSignal): void {
    for (const listener of [...this.#signalListeners]) this.#guard(() => listener(signal));
  }

  /** Whoever is called back must not be able to break the engine. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#deps.log.error('a listener of the presence failed', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  /** Tells once what changed in one go. */
  #changed(): void {
    this.#view = null;
    if (this.#telling || this.#stopped) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of [...this.#listeners]) this.#guard(listener);
    });
  }
}

export const createPresenceEngine = (deps: EngineDeps): PresenceEngine => new Engine(deps);
