import type { Cancel, Clock } from '../ports.js';

/** The timers of one part, so that stopping it leaves none running. */
export class TimerSet {
  readonly #clock: Clock;
  readonly #running = new Set<Cancel>();
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Like `Clock.after`. After `stop` it starts nothing. */
  after(ms: number, run: () => void): Cancel {
    if (this.#stopped) return () => undefined;
    const cancel = this.#clock.after(ms, () => {
      this.#running.delete(cancel);
      run();
    });
    this.#running.add(cancel);
    return () => {
      this.#running.delete(cancel);
      cancel();
    };
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#running) cancel();
    this.#running.clear();
  }
}
