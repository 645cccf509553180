/** The failed pick on show, until it is dismissed, retried or replaced, or turns out to have succeeded. */
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

  /** A pick reported as not applied, or dropped after an attempt, may turn out to have succeeded. Then it is hidden. */
  clearIfTrue(presence: SourcePresence): { readonly entry: QueuedPick; readonly patch: PickPatch } | null {
    const entry = this.#failure === null || this.#failure.kind === 'refused' ? null : this.#failure.entry;
    const patch = entry?.lastPatch ?? null;
    if (entry === null || patch === null || howMuchTaken(patch, presence) !== 'all') return null;
    this.#failure = null;
    return { entry, patch };
  }
}
