/** The pick that did not come true, as it is shown: until dismissed, retried, replaced, or true after all. */
import type { PickEntry, Failure } from './queued-pick.js';
import { howMuchTaken, type Ask } from './pick.js';
import type { PresenceStatement } from '../current/source-presence.js';

export class ShownFailure {
  #failure: Failure | null = null;

  get value(): Failure | null {
    return this.#failure;
  }

  show(failure: Failure): void {
    this.#failure = failure;
  }

  clear(): void {
    this.#failure = null;
  }

  /** What was reported as not applied, or dropped after an attempt, has come true after all: then it is shown no longer. */
  forgive(statement: PresenceStatement): { readonly entry: PickEntry; readonly ask: Ask } | null {
    const entry = this.#failure === null || this.#failure.kind === 'refused' ? null : this.#failure.entry;
    const ask = entry?.lastAsk ?? null;
    if (entry === null || ask === null || howMuchTaken(ask, statement) !== 'all') return null;
    this.#failure = null;
    return { entry, ask };
  }
}
