/**
 * Sends a command to the running app. If the command needs one and none runs, it starts a hidden one first
 * (docs/design.md §5).
 */
import { findEndpoints, type EndpointPlace } from './endpoint.js';
import { sendToAny } from './client.js';
import type { Command, Piece, Reply } from './command.js';
import { claimStart, releaseStart, type LaunchedApp } from './launch-app.js';

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'notRunning'; readonly refused: readonly string[] }
  | { readonly kind: 'noAnswer'; readonly why: string }
  /** The app took the command and ended before answering. */
  | { readonly kind: 'ended' }
  /** The client left: Ctrl-C, or nobody reads any more. */
  | { readonly kind: 'left' }
  | { readonly kind: 'startFailed'; readonly why: string }
  | { readonly kind: 'startTooSlow' };

export interface PerformDeps {
  /** Asked again at each attempt, because folders appear while the app starts. */
  places(): readonly EndpointPlace[];
  launch(): LaunchedApp;
  /** Print this at once. */
  readonly onPiece: (piece: Piece) => void;
  /** What to print if the app has to be started first. */
  readonly starting: Piece;
  /** Ends the exchange, whatever is still to come. */
  readonly leave?: AbortSignal;
  /** For tests. Default: two minutes. */
  readonly startWithinMs?: number;
}

/** A running app answers at once. */
const SOON_MS = 10_000;
/**
 * `--set` may come while the app is starting (two minutes), and a pick lives for two minutes (docs/design.md §3.6).
 */
const SET_WITHIN_MS = 250_000;
/** Its tests end by themselves: the network's after twelve seconds, the keychain's after ten. */
const DIAGNOSED_WITHIN_MS = 60_000;
const START_WITHIN_MS = 120_000;
/** How often to look for a starting app. */
const LOOK_EVERY_MS = 100;
/** How often to retry a command that could not even be sent. */
const ATTEMPTS = 5;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

/**
 * How long the answer to this command may take to arrive or to begin, in milliseconds. If the command has its own
 * limit, the app enforces that.
 */
export function patienceFor(command: Command): number {
  if (command.name === 'diagnostics') return DIAGNOSED_WITHIN_MS;
  if (command.name !== 'set') return SOON_MS;
  return command.timeoutMs === undefined ? SET_WITHIN_MS : command.timeoutMs + SOON_MS;
}

/** Whether to start the app for this command if none runs. */
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
      // One app may be replacing another, so the key we read may be the wrong one.
      if (outcome.sent || attempt === ATTEMPTS) return { kind: 'noAnswer', why: outcome.why };
      await pause();
    }
  };
  const first = await ask();
  if (first.kind !== 'notRunning' || !startsApp(command)) return first;

  deps.onPiece(deps.starting);
  const until = begun + Math.min(limit ?? Infinity, deps.startWithinMs ?? START_WITHIN_MS);
  const failures: string[] = [];
  while (performance.now() < until) {
    if (claimStart(deps.places())) {
      const app = deps.launch();
      // It ended with 0 because another app is starting, which will answer.
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
