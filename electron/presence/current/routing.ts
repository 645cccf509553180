/**
 * The person's routing status, and the way back from _Not responding_ (docs/design.md §3.10, docs/genesys-cloud.md
 * §2.2).
 */
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { RoutingStatus } from '../../genesys/models/routing.js';
import { toTime } from '../../genesys/models/shared.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { RoutingStatusName } from '../../genesys/routing-status.js';
import { askedWait } from '../../genesys/retry.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Random } from '../../ports.js';
import type { RoutingView } from '../presence-view.js';
import { NewestWins, Serial, type Arrival } from './newest-wins.js';
import { problem } from '../problems.js';
import type { ServerClock } from './server-clock.js';
import type { PresenceService } from '../service-port.js';

const MAX_ATTEMPTS = 5;
const FIRST_BACKOFF_MS = 1000;

export interface RoutingDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly serverClock: ServerClock;
  readonly service: () => PresenceService;
  readonly userId: string;
  readonly signal: AbortSignal;
  signedIn(): boolean;
  onExpired(error: unknown): void;
  /** Called only when the status differs from before. */
  onStatus(status: RoutingStatusName): void;
  changed(): void;
}

interface Status {
  readonly status: RoutingStatusName;
  readonly startedAt: number | null;
}

export class Routing {
  readonly #deps: RoutingDeps;
  readonly #timers: TimerSet;
  readonly #serial = new Serial();
  readonly #newest = new NewestWins<Status>(this.#serial);
  #pending = false;
  #problem: ProblemText | null = null;

  constructor(deps: RoutingDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
  }

  get status(): RoutingStatusName | null {
    return this.#newest.value?.status ?? null;
  }

  view(): RoutingView {
    const known = this.#newest.value;
    const startedAt = known?.startedAt ?? null;
    return {
      status: known?.status ?? null,
      since: startedAt === null ? null : this.#deps.serverClock.toLocal(startedAt),
      pending: this.#pending,
      problem: this.#problem,
    };
  }

  hearEvent(said: RoutingStatus): void {
    this.#hear(said, { by: 'event' });
  }

  /** Before a request whose answer goes to `hearRead`. */
  asking(): number {
    return this.#serial.next();
  }

  /** The answer to a request for several things at once. */
  hearRead(said: RoutingStatus, askedAt: number): void {
    this.#hear(said, { by: 'read', askedAt });
  }

  /** @throws GenesysError */
  async read(): Promise<void> {
    const { service, userId, signal } = this.#deps;
    const askedAt = this.#serial.next();
    const answer = await service().routing.getUserRoutingstatus({ userId }, { retry: false, signal });
    this.#hear(answer, { by: 'read', askedAt });
  }

  /** The person's answer to _Not responding_: sets the routing status IDLE. */
  async backOnQueue(): Promise<void> {
    if (this.#pending) return;
    if (!this.#deps.signedIn()) {
      this.#fail(problem('routing.notSignedIn', {}, { retryable: true }));
      return;
    }
    this.#pending = true;
    this.#problem = null;
    this.#deps.changed();
    await this.#send(1);
  }

  dismiss(): void {
    this.#problem = null;
    this.#deps.changed();
  }

  stop(): void {
    this.#timers.stop();
  }

  #hear(said: RoutingStatus, arrival: Arrival): void {
    if (!said.status) return;
    const before = this.status;
    const startedAt = toTime(said.startTime);
    if (!this.#newest.offer({ status: said.status, startedAt }, startedAt, arrival)) return;
    if (before !== said.status) {
      this.#problem = null;
      // The status has been left, whoever did it.
      this.#pending = false;
      this.#deps.onStatus(said.status);
    }
    this.#deps.changed();
  }

  async #send(attempt: number): Promise<void> {
    const { service, userId, signal } = this.#deps;
    const askedAt = this.#serial.next();
    try {
      const body = { status: 'IDLE' } as const;
      const answer = await service().routing.putUserRoutingstatus({ userId, body }, { retry: false, signal });
      this.#pending = false;
      if (answer.status) this.#hear(answer, { by: 'change', askedAt });
      else await this.read().catch(() => undefined);
      this.#deps.changed();
    } catch (error) {
      await this.#failed(error, attempt);
    }
  }

  async #failed(error: unknown, attempt: number): Promise<void> {
    // An event may have shown the new status by now. Then there is nothing to report or send.
    if (!this.#pending || this.#deps.signal.aborted) return;
    const text = toProblemText(error);
    const known = error instanceof GenesysError ? error : null;
    if (known?.status === 401) this.#deps.onExpired(error);
    const again = known !== null && known.retryable && known.kind !== 'timeout' && attempt < MAX_ATTEMPTS;
    if (again) {
      const bound = FIRST_BACKOFF_MS * 2 ** (attempt - 1);
      const wait = Math.max(askedWait(error), this.#deps.random() * bound);
      this.#timers.after(wait, () => {
        if (this.#pending) void this.#send(attempt + 1);
      });
      return;
    }
    this.#fail(known?.status === 400 ? { ...text, key: 'routing.invalidTransition' } : text);
    if (known?.status !== 401) await this.read().catch(() => undefined);
  }

  #fail(text: ProblemText): void {
    this.#pending = false;
    this.#problem = text;
    this.#deps.changed();
  }
}
