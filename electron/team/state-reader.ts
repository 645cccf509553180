/**
 * Reads the states of many people in bulk: 50 presences or 100 persons a request, four at a time, those in sight first.
 * A request that fails costs its own people alone, and is tried again.
 */
import { setMaxListeners } from 'node:events';
import type { GenesysClient } from '../genesys/client.js';
import { GenesysError, toProblemText } from '../genesys/error.js';
import type { UcUserPresence } from '../genesys/models/presence.js';
import type { User } from '../genesys/models/user.js';
import type { ProblemText } from '../genesys/problem.js';
import { askedWait, mayPass } from '../genesys/retry.js';
import { TimerSet } from '../genesys/timer-set.js';
import type { Cancel, Clock } from '../ports.js';
import { presencesById } from './presences-by-id.js';

export interface StateService {
  readonly presence: Pick<GenesysClient['presence'], 'getUsersPresencesPurecloudBulk' | 'getUsersPresenceBulk'>;
  readonly users: Pick<GenesysClient['users'], 'getUsers'>;
}

export interface StateReaderDeps {
  /** Null while nobody is signed in. */
  service(): StateService | null;
  readonly clock: Clock;
  /** The presence source that is looked at; null: Genesys Cloud. */
  readonly sourceId: string | null;
  /** What was told of these people; who is missing in it was not told of. */
  presences(ids: readonly string[], told: ReadonlyMap<string, UcUserPresence>, askedAt: number): void;
  users(told: readonly User[], askedAt: number): void;
  /** They could not be read for now. */
  failed(ids: readonly string[], kind: Kind): void;
  /** The last failure, and whether there is still something to read, may be others. */
  changed(): void;
}

/** What is read of a person: the presence, or routing status and out of office. */
type Kind = 'presence' | 'user';
const KINDS: readonly Kind[] = ['presence', 'user'];
/** Ids a request (docs/genesys-cloud.md §7.2). */
const SIZE: Readonly<Record<Kind, number>> = { presence: 50, user: 100 };
/** How many requests it takes to read so many people once. */
export const requestsFor = (people: number): number =>
  KINDS.reduce((sum, kind) => sum + Math.ceil(people / SIZE[kind]), 0);
const AT_ONCE = 4;
const MOST_ATTEMPTS = 6;
/** More than these, and it is not about single people: all that one bad request of fifty can come to. */
const MOST_UNWANTED = 100;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

interface Chunk {
  readonly kind: Kind;
  readonly ids: readonly string[];
  readonly attempt: number;
}

export class StateReader {
  readonly #deps: StateReaderDeps;
  readonly #timers: TimerSet;
  readonly #abort = new AbortController();
  readonly #pending: Readonly<Record<Kind, Set<string>>> = { presence: new Set(), user: new Set() };
  /** Parts of requests that were refused whole: each goes by itself, so that one odd id does not cost the others. */
  #parts: Chunk[] = [];
  #inSight: readonly string[] = [];
  #active = 0;
  readonly #problems: Record<Kind, ProblemText | null> = { presence: null, user: null };
  /** How many requests in a row the service did not want as such. */
  #unwanted = 0;
  #held = false;
  #sightAlone = false;
  #leftAloneUntil = 0;
  #resume: Cancel = () => undefined;

