/** The message set here, its lifetime, and when its time ends (docs/design.md §3.3). */
import type { Clock } from '../../ports.js';
import type { MessageLifetime } from '../presence-view.js';
import type { OwnMessage } from '../saved-presence.js';
import type { PickPatch, Pick } from '../picks/pick.js';
import { ClockJump } from '../current/clock-jump.js';
import { sameMessage, type SourcePresence } from '../current/source-presence.js';

/** When a message of this lifetime ends, on the wall clock. Null: not by time. */
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
  readonly #clockJump: ClockJump;
  #own: OwnMessage | null;

  constructor(clock: Clock, remembered: OwnMessage | null, save: (own: OwnMessage | null) => void) {
    this.#clock = clock;
    this.#own = remembered;
    this.#save = save;
    this.#clockJump = new ClockJump(clock);
  }

  /** A pick was confirmed, so its message is ours from now on. */
  applied(pick: Pick, patch: PickPatch): void {
    if (pick.edited === null) return;
    const text = (patch.message ?? '').trim();
    const { lifetime } = pick.edited;
    this.#followClock();
    this.#set(text === '' ? null : { text, lifetime, until: endOf(lifetime, this.#clock.now()) });
  }

  /** The service's last word. A different message means that ours was replaced. */
  heard(presence: SourcePresence): void {
    if (this.#own === null || presence.message === null) return;
    if (!sameMessage(presence.message, this.#own.text)) this.#set(null);
  }

  /** The lifetime of the current message. Null: it was set elsewhere, or there is none. */
  lifetimeOf(presence: SourcePresence | null): MessageLifetime | null {
    return this.#standing(presence)?.lifetime ?? null;
  }

  /** When the current message's time ends, on the wall clock. */
  endOf(presence: SourcePresence | null): number | null {
    this.#followClock();
    return this.#standing(presence)?.until ?? null;
  }

  /** A lifetime in minutes keeps its minutes. A time of day follows the clock. */
  #followClock(): void {
    const jump = this.#clockJump.jump();
    const until = this.#own?.until ?? null;
    if (jump === 0 || this.#own === null || until === null || this.#own.lifetime.kind !== 'minutes') return;
    this.#set({ ...this.#own, until: until + jump });
  }

  #standing(presence: SourcePresence | null): OwnMessage | null {
    const message = presence?.message ?? null;
    if (this.#own === null || message === null || !sameMessage(message, this.#own.text)) return null;
    return this.#own;
  }

  #set(own: OwnMessage | null): void {
    if (own === this.#own) return;
    this.#own = own;
    this.#save(own);
  }
}
