/**
 * Sets the presence of other people (docs/design.md §3.19): in bulk, fifty a request, each person's answer compared
 * with what was asked. Who is missing in the answer or has something else is read again, and then tried singly, once.
 * That On Queue has a question of its own is the caller's care.
 */
import { setMaxListeners } from 'node:events';
import { createEmitter, type Emitter } from '../emitter.js';
import type { GenesysClient } from '../genesys/client.js';
import { GenesysError, signInNeeded, toProblemText } from '../genesys/error.js';
import { patiently } from '../genesys/patience.js';
import { mayHaveTakenEffect } from '../genesys/retry.js';
import type { MutableUserPresence, UserPresence } from '../genesys/models/presence.js';
import { sameId } from '../genesys/same-id.js';
import type { ProblemText } from '../genesys/problem.js';
import type { Cancel, Clock, Log } from '../ports.js';
import type { ChangeOutcome, ChangeResultRow } from './change-result.js';
import { presencesById } from './presences-by-id.js';

export interface ChangeService {
  readonly presence: Pick<
    GenesysClient['presence'],
    'putUsersPresencesBulk' | 'getUsersPresencesPurecloudBulk' | 'patchUserPresencesPurecloud'
  >;
}

/** Whose presence is to be changed, and what it was before. */
export interface ChangedPerson {
  readonly id: string;
  readonly name: string | null;
  /** Null: not known; then it cannot be brought back. */
  readonly before: { readonly definitionId: string; readonly isOnQueue: boolean; readonly message: string } | null;
}

/** At least one of the two. */
export interface AskedChange {
  readonly definitionId: string | null;
  /** Null: theirs is kept; `''` clears it. */
  readonly message: string | null;
}

export interface SetForOthersDeps {
  /** Null while nobody is signed in. */
  service(): ChangeService | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ChangeForOthers {
  readonly kind: 'set' | 'undo';
  readonly asked: AskedChange;
  rows(): readonly ChangeResultRow[];
  readonly running: boolean;
  /** Until when it can be taken back; null: not, or not any more. */
  readonly undoUntil: number | null;
  /** Why it could not be taken back, although somebody wanted it. */
  readonly undoProblem: ProblemText | null;
  /** Those whose change can be tried once more. */
  readonly failed: number;
  onChange(run: () => void): Cancel;
  /** Just those that failed, once more. */
  tryAgain(): void;
  /** Brings back what they had, where what was set still stands and they were not On Queue. */
  undo(): void;
  stop(): void;
}

const BULK = 50;
const SINGLES_AT_ONCE = 4;
export const UNDO_MS = 60_000;
/** Nobody waits longer for the service before the window says that it must be tried again. */
const LONGEST_WAIT_MS = 120_000;
const EDIT_PRESENCES = 'presence:userPresence:edit';

interface Entry {
  readonly person: ChangedPerson;
  readonly asked: AskedChange;
  outcome: ChangeOutcome;
  problem: ProblemText | null;
  /** What became of it if a last look at what they have does not show it as done. */
  unconfirmed: Pick<ChangeResultRow, 'outcome' | 'problem'> | null;
}

const NEW = { outcome: 'waiting', problem: null, unconfirmed: null } as const;

const isFailed = ({ outcome }: Entry): boolean => outcome === 'refused' || outcome === 'notApplied';

/** What of the change has come true. White space around a message makes no difference (docs/design.md §3.3). */
export function outcomeOf(
  asked: AskedChange,
  has: Pick<UserPresence, 'presenceDefinition' | 'futurePresenceDefinition' | 'message'>,
): 'set' | 'later' | null {
  const { definitionId, message } = asked;
  if (message !== null && (has.message ?? '').trim() !== message.trim()) return null;
  if (definitionId === null) return 'set';
  if (has.presenceDefinition && sameId(has.presenceDefinition.id, definitionId)) return 'set';
  return has.futurePresenceDefinition && sameId(has.futurePresenceDefinition.id, definitionId) ? 'later' : null;
}

const bodyOf = ({ definitionId, message }: AskedChange): Omit<MutableUserPresence, 'id'> => ({
  ...(definitionId === null ? {} : { presenceDefinition: { id: definitionId } }),
  ...(message === null ? {} : { message }),
});

class Change implements ChangeForOthers {
  readonly asked: AskedChange;
  #kind: 'set' | 'undo' = 'set';
  readonly #deps: SetForOthersDeps;
  readonly #changes: Emitter<[]>;
  readonly #abort = new AbortController();
  #entries: readonly Entry[];
  #running = false;
  #undoUntil: number | null = null;
  #undoProblem: ProblemText | null = null;
  #cancelUndo: Cancel = () => undefined;

