/** The two messages of the command channel: what a process may ask of the running app, and the answer. */
import * as v from 'valibot';

/** The longest message the command line takes; the same bound as the popup's (ipc/contract.ts). */
export const LONGEST_MESSAGE = 2000;
/** No presence has a longer name. */
export const LONGEST_NAME = 500;
/** One hour. */
export const LONGEST_TIMEOUT_MS = 3_600_000;

/**
 * Puts a text on one line, without characters that a terminal or the service would take for commands: line breaks,
 * tabs, the start of escape sequences.
 */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();

/**
 * The languages of the shell that asks, best first, BCP 47: it is answered in them, whatever language the app shows. A
 * process of an older version names none.
 */
const asker = {
  languages: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(50), v.readonly())),
} as const;

export const commandSchema = v.variant('name', [
  v.object({
    ...asker,
    name: v.literal('set'),
    /** A definition's id, or its label in any language. */
    presence: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_NAME), v.transform(oneLine)),
    /** Null: the app decides (docs/design.md §3.3). */
    message: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_MESSAGE), v.transform(oneLine))),
    /** How long to set it for, in milliseconds (docs/design.md §3.11). */
    forMs: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(60_000), v.maxValue(86_400_000))),
    /** After this the asking process gives up, and a waiting pick is not sent. Missing: as long as a pick lives. */
    timeoutMs: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_TIMEOUT_MS))),
  }),
  v.object({ ...asker, name: v.literal('status'), json: v.boolean() }),
  v.object({ ...asker, name: v.literal('list'), json: v.boolean() }),
  /** The status now and at every change, until the client hangs up. */
  v.object({ ...asker, name: v.literal('watch'), json: v.boolean() }),
  v.object({
    ...asker,
    name: v.literal('history'),
    /** `2026-11-27`. Null: today. */
    date: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))),
    as: v.picklist(['text', 'json', 'csv']),
  }),
  v.object({ ...asker, name: v.literal('schedule'), json: v.boolean() }),
  v.object({ ...asker, name: v.literal('diagnostics'), json: v.boolean() }),
  v.object({ ...asker, name: v.literal('toggle') }),
  v.object({ ...asker, name: v.literal('signOut') }),
  v.object({ ...asker, name: v.literal('quit') }),
  /** The app was started again while it runs: by a person, or hidden by autostart. */
  v.object({ ...asker, name: v.literal('startedAgain'), hidden: v.boolean(), demo: v.boolean() }),
]);
export type Command = v.InferOutput<typeof commandSchema>;

/** What the asking process prints and its exit status (docs/design.md §5: 0 done, 1 refused or not signed in). */
export const replySchema = v.object({
  exitCode: v.picklist([0, 1]),
  /** For standard output, including the last line break. `''`: nothing. */
  out: v.string(),
  /** For standard error, likewise. */
  err: v.string(),
});
export type Reply = v.InferOutput<typeof replySchema>;

/** Printed at once, before the reply: what is being waited for. */
export const pieceSchema = v.object({ out: v.string(), err: v.string() });
export type Piece = v.InferOutput<typeof pieceSchema>;
