/**
 * What the service last said about the person's presence: definition, message, since when, and which source decides.
 */
import type { UserPresence } from '../../genesys/models/presence.js';
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { Clock } from '../../ports.js';
import { NewestWins, Serial, type Arrival } from './newest-wins.js';
import type { ServerClock } from './server-clock.js';
import { sameId } from '../../genesys/same-id.js';
import { mergeOtherSource, readPresence, type SourcePresence } from './source-presence.js';

export interface Heard {
  /** What the answer or event says about Genesys Cloud's own source. Null: nothing. */
  readonly presence: SourcePresence | null;
  /** Whether it is the service's last word now. */
  readonly accepted: boolean;
  /** The last word before this one. */
  readonly previous: SourcePresence | null;
  /**
   * Dated before the word we have, yet asked for after it. Two such answers in a row mean that the service's clock was
   * set back.
   */
  readonly datedBack: boolean;
}

/** The start of a presence, and which clock it is on. */
interface Since {
  readonly at: number;
  readonly clock: 'service' | 'here';
}

export class CurrentPresence {
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #systemPresenceOf: (definitionId: string) => SystemPresence | null;
  readonly #serial = new Serial();
  readonly #newest = new NewestWins<SourcePresence>(this.#serial);
  readonly #source = new NewestWins<string | null>(this.#serial);
  #sourceSaid = false;
  #since: Since | null = null;
  #confirmed = false;
  #datedBack: SourcePresence | null = null;

  constructor(
    clock: Clock,
    serverClock: ServerClock,
    systemPresenceOf: (definitionId: string) => SystemPresence | null,
  ) {
    this.#clock = clock;
    this.#serverClock = serverClock;
    this.#systemPresenceOf = systemPresenceOf;
  }

  get presence(): SourcePresence | null {
    return this.#newest.value;
  }

  /** The other source that decides (`''`: its name is unknown). Null: Genesys Cloud decides, or nothing is known. */
  get otherSource(): string | null {
    return this.#source.value;
  }

  get isSourceKnown(): boolean {
    return this.#sourceSaid;
  }

  /** Whether an event or a read has confirmed the word. The answer to our own change alone does not. */
  get isConfirmed(): boolean {
    return this.#confirmed;
  }

  /** Start of the presence on this machine's clock. Null: unknown. */
  since(): number | null {
    if (this.#since === null) return null;
    return this.#since.clock === 'service' ? this.#serverClock.toLocal(this.#since.at) : this.#since.at;
  }

  /** Call this when a request goes out. The result goes into the arrival's `askedAt`. */
  requestSent(): number {
    return this.#serial.next();
  }

  hear(body: UserPresence, arrival: Arrival): Heard {
    const { presence, otherSource } = readPresence(body, this.#systemPresenceOf);
    if (otherSource !== undefined) {
      this.#source.offer(mergeOtherSource(this.#source.value, otherSource), null, arrival);
      this.#sourceSaid = true;
    }
    const previous = this.#newest.value;
    if (presence === null) return { presence, accepted: false, previous, datedBack: false };
    const accepted = this.#newest.offer(presence, presence.modifiedAt, arrival);
    if (accepted) this.#take(presence, previous, arrival);
    const datedBack = !accepted && arrival.by === 'read' && this.#newest.isCurrent(arrival.askedAt);
    if (datedBack && this.#repeats(presence)) {
      this.#newest.insist(presence, presence.modifiedAt, arrival.askedAt);
      this.#take(presence, previous, arrival);
      return { presence, accepted: true, previous, datedBack: false };
    }
    this.#datedBack = datedBack ? presence : null;
    return { presence, accepted, previous, datedBack };
  }

  #repeats(presence: SourcePresence): boolean {
    const before = this.#datedBack;
    return (
      before !== null &&
      sameId(before.definition.id, presence.definition.id) &&
      before.modifiedAt === presence.modifiedAt
    );
  }

  #take(presence: SourcePresence, previous: SourcePresence | null, arrival: Arrival): void {
    this.#confirmed = arrival.by !== 'change';
    if (presence.modifiedAt !== null) {
      this.#since = { at: presence.modifiedAt, clock: 'service' };
    } else if (previous === null || !sameId(previous.definition.id, presence.definition.id)) {
      // An event arrives within a second of what it reports. The answer to a read may concern any moment.
      this.#since = arrival.by === 'read' ? null : { at: this.#clock.now(), clock: 'here' };
    }
  }
}