  constructor(deps: SetForOthersDeps, people: readonly ChangedPerson[], asked: AskedChange) {
    this.#deps = deps;
    this.asked = asked;
    this.#changes = createEmitter(deps.log, 'change for others');
    this.#entries = people.map((person) => ({ person, asked, ...NEW }));
    setMaxListeners(100, this.#abort.signal);
    void this.#run(this.#entries);
  }

  get running(): boolean {
    return this.#running;
  }

  get undoUntil(): number | null {
    return this.#undoUntil;
  }

  get undoProblem(): ProblemText | null {
    return this.#undoProblem;
  }

  get kind(): 'set' | 'undo' {
    return this.#kind;
  }

  get failed(): number {
    return this.#entries.filter(isFailed).length;
  }

  rows(): readonly ChangeResultRow[] {
    return this.#entries.map(({ person, outcome, problem }) => ({
      id: person.id,
      name: person.name,
      outcome,
      problem,
    }));
  }

  onChange(run: () => void): Cancel {
    return this.#changes.on(run);
  }

  tryAgain(): void {
    const failed = this.#entries.filter(isFailed);
    if (this.#running || failed.length === 0) return;
    for (const entry of failed) this.#settle(entry, 'waiting', null);
    void this.#run(failed);
  }

  undo(): void {
    if (this.#running || this.#undoUntil === null) return;
    void this.#takeBack(this.#undoUntil);
  }

  stop(): void {
    this.#abort.abort();
    this.#endUndo();
    this.#changes.clear();
  }

  #settle(entry: Entry, outcome: ChangeOutcome, problem: ProblemText | null): void {
    entry.outcome = outcome;
    entry.problem = problem;
    entry.unconfirmed = null;
    this.#changes.emit();
  }

  async #run(entries: readonly Entry[]): Promise<void> {
    this.#running = true;
    this.#changes.emit();
    for (let at = 0; at < entries.length && !this.#isOver(); at += BULK)
      await this.#setTogether(entries.slice(at, at + BULK));
    this.#running = false;
    if (this.#isOver()) return;
    const changed = this.#entries.filter(({ outcome }) => outcome === 'set' || outcome === 'later').length;
    const refused = this.#entries.filter(isFailed).length;
    this.#deps.log.info('presences of others set', { changed, refused });
    if (this.#kind === 'set' && this.#entries.some(canBeTakenBack)) this.#beginUndo(this.#deps.clock.now() + UNDO_MS);
    this.#changes.emit();
  }

  #isOver(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Each call sends what is asked for other people: the agent's own requests go before it. */
  get #options() {
    return { signal: this.#abort.signal, forOthers: true };
  }

  async #setTogether(entries: readonly Entry[]): Promise<void> {
    const service = this.#deps.service();
    if (service === null) {
      this.#refuseAll(entries, signInNeeded());
      return;
    }
    const body = entries.map(({ person, asked }) => ({ id: person.id, ...bodyOf(asked) }));
    let doubtful = entries;
    try {
      const answer = await this.#patiently(() => service.presence.putUsersPresencesBulk({ body }, this.#options));
      const told = new Map(answer.flatMap((each) => (each.id ? [[each.id.toLowerCase(), each] as const] : [])));
      doubtful = this.#settleBy(entries, (id) => told.get(id));
    } catch (error) {
      if (this.#isOver()) return;
      // Whoever may change nobody need not be told so fifty times.
      if (isRefusedForAll(error)) {
        this.#refuseAll(entries, error);
        return;
      }
    }
    if (doubtful.length > 0 && !this.#isOver())
      await this.#setSingly(service, await this.#stillOtherwise(service, doubtful));
  }

  /** Those who, read again, do not have what was asked: an answer may have been lost, or left them out. */
  async #stillOtherwise(service: ChangeService, entries: readonly Entry[]): Promise<readonly Entry[]> {
    try {
      const told = await this.#readAgain(service, entries);
      return this.#settleBy(entries, (id) => told.get(id));
    } catch {
      return entries;
    }
  }

  /** What they have now, by their id in lower case. */
  async #readAgain(service: ChangeService, entries: readonly Entry[]) {
    const id = entries.map(({ person }) => person.id);
    const answer = await service.presence.getUsersPresencesPurecloudBulk({ id }, this.#options);
    return presencesById(answer);
  }

  /** Settles those who have what was asked; returns the others. @param hasOf by the id in lower case */
  #settleBy(
    entries: readonly Entry[],
    hasOf: (id: string) => Parameters<typeof outcomeOf>[1] | undefined,
  ): readonly Entry[] {
    return entries.filter((entry) => {
      const has = hasOf(entry.person.id.toLowerCase());
      const outcome = has === undefined ? null : outcomeOf(entry.asked, has);
      if (outcome !== null) this.#settle(entry, outcome, null);
      return outcome === null;
    });
  }

  async #setSingly(service: ChangeService, entries: readonly Entry[]): Promise<void> {
    const waiting = [...entries];
    const work = async (): Promise<void> => {
      for (let entry = waiting.shift(); entry !== undefined && !this.#isOver(); entry = waiting.shift())
        await this.#setOne(service, entry);
    };
    await Promise.all(Array.from({ length: SINGLES_AT_ONCE }, work));
    const unsure = entries.filter(({ unconfirmed }) => unconfirmed !== null);
    if (unsure.length === 0 || this.#isOver()) return;
    for (const entry of await this.#stillOtherwise(service, unsure))
      if (entry.unconfirmed !== null) this.#settle(entry, entry.unconfirmed.outcome, entry.unconfirmed.problem);
  }

  async #setOne(service: ChangeService, entry: Entry): Promise<void> {
    try {
      const args = { userId: entry.person.id, body: bodyOf(entry.asked) };
      const has = await this.#patiently(() => service.presence.patchUserPresencesPurecloud(args, this.#options));
      const outcome = outcomeOf(entry.asked, has);
      if (outcome !== null) this.#settle(entry, outcome, null);
      else entry.unconfirmed = { outcome: 'notApplied', problem: null };
    } catch (error) {
      if (this.#isOver()) return;
      const problem = toProblemText(error);
      if (mayHaveTakenEffect(error)) entry.unconfirmed = { outcome: 'refused', problem };
      else this.#settle(entry, 'refused', problem);
    }
  }

  #patiently<T>(run: () => Promise<T>): Promise<T> {
    return patiently({ clock: this.#deps.clock, signal: this.#abort.signal, longestMs: LONGEST_WAIT_MS }, run);
  }

  #refuseAll(entries: readonly Entry[], error: unknown): void {
    const problem = toProblemText(error);
    for (const entry of entries) this.#settle(entry, 'refused', problem);
  }

  #beginUndo(until: number): void {
    const { clock } = this.#deps;
    this.#cancelUndo();
    this.#undoUntil = until;
    this.#cancelUndo = clock.after(Math.max(0, until - clock.now()), () => {
      this.#undoUntil = null;
      this.#changes.emit();
    });
  }

  #endUndo(): void {
    this.#cancelUndo();
    this.#undoUntil = null;
  }

  /** @param until it can be tried again so long, where what they have now could not be read */
  async #takeBack(until: number): Promise<void> {
    this.#endUndo();
    const changed = this.#entries.filter(canBeTakenBack);
    this.#running = true;
    this.#undoProblem = null;
    this.#changes.emit();
    let standing: readonly Entry[];
    try {
      const service = this.#deps.service();
      if (service === null) throw signInNeeded();
      const told = await this.#readAgain(service, changed);
      standing = changed.filter((entry) => {
        const has = told.get(entry.person.id.toLowerCase());
        return has !== undefined && outcomeOf(entry.asked, has) === 'set';
      });
    } catch (error) {
      this.#running = false;
      if (this.#isOver()) return;
      // They still have what was set: nothing has changed.
      this.#undoProblem = toProblemText(error);
      this.#beginUndo(until);
      this.#changes.emit();
      return;
    }
    if (this.#isOver()) return;
    this.#kind = 'undo';
    // Whoever has changed it meanwhile, or was On Queue, keeps what they have.
    this.#entries = this.#entries
      .filter(({ outcome }) => outcome === 'set' || outcome === 'later')
      .map((entry): Entry => {
        const { person, asked } = entry;
        const back = standing.includes(entry) ? person.before : null;
        if (back === null) return { ...entry, outcome: 'left', problem: null };
        return {
          person,
          asked: {
            definitionId: asked.definitionId === null ? null : back.definitionId,
            message: asked.message === null ? null : back.message,
          },
          ...NEW,
        };
      });
    await this.#run(this.#entries.filter(({ outcome }) => outcome === 'waiting'));
  }
}

const canBeTakenBack = ({ person, outcome }: Entry): boolean =>
  outcome === 'set' && person.before !== null && !person.before.isOnQueue;

/** The permission to change others at all is missing, or the session is over: single tries would only repeat it. */
function isRefusedForAll(error: unknown): boolean {
  if (!(error instanceof GenesysError)) return false;
  if (error.status === 401 || error.status === 429) return true;
  return error.status === 403 && (error.params['permissions'] ?? '').includes(EDIT_PRESENCES);
}

/** Begins at once. */
export const setForOthers = (
  deps: SetForOthersDeps,
  people: readonly ChangedPerson[],
  asked: AskedChange,
): ChangeForOthers => new Change(deps, people, asked);