  constructor(deps: StateReaderDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    setMaxListeners(100, this.#abort.signal);
  }

  /** Why some could not be read, as it failed last; null where nothing has. */
  problem(kind: Kind): ProblemText | null {
    return this.#problems[kind];
  }

  get busy(): boolean {
    return this.#active > 0 || this.#parts.length > 0 || KINDS.some((kind) => this.#pending[kind].size > 0);
  }

  /** @param kinds presences alone, or routing status and out of office with them */
  read(ids: Iterable<string>, kinds: readonly Kind[] = KINDS): void {
    const all = [...ids];
    for (const kind of kinds) for (const id of all) this.#pending[kind].add(id);
    this.#pump();
  }

  /** Who is in sight is read first. */
  inSight(ids: readonly string[]): void {
    this.#inSight = ids;
    this.#pump();
  }

  /** While the list of people is still being read, only who is in sight is: the requests of a minute are few. */
  sightAlone(alone: boolean): void {
    this.#sightAlone = alone;
    this.#pump();
  }

  /** The session is over: nothing is sent until it is back. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) this.#pump();
  }

  stop(): void {
    this.#abort.abort();
    this.#timers.stop();
    for (const kind of KINDS) this.#pending[kind].clear();
    this.#parts = [];
  }

  #pump(): void {
    this.#resume();
    const wait = this.#leftAloneUntil - this.#deps.clock.monotonic();
    if (wait > 0) {
      this.#resume = this.#timers.after(wait, () => this.#pump());
      return;
    }
    while (this.#active < AT_ONCE && !this.#held && !this.#abort.signal.aborted) {
      const chunk = this.#next();
      if (chunk === null) return;
      void this.#run(chunk);
    }
  }

  #next(): Chunk | null {
    for (const kind of KINDS) {
      const sight = this.#inSight.filter((id) => this.#pending[kind].has(id));
      if (sight.length > 0) return this.#take(kind, sight);
    }
    const part = this.#parts.shift();
    if (part !== undefined) return part;
    const kind = this.#sightAlone ? undefined : KINDS.find((each) => this.#pending[each].size > 0);
    return kind === undefined ? null : this.#take(kind, []);
  }

  /** These first, filled up with others: a request costs the same. */
  #take(kind: Kind, first: readonly string[]): Chunk {
    const pending = this.#pending[kind];
    const ids = new Set(first.slice(0, SIZE[kind]));
    for (const id of pending) {
      if (ids.size >= SIZE[kind]) break;
      ids.add(id);
    }
    for (const id of ids) pending.delete(id);
    return { kind, ids: [...ids], attempt: 1 };
  }

  async #run(chunk: Chunk): Promise<void> {
    const service = this.#deps.service();
    if (service === null) {
      this.#putBack(chunk);
      this.#held = true;
      return;
    }
    this.#active += 1;
    try {
      await this.#ask(service, chunk);
      this.#unwanted = 0;
      if (this.#abort.signal.aborted) return;
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#failed(chunk, error);
    } finally {
      this.#active -= 1;
    }
    this.#deps.changed();
    this.#pump();
  }

  async #ask(service: StateService, { kind, ids }: Chunk): Promise<void> {
    const { clock, sourceId } = this.#deps;
    const options = { signal: this.#abort.signal, forOthers: true, retry: false };
    const askedAt = clock.monotonic();
    if (kind === 'user') {
      const expand = ['routingStatus', 'outOfOffice'] as const;
      const listing = await service.users.getUsers({ id: ids, pageSize: SIZE.user, expand }, options);
      if (!this.#abort.signal.aborted) this.#deps.users(listing.entities ?? [], askedAt);
      return;
    }
    const answer =
      sourceId === null
        ? await service.presence.getUsersPresencesPurecloudBulk({ id: ids }, options)
        : await service.presence.getUsersPresenceBulk({ sourceId, id: ids }, options);
    if (this.#abort.signal.aborted) return;
    this.#deps.presences(ids, presencesById(answer), askedAt);
  }

  #failed(chunk: Chunk, error: unknown): void {
    const known = error instanceof GenesysError ? error : null;
    this.#problems[chunk.kind] = toProblemText(error);
    this.#deps.failed(chunk.ids, chunk.kind);
    if (known?.status === 401) {
      this.#putBack(chunk);
      this.#held = true;
      return;
    }
    // The request as such is not wanted: half of it may be.
    if (known?.status === 400 || known?.status === 404) {
      this.#unwanted += 1;
      if (chunk.ids.length > 1 && this.#unwanted <= MOST_UNWANTED) this.#split(chunk);
      return;
    }
    if (!mayPass(error) || chunk.attempt >= MOST_ATTEMPTS) return;
    const asked = askedWait(error);
    this.#leftAloneUntil = Math.max(this.#leftAloneUntil, this.#deps.clock.monotonic() + asked);
    const pause = Math.max(asked, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (chunk.attempt - 1)));
    this.#timers.after(pause, () => {
      this.#parts.push({ ...chunk, attempt: chunk.attempt + 1 });
      this.#pump();
    });
  }

  #split({ kind, ids, attempt }: Chunk): void {
    const half = Math.ceil(ids.length / 2);
    for (const part of [ids.slice(0, half), ids.slice(half)]) this.#parts.push({ kind, ids: part, attempt });
  }

  #putBack({ kind, ids }: Chunk): void {
    for (const id of ids) this.#pending[kind].add(id);
  }
}
