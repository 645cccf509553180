/** The pick that did not come true, as it is shown: until dismissed, retried, replaced, or true after all. */
import type { QueuedPick, Failure } from './queued-pick.js';
import { howMuchTaken, type PickPatch } from './pick.js';
import type { SourcePresence } from '../current/source-presence.js';

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

  /**
   * What was reported as not applied, or dropped after an attempt, has come true after all: then it is shown no longer.
   */
  clearIfTrue(presence: SourcePresence): { readonly entry: QueuedPick; readonly patch: PickPatch } | null {
    const entry = this.#failure === null || this.#failure.kind === 'refused' ? null : this.#failure.entry;
    const patch = entry?.lastPatch ?? null;
    if (entry === null || patch === null || howMuchTaken(patch, presence) !== 'all') return null;
    this.#failure = null;
    return { entry, patch };
  }
}
