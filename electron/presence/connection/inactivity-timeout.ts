/**
 * The organisation's inactivity timeout (docs/genesys-cloud.md §4). A person at the machine keeps the session alive,
 * never the app alone. The token is renewed at most once per half timeout, and only if keyboard or mouse were used
 * since. Two minutes before the end the person is warned (docs/design.md §3.7).
 */
import { GenesysError } from '../../genesys/error.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Clock, Log } from '../../ports.js';
import type { PresenceService } from '../service-port.js';
import { ClockJump } from '../current/clock-jump.js';

/** How often we check whether somebody came back. It asks this machine, not the service. */
const LOOK_EVERY_MS = 30_000;
const WARN_BEFORE_MS = 120_000;
/** Ends this close count as the same. After somebody sets the clock, the time of last use may follow a little later. */
const SAME_END_MS = 1_000;

export interface InactivityTimeoutDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly service: () => PresenceService;
  readonly signal: AbortSignal;
  policy(): 'whilePresent' | 'never';
  /** When a person was last seen at this computer, on the wall clock. `-Infinity`: never, or unknown. */
  presentSince(): number;
  /** When the service last answered a request of this session, on the wall clock. Every request counts as use. */
  lastUse(): number;
  onExpired(error: unknown): void;
  /** @param endsAt on the wall clock. Null: renewed, the warning is over */
  onEnding(endsAt: number | null): void;
}

export class InactivityTimeout {
  readonly #deps: InactivityTimeoutDeps;
  readonly #timers: TimerSet;
  #timeout: number | null = null;
  #renewedAt = 0;
  #warnedFor: number | null = null;
  readonly #clockJump: ClockJump;

  constructor(deps: InactivityTimeoutDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#clockJump = new ClockJump(deps.clock);
  }

  /** The organisation's timeout in milliseconds. Null: it has none, or it is unknown. */
  get timeout(): number | null {
    return this.#timeout;
  }

  async start(): Promise<void> {
    this.#followClock();
    this.#renewedAt = this.#deps.clock.now();
    try {
      const said = await this.#deps.service().tokens.getTokensTimeout({}, { signal: this.#deps.signal });
      const seconds = said.idleTokenTimeoutSeconds ?? 0;
      if (said.enableIdleTokenTimeout !== true || seconds <= 0) return;
      this.#timeout = seconds * 1000;
      this.#schedule();
    } catch (error) {
      this.#deps.log.warn('inactivity timeout unknown', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }

  /** The person's answer to the warning. */
  async imHere(): Promise<void> {
    if (this.#timeout !== null) await this.#renew();
  }

  stop(): void {
    this.#timers.stop();
  }

  #usedAt(): number {
    return Math.max(this.#renewedAt, this.#deps.lastUse());
  }

  #schedule(): void {
    if (this.#timeout === null) return;
    const untilHalf = this.#usedAt() + this.#timeout / 2 - this.#deps.clock.now();
    this.#timers.after(Math.max(untilHalf, Math.min(LOOK_EVERY_MS, this.#timeout / 8)), () => void this.#look());
  }

  async #look(): Promise<void> {
    if (this.#timeout === null) return;
    this.#followClock();
    const now = this.#deps.clock.now();
    const usedAt = this.#usedAt();
    const endsAt = usedAt + this.#timeout;
    const back = this.#deps.policy() === 'whilePresent' && this.#deps.presentSince() > usedAt;
    if (now < endsAt && back && now - usedAt >= this.#timeout / 2) await this.#renew();
    else if (now < endsAt && now >= endsAt - WARN_BEFORE_MS && !this.#warned(endsAt)) {
      this.#warnedFor = endsAt;
      this.#deps.onEnding(endsAt);
    }
    this.#schedule();
  }

  #warned(endsAt: number): boolean {
    return this.#warnedFor !== null && Math.abs(endsAt - this.#warnedFor) < SAME_END_MS;
  }

  #followClock(): void {
    const jump = this.#clockJump.jump();
    this.#renewedAt += jump;
    if (this.#warnedFor !== null) this.#warnedFor += jump;
  }

  async #renew(): Promise<void> {
    this.#followClock();
    const before = this.#renewedAt;
    this.#renewedAt = this.#deps.clock.now();
    try {
      await this.#deps.service().tokens.getTokensMe({}, { retry: false, signal: this.#deps.signal });
      if (this.#warnedFor !== null) this.#deps.onEnding(null);
      this.#warnedFor = null;
    } catch (error) {
      this.#renewedAt = before;
      if (error instanceof GenesysError && error.status === 401) this.#deps.onExpired(error);
    }
  }
}
