/** How session and channel came to be as they are: their latest changes in this run, for diagnostics. */
import type { ProblemText } from '../../genesys/problem.js';
import type { AppState } from '../../ipc/app-state.js';
import type { StateStore } from '../../ipc/state-store.js';
import type { Clock } from '../../ports.js';

/** Each is a state, when it began, and what was wrong with it. */
export interface Change {
  readonly at: number;
  readonly state: string;
  readonly problem: ProblemText | null;
}

export interface Timeline {
  session(): readonly Change[];
  channel(): readonly Change[];
}

/** A connection that comes and goes all day must not push out the morning. */
const MOST_KEPT = 30;

export function followTimeline(store: StateStore, clock: Pick<Clock, 'now'>): Timeline {
  let session: readonly Change[] = [];
  let channel: readonly Change[] = [];
  const add = (before: readonly Change[], state: string, problem: ProblemText | null): readonly Change[] => {
    const last = before.at(-1);
    if (last?.state === state && last.problem?.key === problem?.key) return before;
    return [...before, { at: clock.now(), state, problem }].slice(-MOST_KEPT);
  };
  const look = ({ session: signedIn, connection }: AppState): void => {
    const problem = 'problem' in signedIn ? (signedIn.problem ?? null) : null;
    session = add(session, signedIn.kind, problem);
    channel = add(channel, connection.kind, connection.problem);
  };
  look(store.get());
  store.onChange((_change, state) => look(state));
  return { session: () => session, channel: () => channel };
}
