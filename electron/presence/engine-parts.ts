/** Makes the engine's parts and connects them. What they tell each other by way of the engine goes through the hooks. */
import { GenesysError } from '../genesys/error.js';
import { NotificationChannel } from '../genesys/notification-channel.js';
import { LateOutcomes } from './picks/late-outcomes.js';
import type { DefinitionRef } from './presence-view.js';
import { DefinitionList } from './definitions/definition-list.js';
import type { EngineDeps } from './engine-port.js';
import { currentView } from './engine-view.js';
import { InactivityTimeout } from './connection/inactivity-timeout.js';
import type { Arrival } from './current/newest-wins.js';
import { Connection } from './connection/connection.js';
import { recall, type SavedPresence } from './saved-presence.js';
import { MessageEnd } from './timers/message-end.js';
import { OutOfOffice } from './current/out-of-office.js';
import { OwnMessages } from './timers/own-message.js';
import type { Pick } from './picks/pick.js';
import { resolveAgain, waitsForList, type ResolveContext } from './picks/resolve-pick.js';
import type { Failure } from './picks/queued-pick.js';
import { PickQueue } from './picks/pick-queue.js';
import { PickSender } from './picks/pick-sender.js';
import { PresenceReader } from './connection/presence-reader.js';
import { CurrentPresence, type Heard } from './current/current-presence.js';
import { PrimaryOffer } from './current/primary-offer.js';
import { Routing } from './current/routing.js';
import type { PresenceService } from './service-port.js';
import type { PresenceSignal } from './signals.js';
import { sameId } from './current/source-presence.js';
import { TimedPresence } from './timers/timed-presence.js';

/** Without a person for so long, polling stops; half of the inactivity timeout where that is shorter. In milliseconds. */
const UNATTENDED_AFTER_MS = 5 * 60_000;

/** What a message whose time is over is replaced by. */
const CLEAR_MESSAGE: Pick = {
  definition: null,
  isListed: true,
  edited: { text: '', lifetime: { kind: 'untilCleared' } },
  makePrimary: false,
  forMs: null,
  origin: 'timer',
};

export interface EngineHooks {
  readonly abort: AbortSignal;
  readonly service: () => PresenceService;
  readonly signedIn: () => boolean;
  readonly mayGoOnQueue: () => boolean;
  readonly resolveContext: () => ResolveContext;
  readonly changed: () => void;
  readonly expired: (error: unknown) => void;
  readonly heard: (heard: Heard, by: Arrival['by']) => void;
  /** Nothing can have been missed any more. */
  readonly fresh: () => void;
  readonly failed: (failure: Failure) => void;
  readonly signal: (signal: PresenceSignal) => void;
  /** The time of a timed presence is over and it still stands. */
  readonly timedOver: (returnTo: { readonly id: string; readonly label: string }) => void;
  readonly timedTooLate: (returnTo: { readonly id: string; readonly label: string }) => void;
  /** Calls what was handed in from outside; nothing it throws gets through. */
  readonly guard: (run: () => void) => void;
}

export type EngineParts = ReturnType<typeof makeParts>;

