/** Explains in words why a pick failed. */
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { QueuedPick } from './queued-pick.js';
import { problem } from '../problems.js';

/** A pick's name in a sentence. `''` if it is only a message. */
const nameOf = (entry: QueuedPick): string => entry.pick.definition?.label ?? '';

/** The service's own words about the last attempt, if any. */
const serviceWords = (entry: QueuedPick): Partial<ProblemText> => {
  const last = entry.lastProblem;
  if (last === null) return {};
  const { serviceMessage, status, code, correlationId } = last;
  return { serviceMessage, status, code, correlationId };
};

/** The pick's two minutes have passed. */
export function expiredProblem(entry: QueuedPick): ProblemText {
  const params = { presence: nameOf(entry) };
  const over = { ...serviceWords(entry), retryable: true };
  const message = entry.pick.definition === null;
  switch (entry.waitingFor) {
    case 'signIn':
      return problem(message ? 'pick.messageDroppedSignIn' : 'pick.droppedSignIn', params, over);
    case 'confirmation':
      return problem('pick.droppedUnconfirmed', params, over);
    case 'definitions':
      return problem('pick.droppedDefinitions', params, over);
    case 'retry':
      return problem(message ? 'pick.messageDroppedBusy' : 'pick.droppedBusy', params, over);
    default:
      return problem(message ? 'pick.messageDroppedNetwork' : 'pick.droppedNetwork', params, over);
  }
}

/** Somebody else changed the presence while the pick waited. */
export const changedProblem = (entry: QueuedPick, current: string): ProblemText =>
  entry.pick.definition === null
    ? problem('pick.messageDroppedChanged', { current }, { retryable: true })
    : problem('pick.droppedChanged', { presence: nameOf(entry), current }, { retryable: true });

/** The service asked for a pause of `ms` milliseconds, so nothing was sent. */
export const busyProblem = (ms: number): ProblemText =>
  problem('error.tooManyRequestsWait', { seconds: String(Math.ceil(ms / 1000)) }, { status: 429, retryable: true });

export type NotAppliedCause = 'different' | 'message' | 'otherSource' | 'noAnswer' | 'overtaken' | 'takenBack';

/** @param current the label of the service's presence, `''` where unknown */
export function notAppliedProblem(
  entry: QueuedPick,
  cause: NotAppliedCause,
  current: string,
  error?: unknown,
): ProblemText {
  const over = { retryable: true, ...(error instanceof GenesysError ? wordsOf(error) : {}) };
  const params = { presence: nameOf(entry), current };
  const unread = cause === 'noAnswer' && error instanceof GenesysError && error.kind === 'badAnswer';
  if (unread)
    return problem(entry.pick.definition === null ? 'pick.messageUnreadable' : 'pick.unreadable', params, over);
  if (cause === 'otherSource') return problem('pick.notAppliedOtherSource', params, over);
  if (cause === 'message' || entry.pick.definition === null) {
    return problem(cause === 'noAnswer' ? 'pick.messageNoAnswer' : 'pick.messageNotApplied', params, over);
  }
  if (cause === 'noAnswer') return problem('pick.noAnswer', params, over);
  if (cause === 'overtaken') return problem('pick.overtaken', params, over);
  return problem(cause === 'takenBack' ? 'pick.takenBack' : 'pick.notApplied', params, over);
}

const wordsOf = (error: GenesysError): Partial<ProblemText> => {
  const { serviceMessage, status, code, correlationId } = toProblemText(error);
  return { serviceMessage, status, code, correlationId };
};
