/** Makes the engine's parts and connects them. What they tell each other by way of the engine goes through the hooks. */
import { GenesysError } from '../genesys/error.js';
import { NotificationChannel } from '../genesys/notification-channel.js';
import { Aftermath } from './picks/late-outcomes.js';
import type { DefinitionRef } from './presence-view.js';
import { DefinitionList } from './definitions/definition-list.js';
import type { EngineDeps } from './engine-port.js';
import { currentView } from './engine-view.js';
import { IdleRenewal } from './connection/inactivity-timeout.js';
import type { Arrival } from './current/newest-wins.js';
import { PresenceLink } from './connection/connection.js';
import { recall, type PresenceMemory } from './saved-presence.js';
import { MessageEnd } from './timers/message-end.js';
import { OutOfOffice } from './current/out-of-office.js';
import { OwnMessages } from './timers/own-message.js';
import type { Wish } from './picks/pick.js';
import type { Failure } from './picks/queued-pick.js';
import { PickRunner } from './picks/pick-queue.js';
import { PickSender } from './picks/pick-sender.js';
import { PresenceReader } from './connection/presence-reader.js';
import { PresenceWord, type Heard } from './current/current-presence.js';
import { PrimaryOffer } from './current/primary-offer.js';
import { Routing } from './current/routing.js';
import type { PresenceService } from './service-port.js';
import type { PresenceSignal } from './signals.js';
import { sameId } from './current/source-presence.js';
import { TimedPresence } from './timers/timed-presence.js';

/** Without a person for so long, polling stops; half of the inactivity timeout where that is shorter. In milliseconds. */
const UNATTENDED_AFTER = 5 * 60_000;

/** What a message whose time is over is replaced by. */
const CLEAR_MESSAGE: Wish = {
  definition: null,
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
  const remember = (part: Partial<PresenceMemory>): void => {
    memory = { ...memory, ...part };
    hooks.guard(() => deps.memory.write(memory));
  };

  const definitions = new DefinitionList({
    ...shared,
    load: (includeDeactivated) => deps.loadDefinitions(service(), includeDeactivated),
    reader: () => ({
      language: deps.language(),
      systemName: deps.systemName,
      divisionId: person.divisionId,
      divisionName: deps.divisionName,
      mayGoOnQueue: hooks.mayGoOnQueue(),
    }),
  });
  const word = new PresenceWord(clock, serverClock, (id) => definitions.book.find(id)?.systemPresence ?? null);
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
  const reader = new PresenceReader({ ...shared, word, routing, outOfOffice, heard: hooks.heard });
  const idle = new IdleRenewal({
    ...shared,
    policy: deps.idleRenewal,
    presentSince: deps.presentSince,
    lastUse: () => serverClock.lastAnswerAt,
    onEnding: (endsAt) => hooks.signal({ kind: 'idleEnding', endsAt }),
  });
  const link = new PresenceLink({
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
    unattendedAfter: () => Math.min(UNATTENDED_AFTER, (idle.timeout ?? Infinity) / 2),
  });

  const setForOnePresence = (): boolean => own.lifetimeOf(word.statement)?.kind === 'presence';
  /** Where a timed presence returns to: where it came from, else Available. */
  const returnTo = (from: DefinitionRef | null, to: DefinitionRef | null): DefinitionRef | null => {
    const back = from !== null && to !== null && !sameId(from.id, to.id) && definitions.book.selectable(from.id);
    return back ? from : definitions.book.primary('Available');
  };
  const aftermath = new Aftermath(clock);
  const runner = new PickRunner({
    ...shared,
    aftermath,
    sender: new PickSender({
      ...shared,
      word,
      lost: (entry, half, error) => {
        if (error instanceof GenesysError && error.mayHaveArrived) aftermath.unanswered(entry, half);
      },
      heard: (heard) => hooks.heard(heard, 'change'),
    }),
    statement: () => word.statement,
    current: () => currentView(word, definitions.book, own),
    setForOnePresence,
    signedIn,
    isFresh: () => link.isFresh,
    reread: async () => {
      const answered = await link.reread();
      if (answered) link.reached();
      return answered;
    },
    expired,
    applied: ({ wish, from }, ask) => {
      own.applied(wish, ask);
      timed.applied(wish.definition, wish.forMs, returnTo(from, wish.definition));
      messageEnd.look();
    },
    failed: hooks.failed,
  });

  /** Whether something may be changed without a person in that moment. */
  const isReady = (): boolean => link.isConnected && signedIn() && runner.pending === null;
  const messageEnd = new MessageEnd({
    clock,
    isReady,
    end: () => own.endOf(word.statement),
    clear: () => void runner.submit(CLEAR_MESSAGE),
  });
  const timed = new TimedPresence(
    {
      clock,
      isReady,
      isSure: () => link.isConnected && signedIn(),
      changed,
      save: (stored) => remember({ timed: stored }),
      statement: () => word.statement,
      onReturn: hooks.timedOver,
      onTooLate: hooks.timedTooLate,
    },
    memory.timed,
  );

  return {
    definitions,
    word,
    own,
    outOfOffice,
    primaryOffer,
    routing,
    reader,
    idle,
    link,
    runner,
    messageEnd,
    timed,
    setForOnePresence,
    stop: (): void => {
      for (const part of [link, idle, timed, messageEnd, reader, routing, definitions, runner]) part.stop();
    },
  };
}