export function makeParts(deps: EngineDeps, hooks: EngineHooks) {
  const { clock, random, log, serverClock, person } = deps;
  const { userId } = person;
  const { service, changed, signedIn, expired } = hooks;
  const shared = { clock, random, log, serverClock, userId, service, changed, signal: hooks.abort, onExpired: expired };

  let memory = recall(deps.memory);
  const remember = (part: Partial<SavedPresence>): void => {
    memory = { ...memory, ...part };
    hooks.guard(() => deps.memory.write(memory));
  };

  const definitions = new DefinitionList({
    ...shared,
    changed: () => {
      queue.listChanged();
      changed();
    },
    load: (includeDeactivated) => deps.loadDefinitions(service(), includeDeactivated),
    reader: () => ({
      language: deps.language(),
      systemName: deps.systemName,
      divisionId: person.divisionId,
      divisionName: deps.divisionName,
      mayGoOnQueue: hooks.mayGoOnQueue(),
    }),
  });
  const currentPresence = new CurrentPresence(
    clock,
    serverClock,
    (id) => definitions.book.find(id)?.systemPresence ?? null,
  );
  const primaryOffer = new PrimaryOffer(
    {
      asks: () => deps.asksForPrimarySource?.() ?? true,
      save: (primaryOfferPutAway) => remember({ primaryOfferPutAway }),
    },
    memory.primaryOfferPutAway,
  );
  const own = new OwnMessages(clock, memory.ownMessage, (ownMessage) => remember({ ownMessage }));
  const outOfOffice = new OutOfOffice(serverClock);
  const routing = new Routing({
    ...shared,
    signedIn,
    onStatus: (status) => {
      if (status === 'NOT_RESPONDING') hooks.signal({ kind: 'notResponding' });
    },
  });
  const reader = new PresenceReader({ ...shared, currentPresence, routing, outOfOffice, heard: hooks.heard });
  const idle = new InactivityTimeout({
    ...shared,
    policy: deps.idleRenewal,
    presentSince: deps.presentSince,
    lastUse: () => serverClock.lastAnswerAt,
    onEnding: (endsAt) => hooks.signal({ kind: 'idleEnding', endsAt }),
  });
  const connection = new Connection({
    ...shared,
    makeChannel: (listener) =>
      new NotificationChannel(
        {
          ...shared,
          service: {
            postNotificationsChannels: (args, options) =>
              service().notifications.postNotificationsChannels(args, options),
            putNotificationsChannelSubscriptions: (args, options) =>
              service().notifications.putNotificationsChannelSubscriptions(args, options),
          },
          openSocket: deps.openSocket,
          apiUrl: deps.apiUrl,
          topics: PresenceReader.topics(userId),
          toLocal: (serverMs) => serverClock.toLocalAhead(serverMs),
        },
        listener,
      ),
    readAll: () => reader.readAll(),
    onEvent: (topic, body) => reader.onEvent(topic, body),
    onFresh: hooks.fresh,
    presentSince: deps.presentSince,
    unattendedAfter: () => Math.min(UNATTENDED_AFTER_MS, (idle.timeout ?? Infinity) / 2),
  });

  const setForOnePresence = (): boolean => own.lifetimeOf(currentPresence.presence)?.kind === 'presence';
  /** Where a timed presence returns to: where it came from, else Available. */
  const returnTo = (from: DefinitionRef | null, to: DefinitionRef | null): DefinitionRef | null => {
    const back = from !== null && to !== null && !sameId(from.id, to.id) && definitions.book.selectable(from.id);
    return back ? from : definitions.book.primary('Available');
  };
  const lateOutcomes = new LateOutcomes(clock);
  const queue = new PickQueue({
    ...shared,
    lateOutcomes,
    sender: new PickSender({
      ...shared,
      currentPresence,
      lost: (entry, half, error) => {
        if (error instanceof GenesysError && error.mayHaveArrived) lateOutcomes.unanswered(entry, half);
      },
      heard: (heard) => hooks.heard(heard, 'change'),
    }),
    presence: () => currentPresence.presence,
    current: () => currentView(currentPresence, definitions.book, own),
    setForOnePresence,
    lookUp: (pick) => (waitsForList(pick, definitions.view().kind) ? null : resolveAgain(pick, hooks.resolveContext())),
    signedIn,
    isFresh: () => connection.isFresh,
    readNow: async () => {
      const answered = await connection.readNow();
      if (answered) connection.reached();
      return answered;
    },
    expired,
    applied: ({ pick, from }, patch) => {
      own.applied(pick, patch);
      timed.applied(pick.definition, pick.forMs, returnTo(from, pick.definition));
      messageEnd.look();
    },
    failed: hooks.failed,
  });

  /** Whether something may be changed without a person in that moment. */
  const isReady = (): boolean => connection.isConnected && signedIn() && queue.pending === null;
  const messageEnd = new MessageEnd({
    clock,
    isReady,
    end: () => own.endOf(currentPresence.presence),
    clear: () => void queue.submit(CLEAR_MESSAGE),
  });
  const timed = new TimedPresence(
    {
      clock,
      isReady,
      isSure: () => connection.isConnected && signedIn(),
      changed,
      save: (stored) => remember({ timed: stored }),
      presence: () => currentPresence.presence,
      onReturn: hooks.timedOver,
      onTooLate: hooks.timedTooLate,
    },
    memory.timed,
  );

  return {
    definitions,
    currentPresence,
    own,
    outOfOffice,
    primaryOffer,
    routing,
    reader,
    idle,
    connection,
    queue,
    messageEnd,
    timed,
    setForOnePresence,
    stop: (): void => {
      for (const part of [connection, idle, timed, messageEnd, reader, routing, definitions, queue]) part.stop();
    },
  };
}
