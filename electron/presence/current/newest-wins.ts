/** Decides which of several statements about one thing is the service's last word (docs/design.md §3.1). */

/** How a statement arrived: over the channel, as the answer to a read, or as the answer to our own change. */
export type Arrival = { readonly by: 'event' } | { readonly by: 'read' | 'change'; readonly askedAt: number };

/** Numbers everything sent and received, so that "asked for before" has a meaning. */
export class Serial {
  #last = 0;

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

/**
 * The newest date wins. Where a date is missing or both are equal, the later arrival on the channel wins. A REST answer
 * then wins only if it was asked for after we learned what we know: otherwise an event may have overtaken it.
 */
export class NewestWins<T> {
  readonly #serial: Serial;
  #value: T | null = null;
  /**
   * The newest date ever accepted. It stays when an undated statement follows, so that an older dated one is still
   * recognised as old.
   */
  #newest: number | null = null;
  /** The current value's own date. */
  #date: number | null = null;
  #knownAt = 0;

  constructor(serial: Serial) {
    this.#serial = serial;
  }

  get value(): T | null {
    return this.#value;
  }

  /**
   * Takes the statement if it is the last word. @param date the service's own date for it, in milliseconds on its clock
   */
  offer(value: T, date: number | null, arrival: Arrival): boolean {
    const serial = this.#serial.next();
    if (!this.#wins(date, arrival)) return false;
    this.#value = value;
    this.#date = date;
    if (date !== null) this.#newest = date;
    this.#knownAt = arrival.by === 'read' ? Math.max(this.#knownAt, arrival.askedAt) : serial;
    return true;
  }

  /** Whether a request that went out at `askedAt` saw the current value or a later one. */
  isCurrent(askedAt: number): boolean {
    return askedAt >= this.#knownAt;
  }

  /** Takes an earlier-dated value that the service repeats: its clock was set back. */
  insist(value: T, date: number | null, askedAt: number): void {
    this.#newest = this.#date = date;
    this.#value = value;
    this.#knownAt = Math.max(this.#knownAt, askedAt);
  }

  #wins(date: number | null, arrival: Arrival): boolean {
    if (date !== null && this.#newest !== null && date < this.#newest) return false;
    if (date !== null && this.#date !== null && date > this.#date) return true;
    return arrival.by === 'event' || this.isCurrent(arrival.askedAt);
  }
}
