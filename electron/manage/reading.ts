/**
 * Something of the organisation that is read whole: what was read last stays while the next reading is under way, or
 * fails.
 */
import { toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import type { Clock } from '../ports.js';

export interface Reading<T> {
  /** Null until it was read once. */
  readonly value: T | null;
  readonly loading: boolean;
  /** Why the latest reading failed. */
  readonly problem: ProblemText | null;
  /** When the value was read, on the wall clock. */
  readonly asOf: number | null;
}

export interface Reader<T> {
  get(): Reading<T>;
  /** Reads it; callers in the same moment share one reading. Never rejects. */
  load(): Promise<void>;
  /** Reads it after the reading under way: something was changed since that began. */
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
 * The active ones and the deactivated ones are two readings: where the second fails, the first is shown without it.
 * @throws what the first reading failed with
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
