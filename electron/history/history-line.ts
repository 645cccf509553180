/**
 * One line of the history file. It says what one run of the app heard: a presence and since when it counts, that it
 * still counts, or that nothing is known from here on. Lines are only ever appended. They hold no message texts.
 */
import * as v from 'valibot';
import { systemPresenceSchema } from '../genesys/system-presence.js';

/**
 * Who changed the presence: the person here, somebody elsewhere, a timer or automation of this app. `unknown`: nobody
 * can tell.
 */
export const changedBySchema = v.picklist(['you', 'elsewhere', 'automation', 'unknown']);
export type ChangedBy = v.InferOutput<typeof changedBySchema>;

export const historyPresenceSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** The label at that time. The definition may be renamed or deleted by the time the day is viewed. */
  label: v.pipe(v.string(), v.maxLength(500)),
  systemPresence: systemPresenceSchema,
});
export type HistoryPresence = v.InferOutput<typeof historyPresenceSchema>;

/** Times are milliseconds since the epoch. */
export type HistoryLine =
  | {
      readonly kind: 'presence';
      readonly run: string;
      /** When it was heard. */
      readonly at: number;
      /** Since when it counts. Never later than `at`. */
      readonly since: number;
      readonly presence: HistoryPresence;
      readonly by: ChangedBy;
    }
  | { readonly kind: 'still' | 'end'; readonly run: string; readonly at: number };

/** ISO 8601 with this computer's offset at that moment: `2026-10-25T02:30:00.000+01:00`. */
export function isoWithOffset(at: number): string {
  const offsetMinutes = -new Date(at).getTimezoneOffset();
  const pad = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const local = new Date(at + offsetMinutes * 60_000).toISOString().replace('Z', '');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${pad(offsetMinutes / 60)}:${pad(offsetMinutes % 60)}`;
}

const time = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite(),
);
const run = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

/** A line in the file. Keys of later versions are allowed. A line without these is left out. */
const fileLineSchema = v.union([
  v.object({ at: time, run, since: time, presence: historyPresenceSchema, by: changedBySchema }),
  v.object({ at: time, run, still: v.literal(true) }),
  v.object({ at: time, run, end: v.literal(true) }),
]);

export function formatLine(line: HistoryLine): string {
  const { kind, run: name, at } = line;
  const head = { at: isoWithOffset(at), run: name };
  if (kind !== 'presence') return `${JSON.stringify({ ...head, [kind]: true })}\n`;
  const { since, presence, by } = line;
  return `${JSON.stringify({ ...head, since: isoWithOffset(since), presence, by })}\n`;
}

function parseLine(text: string): HistoryLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(fileLineSchema, value);
  if (!parsed.success) return null;
  const line = parsed.output;
  if ('presence' in line) return { kind: 'presence', ...line, since: Math.min(line.since, line.at) };
  return { kind: 'still' in line ? 'still' : 'end', run: line.run, at: line.at };
}

/** Parses a file's text. Torn or unknown lines are left out and counted. */
export function parseLines(text: string): { readonly lines: readonly HistoryLine[]; readonly leftOut: number } {
  const lines: HistoryLine[] = [];
  let leftOut = 0;
  for (const each of text.split('\n')) {
    if (each.trim() === '') continue;
    const line = parseLine(each);
    if (line === null) leftOut += 1;
    else lines.push(line);
  }
  return { lines, leftOut };
}
