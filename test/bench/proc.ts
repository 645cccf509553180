/** What Linux tells of processes under /proc, parsed. Nothing here reads a file. */

/** One process of `/proc/PID/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Time on the processor, user and system, in clock ticks. */
  readonly ticks: number;
}

/** Linux's USER_HZ: 100 ticks a second on every architecture Electron runs on. */
export const TICKS_PER_SECOND = 100;

/**
 * The program's name, in parentheses, may hold spaces and parentheses itself: what follows the last one counts.
 * @throws Error where the text is no such file
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

/** The proportional set size of `/proc/PID/smaps_rollup`, in bytes: shared pages count by share. @throws Error where there is none */
export function parsePss(text: string): number {
  const found = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('not a /proc/PID/smaps_rollup');
  return Number(found) * 1024;
}

/** The resident set size of `/proc/PID/smaps_rollup`, in bytes: shared pages count in full. @throws Error where there is none */
export function parseRss(text: string): number {
  const found = /^Rss:\s+(\d+) kB$/m.exec(text)?.[1];
  if (found === undefined) throw new Error('not a /proc/PID/smaps_rollup');
  return Number(found) * 1024;
}

/** A process and everything it started, directly or not. */
export function descendants<P extends ProcessStat>(root: number, all: readonly P[]): P[] {
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}
