/**
 * The history of one person in one organisation. It writes down what the engine says, and reads days back. It lives
 * from sign-in to sign-out.
 */
import { createEmitter } from '../emitter.js';
import type { Cancel, Clock, Log } from '../ports.js';
import { dateOf, dayOf, type Day, type DayDate } from './day.js';
import type { ChangedBy, HistoryPresence } from './history-line.js';
import { createHistoryStore } from './history-store.js';
import { createRecorder } from './recorder.js';

export interface HistoryOptions {
  /** This person's folder. */
  readonly folder: string;
  readonly keepDays: () => number;
  readonly clock: Clock;
  readonly log: Log;
  /** A random name for this run of the app. */
  readonly run: string;
  readonly onProblem: (message: string) => void;
}

export interface History {
  /** The presence that counts now. Null: unknown (no connection, sleep, expired). */
  heard(presence: HistoryPresence | null, since: number | null, by: ChangedBy): void;
  /** Days with entries, newest first. @param startMinutes when a day begins, in minutes after midnight */
  days(startMinutes: number): Promise<readonly DayDate[]>;
  /** @returns null if the text is no day */
  day(date: DayDate, startMinutes: number): Promise<Day | null>;
  today(startMinutes: number): DayDate;
  /** @param date null: everything */
  forget(date: DayDate | null, startMinutes: number): Promise<void>;
  /** Removes what is older than is kept now. It also does so by itself with each new day. */
  prune(): Promise<void>;
  /** Called when a day's contents may have changed. */
  onChange(run: () => void): Cancel;
  /** Records the end. Settles when it is on disk. */
  close(): Promise<void>;
}

export function openHistory({ folder, keepDays, clock, log, run, onProblem }: HistoryOptions): History {
  const changed = createEmitter(log, 'history');
  const store = createHistoryStore({ folder, keepDays, now: () => clock.now(), log, onProblem });
  /** The app may run for weeks. */
  let prunedOn: DayDate | null = null;
  const prune = async (): Promise<void> => {
    prunedOn = dateOf(clock.now());
    // What cannot be removed today is tried again tomorrow.
    if (await store.prune().catch(() => false)) changed.emit();
  };
  const recorder = createRecorder({
    clock,
    run,
    append: (date, line) => {
      store.append(date, line);
      if (date !== prunedOn) void prune();
      // Hearing that a presence still counts changes nothing on screen.
      if (line.kind !== 'still') changed.emit();
    },
  });
  void prune();

  return {
    heard(presence, since, by) {
      if (presence === null) recorder.lost();
      else recorder.heard(presence, since, by);
    },
    days: (startMinutes) => store.days(startMinutes),
    day: (date, startMinutes) => store.day(date, startMinutes, run),
    today: (startMinutes) => dayOf(clock.now(), startMinutes),
    async forget(date, startMinutes) {
      const includesNow = date === null || date === dayOf(clock.now(), startMinutes);
      if (date === null) await store.forgetEverything();
      else await store.forgetDay(date, startMinutes);
      if (includesNow) recorder.forgetUntilNow();
      changed.emit();
    },
    prune,
    onChange: (listener) => changed.on(listener),
    async close() {
      recorder.stop();
      await store.flush();
    },
  };
}
