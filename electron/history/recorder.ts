/**
 * Writes down what the app hears of the own presence. It says at intervals that a presence still counts, so that a crash
 * costs a few minutes of knowledge and never invents any.
 */
import type { Clock } from '../ports.js';
import { TimerSet } from '../genesys/timer-set.js';
import { dateOf } from './day.js';
import type { ChangedBy, HistoryLine, HistoryPresence } from './history-line.js';

/** How often the file is told that the presence still counts. */
export const STILL_MS = 5 * 60_000;

export interface RecorderOptions {
  readonly clock: Clock;
  /** The name of this run of the app in the lines; another one for each start. */
  readonly run: string;
  /** Takes a line for the file of that date; keeps the order. */
  readonly append: (date: string, line: HistoryLine) => void;
}

export interface Recorder {
  /**
   * The service says: this presence counts.
   * @param since milliseconds since the epoch on this computer's clock; null where the service did not say
   */
  heard(presence: HistoryPresence, since: number | null, by: ChangedBy): void;
  /** From here on nothing is known: no connection, sleep, sign-out. */
  lost(): void;
  /** What was before this moment is to be forgotten; the presence that counts is written down anew from here. */
  forgetUntilNow(): void;
  /** Ends it; the last moment is written down. */
  stop(): void;
}

interface Known {
  readonly presence: HistoryPresence;
  readonly since: number;
  readonly by: ChangedBy;
}

export function createRecorder({ clock, run, append }: RecorderOptions): Recorder {
  const timers = new TimerSet(clock);
  let known: Known | null = null;
  /** When the file was told something last. */
  let toldAt = 0;
  /** Nothing before this may be told: it was forgotten. */
  let floor = 0;

  function tell(line: HistoryLine): void {
    toldAt = Math.max(toldAt, line.at);
    append(dateOf(line.at), line);
  }

  /** A timer that came much too late means that the computer slept: what was in between is not known. */
  function endAfterSleep(now: number): void {
    if (known === null || now - toldAt <= 2 * STILL_MS) return;
    tell({ kind: 'end', run, at: toldAt });
    known = null;
  }

  function state({ presence, since, by }: Known, at: number): void {
    tell({ kind: 'presence', run, at, since: Math.min(Math.max(since, floor), at), presence, by });
  }

  function tick(): void {
    const now = clock.now();
    endAfterSleep(now);
    if (known !== null && now > toldAt) {
      // Each file tells its day by itself, so that it can be read when the one before is gone.
      if (dateOf(now) === dateOf(toldAt)) tell({ kind: 'still', run, at: now });
      else state(known, now);
    }
    timers.after(STILL_MS, tick);
  }
  timers.after(STILL_MS, tick);

  const lost = (): void => {
    const now = clock.now();
    endAfterSleep(now);
    if (known === null) return;
    tell({ kind: 'end', run, at: Math.max(now, toldAt) });
    known = null;
  };

  return {
    heard(presence, since, by) {
      const now = clock.now();
      endAfterSleep(now);
      const from = Math.min(since ?? now, now);
      if (known?.presence.id === presence.id && (since === null || from === known.since)) return;
      known = { presence, since: from, by };
      state(known, now);
    },
    lost,
    forgetUntilNow() {
      floor = clock.now();
      if (known === null) return;
      known = { ...known, since: floor };
      state(known, floor);
    },
    stop() {
      lost();
      timers.stop();
    },
  };
}
