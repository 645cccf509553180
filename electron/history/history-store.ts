/**
 * The history's files: one per calendar day, `2026-11-27.jsonl`, in a folder per person and organisation. Lines are
 * appended in order without blocking main. Only the owner can read the files, and they never leave this computer.
 */
import { appendFile, chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../ports.js';
import { dateOf, dayBounds, dayFrom, dayOf, neighbour, type Day, type DayBounds, type DayDate } from './day.js';
import { formatLine, parseLines, type HistoryLine } from './history-line.js';

/** The most a day's file may hold, some 6,000 changes. Later ones that day are lost. */
const FILE_LIMIT_BYTES = 1_000_000;

const FILE = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

export interface HistoryStoreOptions {
  /** The folder of this person's history. It is created with the first line. */
  readonly folder: string;
  readonly keepDays: () => number;
  readonly now: () => number;
  readonly log: Log;
  /** The disk refused. Reported once until a line could be written again. */
  readonly onProblem: (message: string) => void;
}

export interface HistoryStore {
  append(date: DayDate, line: HistoryLine): void;
  /** Days with entries, newest first. @param startMinutes when a day begins, in minutes after midnight */
  days(startMinutes: number): Promise<readonly DayDate[]>;
  /** @returns null if the text is no day. @param live the current run */
  day(date: DayDate, startMinutes: number, live: string | null): Promise<Day | null>;
  forgetDay(date: DayDate, startMinutes: number): Promise<void>;
  forgetEverything(): Promise<void>;
  /** Removes what is older than `keepDays`. @returns whether anything was */
  prune(): Promise<boolean>;
  /** Settles when everything appended so far is on disk or was refused. */
  flush(): Promise<void>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function createHistoryStore({ folder, keepDays, now, log, onProblem }: HistoryStoreOptions): HistoryStore {
  /** Writing, reading and forgetting run one after the other. */
  let queue: Promise<unknown> = Promise.resolve();
  /** Lines waiting for their turn, or for a disk that refused them. Each has the date of its file. */
  let waiting: { readonly date: DayDate; readonly line: HistoryLine }[] = [];
  const checkedEnds = new Set<DayDate>();
  let refused = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  const path = (date: DayDate): string => join(folder, `${date}.jsonl`);

  async function write(): Promise<void> {
    const lines = waiting;
    if (lines.length === 0) return;
    waiting = [];
    const left = [...lines];
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (let first = left[0]; first !== undefined; first = left[0]) {
        const { date } = first;
        const count = left.findIndex((each) => each.date !== date);
        const run = left.slice(0, count === -1 ? left.length : count);
        await appendTo(date, run.map(({ line }) => formatLine(line)).join(''));
        left.splice(0, run.length);
      }
      refused = false;
    } catch (error) {
      // Kept for the next attempt. The number is limited, since a disk may stay full for days.
      waiting = [...left, ...waiting].slice(-2_000);
      if (!refused) onProblem(reasonOf(error));
      refused = true;
      log.warn('The history could not be written', { reason: reasonOf(error) });
    }
  }

  async function appendTo(date: DayDate, text: string): Promise<void> {
    const file = path(date);
    const size = await stat(file).then(
      (found) => found.size,
      (error: unknown) => {
        if (isMissing(error)) return 0;
        throw error;
      },
    );
    if (size >= FILE_LIMIT_BYTES) return;
    const torn = size > 0 && !checkedEnds.has(date) && !(await endsWithNewline(file, size));
    await appendFile(file, torn ? `\n${text}` : text, { mode: 0o600 });
    checkedEnds.add(date);
  }

  async function read(date: DayDate): Promise<readonly HistoryLine[]> {
    let text: string;
    try {
      text = await readFile(path(date), 'utf8');
    } catch (error) {
      if (!isMissing(error)) log.warn('A day of the history could not be read', { date, reason: reasonOf(error) });
      return [];
    }
    const { lines, leftOut } = parseLines(text.slice(0, 2 * FILE_LIMIT_BYTES));
    if (leftOut > 0) log.warn('Lines of the history were left out', { date, leftOut });
    return lines;
  }

  async function dates(): Promise<readonly DayDate[]> {
    const names = await readdir(folder).catch(() => []);
    return names
      .map((name) => FILE.exec(name)?.[1])
      .filter((date) => date !== undefined)
      .sort();
  }

  /** The lines that may concern a time: those in its own files, and later ones that reach back into it. */
  async function linesFor(bounds: DayBounds): Promise<readonly HistoryLine[]> {
    const first = neighbour(dateOf(bounds.from), -1);
    const last = dateOf(bounds.to);
    const lines: HistoryLine[] = [];
    for (const date of (await dates()).filter((each) => each >= first)) {
      const own = await read(date);
      lines.push(...own);
      if (date > last && !own.some((line) => line.kind === 'presence' && line.since < bounds.to)) break;
    }
    return lines;
  }

  async function rewrite(
    date: DayDate,
    change: (lines: readonly HistoryLine[]) => readonly HistoryLine[],
  ): Promise<void> {
    const lines = change(await read(date));
    if (lines.length === 0) return rm(path(date), { force: true });
    const draft = `${path(date)}.tmp`;
    await writeFile(draft, lines.map(formatLine).join(''), { mode: 0o600, flush: true });
    await chmod(draft, 0o600);
    await rename(draft, path(date));
  }

  return {
    append(date, line) {
      waiting.push({ date, line });
      void inTurn(write);
    },

    days: (startMinutes) =>
      inTurn(async () => {
        await write();
        const found = new Set<DayDate>();
        for (const date of await dates())
          for (const line of await read(date)) if (line.kind === 'presence') found.add(dayOf(line.at, startMinutes));
        return [...found].sort().reverse();
      }),

    day: (date, startMinutes, live) =>
      inTurn(async () => {
        const bounds = dayBounds(date, startMinutes);
        if (bounds === null) return null;
        await write();
        return dayFrom(date, bounds, await linesFor(bounds), now(), live);
      }),

    forgetDay: (date, startMinutes) =>
      inTurn(async () => {
        const bounds = dayBounds(date, startMinutes);
        if (bounds === null) return;
        await write();
        const first = neighbour(dateOf(bounds.from), -1);
        for (const each of (await dates()).filter((other) => other >= first))
          await rewrite(each, (lines) => withoutTime(lines, bounds));
      }),

    forgetEverything: () =>
      inTurn(async () => {
        waiting = [];
        checkedEnds.clear();
        await rm(folder, { recursive: true, force: true });
      }),

    prune: () =>
      inTurn(async () => {
        const oldest = neighbour(dateOf(now()), -keepDays());
        const old = (await dates()).filter((date) => date < oldest);
        for (const date of old) await rm(path(date), { force: true });
        return old.length > 0;
      }),

    flush: () => inTurn(write),
  };
}

async function endsWithNewline(file: string, size: number): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}

/** The lines as if nothing had been heard between `from` and `to`. */
function withoutTime(lines: readonly HistoryLine[], { from, to }: DayBounds): readonly HistoryLine[] {
  const kept: HistoryLine[] = [];
  const ended = new Set<string>();
  for (const line of lines) {
    if (line.at >= from && line.at < to) {
      // A presence that counted when the forgotten time began must end there.
      if (!ended.has(line.run)) kept.push({ kind: 'end', run: line.run, at: from });
      ended.add(line.run);
    } else if (line.kind === 'presence' && line.at >= to && line.since < to) kept.push({ ...line, since: to });
    else kept.push(line);
  }
  return kept;
}
