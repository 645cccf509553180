/**
 * The timeline of a simulated service and the app under test. The app's machine can sleep (its clocks stop), or its
 * process can freeze (its timers are late), while the service continues. Nothing here waits for real time.
 *
 * As on a real machine, timers may fire a little early, and time passes between two looks at the clock.
 */
import type { Cancel, Clock } from '../../../../electron/ports.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Lets everything run that waits only for promises and streams. */
export async function settle(turns = 2): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((done) => setImmediate(done));
}

/** What a look at the clock takes. A power of two, so that sums are exact and events keep their order. */
const LOOK_MS = 1 / 16;
/** How early each next timer fires: Node rounds its time down to whole milliseconds. */
const nextEarly = (timers: number): number => (timers * 7 * LOOK_MS) % 1;

export class World {
  static readonly START = Date.parse('2026-11-21T10:00:00Z');
  /** The true time in milliseconds since the world began. */
  t = 0;
  /** How far somebody has set the app's wall clock, in milliseconds. */
  wallOffset = 0;
  #asleep: 'no' | 'suspended' | 'frozen' = 'no';
  #sleptFor = 0;
  #sleepsSince = 0;
  #order = 0;
  #server: Timer[] = [];
  #client: Timer[] = [];
  #toDeliver: (() => void)[] = [];

  /** The clock of the app under test. */
  readonly clock: Clock = {
    now: () => World.START + this.t + this.wallOffset,
    monotonic: () => this.#monotonic(),
    sinceBoot: () => this.t,
    after: (ms, run) =>
      this.#add(this.#client, this.#monotonic() + Math.max(LOOK_MS, ms - nextEarly(this.#order)), run),
  };

  get waitingTimers(): number {
    return this.#client.length;
  }

  get isAwake(): boolean {
    return this.#asleep === 'no';
  }

  /** The service's own wall clock. */
  serverNow(): number {
    return World.START + this.t;
  }

  serverAfter(ms: number, run: () => void): Cancel {
    return this.#add(this.#server, this.t + Math.max(0, ms), run);
  }

  /** Something reaches the app's machine: now, or once it is awake. */
  deliver(run: () => void): void {
    if (this.isAwake) run();
    else this.#toDeliver.push(run);
  }

  sleep(how: 'suspended' | 'frozen'): void {
    if (!this.isAwake) return;
    this.#asleep = how;
    this.#sleepsSince = this.t;
  }

  async wake(): Promise<void> {
    if (this.isAwake) return;
    if (this.#asleep === 'suspended') this.#sleptFor += this.t - this.#sleepsSince;
    this.#asleep = 'no';
    // Timers that came due while the process was frozen run first.
    await this.advance(0);
    for (const run of this.#toDeliver.splice(0)) {
      run();
      await settle();
    }
  }

  async advance(ms: number): Promise<void> {
    const end = this.t + ms;
    await settle();
    for (;;) {
      const next = this.#next(end);
      if (next === null) break;
      this.t = Math.max(this.t, next.at);
      next.run();
      await settle();
    }
    this.t = Math.max(this.t, end);
  }

  #monotonic(): number {
    this.t += LOOK_MS;
    const asleep = this.#asleep === 'suspended' ? this.t - this.#sleepsSince : 0;
    return this.t - this.#sleptFor - asleep;
  }

  #add(list: Timer[], at: number, run: () => void): Cancel {
    this.#order += 1;
    const timer: Timer = { at, order: this.#order, run };
    list.push(timer);
    return () => {
      const place = list.indexOf(timer);
      if (place >= 0) list.splice(place, 1);
    };
  }

  #next(end: number): { at: number; run: () => void } | null {
    const server = earliest(this.#server);
    const client = this.isAwake ? earliest(this.#client) : null;
    const clientAt = client === null ? Infinity : client.at + this.#sleptFor;
    const serverAt = server?.at ?? Infinity;
    if (Math.min(clientAt, serverAt) > end) return null;
    const [list, timer, at] = clientAt < serverAt ? [this.#client, client, clientAt] : [this.#server, server, serverAt];
    if (timer === null) return null;
    list.splice(list.indexOf(timer), 1);
    return { at, run: timer.run };
  }
}

function earliest(list: readonly Timer[]): Timer | null {
  let first: Timer | null = null;
  for (const timer of list) {
    if (first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
  }
  return first;
}
