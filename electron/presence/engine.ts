/**
 * The presence engine: what the presence is, what the agent asked for, and how the two are reconciled. It connects its
 * parts: `current/` (what the service last said), `picks/`, `connection/`, `definitions/`, `timers/`. It knows nothing
 * of Electron and is handed everything it needs. Nothing here throws at its callers.
 */
import { setMaxListeners } from 'node:events';
import { createEmitter } from '../emitter.js';
import { GenesysError } from '../genesys/error.js';
import { NotificationChannel } from '../genesys/notification-channel.js';
import { PRIMARY_DEFINITION_IDS } from '../genesys/primary-definitions.js';
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel } from '../ports.js';
import { Connection } from './connection/connection.js';
import { InactivityTimeout } from './connection/inactivity-timeout.js';
import { PresenceReader } from './connection/presence-reader.js';
import { CurrentPresence, type Heard } from './current/current-presence.js';
import type { Arrival } from './current/newest-wins.js';
import { EarlierPresence, type EarlierDefinition } from './current/earlier-presence.js';
import { OutOfOffice } from './current/out-of-office.js';
import { PrimaryOffer } from './current/primary-offer.js';
import { Routing } from './current/routing.js';
import { sameId } from '../genesys/same-id.js';
import { builtInPresence } from './current/source-presence.js';
import { DefinitionList } from './definitions/definition-list.js';
import { mayGoOnQueue } from './definitions/permissions.js';
import type { EngineDeps, EngineView, PresenceEngine } from './engine-port.js';
import { currentView, failedView, pendingView } from './engine-view.js';
import { ECHO_WITHIN_MS, LateOutcomes } from './picks/late-outcomes.js';
import { isPersonsAct, mayBeOnQueue, type Pick, type PickOrigin } from './picks/pick.js';
import { PickQueue } from './picks/pick-queue.js';
import { PickSender } from './picks/pick-sender.js';
import type { Failure } from './picks/queued-pick.js';
import { resolveAgain, resolvePick, waitsForList, type ResolveContext } from './picks/resolve-pick.js';
import type { CurrentPresenceView, DefinitionRef, PresenceView } from './presence-view.js';
import { problem } from './problems.js';
import { openSavedPresence } from './saved-presence.js';
import type { PresenceChange, PresenceSignal } from './signals.js';
import { MessageEnd } from './timers/message-end.js';
import { OwnMessages } from './timers/own-message.js';
import { TimedPresence } from './timers/timed-presence.js';

export type { EngineDeps, EngineView, PickRequest, PresenceEngine } from './engine-port.js';
export type { PickOutcome } from './picks/pick.js';
export type { PresenceSignal } from './signals.js';

/** Retries after this time if the session was refused but its owner considers it valid. */
const TRY_REFUSED_SESSION_AFTER_MS = 60_000;
/** Polling stops after this time without a person, or after half of the inactivity timeout if that is shorter. */
const UNATTENDED_AFTER_MS = 5 * 60_000;

/** Replaces a message whose time has ended. */
const CLEAR_MESSAGE: Pick = {
  definition: null,
  isListed: true,
  edited: { text: '', lifetime: { kind: 'untilCleared' } },
  makePrimary: false,
  forMs: null,
  origin: 'timer',
};

