/** What the engine is made of from outside, and what the rest of the app may ask of it. */
import type { OrganizationDefinition } from '../genesys/definitions.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import type { ConnectionView, DefinitionsView, PresenceView, RoutingView } from './presence-view.js';
import type { SavedPresencePort } from './saved-presence.js';
import type { MessageEdit, PickOrigin, PickOutcome } from './picks/pick.js';
import type { ServerClock } from './current/server-clock.js';
import type { EnginePerson, PresenceService } from './service-port.js';
import type { PresenceChange, PresenceSignal } from './signals.js';

export interface EngineDeps {
  readonly person: EnginePerson;
  /** The client of the session; `signedInAgain` hands in the next one. */
  readonly service: PresenceService;
  /** The organisation's definitions, with the client of the session. @throws GenesysError */
  loadDefinitions(includeDeactivated: boolean): Promise<readonly OrganizationDefinition[]>;
  readonly openSocket: OpenSocket;
  /** The environment's API, to which the notification channel's address must belong. */
  readonly apiUrl: string;
  /** The channel's host where the organisation's policy names one; missing or null: it must belong to the API's domain. */
  readonly channelHost?: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** To be told every `Date` of the service (`onServerDate` of the client). */
  readonly serverClock: ServerClock;
  readonly memory: SavedPresencePort;
  /** The language of labels, BCP 47; `readerChanged` when it is another one. */
  readonly language: () => string;
  readonly systemName: (systemPresence: SystemPresence) => string;
  /** Stands for a presence's name while the list of definitions is not there; missing: nothing does. */
  readonly unnamedPresence?: () => string;
  readonly divisionName: (divisionId: string) => string;
  /** What every division together is called; missing: nothing. */
  readonly everyDivision?: () => string;
  /** When a person was last seen at this computer, on the wall clock; `-Infinity` where nobody was, or it is unknown. */
  readonly presentSince: () => number;
  readonly idleRenewal: () => 'whilePresent' | 'never';
  /** Whether Genesys Cloud may be offered as the primary source; missing: yes. */
  readonly asksForPrimarySource?: () => boolean;
  /** Where switching On Queue off leads: back to the earlier presence, or to Available; missing: `earlier`. */
  readonly offQueue?: () => 'earlier' | 'available';
  /** The agent's own limit for a presence, in minutes. */
  readonly limitMinutes?: (definitionId: string) => number | null;
  /** What else the one notification channel is to bring this person. */
  readonly otherEvents?: OtherEvents;
}

/** Events that are not of the presence: who wants them asks here, since a person has one channel. */
export interface OtherEvents {
  /** Topics, asked for whenever a channel is made. */
  topics(): readonly string[];
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
}

export interface PickRequest {
  readonly definitionId?: string | undefined;
  readonly message?: MessageEdit | undefined;
  readonly makePrimary?: boolean | undefined;
  /** Sets the presence for so long, in milliseconds. */
  readonly forMs?: number | undefined;
  readonly origin: PickOrigin;
}

export interface EngineView {
  readonly connection: ConnectionView;
  readonly presence: PresenceView;
  readonly routing: RoutingView;
  readonly definitions: DefinitionsView;
}

export interface PresenceEngine {
  /** The same object until something changes. */
  view(): EngineView;
  /** Told after each change, never during one. */
  onChange(run: () => void): Cancel;
  onSignal(run: (signal: PresenceSignal) => void): Cancel;
  /** Told of each other presence before `view` shows it. */
  onPresenceChange(run: (change: PresenceChange) => void): Cancel;
  /** The definitions as the service has them, for matching names in any label's language. */
  organizationDefinitions(): readonly OrganizationDefinition[];
  /** Begins: definitions, channel, first read. */
  start(): void;
  /** Settles with the service's word; never rejects. */
  pick(request: PickRequest): Promise<PickOutcome>;
  cancelPick(): void;
  /** Sends the failed pick again. */
  retry(): void;
  dismissFailed(): void;
  confirmPick(): void;
  /**
   * Makes Genesys Cloud the primary source, together with the pick that another source has just kept from coming true.
   */
  makePrimary(): void;
  /** The person does not want to be asked about this source again. */
  putPrimaryOfferAway(): void;
  cancelTimed(): void;
  extendTimed(ms: number): void;
  /** The person's own *Try again*: presence and definitions are read again. */
  refresh(): void;
  /** After *Not responding*: routing status IDLE. */
  backOnQueue(): void;
  /** After *Not responding*: presence Available. */
  offQueue(): void;
  /** The person's answer to `idleEnding`. */
  imHere(): void;
  readerChanged(): void;
  /** The organisation's definitions were changed from here: the list is read again. */
  definitionsChanged(): void;
  /** A limit or another of the person's own figures changed. */
  personalChanged(): void;
  suspended(): void;
  resumed(): void;
  networkChanged(online: boolean): void;
  sessionExpired(): void;
  /** A person signed in again. False where it is another person: then nothing is taken over, and a new engine is to be made. */
  signedInAgain(service: PresenceService, person: EnginePerson): boolean;
  /** Ends everything; no timer, request or socket stays. */
  stop(): void;
}
