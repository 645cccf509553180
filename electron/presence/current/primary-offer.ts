/**
 * The offer to make Genesys Cloud the source that decides (docs/genesys-cloud.md §2.4). It is made once per source
 * that took over, and never again once put away. The tray's menu keeps it, unless the organisation hides it.
 */
import type { PresenceView } from '../presence-view.js';

export interface PrimaryOfferDeps {
  /** The setting or policy `asksForPrimarySource`. */
  asks(): boolean;
  /** Remembers for which source (`''`: its name is unknown) the offer was put away. Null: for none. */
  save(putAwayFor: string | null): void;
}

export class PrimaryOffer {
  readonly #deps: PrimaryOfferDeps;
  #putAwayFor: string | null;

  constructor(deps: PrimaryOfferDeps, remembered: string | null) {
    this.#deps = deps;
    this.#putAwayFor = remembered;
  }

  /** @param otherSource the source that decides. Null: Genesys Cloud */
  view(otherSource: string | null): PresenceView['primaryOffer'] {
    if (otherSource === null || !this.#deps.asks()) return 'none';
    return this.#isPutAwayFor(otherSource) ? 'quiet' : 'ask';
  }

  /** Once Genesys Cloud or yet another source decides, the offer may be made again. */
  heard(otherSource: string | null): void {
    if (this.#putAwayFor === null) return;
    if (otherSource === null || !this.#isPutAwayFor(otherSource)) this.#set(null);
    // The source's name may arrive after the offer was put away.
    else if (otherSource !== '') this.#set(otherSource);
  }

  putAway(otherSource: string | null): void {
    this.#set(otherSource);
  }

  #isPutAwayFor(source: string): boolean {
    const known = this.#putAwayFor;
    return known !== null && (known === '' || source === '' || known === source);
  }

  #set(source: string | null): void {
    if (source === this.#putAwayFor) return;
    this.#putAwayFor = source;
    this.#deps.save(source);
  }
}
