/**
 * The time of a simulation with thousands of clients. Timers run in order, and nothing waits for real time. A heap,
 * because a list would be searched millions of times.
 */
import type { Clock } from '../../../electron/ports.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Null: it was cancelled. */
  run: (() => void) | null;
}

const isBefore = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

export class EventClock implements Clock {
  static readonly START = Date.parse('2026-11-23T08:00:00Z');
  readonly #heap: Timer[] = [];
  #t = 0;
  #order = 0;

  /** Milliseconds since the simulation began. */
  get t(): number {
    return this.#t;
  }

  now(): number {
    return EventClock.START + this.#t;
  }

  monotonic(): number {
    return this.#t;
  }

  sinceBoot(): number {
    return this.#t;
  }

  after(ms: number, run: () => void): () => void {
    this.#order += 1;
    const timer: Timer = { at: this.#t + Math.max(0, ms), order: this.#order, run };
    this.#push(timer);
    return () => {
      timer.run = null;
    };
  }

  /** Lets time pass. Whatever waits only for promises is done before the next timer runs. */
  async advance(ms: number): Promise<void> {
    const end = this.#t + ms;
    await settle();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) break;
      this.#pop();
      if (next.run === null) continue;
      this.#t = Math.max(this.#t, next.at);
      next.run();
      await settle();
    }
    this.#t = end;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(timer);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt];
      if (parent === undefined || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = timer;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      if (left === undefined) break;
      const [child, childAt] = right !== undefined && isBefore(right, left) ? [right, 2 * at + 2] : [left, 2 * at + 1];
      if (!isBefore(child, last)) break;
      heap[at] = child;
      at = childAt;
    }
    heap[at] = last;
  }
}

/** An answer's body is a stream, which needs more than one turn of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((done) => setImmediate(done));
}
