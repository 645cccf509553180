/** What the service last said about the person's presence: definition, message, since when, and who decides. */
import type { UserPresence } from '../../genesys/models/presence.js';
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { Clock } from '../../ports.js';
import { LastWord, Serial, type Arrival } from './newest-wins.js';
import type { ServerClock } from './server-clock.js';
import { mergeOtherSource, readPresence, sameId, type PresenceStatement } from './source-presence.js';

export interface Heard {
  /** What the answer or event says of Genesys Cloud's own source; null where it says nothing of it. */
  readonly statement: PresenceStatement | null;
  /** Whether it is now the last word. */
  readonly accepted: boolean;
  /** The word before. */
  readonly previous: PresenceStatement | null;
  /** Dated before the word we have, and yet asked for after it: two such answers in a row mean that the service's clock was set back. */
  readonly datedBack: boolean;
}

/** Start of a presence, on the clock on which it was told. */
interface Since {
  readonly at: number;
  readonly clock: 'service' | 'here';
}

export class PresenceWord {
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #systemPresenceOf: (definitionId: string) => SystemPresence | null;
  readonly #serial = new Serial();
  readonly #word = new LastWord<PresenceStatement>(this.#serial);
  readonly #source = new LastWord<string | null>(this.#serial);
  #sourceSaid = false;
  #since: Since | null = null;
  #confirmed = false;
  #datedBack: PresenceStatement | null = null;

  constructor(
    clock: Clock,
    serverClock: ServerClock,
    systemPresenceOf: (definitionId: string) => SystemPresence | null,
  ) {
    this.#clock = clock;
    this.#serverClock = serverClock;
    this.#systemPresenceOf = systemPresenceOf;
  }

  get statement(): PresenceStatement | null {
    return this.#word.value;
  }

  /** The other source that decides (`''`: its name is unknown), null where Genesys Cloud does or nothing is known. */
  get otherSource(): string | null {
    return this.#source.value;
  }

  /** Whether the service has said who decides. */
  get isSourceKnown(): boolean {
    return this.#sourceSaid;
  }

  /** Whether the word is more than the answer to our own change: an event or a read said it too. */
  get isConfirmed(): boolean {
    return this.#confirmed;
  }

  /** Start of the presence on this machine's clock, null where unknown. */
  since(): number | null {
    if (this.#since === null) return null;
    return this.#since.clock === 'service' ? this.#serverClock.toLocal(this.#since.at) : this.#since.at;
  }

  /** To be called when a request goes out; its result belongs into the arrival's `askedAt`. */
  ask(): number {
    return this.#serial.next();
  }

  hear(presence: UserPresence, arrival: Arrival): Heard {
    const { statement, otherSource } = readPresence(presence, this.#systemPresenceOf);
    if (otherSource !== undefined) {
      this.#source.offer(mergeOtherSource(this.#source.value, otherSource), null, arrival);
      this.#sourceSaid = true;
    }
    const previous = this.#word.value;
    if (statement === null) return { statement, accepted: false, previous, datedBack: false };
    const accepted = this.#word.offer(statement, statement.modifiedAt, arrival);
    if (accepted) this.#take(statement, previous, arrival);
    const datedBack = !accepted && arrival.by === 'read' && this.#word.isCurrent(arrival.askedAt);
    if (datedBack && this.#repeats(statement)) {
      this.#word.insist(statement, statement.modifiedAt, arrival.askedAt);
      this.#take(statement, previous, arrival);
      return { statement, accepted: true, previous, datedBack: false };
    }
    this.#datedBack = datedBack ? statement : null;
    return { statement, accepted, previous, datedBack };
  }

  #repeats(statement: PresenceStatement): boolean {
    const before = this.#datedBack;
    return (
      before !== null &&
      sameId(before.definition.id, statement.definition.id) &&
      before.modifiedAt === statement.modifiedAt
    );
  }

  #take(statement: PresenceStatement, previous: PresenceStatement | null, arrival: Arrival): void {
    this.#confirmed = arrival.by !== 'change';
    if (statement.modifiedAt !== null) {
      this.#since = { at: statement.modifiedAt, clock: 'service' };
    } else if (previous === null || !sameId(previous.definition.id, statement.definition.id)) {
      // An event is told within a second of what it tells; an answer to a read may be about any moment.
      this.#since = arrival.by === 'read' ? null : { at: this.#clock.now(), clock: 'here' };
    }
  }
}
