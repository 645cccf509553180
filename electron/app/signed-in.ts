/**
 * One agent's place: the engine and the personal store of whoever is signed in, from sign-in to sign-out. While the session is expired both stay;
 * when somebody else signs in both are new (design §3.5, §3.13).
 */
import { loadDefinitions } from '../genesys/definitions.js';
import type { OrganizationDefinition } from '../genesys/definitions.js';
import type { GenesysClient } from '../genesys/client.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import type { DefinitionsView } from '../presence/presence-view.js';
import type { PersonalView } from '../ipc/app-state.js';
import { createAutomations, type PresenceAutomations } from '../presence/automations/automations.js';
import { createPresenceEngine } from '../presence/engine.js';
import type { PickRequest, PresenceEngine } from '../presence/engine-port.js';
import { watchLimits, type Limits } from '../presence/timers/limits.js';
import { recall } from '../presence/saved-presence.js';
import { isPersonsAct, type PickOrigin, type PickOutcome } from '../presence/picks/pick.js';
import type { Request } from '../ipc/contract.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import type { EnginePerson } from '../presence/service-port.js';
import type { PresenceSignal } from '../presence/signals.js';
import type { Me, Session } from '../session/session.js';
import { openPersonalStore, type PersonalStore } from '../settings/personal-store.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { isTextKey, type Texts } from '../../assets/locales/catalogue.js';
import { NOBODY } from './initial-state.js';

export interface DeskDeps {
  /** Where personal data lies: local, not roaming. */
  readonly folder: string;
  readonly store: StateStore;
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly openSocket: OpenSocket;
  readonly serverClock: ServerClock;
  texts(): Texts;
  /** The language of presence labels: the person's own, also where the app itself does not speak it. BCP 47. */
  labelLanguage(): string;
  /** When a person last used keyboard or mouse, on the wall clock. */
  presentSince(): number;
  /** When the moment of the app's start is over, on the monotonic clock: later no start automation acts. */
  startEnds(): number;
  /** The address of the API the session is signed in to. */
  apiUrl(): string;
  /** Labels of this person's hotkeys by definition id. */
  hotkeyLabels(personal: PersonalStore): Record<string, string>;
  onSignal(signal: PresenceSignal): void;
  /** A pick that no window shows: by hotkey, tray or command line. */
  onUnseenPick(outcome: Promise<PickOutcome>): void;
  /** Somebody took the place or left it. */
  onPersonChange(): void;
}

export interface Desk {
  engine(): PresenceEngine | null;
  automations(): PresenceAutomations | null;
  /** The machine is about to sleep, or woke: automations first, the engine last. */
  suspended(): void;
  resumed(): void;
  personal(): PersonalStore | null;
  /** Never rejects. Null while nobody is signed in. */
  pick(request: PickRequest): Promise<PickOutcome> | null;
  /** The same, as a window asks. */
  pickFrom(request: Request<'presence:pick'>, origin: PickOrigin): void;
  definitions(): readonly OrganizationDefinition[];
  /** The language changed. */
  readerChanged(): void;
  /** Personal data or hotkeys changed. */
  personalChanged(): void;
  close(): void;
}

interface Place {
  readonly me: Me;
  readonly client: GenesysClient;
  readonly engine: PresenceEngine;
  readonly personal: PersonalStore;
  readonly automations: PresenceAutomations;
  readonly limits: Limits;
  readonly cancels: readonly Cancel[];
}

/** As many as Ctrl+1–9 can reach. */
const MOST_RECENT = 9;

const enginePerson = (me: Me): EnginePerson => ({
  userId: me.person.userId,
  organizationId: me.person.organizationId,
  divisionId: me.division?.id ?? null,
  permissions: me.permissions,
});

/** The personal slice: only what can be picked is offered as recent. */
function personalSlice(
  personal: PersonalStore,
  definitions: DefinitionsView,
  hotkeyLabels: Record<string, string>,
): PersonalView {
  const known = new Map(definitions.groups.flatMap((group) => group.definitions.map((each) => [each.id, each])));
  const { recent, favourites, presets, limits, automations } = personal.get();
  return {
    recent: recent.flatMap((id) => {
      const found = known.get(id);
      return found === undefined ? [] : [{ id: found.id, label: found.label, systemPresence: found.systemPresence }];
    }),
    favourites: [...favourites],
    presets: [...presets],
    hotkeyLabels,
    limits,
    automations,
  };
}

