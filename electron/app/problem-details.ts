import { isTextKey, type Texts } from '../../assets/locales/catalogue.js';
import type { ProblemText } from '../genesys/problem.js';
import type { AppState } from '../ipc/app-state.js';

/** The problem that a window shows at the moment, the most pressing first. */
function shownProblem({ presence, session, routing, connection, definitions }: AppState): ProblemText | null {
  return (
    presence.failed?.problem ??
    ('problem' in session ? session.problem : null) ??
    routing.problem ??
    definitions.problem ??
    connection.problem
  );
}

/** What support needs, as lines of text: our sentence, the service's words, status, code, correlation id, region, version. No secret is in it. */
export function problemDetails(state: AppState, texts: Texts): string {
  const problem = shownProblem(state);
  if (problem === null) return '';
  const lines = [
    isTextKey(problem.key) ? texts(problem.key, problem.params) : problem.key,
    problem.serviceMessage,
    [problem.status, problem.code].filter((part) => part !== null).join(' '),
    problem.correlationId === null ? null : `correlation id: ${problem.correlationId}`,
    `${state.environment.host} · Presence Tray ${state.app.version} (${state.app.platform})`,
  ];
  return lines.filter((line) => line !== null && line !== '').join('\n');
}
