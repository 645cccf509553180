/** The outcome of a change to the organisation's data. */
import { toProblemText } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';

export type WriteResult<Fields> =
  /** The service has it. `shownLater`: it was accepted, but a read does not show it yet. */
  | { readonly kind: 'done'; readonly id: string; readonly shownLater: boolean }
  /** It was changed elsewhere meanwhile, so nothing was sent. */
  | { readonly kind: 'conflict'; readonly now: Fields }
  /** The service answered, but has something else than was asked for. */
  | { readonly kind: 'different'; readonly now: Fields }
  | { readonly kind: 'refused'; readonly problem: ProblemText };

export const done = (id: string, shownLater = false): WriteResult<never> => ({ kind: 'done', id, shownLater });

/** Never rejects: a failure becomes an answer. */
export const settled = async <F>(write: () => Promise<WriteResult<F>>): Promise<WriteResult<F>> => {
  try {
    return await write();
  } catch (error) {
    return { kind: 'refused', problem: toProblemText(error) };
  }
};
