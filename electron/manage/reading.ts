/** Something of the organisation that is read whole. The last value stays while the next read is under way or fails. */
import { toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import type { Clock } from '../ports.js';

export interface Reading<T> {
  /** Null: it was never read. */
  readonly value: T | null;
  readonly loading: boolean;
  /** Why the latest read failed. */
  readonly problem: ProblemText | null;
  /** When the value was read, on the wall clock. */
  readonly asOf: number | null;
}

export interface Reader<T> {
  get(): Reading<T>;
  /** Reads it. Concurrent callers share one read. Never rejects. */
  load(): Promise<void>;
  /** Reads it after the current read, because something changed since that began. */
  reload(): Promise<void>;
}

export function createReader<T>(deps: {
  readonly clock: Pick<Clock, 'now'>;
  read(): Promise<T>;
  changed(): void;
}): Reader<T> {
  let reading: Reading<T> = { value: null, loading: false, problem: null, asOf: null };
  let underWay: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    reading = { ...reading, loading: true };
    deps.changed();
    try {
      const value = await deps.read();
      reading = { value, loading: false, problem: null, asOf: deps.clock.now() };
    } catch (error) {
      reading = { ...reading, loading: false, problem: toProblemText(error) };
    }
    deps.changed();
  };
  const load = (): Promise<void> =>
    (underWay ??= read().finally(() => {
      underWay = null;
    }));

  return { get: () => reading, load, reload: () => (underWay ?? Promise.resolve()).then(load) };
}

/** The value, and what could not be read of it. */
export interface Partly<T> {
  readonly value: T;
  readonly missing: ProblemText | null;
}

/**
 * The active ones and the deactivated ones are two reads. If the second fails, the first is shown alone.
 * @throws the first read's error
 */
export async function bothReadings<T>(active: Promise<T[]>, deactivated: Promise<T[]>): Promise<Partly<T[]>> {
  const second = deactivated.then(
    (value): Partly<T[]> => ({ value, missing: null }),
    (error: unknown): Partly<T[]> => ({ value: [], missing: toProblemText(error) }),
  );
  const first = await active;
  const { value, missing } = await second;
  return { value: [...first, ...value], missing };
}
