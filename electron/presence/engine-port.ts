/** What the engine needs from outside, and what the rest of the app may ask of it. */
import type { OrganizationDefinition } from '../genesys/definitions.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import type { ConnectionView, DefinitionRef, DefinitionsView, PresenceView, RoutingView } from './presence-view.js';
import type { SavedPresencePort } from './saved-presence.js';
import type { MessageEdit, PickOrigin, PickOutcome } from './picks/pick.js';
import type { ServerClock } from './current/server-clock.js';
import type { EnginePerson, PresenceService } from './service-port.js';
import type { PresenceChange, PresenceSignal } from './signals.js';

export interface EngineDeps {
  readonly person: EnginePerson;
  /** The session's client. `signedInAgain` replaces it. */
  readonly service: PresenceService;
  /** Reads the organisation's definitions with the session's client. @throws GenesysError */
  loadDefinitions(includeDeactivated: boolean): Promise<readonly OrganizationDefinition[]>;
  readonly openSocket: OpenSocket;
  /** The environment's API. The notification channel's address must belong to it. */
  readonly apiUrl: string;
  /**
   * The channel's host, where the organisation's policy names one. Missing or null: it must belong to the API's domain.
   */
  readonly channelHost?: string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Must be fed every `Date` of the service (the client's `onServerDate`). */
  readonly serverClock: ServerClock;
  readonly memory: SavedPresencePort;
  /** The languages of labels, BCP 47, best first. Call `readerChanged` after they change. */
  readonly languages: () => readonly string[];
  readonly systemName: (systemPresence: SystemPresence) => string;
  /** Stands in for a presence's name while the list of definitions is missing. */
  readonly unnamedPresence?: () => string;
  readonly divisionName: (divisionId: string) => string;
  /** The name for all divisions together. Missing: none. */
  readonly everyDivision?: () => string;
  /** When a person was last seen at this computer, on the wall clock. `-Infinity`: never, or unknown. */
  readonly presentSince: () => number;
  readonly idleRenewal: () => 'whilePresent' | 'never';
  /** Whether to offer Genesys Cloud as the primary source. Missing: yes. */
  readonly asksForPrimarySource?: () => boolean;
  /** Where the On Queue switch leads when turned off: to the earlier presence or to Available. Missing: `earlier`. */
  readonly offQueue?: () => 'earlier' | 'available';
  /** The agent's own limit for a presence, in minutes. */
  readonly limitMinutes?: (definitionId: string) => number | null;
  /** What else this person's notification channel should carry. */
  readonly otherEvents?: OtherEvents;
}

/** Events that are not about the presence. They come through here, because a person has one channel. */
export interface OtherEvents {
  /** Topics. Called whenever a channel is made. */
  topics(): readonly string[];
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
}

export interface PickRequest {
  readonly definitionId?: string | undefined;
  readonly message?: MessageEdit | undefined;
  readonly makePrimary?: boolean | undefined;
  /** How long the presence is set for, in milliseconds. */
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
  /** Returns the same object until something changes. */
  view(): EngineView;
  /** Called after each change, never in the middle of one. */
  onChange(run: () => void): Cancel;
  onSignal(run: (signal: PresenceSignal) => void): Cancel;
  /** Called for each new presence before `view` shows it. */
  onPresenceChange(run: (change: PresenceChange) => void): Cancel;
  /** The definitions as the service has them, for matching names in any language. */
  organizationDefinitions(): readonly OrganizationDefinition[];
  /** Label and system presence of any definition, also one that cannot be picked; an unknown one is looked for once. */
  definition(id: string, systemPresence: SystemPresence): DefinitionRef;
  /** Null where it is not known. */
  systemPresenceOf(id: string): SystemPresence | null;
  /** Begins: definitions, channel, first read. */
  start(): void;
  /** Settles with the service's answer. Never rejects. */
  pick(request: PickRequest): Promise<PickOutcome>;
  cancelPick(): void;
  /** Sends the failed pick again. */
  retry(): void;
  dismissFailed(): void;
  confirmPick(): void;
  /** Makes Genesys Cloud the primary source. If another source has just blocked a pick, the pick is sent along. */
  makePrimary(): void;
  /** The person does not want to be asked about this source again. */
  putPrimaryOfferAway(): void;
  cancelTimed(): void;
  extendTimed(ms: number): void;
  /** The person's own _Try again_: reads presence and definitions. */
  refresh(): void;
  /** A person looks at the app. What waits for the service to be back, or for its turn after that, is tried now. */
  personLooks(): void;
  /** After _Not responding_: sets the routing status IDLE. */
  backOnQueue(): void;
  /** After _Not responding_: sets the presence Available. */
  offQueue(): void;
  /** The person's answer to `idleEnding`. */
  imHere(): void;
  readerChanged(): void;
  /** This app changed the organisation's definitions, so the list is read again. */
  definitionsChanged(): void;
  /** A limit or another personal setting changed. */
  personalChanged(): void;
  suspended(): void;
  resumed(): void;
  networkChanged(online: boolean): void;
  sessionExpired(): void;
  /**
   * A person signed in again. False: it is another person. Nothing is taken over, and the caller must make a new
   * engine.
   */
  signedInAgain(service: PresenceService, person: EnginePerson): boolean;
  /** Ends everything: no timer, request or socket stays. */
  stop(): void;
}
