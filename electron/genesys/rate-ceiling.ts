/**
 * Keeps the app below the service's limit of 300 requests a minute per person and client (docs/genesys-cloud.md §5):
 * what comes too early waits in line, nothing is refused. There is one for all clients of a person. The agent's own
 * requests go before what is asked for other people, changes before reads, and each has places of its own, so that a
 * large team never delays a pick.
 */
import type { Cancel, Clock } from '../ports.js';
import { createGate, type Gate } from './gate.js';
import { cancelledError } from './genesys-error.js';

/** A change of one's own, a read of one's own, or whatever is asked for other people. */
export type Urgency = 'change' | 'read' | 'others';

export interface RateCeilingOptions {
  /** The most requests within the window. */
  readonly limit?: number;
  /** In milliseconds. One second more than the service's minute, because requests take different times to arrive. */
  readonly windowMs?: number;
  /** How many of them are reserved for changes. */
  readonly keptForChanges?: number;
  /** How many more are out of reach for what is asked for other people. */
  readonly keptForOneself?: number;
}

export interface RateCeiling {
  /** Resolves when the request may go; rejects as `cancelled` where the signal aborts while it waits. */
  pass(urgency: Urgency, signal?: AbortSignal): Promise<void>;
  /** What is read for other people goes through it, a few at a time, whoever asks. */
  readonly readsForOthers: Gate;
}

const READS_FOR_OTHERS_AT_ONCE = 4;

interface Waiting {
  readonly urgency: Urgency;
  readonly go: () => void;
}

export function createRateCeiling(clock: Clock, options: RateCeilingOptions = {}): RateCeiling {
  const { limit = 300, windowMs = 61_000, keptForChanges = 20, keptForOneself = 20 } = options;
  const sent: number[] = [];
  let waiting: Waiting[] = [];
  let timer: Cancel | null = null;

  const forgetOld = () => {
    const start = clock.monotonic() - windowMs;
    while (sent[0] !== undefined && sent[0] <= start) sent.shift();
  };

  const ceilings: Readonly<Record<Urgency, number>> = {
    change: limit,
    read: limit - keptForChanges,
    others: limit - keptForChanges - keptForOneself,
  };
  const first = (urgency: Urgency) => waiting.find((one) => one.urgency === urgency);

  const drain = () => {
    timer?.();
    timer = null;
    forgetOld();
    for (;;) {
      const next = first('change') ?? first('read') ?? first('others');
      if (!next) return;
      if (sent.length >= ceilings[next.urgency]) break;
      waiting = waiting.filter((one) => one !== next);
      sent.push(clock.monotonic());
      next.go();
    }
    const oldest = sent[0];
    if (oldest !== undefined) timer = clock.after(Math.max(1, oldest + windowMs - clock.monotonic()), drain);
  };

  return {
    readsForOthers: createGate(READS_FOR_OTHERS_AT_ONCE),
    pass: (urgency, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(cancelledError(false));
          return;
        }
        const giveUp = () => {
          waiting = waiting.filter((one) => one !== entry);
          if (waiting.length === 0) {
            timer?.();
            timer = null;
          }
          reject(cancelledError(false));
        };
        const entry: Waiting = {
          urgency,
          go: () => {
            signal?.removeEventListener('abort', giveUp);
            resolve();
          },
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.push(entry);
        drain();
      }),
  };
}
