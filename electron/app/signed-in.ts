/**
 * The signed-in person and what the app has for them: the engine, the personal store, automations and limits, from
 * sign-in to sign-out. All of it stays while the session is expired. When somebody else signs in, all of it is
 * replaced.
 */
import { createEmitter } from '../emitter.js';
import { join } from 'node:path';
import { loadDefinitions } from '../genesys/definitions.js';
import { environmentKey } from '../genesys/environment.js';
import type { GenesysClient } from '../genesys/client.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import type { DefinitionsView, DefinitionView } from '../presence/presence-view.js';
import type { PersonalView } from '../ipc/app-state.js';
import { createAutomations, type PresenceAutomations } from '../presence/automations/automations.js';
import { watchIdle } from '../presence/automations/idle-watch.js';
import { createPresenceEngine } from '../presence/engine.js';
import type { PickRequest, PresenceEngine } from '../presence/engine-port.js';
import { watchLimits } from '../presence/timers/limits.js';
import { recall } from '../presence/saved-presence.js';
import { watchBreaks } from '../schedule/break-watch.js';
import { createSchedule } from '../schedule/schedule.js';
import { sameId } from '../genesys/same-id.js';
import { isPersonsAct, type PickOrigin, type PickOutcome } from '../presence/picks/pick.js';
import type { Request } from '../ipc/contract.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import type { EnginePerson } from '../presence/service-port.js';
import type { PresenceSignal } from '../presence/signals.js';
import type { Me, Session } from '../session/session.js';
import type { SignInTarget } from '../session/sign-in-target.js';
import { notice } from '../settings/app-notice.js';
import { openPersonalStore, personKey, type PersonalStore } from '../settings/personal-store.js';
import type { Routine } from '../settings/routine.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Texts } from '../../assets/locales/catalogue.js';
import { NOBODY } from './initial-state.js';
import { keepHistory, type PersonHistory } from './person-history.js';
import { followSchedule, type PersonSchedule } from './person-schedule.js';
import type { Notices } from './notices.js';
import { lookUp } from '../look-up.js';

export interface AccountDeps {
  /** The folder for personal data, which is local and does not roam. */
  readonly folder: string;
  readonly files: Pick<SavedFiles, 'open'>;
  readonly store: StateStore;
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly openSocket: OpenSocket;
  readonly serverClock: ServerClock;
  texts(): Texts;
  /** The language of presence labels, BCP 47: the person's own, even if the app itself does not have it. */
  labelLanguages(): readonly string[];
  /** When a person was last seen at this computer, on the wall clock. `-Infinity`: never, or unknown. */
  presentSince(): number;
  /** Seconds since the last use of keyboard or mouse. Unknown: the desktop does not report it. */
  idleSeconds(): number | 'unknown';
  /** When the start counts as over, on the monotonic clock. No start automation acts later. */
  startEnds(): number;
  /** A pick that no window shows: by hotkey, tray or command line. */
  onUnseenPick(outcome: Promise<PickOutcome>): void;
  /** Problems with this person's own data. Withdrawn when they leave. */
  readonly notices: Pick<Notices, 'tell' | 'untell'>;
}

export interface SignedIn {
  readonly engine: PresenceEngine;
  readonly personal: PersonalStore;
  readonly automations: PresenceAutomations;
  readonly history: PersonHistory;
  readonly schedule: PersonSchedule;
  /** Never rejects. */
  pick(request: PickRequest): Promise<PickOutcome>;
  /** Picks one of their routines. Null: there is none with that id, or its presence cannot be picked. Never rejects. */
  pickRoutine(routineId: string, origin: PickOrigin): Promise<PickOutcome> | null;
  /** The machine is about to sleep, or woke. The automations are told first, the engine last. */
  suspended(): void;
  resumed(): void;
}

export interface Account {
  /** Null: nobody is signed in. The same object from sign-in to sign-out, across expiry and renewal. */
  current(): SignedIn | null;
  /**
   * Calls when somebody signed in or out, and when something personal changed. `current().personal` has the new value.
   */
  onPersonalChange(run: () => void): Cancel;
  /** Calls with signals about the presence that a person may want to hear of. */
  onSignal(run: (signal: PresenceSignal) => void): Cancel;
  close(): void;
  /** Settles when all their background writes are on disk. */
  flushed(): Promise<unknown>;
}

/** As many as Ctrl+1–9 can reach. */
const MOST_RECENT = 9;

const enginePerson = (me: Me): EnginePerson => ({
  userId: me.person.userId,
  organizationId: me.person.organizationId,
  divisionId: me.division?.id ?? null,
  organizationLanguage: me.organizationLanguage,
  permissions: me.permissions,
});

/** The personal slice. Recent presences are only those that can still be picked. */
function personalSlice(personal: PersonalStore, definitions: DefinitionsView): PersonalView {
  const known = new Map(definitions.groups.flatMap((group) => group.definitions.map((each) => [each.id, each])));
  const { recent, favourites, routines } = personal.get();
  return {
    recent: recent.flatMap((id) => {
      const found = known.get(id);
      if (found === undefined) return [];
      const { label, systemPresence, apart } = found;
      return [{ id: found.id, label, systemPresence, ...(apart && { apart }) }];
    }),
    favourites: [...favourites],
    routines: routines.flatMap(({ id, name, definitionId }) => {
      const found = routineDefinition(definitionId, definitions);
      return found === null ? [] : [{ id, name, systemPresence: found.systemPresence }];
    }),
  };
}

