/** Out of office is no presence but lies over one (docs/genesys-cloud.md §2.1). It is shown while active. */
import { toTime } from '../../genesys/models/shared.js';
import type { OutOfOffice as Said } from '../../genesys/models/user.js';
import { NewestWins, Serial, type Arrival } from './newest-wins.js';
import type { ServerClock } from './server-clock.js';
import type { PresenceService } from '../service-port.js';

interface Absence {
  readonly active: boolean;
  /** On the service's clock. Null: no end. */
  readonly until: number | null;
}

export class OutOfOffice {
  readonly #serverClock: ServerClock;
  readonly #serial = new Serial();
  readonly #newest = new NewestWins<Absence>(this.#serial);

  constructor(serverClock: ServerClock) {
    this.#serverClock = serverClock;
  }

  /** Null while the person is not out of office. */
  view(): { until: number | null } | null {
    const absence = this.#newest.value;
    if (!absence?.active) return null;
    return { until: absence.until === null ? null : this.#serverClock.toLocalAhead(absence.until) };
  }

  hearEvent(said: Said): void {
    this.#hear(said, { by: 'event' });
  }

  /** Before a request whose answer goes to `hearRead`. */
  asking(): number {
    return this.#serial.next();
  }

  /** The answer to a request for several things at once. */
  hearRead(said: Said, askedAt: number): void {
    this.#hear(said, { by: 'read', askedAt });
  }

  /** @throws GenesysError */
  async read(service: PresenceService, userId: string, signal: AbortSignal): Promise<void> {
    const askedAt = this.#serial.next();
    this.#hear(await service.outOfOffice.getUserOutofoffice({ userId }, { retry: false, signal }), {
      by: 'read',
      askedAt,
    });
  }

  #hear(said: Said, arrival: Arrival): void {
    const until = said.indefinite === true ? null : toTime(said.endDate);
    this.#newest.offer({ active: said.active === true, until }, null, arrival);
  }
}
