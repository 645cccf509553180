import type { Texts } from '../../../assets/locales/catalogue.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { SessionState } from '../../session/session-state.js';

/** The problem in the reader's language. Without a translation, the service's own words. */
export function problemWords(problem: ProblemText, texts: Texts): string {
  return texts.has(problem.key) ? texts(problem.key, problem.params) : (problem.serviceMessage ?? problem.key);
}

/** Why the app does not know yet whether somebody is signed in. */
export function startingWords(session: Extract<SessionState, { kind: 'starting' }>, texts: Texts): string {
  if (session.problem) return problemWords(session.problem, texts);
  return texts(session.waiting ? 'tray.waitingForKeyring' : 'tray.starting');
}