/** What a routine sets, if it can be picked. Never On Queue (docs/design.md §3.12). */
export function routineDefinition(definitionId: string, { groups }: DefinitionsView): DefinitionView | null {
  const found = groups.flatMap((group) => group.definitions).find(({ id }) => id === definitionId);
  return found === undefined || found.systemPresence === 'OnQueue' ? null : found;
}

/** A routine in the engine's form. */
export const routineRequest = (routine: Routine, origin: PickOrigin): PickRequest => ({
  definitionId: routine.definitionId,
  message: routine.message ?? undefined,
  forMs: routine.forMinutes === null ? undefined : routine.forMinutes * 60_000,
  origin,
});

/** Converts a window's pick to the engine's form. */
export const pickRequest = (
  { definitionId, message, forMinutes }: Request<'presence:pick'>,
  origin: PickOrigin,
): PickRequest => ({
  definitionId,
  message,
  forMs: forMinutes === undefined ? undefined : forMinutes * 60_000,
  origin,
});

/** One person at one sign-in. Built once, stopped once. */
interface Signed extends SignedIn {
  readonly client: GenesysClient;
  /** Puts their slices into the state. */
  show(): void;
  /** The same person has signed in again. False: it is somebody else, or another environment. */
  renewed(me: Me, client: GenesysClient, target: SignInTarget): boolean;
  /** Settles when the last of their history is on disk. */
  stop(): Promise<void>;
}

function signedInFor(
  deps: AccountDeps,
  me: Me,
  first: GenesysClient,
  target: SignInTarget,
  tell: { personalChanged(): void; signal(signal: PresenceSignal): void },
): Signed {
  const { session, store, clock, log, serverClock } = deps;
  const { organizationId, userId } = me.person;
  let client = first;
  let { permissions } = me;
  const personal = openPersonalStore({ folder: deps.folder, files: deps.files, organizationId, userId, log });
  for (const told of personal.notices()) deps.notices.tell(told);
  const names = new Map<string, string>();
  const planned = createSchedule({
    userId,
    service: () => session.client() ?? client,
    permissions: () => permissions,
    clock,
    random: deps.random,
    log,
    toLocal: (serverMs) => serverClock.toLocalAhead(serverMs),
  });
  const engine = createPresenceEngine({
    person: enginePerson(me),
    service: client,
    // Always uses the session's current client, because every sign-in makes a new one.
    loadDefinitions: (includeDeactivated) =>
      loadDefinitions(session.client() ?? client, me.user, { includeDeactivated }),
    openSocket: deps.openSocket,
    apiUrl: target.environment.apiUrl,
    channelHost: deps.settings.get().channelHost,
    clock,
    random: deps.random,
    log,
    serverClock,
    memory: {
      read: () => personal.get().presence,
      write: (memory) => personal.set({ presence: { ...memory } }),
    },
    languages: () => deps.labelLanguages(),
    systemName: (name) => deps.texts()(`presence.${name}`),
    unnamedPresence: () => deps.texts()('pick.unnamed'),
    divisionName: (id) =>
      names.get(id) ??
      (me.division !== null && sameId(id, me.division.id) ? me.division.name : null) ??
      deps.texts()('presence.otherDivision'),
    everyDivision: () => deps.texts()('presence.everyDivision'),
    presentSince: () => deps.presentSince(),
    idleRenewal: () => deps.settings.get().idleRenewal,
    offQueue: () => deps.settings.get().offQueue,
    asksForPrimarySource: () => deps.settings.get().asksForPrimarySource,
    limitMinutes: (id) => lookUp(personal.get().limits, id) ?? null,
    otherEvents: planned,
  });
  const watched = { clock, engine, serverClock, signal: (signal: PresenceSignal) => tell.signal(signal) };
  const limits = watchLimits({
    ...watched,
    memory: { read: () => personal.get().reminded, write: (reminded) => personal.set({ reminded: { ...reminded } }) },
  });
  const saved = { read: () => personal.get().presence, write: () => undefined };
  const automations = createAutomations({
    ...watched,
    log,
    rules: () => personal.get().automations,
    messageEnd: () => recall(saved).ownMessage?.until ?? null,
  });
  const idle = watchIdle({
    clock,
    idleSeconds: () => deps.idleSeconds(),
    minutes: () => personal.get().automations.idle?.minutes ?? null,
    idle: () => void automations.idle(),
    active: () => automations.active(),
  });
  const breaks = watchBreaks({
    clock,
    schedule: planned,
    minutes: () => personal.get().automations.preBreak?.minutes ?? null,
    presenceSince: () => engine.view().presence.current?.since ?? null,
    act: () => automations.breakComes(),
  });

  const schedule = followSchedule({
    ...watched,
    schedule: planned,
    personal,
    log,
    texts: () => deps.texts(),
  });

  const show = (): void => {
    const { connection, presence, routing, definitions } = engine.view();
    store.update({
      connection,
      presence,
      routing,
      definitions,
      schedule: schedule.view(),
      personal: personalSlice(personal, definitions),
    });
  };
  const history = keepHistory({
    folder: join(deps.folder, 'history', personKey(organizationId, userId)),
    engine,
    settings: deps.settings,
    clock,
    log,
    onProblem: (reason) => deps.notices.tell(notice('notice.historyNotWritten', { reason })),
  });
  const remember = (definitionId: string): void => {
    const { recent } = personal.get();
    personal.set({ recent: [definitionId, ...recent.filter((id) => id !== definitionId)].slice(0, MOST_RECENT) });
  };

  const cancels: readonly Cancel[] = [
    engine.onChange(show),
    engine.onChange(() => breaks.look()),
    schedule.onChange(show),
    engine.onSignal((signal) => tell.signal(signal)),
    personal.onChange(() => {
      engine.personalChanged();
      idle.look();
      breaks.look();
      show();
      tell.personalChanged();
    }),
  ];
  engine.start();
  if (session.personChange === 'first') automations.started(deps.startEnds() - clock.monotonic());
  void nameDivisions(client, names, engine, log);

  const signed: Signed = {
    engine,
    personal,
    automations,
    history,
    schedule,
    get client() {
      return client;
    },
    renewed(again, next, at) {
      if (environmentKey(at.environment) !== environmentKey(target.environment)) return false;
      const before = permissions;
      // The next channel subscribes to what they allow.
      permissions = again.permissions;
      if (!engine.signedInAgain(next, enginePerson(again))) {
        permissions = before;
        return false;
      }
      client = next;
      schedule.renewed();
      return true;
    },
    pick(request) {
      if (isPersonsAct(request.origin)) automations.personActed();
      const outcome = engine.pick(request);
      if (request.origin !== 'popup') deps.onUnseenPick(outcome);
      void outcome.then(({ result }) => {
        if (result === 'done' && request.definitionId !== undefined) remember(request.definitionId);
      });
      return outcome;
    },
    pickRoutine(routineId, origin) {
      const routine = personal.get().routines.find(({ id }) => id === routineId);
      if (routine === undefined || routineDefinition(routine.definitionId, engine.view().definitions) === null)
        return null;
      return signed.pick(routineRequest(routine, origin));
    },
    suspended() {
      void automations.suspended();
      limits.suspended();
      engine.suspended();
    },
    resumed() {
      automations.resumed();
      limits.resumed();
      engine.resumed();
    },
    show,
    async stop() {
      for (const cancel of cancels) cancel();
      const written = history.close();
      for (const { id } of personal.notices()) deps.notices.untell(id);
      idle.stop();
      breaks.stop();
      automations.stop();
      limits.stop();
      schedule.stop();
      engine.stop();
      await written;
    },
  };
  return signed;
}

