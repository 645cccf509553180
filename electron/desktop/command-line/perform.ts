/** Carries a command to the running app, and starts a hidden one first where the command needs it (design §5). */
import { findEndpoints, type EndpointPlace } from './endpoint.js';
import { sendToAny } from './client.js';
import type { Command, Reply } from './command.js';
import { claimStart, releaseStart, type LaunchedApp } from './launch-app.js';

export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'notRunning'; readonly refused: readonly string[] }
  | { readonly kind: 'noAnswer'; readonly why: string }
  | { readonly kind: 'startFailed'; readonly why: string }
  | { readonly kind: 'startTooSlow' };

export interface PerformDeps {
  /** Asked anew at each attempt: folders come into being while the app starts. */
  places(): readonly EndpointPlace[];
  launch(): LaunchedApp;
  /** For tests; default two minutes. */
  readonly startWithinMs?: number;
}

/** An app at work answers at once. */
const SOON = 10_000;
/** `--set` may come while the app is starting (two minutes), and a pick lives for two minutes (design §3.6). */
const SET_WITHIN = 250_000;
const START_WITHIN = 120_000;
/** How often a starting app is looked for. */
const LOOK_EVERY = 100;
/** How often a command that could not even be sent is tried. */
const ATTEMPTS = 5;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));

/** How long an answer to this command may take, in milliseconds. */
export const patienceFor = (command: Command): number => (command.name === 'set' ? SET_WITHIN : SOON);

/** Whether the app is started for this command where none runs. */
export const startsApp = (command: Command): boolean => command.name === 'set' || command.name === 'toggle';

/** Never rejects, unless the places cannot be computed. */
export async function performCommand(command: Command, deps: PerformDeps): Promise<Outcome> {
  const ask = async (): Promise<Outcome> => {
    for (let attempt = 1; ; attempt += 1) {
      const { endpoints, refused } = findEndpoints(deps.places());
      const outcome = await sendToAny(endpoints, command, { timeoutMs: patienceFor(command) });
      if (outcome.kind === 'notRunning') return { kind: 'notRunning', refused };
      if (outcome.kind === 'reply') return outcome;
      // One app may just be taking another one's place: the key that was read is not its own then.
      if (outcome.sent || attempt === ATTEMPTS) return { kind: 'noAnswer', why: outcome.why };
      await pause();
    }
  };
  const first = await ask();
  if (first.kind !== 'notRunning' || !startsApp(command)) return first;

  const until = performance.now() + (deps.startWithinMs ?? START_WITHIN);
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
