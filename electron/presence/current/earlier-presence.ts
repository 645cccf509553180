/**
 * The presences the agent was in before the current one. A timed presence and the On Queue switch return to them, even
 * after a restart of the app.
 */
import type { SavedEarlier } from '../saved-presence.js';
import { isSameStart } from './presence-start.js';
import { sameId } from '../../genesys/same-id.js';
import type { SourcePresence } from './source-presence.js';

/** One is not enough, since a return removes the newest. */
const MOST_KEPT = 5;

export interface EarlierDefinition {
  readonly id: string;
  /** The label at that time. The list of definitions may have a newer one. */
  readonly label: string;
}

export class EarlierPresence {
  readonly #labelOf: (presence: SourcePresence) => string;
  readonly #save: (earlier: SavedEarlier | null) => void;
  #saved: SavedEarlier | null;
  #current: SourcePresence | null = null;
  /** An automation set the current presence. Nobody chose it, so nothing ever returns to it. */
  #isAutomatic = false;

  constructor(
    remembered: SavedEarlier | null,
    labelOf: (presence: SourcePresence) => string,
    save: (earlier: SavedEarlier | null) => void,
  ) {
    this.#saved = remembered;
    this.#labelOf = labelOf;
    this.#save = save;
  }

  /** Newest first. */
  get all(): readonly EarlierDefinition[] {
    return this.#saved?.earlier ?? [];
  }

  /**
   * Must be told every new last word of the service.
   * @param inGap read after events may have been missed, so nobody knows what was in between
   */
  heard(presence: SourcePresence, inGap: boolean): void {
    const before = this.#current;
    this.#current = presence;
    const saved = this.#saved;
    const isSure = !inGap && before !== null;
    const stays =
      saved !== null &&
      sameId(saved.definitionId, presence.definition.id) &&
      (isSure || isSameStart(saved.startedAt, presence.modifiedAt));
    if (stays) this.#keep(presence, this.all);
    else if (!isSure) this.#keep(presence, []);
    else this.#keep(presence, this.#after(before, presence));
    if (!stays) this.#isAutomatic = false;
  }

  /**
   * A timer or an automation set the current presence. If it returned the agent to where they came from, what lay
   * between is forgotten.
   */
  setWithoutPerson(definitionId: string, by: 'timer' | 'automation'): void {
    const current = this.#current;
    if (current === null || !sameId(current.definition.id, definitionId)) return;
    const [, second, ...others] = this.all;
    if (second !== undefined && sameId(second.id, current.definition.id)) this.#keep(current, others);
    else this.#isAutomatic = by === 'automation';
  }

  #after(before: SourcePresence, now: SourcePresence): readonly EarlierDefinition[] {
    if (!this.#isAutomatic) {
      const { id } = before.definition;
      return [{ id, label: this.#labelOf(before) }, ...this.all].slice(0, MOST_KEPT);
    }
    const [first, ...others] = this.all;
    return first !== undefined && sameId(first.id, now.definition.id) ? others : this.all;
  }

  #keep({ definition, modifiedAt }: SourcePresence, earlier: readonly EarlierDefinition[]): void {
    const saved = this.#saved;
    const startedAt = modifiedAt ?? (saved?.definitionId === definition.id ? saved.startedAt : null);
    const isSame = saved?.definitionId === definition.id && saved.startedAt === startedAt && saved.earlier === earlier;
    if (isSame) return;
    this.#saved = { definitionId: definition.id, startedAt, earlier: [...earlier] };
    this.#save(this.#saved);
  }
}
