/** Carries a command to the running app, and starts a hidden one first where the command needs it (docs/design.md §5). */
import { findEndpoints, type EndpointPlace } from './endpoint.js';
import { sendToAny } from './client.js';
import type { Command, Piece, Reply } from './command.js';
import { claimStart, releaseStart, type LaunchedApp } from './launch-app.js';

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'notRunning'; readonly refused: readonly string[] }
  | { readonly kind: 'noAnswer'; readonly why: string }
  /** The app took the command, and ended before it answered. */
  | { readonly kind: 'ended' }
  /** Who asked had enough: Ctrl-C, or nobody reads any more. */
  | { readonly kind: 'left' }
  | { readonly kind: 'startFailed'; readonly why: string }
  | { readonly kind: 'startTooSlow' };

export interface PerformDeps {
  /** Asked anew at each attempt: folders come into being while the app starts. */
  places(): readonly EndpointPlace[];
  launch(): LaunchedApp;
  /** To be printed at once. */
  readonly onPiece: (piece: Piece) => void;
  /** What is said where the app has to be started first. */
  readonly starting: Piece;
  /** Ends the talk, whatever is still to come. */
  readonly leave?: AbortSignal;
  /** For tests; default two minutes. */
  readonly startWithinMs?: number;
}

/** An app at work answers at once. */
const SOON = 10_000;
/** `--set` may come while the app is starting (two minutes), and a pick lives for two minutes (docs/design.md §3.6). */
const SET_WITHIN = 250_000;
const START_WITHIN = 120_000;
/** How often a starting app is looked for. */
const LOOK_EVERY = 100;
/** How often a command that could not even be sent is tried. */
const ATTEMPTS = 5;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));

/** How long an answer to this command may take to come, or to begin, in milliseconds. Where it has a limit of its own, the app keeps that one. */
export function patienceFor(command: Command): number {
  if (command.name !== 'set') return SOON;
  return command.timeoutMs === undefined ? SET_WITHIN : command.timeoutMs + SOON;
}

/** Whether the app is started for this command where none runs. */
export const startsApp = (command: Command): boolean => command.name === 'set' || command.name === 'toggle';

/** Never rejects, unless the places cannot be computed. */
export async function performCommand(command: Command, deps: PerformDeps): Promise<Outcome> {
  const begun = performance.now();
  const limit = command.name === 'set' ? command.timeoutMs : undefined;
  /** The time that the start took counts. */
  const left = (): Command =>
    command.name !== 'set' || limit === undefined
      ? command
      : { ...command, timeoutMs: Math.max(1, Math.round(limit - (performance.now() - begun))) };
  const ask = async (): Promise<Outcome> => {
    for (let attempt = 1; ; attempt += 1) {
      const { endpoints, refused } = findEndpoints(deps.places());
      const outcome = await sendToAny(endpoints, left(), {
        timeoutMs: patienceFor(left()),
        onPiece: deps.onPiece,
        leave: deps.leave,
      });
      if (outcome.kind === 'notRunning') return { kind: 'notRunning', refused };
      if (outcome.kind !== 'noAnswer') return outcome;
      // One app may just be taking another one's place: the key that was read is not its own then.
      if (outcome.sent || attempt === ATTEMPTS) return { kind: 'noAnswer', why: outcome.why };
      await pause();
    }
  };
  const first = await ask();
  if (first.kind !== 'notRunning' || !startsApp(command)) return first;

  deps.onPiece(deps.starting);
  const until = begun + Math.min(limit ?? Infinity, deps.startWithinMs ?? START_WITHIN);
  const failures: string[] = [];
  while (performance.now() < until) {
    if (claimStart(deps.places())) {
      const app = deps.launch();
      // Ending with 0 means that it met another app that is starting as well; that one will answer.
      void app.ended.then((why) => {
        if (why !== null) failures.push(why);
      });
    }
    await pause();
    const outcome = await ask();
    if (outcome.kind !== 'notRunning') return outcome;
    const [why] = failures;
    if (why !== undefined) {
      releaseStart(deps.places());
      return { kind: 'startFailed', why };
    }
  }
  return { kind: 'startTooSlow' };
}
