import type { Texts } from '../../assets/locales/catalogue.js';
import { isolate } from '../../electron/foreign-text.js';
import type { ProblemText } from '../../electron/genesys/problem.js';

/** A catalogue text for a key from main. An unknown key becomes a plain sentence and is never shown. */
export const say = (
  t: Texts,
  reason: { readonly key: string; readonly params: Readonly<Record<string, string>> },
): string => (t.has(reason.key) ? t(reason.key, reason.params) : t('problem.unknown'));

type Said = Parameters<typeof say>[1] & {
  readonly serviceMessage?: ProblemText['serviceMessage'] | undefined;
  readonly correlationId?: ProblemText['correlationId'] | undefined;
};

/** What failed, in our words and the service's own, each in its direction, and what support asks for. */
export const sayAll = (t: Texts, problem: Said): string => {
  const words = serviceWords(problem);
  const id = problem.correlationId ?? null;
  const said = words === null ? say(t, problem) : `${say(t, problem)} ${isolate(words, t.direction)}`;
  return id === null ? said : `${said} · ${t('manage.correlationId', { id })}`;
};

/** The service's own words, if they add anything. */
export const serviceWords = (problem: Pick<Said, 'serviceMessage'>): string | null =>
  problem.serviceMessage?.trim() || null;
