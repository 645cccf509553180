/**
 * Records what the app hears about the person's own presence. It notes at intervals that a presence still counts, so
 * that a crash loses a few minutes and never invents any.
 */
import type { Clock } from '../ports.js';
import { TimerSet } from '../genesys/timer-set.js';
import { dateOf } from './day.js';
import type { ChangedBy, HistoryLine, HistoryPresence } from './history-line.js';

/** How often the file is told that the presence still counts. */
export const STILL_MS = 5 * 60_000;

export interface RecorderOptions {
  readonly clock: Clock;
  /** Names this run of the app in the lines. Every start has another one. */
  readonly run: string;
  /** Appends a line to the file of that date, in order. */
  readonly append: (date: string, line: HistoryLine) => void;
}

export interface Recorder {
  /**
   * The service says that this presence counts.
   * @param since milliseconds since the epoch on this computer's clock. Null: the service did not say
   */
  heard(presence: HistoryPresence, since: number | null, by: ChangedBy): void;
  /** Nothing is known from here on: no connection, sleep, sign-out. */
  lost(): void;
  /** Forgets everything before now. The current presence is recorded anew from here. */
  forgetUntilNow(): void;
  /** Ends it and records the last moment. */
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
  /** When a line was last written. */
  let toldAt = 0;
  /** What lies before this time was forgotten, so no line may reach back beyond it. */
  let floor = 0;

  function tell(line: HistoryLine): void {
    toldAt = Math.max(toldAt, line.at);
    append(dateOf(line.at), line);
  }

  /** A timer that fires much too late means that the computer slept. What happened in between is unknown. */
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
      // Every file must be readable without the one before, so a new day repeats the presence.
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
