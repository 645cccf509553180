import { isTextKey, type Texts } from '../../assets/locales/catalogue.js';
import type { ProblemText } from '../../electron/genesys/problem.js';

/** A catalogue text by a key that came from main; what the catalogue does not have gets a plain sentence, never the bare key. */
export const say = (
  t: Texts,
  reason: { readonly key: string; readonly params: Readonly<Record<string, string>> },
): string => (isTextKey(reason.key) ? t(reason.key, reason.params) : t('problem.unknown'));

/** What is said of a failure besides its cause: the service's own words, where they add something. */
export const serviceWords = (problem: ProblemText): string | null => problem.serviceMessage?.trim() || null;
