/**
 * A list of people whose presences are looked at, from its opening to its end: who they are, what they are, live where
 * the service tells, read again where it does not. Electron-free; it keeps nothing once it is closed.
 */
import type { GenesysClient } from '../genesys/client.js';
import { signInNeeded, toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import { mayPass } from '../genesys/retry.js';
import type { SystemPresence } from '../genesys/system-presence.js';
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import { ActivityTopics, MOST_CHANNELS } from './activity.js';
import { PersonState, type FoundPerson } from './person-state.js';
import { requestsFor, StateReader } from './state-reader.js';
import type { TeamRow, TeamStatus } from './team-row.js';

export interface TeamDeps {
  /** The client of the session; null while nobody is signed in, or the session is expired. */
  client(): GenesysClient | null;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly apiUrl: string;
  readonly channelHost: string | null;
  /** A moment on the service's clock, on this machine's. */
  toLocal(serverMs: number): number;
  /** Whether a person is at the computer: only then is anything read again by itself (docs/design.md §3.7). */
  attended(): boolean;
  /** A definition's label in the reader's language. */
  label(definitionId: string, systemPresence: SystemPresence): string;
  readonly systemPresence: (definitionId: string) => SystemPresence | null;
}

export interface TeamOptions {
  /** Finds the people, page by page; says whether there are more than it gave. @throws GenesysError */
  find(client: GenesysClient, found: (people: readonly FoundPerson[]) => void, signal: AbortSignal): Promise<boolean>;
  /** The presence source that is looked at; null: Genesys Cloud, which alone is live. */
  readonly sourceId: string | null;
  readonly mostChannels?: number;
}

export interface TeamListener {
  /** Rows came, or changed. */
  rows(put: readonly TeamRow[]): void;
  status(): void;
}

export interface TeamView {
  rows(): TeamRow[];
  row(id: string): TeamRow | null;
  status(): TeamStatus;
  /** Who is in sight is read first. */
  inSight(ids: readonly string[]): void;
  /** Reads these again where no event will tell of them. */
  read(ids: readonly string[]): void;
  /** A person's own *Read again*. */
  readAgain(): void;
  /** Labels are others now. */
  relabel(): void;
  sessionExpired(): void;
  /** The session is back, with other tokens. */
  sessionRenewed(): void;
  resumed(): void;
  close(): void;
}

/** Changes of so long go in one message, in milliseconds: fifty a second are twenty messages. */
const GATHER_MS = 50;
const STATUS_MS = 250;
/** Those who are not live are read again so often, the larger the team the less often: a request a second at most. */
const SWEEP_MS = 60_000;
const LOOK_AGAIN_MS = 15_000;
const MS_A_REQUEST = 1000;

export function openTeam(deps: TeamDeps, options: TeamOptions, listener: TeamListener): TeamView {
  const { clock } = deps;
  const people = new Map<string, PersonState>();
  /** The same by the lower case of their ids: how the service spells one back may differ. */
  const byLowerCase = new Map<string, PersonState>();
  const timers = new TimerSet(clock);
  const abort = new AbortController();
  const changed = new Set<PersonState>();
  let phase: TeamStatus['phase'] = 'loading';
  let findProblem: ProblemText | null = null;
  let more = false;
  let over = false;
  let expired = false;
  let paused = false;
  let cancelSweep: Cancel = () => undefined;
  let cancelFind: Cancel = () => undefined;
  let gathering = false;
  let statusDue = false;

  const rowOf = (person: PersonState): TeamRow => {
    const { presence, routing } = person;
    const local = (at: number | null | undefined): number | null => (at == null ? null : deps.toLocal(at));
    return {
      id: person.id,
      name: person.name,
      department: person.department,
      state: person.state,
      presence:
        presence === null
          ? null
          : {
              id: presence.definitionId,
              label: deps.label(presence.definitionId, presence.systemPresence),
              systemPresence: presence.systemPresence,
            },
      since: local(presence?.modifiedAt),
      message: presence?.message ?? null,
      routing: routing?.status ?? null,
      routingSince: local(routing?.startedAt),
      outOfOffice: person.outOfOffice,
      live: person.live,
      readAt: person.readAt,
    };
  };

  const tellStatus = (): void => {
    if (statusDue || over) return;
    statusDue = true;
    timers.after(STATUS_MS, () => {
      statusDue = false;
      listener.status();
    });
  };
  const touched = (person: PersonState): void => {
    changed.add(person);
    if (gathering || over) return;
    gathering = true;
    timers.after(GATHER_MS, () => {
      gathering = false;
      const put = [...changed].map(rowOf);
      changed.clear();
      listener.rows(put);
      tellStatus();
    });
  };
  const find = (id: string): PersonState | undefined => people.get(id) ?? byLowerCase.get(id.toLowerCase());

  const reader = new StateReader({
    service: () => deps.client(),
    clock,
    sourceId: options.sourceId,
    presences(ids, told, askedAt) {
      for (const id of ids) {
        const person = people.get(id);
        if (person === undefined) continue;
        person.read(told.get(id.toLowerCase()) ?? null, deps.systemPresence, { askedAt, now: clock.now() });
        touched(person);
      }
    },
    users(told, askedAt) {
      for (const user of told) {
        const person = find(user.id);
        if (person === undefined) continue;
        person.readUser(user, { askedAt });
        touched(person);
      }
    },
    failed(ids, kind) {
      for (const id of ids) {
        const person = people.get(id);
        if (person === undefined) continue;
        if (kind === 'presence') person.failed = true;
        else person.userFailed = true;
        touched(person);
      }
    },
    changed: tellStatus,
  });

  const setLive = (ids: readonly string[], live: boolean): void => {
    for (const id of ids) {
      const person = people.get(id);
      if (person === undefined || person.live === live) continue;
      person.live = live;
      touched(person);
    }
  };
  const topics = new ActivityTopics({
    service: {
      postNotificationsChannels: (args, call) =>
        required(deps.client()).notifications.postNotificationsChannels(args, { ...call, forOthers: true }),
      putNotificationsChannelSubscriptions: (args, call) =>
        required(deps.client()).notifications.putNotificationsChannelSubscriptions(args, { ...call, forOthers: true }),
    },
    openSocket: deps.openSocket,
    clock,
    random: deps.random,
    log: deps.log,
    apiUrl: deps.apiUrl,
    channelHost: deps.channelHost,
    toLocal: (serverMs) => deps.toLocal(serverMs),
    onLive(ids, handedOver) {
      const now = clock.monotonic();
      setLive(ids, true);
      // Events between the last reading and this moment are lost to us.
      const missed = ids.filter((id) => {
        const askedAt = people.get(id)?.askedAt ?? null;
        return !handedOver && askedAt !== null && askedAt < now;
      });
      if (missed.length > 0) reader.read(missed);
    },
    onEvent(id, event) {
      const person = people.get(id);
      if (person === undefined) return;
      person.heard(event, deps.systemPresence, clock.monotonic(), options.sourceId === null);
      touched(person);
    },
    onDown: (ids) => setLive(ids, false),
  });

  const notLive = (): string[] =>
    [...people.values()].filter(({ live }) => options.sourceId !== null || !live).map(({ id }) => id);

  const sweepLater = (people: number): void => {
    cancelSweep();
    cancelSweep = timers.after(Math.max(SWEEP_MS, requestsFor(people) * MS_A_REQUEST), sweep);
  };
  const sweep = (): void => {
    const away = !deps.attended();
    if (away !== paused) {
      paused = away;
      tellStatus();
    }
    if (away) {
      cancelSweep = timers.after(LOOK_AGAIN_MS, sweep);
      return;
    }
    const ids = notLive();
    if (ids.length > 0 && !reader.busy && !expired) reader.read(ids);
    sweepLater(ids.length);
  };

  const load = async (): Promise<void> => {
    cancelFind();
    const client = deps.client();
    if (client === null) {
      phase = 'signedOut';
      tellStatus();
      return;
    }
    phase = 'loading';
    findProblem = null;
    reader.sightAlone(true);
    try {
      more = await options.find(client, came, abort.signal);
      if (isOver()) return;
      phase = 'ready';
      reader.sightAlone(false);
      topics.follow([...people.keys()], options.mostChannels ?? MOST_CHANNELS);
      sweepLater(notLive().length);
    } catch (error) {
      if (isOver()) return;
      findProblem = toProblemText(error);
      phase = 'failed';
      reader.sightAlone(false);
      // Half a list is shown as what it is, and not made live.
      if (mayPass(error)) cancelFind = timers.after(SWEEP_MS, loadAgain);
    }
    tellStatus();
  };
  /** Not while nobody is there, but once somebody is. */
  const loadAgain = (): void => {
    if (phase !== 'failed') return;
    if (deps.attended()) void load();
    else cancelFind = timers.after(LOOK_AGAIN_MS, loadAgain);
  };
  const isOver = (): boolean => over;
  const came = (found: readonly FoundPerson[]): void => {
    if (over) return;
    const fresh: string[] = [];
    for (const one of found) {
      if (find(one.id) !== undefined) continue;
      const person = new PersonState(one);
      people.set(one.id, person);
      byLowerCase.set(one.id.toLowerCase(), person);
      touched(person);
      fresh.push(one.id);
    }
    reader.read(fresh);
  };

  void load();

  return {
    rows: () => [...people.values()].map(rowOf),
    row: (id) => {
      const person = people.get(id);
      return person === undefined ? null : rowOf(person);
    },
    status() {
      let waiting = 0;
      let unknown = 0;
      let failed = false;
      let userFailed = false;
      let live = 0;
      let oldest: number | null = null;
      for (const person of people.values()) {
        if (person.state === 'waiting') waiting += 1;
        if (person.state === 'unknown') unknown += 1;
        failed ||= person.failed && person.presence === null;
        userFailed ||= person.userFailed && person.routing === null;
        if (person.live) live += 1;
        else if (person.readAt !== null) oldest = Math.min(oldest ?? Infinity, person.readAt);
      }
      const problem = findProblem ?? (failed ? reader.problem('presence') : null);
      const routingProblem = userFailed ? reader.problem('user') : null;
      return { phase, problem, routingProblem, total: people.size, waiting, unknown, live, oldest, more, paused };
    },
    inSight: (ids) => reader.inSight(ids),
    read: (ids) => reader.read(ids.filter((id) => people.has(id))),
    readAgain() {
      if (phase === 'failed' || phase === 'signedOut') void load();
      reader.read(people.keys());
      topics.check();
    },
    relabel() {
      for (const person of people.values()) if (person.presence !== null) touched(person);
    },
    sessionExpired() {
      expired = true;
      reader.hold(true);
      topics.hold(true);
    },
    sessionRenewed() {
      expired = false;
      topics.renew();
      reader.hold(false);
      if (phase === 'failed' || phase === 'signedOut') void load();
      else reader.read(notLive());
    },
    resumed: () => topics.check(),
    close() {
      over = true;
      abort.abort();
      timers.stop();
      reader.stop();
      topics.stop();
      people.clear();
      byLowerCase.clear();
      changed.clear();
    },
  };
}

function required(client: GenesysClient | null): GenesysClient {
  if (client !== null) return client;
  throw signInNeeded();
}