export function createAccount(deps: AccountDeps): Account {
  const { session, store } = deps;
  let current: Signed | null = null;
  let stopped: Promise<unknown> = Promise.resolve();
  const personalChanges = createEmitter(deps.log, 'personal');
  const signals = createEmitter<[PresenceSignal]>(deps.log, 'signal');

  const leave = (): void => {
    if (current === null) return;
    stopped = Promise.all([stopped, current.stop()]);
    current = null;
    store.update(NOBODY);
    personalChanges.emit();
  };

  const follow = (): void => {
    const { state, me, target } = session;
    store.update({ session: state });
    switch (state.kind) {
      case 'signedIn': {
        const client = session.client();
        if (me === null || client === null || target === null || current?.client === client) return;
        if (current?.renewed(me, client, target) === true) return;
        leave();
        current = signedInFor(deps, me, client, target, {
          personalChanged: () => personalChanges.emit(),
          signal: (signal) => signals.emit(signal),
        });
        current.show();
        personalChanges.emit();
        return;
      }
      case 'expired':
        current?.engine.sessionExpired();
        return;
      case 'signedOut':
        leave();
        return;
      case 'signingIn':
        // The session may have ended while the browser was open.
        if (session.client() === null) current?.engine.sessionExpired();
        return;
      case 'starting':
        return;
    }
  };
  const cancelFollow = session.onChange(follow);
  const cancelSettings = deps.settings.onChange(() => current?.engine.personalChanged());
  follow();

  return {
    current: () => current,
    onPersonalChange: (run) => personalChanges.on(run),
    onSignal: (run) => signals.on(run),
    close() {
      cancelFollow();
      cancelSettings();
      leave();
    },
    flushed: () => stopped,
  };
}

/** Other divisions' names head their definitions, if the person may read them. Otherwise a general name is shown. */
async function nameDivisions(
  client: GenesysClient,
  names: Map<string, string>,
  engine: PresenceEngine,
  log: Log,
): Promise<void> {
  try {
    const listing = await client.organization.getAuthorizationDivisions({});
    for (const { id, name } of listing.entities ?? []) if (id && name) names.set(id, name);
    engine.readerChanged();
  } catch {
    log.info('the divisions have no names for this person');
  }
}
