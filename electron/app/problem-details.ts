import type { Texts } from '../../assets/locales/catalogue.js';
import type { ProblemText } from '../genesys/problem.js';
import type { AppState } from '../ipc/app-state.js';
import { redact } from '../redact.js';
import type { SignInTarget } from '../session/sign-in-target.js';

/** The most pressing problem that a window shows now. */
function shownProblem({ presence, session, routing, connection, definitions }: AppState): ProblemText | null {
  return (
    presence.failed?.problem ??
    ('problem' in session ? session.problem : null) ??
    routing.problem ??
    definitions.problem ??
    connection.problem
  );
}

/** The host of the problem: the one that answered, else the session's, else the one a sign-in would use. */
function hostOf(problem: ProblemText, state: AppState, target: SignInTarget | null, texts: Texts): string {
  const answered = 'problem' in state.session && problem === state.session.problem ? problem.params['host'] : undefined;
  const host = answered ?? (target === null ? state.environment.host : new URL(target.environment.apiUrl).host);
  return target?.demo === true ? `${texts('tray.demo')} (${host})` : host;
}

/**
 * What support needs, as lines of text: our sentence, the service's words, status, code, correlation id, host, version.
 * The service's words could hold a secret or an address, so all of it goes through the obfuscator.
 * @param target the session's
 */
export function problemDetails(state: AppState, target: SignInTarget | null, texts: Texts): string {
  const problem = shownProblem(state);
  if (problem === null) return '';
  const lines = [
    texts.has(problem.key) ? texts(problem.key, problem.params) : problem.key,
    problem.serviceMessage,
    [problem.status, problem.code].filter((part) => part !== null).join(' '),
    problem.correlationId === null ? null : texts('manage.correlationId', { id: problem.correlationId }),
    `${hostOf(problem, state, target, texts)} · Presence Tray ${state.app.version} (${state.app.platform})`,
  ];
  return redact(lines.filter((line) => line !== null && line !== '').join('\n'));
}
