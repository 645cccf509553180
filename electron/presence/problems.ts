/** The presence's own problem texts (`pick.*`, `connection.*`, `routing.*`). */
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { ProblemText } from '../genesys/problem.js';

export const problem = (
  key: TextKey,
  params: Readonly<Record<string, string>> = {},
  over: Partial<ProblemText> = {},
): ProblemText => ({
  key,
  params: { ...params },
  serviceMessage: null,
  status: null,
  code: null,
  correlationId: null,
  retryable: false,
  ...over,
});
