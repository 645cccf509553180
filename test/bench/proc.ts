/** Parses what Linux says about processes in /proc. Reads no files. */

/** One process of `/proc/PID/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Processor time, user and system, in clock ticks. */
  readonly ticks: number;
}

/** Linux's USER_HZ: 100 ticks a second on every architecture that Electron supports. */
export const TICKS_PER_SECOND = 100;

/**
 * The program's name, in parentheses, may itself contain spaces and parentheses, so fields start after the last one.
 * @throws Error if the text is no such file
 */
export function parseStat(text: string): ProcessStat {
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const pid = Number.parseInt(text, 10);
  const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
  if (close < 0 || [pid, parent, user, system].some((value) => value === undefined || !Number.isInteger(value)))
    throw new Error('not a /proc/PID/stat');
  return { pid, parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0) };
}

/**
 * The proportional set size in `/proc/PID/smaps_rollup`, in bytes: shared pages are divided among their users. @throws
 * Error if there is none
 */
export function parsePss(text: string): number {
  const found = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('not a /proc/PID/smaps_rollup');
  return Number(found) * 1024;
}

/**
 * The resident set size in `/proc/PID/smaps_rollup`, in bytes: shared pages count fully. @throws Error if there is none
 */
export function parseRss(text: string): number {
  const found = /^Rss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('not a /proc/PID/smaps_rollup');
  return Number(found) * 1024;
}

/** A process and its descendants. */
export function descendants<P extends ProcessStat>(root: number, all: readonly P[]): P[] {
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}
