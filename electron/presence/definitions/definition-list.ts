/** Reads the organisation's definitions, and reads them again when the service names an unknown one. */
import type { OrganizationDefinition } from '../../genesys/definitions.js';
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { ProblemText } from '../../genesys/problem.js';
import { growingPause, mayPass } from '../../genesys/retry.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Log, Random } from '../../ports.js';
import type { DefinitionsView } from '../presence-view.js';
import { DefinitionBook, type Reader } from './definition-book.js';

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;
/** No event reports a changed list. A reconnection after this time reads it again. */
const STALE_AFTER_MS = 6 * 60 * 60_000;

export interface DefinitionListDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** @throws GenesysError */
  load(includeDeactivated: boolean): Promise<readonly OrganizationDefinition[]>;
  reader(): Reader;
  onExpired(error: unknown): void;
  changed(): void;
}

export class DefinitionList {
  readonly #deps: DefinitionListDeps;
  readonly #timers: TimerSet;
  #definitions: readonly OrganizationDefinition[] = [];
  #book: DefinitionBook;
  #kind: DefinitionsView['kind'] = 'none';
  #problem: ProblemText | null = null;
  /** Deactivated definitions are read too, once somebody was seen in an unknown one. */
  #deactivatedToo = false;
  /** Ids the service named before the list was there. */
  readonly #seenEarly = new Set<string>();
  readonly #lookedFor = new Set<string>();
  #loading: Promise<void> | null = null;
  #loadedAt: number | null = null;
  #failures = 0;
  #stopped = false;

  constructor(deps: DefinitionListDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#book = new DefinitionBook([], deps.reader());
  }

  get book(): DefinitionBook {
    return this.#book;
  }

  /** As the service has them, with every label. */
  get all(): readonly OrganizationDefinition[] {
    return this.#definitions;
  }

  get isLoaded(): boolean {
    return this.#loadedAt !== null;
  }

  view(): DefinitionsView {
    return { kind: this.#kind, ...this.#book.view(), problem: this.#problem };
  }

  /** Reads the list. Concurrent callers share one read. */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Reads it again after a change. A read under way started before that. */
  reload(): Promise<void> {
    return (this.#loading ?? Promise.resolve()).then(() => this.load());
  }

  refreshIfStale(): void {
    if (this.#loadedAt !== null && this.#deps.clock.now() - this.#loadedAt > STALE_AFTER_MS) void this.load();
  }

  /** The service named a definition. An unknown one is looked up once, among the deactivated ones too. */
  seen(definitionId: string): void {
    const id = definitionId.toLowerCase();
    if (this.#loadedAt === null) this.#seenEarly.add(id);
    if (this.#loadedAt === null || this.#book.has(id) || this.#lookedFor.has(id)) return;
    this.#lookedFor.add(id);
    this.#deactivatedToo = true;
    this.#deps.log.info('unknown definition', { definitionId });
    void this.reload();
  }

  /** Makes labels and groups anew for another language, or a division that became known. */
  readerChanged(): void {
    this.#book = new DefinitionBook(this.#definitions, this.#deps.reader());
    this.#deps.changed();
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.stop();
  }

  #isOver(): boolean {
    return this.#stopped;
  }

  async #load(): Promise<void> {
    if (this.#isOver()) return;
    if (this.#kind !== 'ready') this.#kind = 'loading';
    this.#deps.changed();
    try {
      this.#definitions = await this.#deps.load(this.#deactivatedToo);
      if (this.#isOver()) return;
      this.#book = new DefinitionBook(this.#definitions, this.#deps.reader());
      this.#loadedAt = this.#deps.clock.now();
      this.#failures = 0;
      this.#kind = 'ready';
      this.#problem = null;
      const early = [...this.#seenEarly];
      this.#seenEarly.clear();
      for (const id of early) this.seen(id);
    } catch (error) {
      this.#failed(error);
    }
    this.#deps.changed();
  }

  #failed(error: unknown): void {
    if (this.#stopped) return;
    const known = error instanceof GenesysError ? error : null;
    if (known?.status === 401) this.#deps.onExpired(error);
    this.#problem = toProblemText(error);
    // An old list is better than none.
    this.#kind = this.#loadedAt === null ? 'failed' : 'ready';
    if (!mayPass(error)) return;
    this.#failures += 1;
    const { random } = this.#deps;
    const wait = growingPause(error, this.#failures, { first: FIRST_RETRY_MS, longest: LONGEST_RETRY_MS, random });
    this.#timers.after(wait, () => void this.load());
  }
}
