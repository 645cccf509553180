/** The message that was set here, for how long it is meant, and when its time is over (design §3.3). */
import type { Clock } from '../../ports.js';
import type { MessageLifetime } from '../presence-view.js';
import type { OwnMessage } from '../saved-presence.js';
import type { Ask, Wish } from '../picks/pick.js';
import { SetClock } from '../current/clock-jump.js';
import { sameMessage, type PresenceStatement } from '../current/source-presence.js';

/** When a message of this lifetime is over, on the wall clock; null: not by time. */
export function endOf(lifetime: MessageLifetime, now: number): number | null {
  if (lifetime.kind === 'minutes') return now + lifetime.minutes * 60_000;
  if (lifetime.kind !== 'untilTime') return null;
  const [hours = 0, minutes = 0] = lifetime.at.split(':').map(Number);
  const end = new Date(now);
  end.setHours(hours, minutes, 0, 0);
  if (end.getTime() <= now) end.setDate(end.getDate() + 1);
  return end.getTime();
}

export class OwnMessages {
  readonly #clock: Clock;
  readonly #save: (own: OwnMessage | null) => void;
  readonly #setClock: SetClock;
  #own: OwnMessage | null;

  constructor(clock: Clock, remembered: OwnMessage | null, save: (own: OwnMessage | null) => void) {
    this.#clock = clock;
    this.#own = remembered;
    this.#save = save;
    this.#setClock = new SetClock(clock);
  }

  /** A pick was confirmed: its message is ours from now on. */
  applied(wish: Wish, ask: Ask): void {
    if (wish.edited === null) return;
    const text = (ask.message ?? '').trim();
    const { lifetime } = wish.edited;
    this.#followClock();
    this.#set(text === '' ? null : { text, lifetime, until: endOf(lifetime, this.#clock.now()) });
  }

  /** The service's last word; another message than ours means that ours was replaced. */
  heard(statement: PresenceStatement): void {
    if (this.#own === null || statement.message === null) return;
    if (!sameMessage(statement.message, this.#own.text)) this.#set(null);
  }

  /** The lifetime of the current message, null where it was set elsewhere or there is none. */
  lifetimeOf(statement: PresenceStatement | null): MessageLifetime | null {
    return this.#standing(statement)?.lifetime ?? null;
  }

  /** When the current message's time is over, on the wall clock. */
  endOf(statement: PresenceStatement | null): number | null {
    this.#followClock();
    return this.#standing(statement)?.until ?? null;
  }

  /** So many minutes stay so many; a time of day is what the clock says. */
  #followClock(): void {
    const jump = this.#setClock.jump();
    const until = this.#own?.until ?? null;
    if (jump === 0 || this.#own === null || until === null || this.#own.lifetime.kind !== 'minutes') return;
    this.#set({ ...this.#own, until: until + jump });
  }

  #standing(statement: PresenceStatement | null): OwnMessage | null {
    const message = statement?.message ?? null;
    if (this.#own === null || message === null || !sameMessage(message, this.#own.text)) return null;
    return this.#own;
  }

  #set(own: OwnMessage | null): void {
    if (own === this.#own) return;
    this.#own = own;
    this.#save(own);
  }
}