export function createDesk(deps: DeskDeps): Desk {
  const { session, store, clock, log } = deps;
  let place: Place | null = null;

  const show = ({ engine, personal }: Place): void => {
    const { connection, presence, routing, definitions } = engine.view();
    store.update({
      connection,
      presence,
      routing,
      definitions,
      personal: personalSlice(personal, definitions, deps.hotkeyLabels(personal)),
    });
  };

  const sit = (me: Me, client: GenesysClient): Place => {
    const { organizationId, userId } = me.person;
    const personal = openPersonalStore({ folder: deps.folder, organizationId, userId, log });
    const names = new Map<string, string>();
    const engine = createPresenceEngine({
      person: enginePerson(me),
      service: client,
      // The session's client of the moment, not the one of the sign-in: it is a new one after every sign-in.
      loadDefinitions: (_service, includeDeactivated) =>
        loadDefinitions(session.client() ?? client, me.user, { includeDeactivated }),
      openSocket: deps.openSocket,
      apiUrl: deps.apiUrl(),
      clock,
      random: deps.random,
      log,
      serverClock: deps.serverClock,
      memory: {
        read: () => personal.get().presence,
        write: (memory) => personal.set({ presence: { ...memory } }),
      },
      language: () => deps.labelLanguage(),
      systemName: (name) => {
        const key = `presence.${name}`;
        return isTextKey(key) ? deps.texts()(key) : name;
      },
      divisionName: (id) => names.get(id) ?? deps.texts()('presence.otherDivision'),
      presentSince: () => deps.presentSince(),
      idleRenewal: () => deps.settings.get().idleRenewal,
      asksForPrimarySource: () => deps.settings.get().asksForPrimarySource,
      limitMinutes: (id) => personal.get().limits[id] ?? null,
    });
    const memory = {
      read: () => personal.get().presence,
      write: () => undefined,
    };
    const watched = {
      clock,
      engine,
      serverClock: deps.serverClock,
      signal: (signal: PresenceSignal) => deps.onSignal(signal),
    };
    const limits = watchLimits({
      ...watched,
      memory: { read: () => personal.get().reminded, write: (reminded) => personal.set({ reminded: { ...reminded } }) },
    });
    const automations = createAutomations({
      ...watched,
      log,
      rules: () => personal.get().automations,
      messageEnd: () => recall(memory).ownMessage?.until ?? null,
    });
    const seated: Place = {
      me,
      client,
      engine,
      personal,
      automations,
      limits,
      cancels: [
        engine.onChange(() => show(seated)),
        engine.onSignal((signal) => deps.onSignal(signal)),
        personal.onChange(() => {
          engine.personalChanged();
          show(seated);
        }),
      ],
    };
    engine.start();
    if (session.personChange === 'first') automations.started(deps.startEnds() - clock.monotonic());
    void nameDivisions(client, names, engine, log);
    return seated;
  };

  const leave = (): void => {
    if (place === null) return;
    for (const cancel of place.cancels) cancel();
    place.automations.stop();
    place.limits.stop();
    place.engine.stop();
    place = null;
    store.update(NOBODY);
    deps.onPersonChange();
  };

  const follow = (): void => {
    const { state, me } = session;
    store.update({ session: state });
    switch (state.kind) {
      case 'signedIn': {
        const client = session.client();
        if (me === null || client === null || place?.client === client) return;
        if (place?.engine.sessionRenewed(client, enginePerson(me), 'signedIn') === true) {
          place = { ...place, me, client };
          return;
        }
        leave();
        place = sit(me, client);
        show(place);
        deps.onPersonChange();
        return;
      }
      case 'expired':
        place?.engine.sessionExpired();
        return;
      case 'signedOut':
        leave();
        return;
      case 'signingIn':
        // The session may have ended while the browser was waited for.
        if (session.client() === null) place?.engine.sessionExpired();
        return;
      case 'starting':
        return;
    }
  };
  const cancelFollow = session.onChange(follow);
  const cancelSettings = deps.settings.onChange(() => place?.engine.personalChanged());
  follow();

  const remember = (definitionId: string): void => {
    if (place === null) return;
    const { recent } = place.personal.get();
    place.personal.set({ recent: [definitionId, ...recent.filter((id) => id !== definitionId)].slice(0, MOST_RECENT) });
  };

  const pick = (request: PickRequest): Promise<PickOutcome> | null => {
    if (place === null) return null;
    if (isPersonsAct(request.origin)) place.automations.personActed();
    const outcome = place.engine.pick(request);
    if (request.origin !== 'popup') deps.onUnseenPick(outcome);
    void outcome.then(({ result }) => {
      if (result === 'done' && request.definitionId !== undefined) remember(request.definitionId);
    });
    return outcome;
  };

  return {
    engine: () => place?.engine ?? null,
    automations: () => place?.automations ?? null,
    suspended() {
      void place?.automations.suspended();
      place?.limits.suspended();
      place?.engine.suspended();
    },
    resumed() {
      place?.automations.resumed();
      place?.limits.resumed();
      place?.engine.resumed();
    },
    personal: () => place?.personal ?? null,
    pick,
    pickFrom: ({ definitionId, message, forMinutes }, origin) => {
      void pick({
        definitionId,
        message,
        forMs: forMinutes === undefined ? undefined : forMinutes * 60_000,
        origin,
      });
    },
    definitions: () => place?.engine.organizationDefinitions() ?? [],
    readerChanged: () => place?.engine.readerChanged(),
    personalChanged: () => {
      if (place !== null) show(place);
    },
    close() {
      cancelFollow();
      cancelSettings();
      leave();
    },
  };
}

/** Other divisions' names, where the person may read them: their definitions stand under them. Without, a general name serves. */
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
