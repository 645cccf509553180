/** The outcome of a change to the organisation's data. */
import { toProblemText, type GenesysError } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import { mayHaveTakenEffect } from '../genesys/retry.js';

export type WriteResult<Fields> =
  /** The service has it. `shownLater`: it was accepted, but a read does not show it yet. */
  | { readonly kind: 'done'; readonly id: string; readonly shownLater: boolean }
  /** It was changed elsewhere meanwhile, so nothing was sent. */
  | { readonly kind: 'conflict'; readonly now: Fields }
  /** The service answered, but has something else than was asked for. */
  | { readonly kind: 'different'; readonly now: Fields }
  | { readonly kind: 'refused'; readonly problem: ProblemText };

export const done = (id: string, shownLater = false): WriteResult<never> => ({ kind: 'done', id, shownLater });

export interface Confirming<T, Fields> {
  /** Null: its answer has no content. */
  readonly send: () => Promise<T | null>;
  /** What the service has by then. */
  readonly read: () => Promise<T>;
  /** Whether this is what was asked for. */
  readonly has: (found: T) => boolean;
  readonly fields: (found: T) => Fields;
}

/**
 * Sends a change. Its answer confirms it. Where the answer is lost, says nothing or says something else, what the
 * service has by then decides.
 * @throws GenesysError if the service refuses, or nothing confirms the change
 */
export async function confirmed<T, Fields>(
  id: string,
  { send, read, has, fields }: Confirming<T, Fields>,
): Promise<WriteResult<Fields>> {
  let lost: GenesysError | null = null;
  try {
    const answer = await send();
    if (answer !== null && has(answer)) return done(id);
  } catch (error) {
    if (!mayHaveTakenEffect(error)) throw error;
    lost = error;
  }
  const now = await read().catch((error: unknown) => {
    throw lost ?? error;
  });
  if (has(now)) return done(id);
  if (lost !== null) throw lost;
  return { kind: 'different', now: fields(now) };
}

/**
 * Makes something new. If the answer is lost, what was made meanwhile is looked for.
 * @param find Null: nobody could tell it from what was there before
 * @throws what the request failed with, if nothing was made
 */
export async function made<T>(send: () => Promise<T>, find: (() => Promise<T | null | undefined>) | null): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (find === null || !mayHaveTakenEffect(error)) throw error;
    const found = await find().catch(() => null);
    if (!found) throw error;
    return found;
  }
}

/** Never rejects: a failure becomes an answer. */
export const settled = async <F>(write: () => Promise<WriteResult<F>>): Promise<WriteResult<F>> => {
  try {
    return await write();
  } catch (error) {
    return { kind: 'refused', problem: toProblemText(error) };
  }
};