export function createPresenceEngine(deps: EngineDeps): PresenceEngine {
  const { clock, random, log, serverClock, person } = deps;
  const { userId } = person;
  const changes = createEmitter(log, 'presence');
  const signals = createEmitter<[signal: PresenceSignal]>(log, 'presence signal');
  const presenceChanges = createEmitter<[change: PresenceChange]>(log, 'presence change');
  const timers = new TimerSet(clock);
  const abort = new AbortController();
  // Every pending request listens to it.
  setMaxListeners(100, abort.signal);

  let service = deps.service;
  let permissions = person.permissions;
  let signedIn = true;
  let stopped = false;
  let view: EngineView | null = null;
  let telling = false;
  let cancelSessionTry: Cancel = () => undefined;
  let cancelEcho: Cancel = () => undefined;

  /** Announces several changes at once. */
  function changed(): void {
    view = null;
    if (telling || stopped) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      changes.emit();
    });
  }

  const shared = {
    clock,
    random,
    log,
    serverClock,
    userId,
    service: () => service,
    signal: abort.signal,
    signedIn: () => signedIn,
    onExpired: expired,
    changed,
  };
  const saved = openSavedPresence(deps.memory, log);

  // What the service says.
  const definitions = new DefinitionList({
    ...shared,
    load: (includeDeactivated) => deps.loadDefinitions(includeDeactivated),
    reader: () => ({
      languages: deps.languages(),
      organizationLanguage: person.organizationLanguage,
      systemName: deps.systemName,
      divisionId: person.divisionId,
      divisionName: deps.divisionName,
      everyDivision: deps.everyDivision?.() ?? '',
      mayGoOnQueue: mayGoOnQueue(permissions),
    }),
    changed: () => {
      queue.listChanged();
      changed();
    },
  });
  const currentPresence = new CurrentPresence(
    clock,
    serverClock,
    (id) => definitions.book.find(id)?.systemPresence ?? null,
  );
  const primaryOffer = new PrimaryOffer(
    {
      asks: () => deps.asksForPrimarySource?.() ?? true,
      save: (primaryOfferPutAway) => saved.set({ primaryOfferPutAway }),
    },
    saved.atStart.primaryOfferPutAway,
  );
  const outOfOffice = new OutOfOffice(serverClock);
  const routing = new Routing({
    ...shared,
    onStatus: (status) => {
      if (status === 'NOT_RESPONDING') signals.emit({ kind: 'notResponding' });
    },
  });

  // How the service says it.
  const reader = new PresenceReader({ ...shared, currentPresence, routing, outOfOffice, heard });
  const inactivity = new InactivityTimeout({
    ...shared,
    policy: deps.idleRenewal,
    presentSince: deps.presentSince,
    lastUse: () => serverClock.lastAnswerAt,
    onEnding: (endsAt) => signals.emit({ kind: 'idleEnding', endsAt }),
  });
  const connection = new Connection({
    ...shared,
    makeChannel: (listener) =>
      new NotificationChannel(
        {
          ...shared,
          service: {
            postNotificationsChannels: (args, options) =>
              service.notifications.postNotificationsChannels(args, options),
            putNotificationsChannelSubscriptions: (args, options) =>
              service.notifications.putNotificationsChannelSubscriptions(args, options),
          },
          openSocket: deps.openSocket,
          apiUrl: deps.apiUrl,
          channelHost: deps.channelHost ?? null,
          topics: [...PresenceReader.topics(userId), ...(deps.otherEvents?.topics() ?? [])],
          toLocal: (serverMs) => serverClock.toLocalAhead(serverMs),
        },
        listener,
      ),
    readAll: (sparing) => reader.readAll(sparing),
    onEvent: (topic, body) => {
      if (PresenceReader.reads(userId, topic)) reader.onEvent(topic, body);
      else deps.otherEvents?.onEvent(topic, body);
    },
    onFresh: fresh,
    presentSince: deps.presentSince,
    unattendedAfter: () => Math.min(UNATTENDED_AFTER_MS, (inactivity.timeout ?? Infinity) / 2),
  });

  const earlier = new EarlierPresence(
    saved.atStart.earlier,
    ({ definition: { id, systemPresence } }) => definitions.book.ref(id, systemPresence).label,
    (value) => saved.set({ earlier: value }),
  );

  // What the person asks for.
  const ownMessages = new OwnMessages(clock, saved.atStart.ownMessage, (ownMessage) => saved.set({ ownMessage }));
  const setForOnePresence = (): boolean => ownMessages.lifetimeOf(currentPresence.presence)?.kind === 'presence';
  const current = (): CurrentPresenceView | null => currentView(currentPresence, definitions.book, ownMessages);
  const resolveContext = (): ResolveContext => ({
    book: definitions.book,
    isLoaded: definitions.isLoaded,
    mayGoOnQueue: mayGoOnQueue(permissions),
    systemName: deps.systemName,
    unnamed: deps.unnamedPresence?.() ?? '',
  });
  const lateOutcomes = new LateOutcomes(clock, () => connection.heardUpTo);
  const queue = new PickQueue({
    ...shared,
    lateOutcomes,
    sender: new PickSender({
      ...shared,
      currentPresence,
      lost: (entry, half, error) => {
        if (error instanceof GenesysError && error.mayHaveArrived) lateOutcomes.unanswered(entry, half);
      },
      heard: (answer) => heard(answer, 'change'),
    }),
    presence: () => currentPresence.presence,
    current,
    setForOnePresence,
    lookUp: (pick) => (waitsForList(pick, definitions.view().kind) ? null : resolveAgain(pick, resolveContext())),
    isFresh: () => connection.isFresh,
    readNow: async () => {
      const answered = await connection.readNow();
      if (answered) connection.reached();
      return answered;
    },
    applied: ({ pick, from }, patch) => {
      ownMessages.applied(pick, patch);
      timed.applied(pick.definition, pick.forMs, returnTo(from, pick.definition));
      const { definition, origin } = pick;
      if (definition !== null && !isPersonsAct(origin)) earlier.setWithoutPerson(definition.id, origin);
      messageEnd.look();
    },
    failed,
  });

  // What ends by itself.
  /** Whether something may be changed right now without a person. */
  const isReady = (): boolean => connection.isConnected && signedIn && queue.pending === null;
  const messageEnd = new MessageEnd({
    clock,
    isReady,
    end: () => ownMessages.endOf(currentPresence.presence),
    clear: () => void queue.submit(CLEAR_MESSAGE),
  });
  const timed = new TimedPresence(
    {
      clock,
      isReady,
      isSure: () => connection.isConnected && signedIn,
      changed,
      save: (stored) => saved.set({ timed: stored }),
      presence: () => currentPresence.presence,
      onReturn: (to) => {
        const definition = returnRef(to);
        // Only a person's own act puts an agent On Queue (docs/design.md §3.12).
        if (definition.systemPresence === 'OnQueue') signals.emit({ kind: 'goOnQueue', definition });
        else void engine.pick({ definitionId: to.id, origin: 'timer' });
      },
      onTooLate: (to) => signals.emit({ kind: 'timedDropped', returnTo: returnRef(to) }),
    },
    saved.atStart.timed,
  );

  const returnRef = ({ id, label }: EarlierDefinition): DefinitionRef =>
    definitions.book.find(id) ?? { id, label, systemPresence: builtInPresence(id) ?? 'Available' };

  /**
   * Where a timed presence returns to: where the agent came from, else Available. If the timed presence was already
   * current when its time was set, it returns to the one before.
   */
  function returnTo(from: DefinitionRef | null, to: DefinitionRef | null): EarlierDefinition | null {
    const wasThere = from !== null && to !== null && sameId(from.id, to.id);
    const before = (wasThere ? earlier.all[0] : from) ?? null;
    return before !== null && definitions.book.selectable(before.id) ? before : definitions.book.primary('Available');
  }

  /** Where the On Queue switch leads when turned off. Null: it is off, or there is nowhere to go. */
  function offQueueTo(): DefinitionRef | null {
    if (currentPresence.presence?.definition.systemPresence !== 'OnQueue') return null;
    const before = earlier.all.map(returnRef).find(({ systemPresence }) => systemPresence !== 'OnQueue');
    const returns = before !== undefined && deps.offQueue?.() !== 'available' && definitions.book.selectable(before.id);
    return returns ? before : definitions.book.offered('Available');
  }

  /** Everything the service says about the presence passes through here, in order of arrival. */
  function heard({ presence, previous, accepted }: Heard, by: Arrival['by']): void {
    if (stopped) return;
    if (by === 'change') connection.reached();
    if (currentPresence.isSourceKnown) primaryOffer.heard(currentPresence.otherSource);
    if (presence === null) return;
    for (const one of [presence.definition, presence.future]) if (one !== null) definitions.seen(one.id);
    if (!accepted) return;
    // A change to Offline missed in a gap is the effect of our own expiry or lost connection.
    const inGap = by === 'read' && !connection.isFresh && connection.view().kind !== 'polling';
    const causedByUs = inGap && presence.definition.systemPresence === 'Offline';
    if (by === 'change') awaitEcho();
    const origin = queue.originOf(presence);
    const ours = origin !== null || by === 'change';
    const ref = ({ definition: { id, systemPresence } }: typeof presence) => definitions.book.ref(id, systemPresence);
    const isElsewhere = previous !== null && !ours && !causedByUs;
    const isAnother = previous === null || !sameId(previous.definition.id, presence.definition.id);
    // This must come before the view changes, so that whoever sees the presence already knows who set it.
    if (isAnother) presenceChanges.emit({ definition: ref(presence), by: changedBy(origin, isElsewhere && !inGap) });
    if (!causedByUs) earlier.heard(presence, inGap);
    ownMessages.heard(presence);
    timed.heard(presence);
    queue.heard(presence, previous, by, causedByUs);
    messageEnd.look();
    if (isAnother && isElsewhere)
      signals.emit({ kind: 'changedElsewhere', from: ref(previous), to: ref(presence), at: clock.now() });
    changed();
  }

  /** An answer may merely repeat what was asked. If the matching event never arrives, the presence is read once. */
  function awaitEcho(): void {
    cancelEcho();
    cancelEcho = timers.after(ECHO_WITHIN_MS, () => {
      if (!currentPresence.isConfirmed && connection.isFresh) void connection.confirm();
    });
  }

  /** No event can be missing any more. */
  function fresh(): void {
    queue.kick();
    timed.look();
    messageEnd.look();
    if (definitions.isLoaded) definitions.refreshIfStale();
  }

  function failed(failure: Failure): void {
    const shown = failedView(failure, definitions.book);
    if (shown !== null) signals.emit({ kind: 'pickFailed', failed: shown, origin: failure.entry.pick.origin });
  }

  /** @param error null: the session's owner said so */
  function expired(error: unknown): void {
    if (!signedIn || stopped) return;
    signedIn = false;
    log.warn('session expired', { answered: error !== null });
    connection.stop(problem('connection.expired'));
    queue.kick();
    changed();
    // If the session is really over, its owner says so now. Otherwise one stray 401 must not end the work.
    if (error === null) return;
    cancelSessionTry = timers.after(TRY_REFUSED_SESSION_AFTER_MS, () => {
      signedIn = true;
      connection.start();
      queue.signedInAgain(false);
      changed();
    });
  }

  function presenceView(): PresenceView {
    const { presence, otherSource } = currentPresence;
    const shown = current();
    return {
      current: shown,
      pending: pendingView(queue.pending, definitions.book, presence, setForOnePresence()),
      failed: failedView(queue.failure, definitions.book),
      otherSource,
      primaryOffer: primaryOffer.view(otherSource),
      offQueueTo: offQueueTo(),
      timed: timed.value === null ? null : { until: timed.value.until, returnTo: returnRef(timed.value.returnTo) },
      limitMinutes: shown === null ? null : (deps.limitMinutes?.(shown.definition.id) ?? null),
      outOfOffice: outOfOffice.view(),
    };
  }

  const engine: PresenceEngine = {
    view() {
      view ??= {
        connection: connection.view(),
        presence: presenceView(),
        routing: routing.view(),
        definitions: definitions.view(),
      };
      return view;
    },
    onChange: (run) => changes.on(run),
    onSignal: (run) => signals.on(run),
    onPresenceChange: (run) => presenceChanges.on(run),
    organizationDefinitions: () => definitions.all,
    definition(id, systemPresence) {
      definitions.seen(id);
      return definitions.book.ref(id, systemPresence);
    },
    systemPresenceOf: (id) => definitions.book.find(id)?.systemPresence ?? builtInPresence(id),

    start() {
      if (stopped) return;
      connection.start();
      void definitions.load();
      void inactivity.start();
    },

    pick(request) {
      const { pick, refusal } = resolvePick(request, resolveContext());
      if (!pick.isListed && signedIn && !stopped) void definitions.load();
      return refusal === null ? queue.submit(pick) : Promise.resolve(queue.refuse(pick, refusal));
    },
    cancelPick: () => queue.cancel(),
    retry() {
      const pick = queue.failure?.entry.pick;
      if (pick) void queue.submit(pick);
    },
    dismissFailed() {
      queue.dismiss();
      routing.dismiss();
    },
    confirmPick: () => queue.confirm(),

    makePrimary() {
      const { failure } = queue;
      const pick = failure?.entry.pick;
      // The pick goes along while it is still alive. On Queue needs a person's own word.
      const along = pick && failure.entry.remaining() > 0 && !mayBeOnQueue(pick);
      if (along) void queue.submit({ ...pick, makePrimary: true });
      else void engine.pick({ makePrimary: true, origin: 'popup' });
    },
    putPrimaryOfferAway() {
      primaryOffer.putAway(currentPresence.otherSource);
      changed();
    },

    cancelTimed: () => timed.cancel(),
    extendTimed: (ms) => timed.extend(ms),

    refresh() {
      if (stopped || !signedIn) return;
      void connection.refresh();
      void definitions.load();
      queue.kick();
    },
    personLooks() {
      if (!stopped && signedIn) connection.reached();
    },
    backOnQueue: () => void routing.backOnQueue(),
    offQueue() {
      const available = definitions.book.primary('Available')?.id ?? PRIMARY_DEFINITION_IDS.Available;
      void engine.pick({ definitionId: available, origin: 'popup' });
    },
    imHere: () => void inactivity.imHere(),
    readerChanged: () => definitions.readerChanged(),
    definitionsChanged() {
      if (!stopped && signedIn) void definitions.reload();
    },
    personalChanged: changed,

    suspended() {
      connection.suspended();
      timed.suspended();
    },
    resumed() {
      if (stopped) return;
      connection.resumed();
      queue.kick();
      timed.resumed();
      messageEnd.look();
    },
    networkChanged(online) {
      if (stopped) return;
      connection.networkChanged(online);
      if (online) queue.kick();
    },

    sessionExpired() {
      cancelSessionTry();
      expired(null);
    },
    signedInAgain(nextService, next) {
      if (stopped || next.userId !== userId || next.organizationId !== person.organizationId) return false;
      service = nextService;
      permissions = next.permissions;
      cancelSessionTry();
      const ran = signedIn && connection.isRunning;
      signedIn = true;
      if (!ran) connection.start();
      else connection.renew();
      void definitions.load();
      queue.signedInAgain(true);
      changed();
      return true;
    },

    stop() {
      stopped = true;
      abort.abort();
      timers.stop();
      for (const part of [connection, inactivity, timed, messageEnd, reader, routing, definitions, queue]) part.stop();
      changes.clear();
      signals.clear();
      presenceChanges.clear();
    },
  };
  return engine;
}

/** Who set the presence, as far as we can tell. */
function changedBy(origin: PickOrigin | null, isElsewhere: boolean): PresenceChange['by'] {
  if (origin !== null) return isPersonsAct(origin) ? 'you' : 'automation';
  return isElsewhere ? 'elsewhere' : 'unknown';
}
