/**
 * The offer to make Genesys Cloud the source that decides (docs/genesys-cloud.md §2.4): asked once for each source that
 * took over, and never again once it was put away. A person finds it in the tray's menu all the same, unless the
 * organisation hides it.
 */
import type { PresenceView } from '../presence-view.js';

export interface PrimaryOfferDeps {
  /** Setting or policy `asksForPrimarySource`. */
  asks(): boolean;
  /** Remembers for which source (`''`: its name is unknown) the offer was put away; null: for none. */
  save(putAwayFor: string | null): void;
}

export class PrimaryOffer {
  readonly #deps: PrimaryOfferDeps;
  #putAwayFor: string | null;

  constructor(deps: PrimaryOfferDeps, remembered: string | null) {
    this.#deps = deps;
    this.#putAwayFor = remembered;
  }

  /** @param otherSource the source that decides, null where Genesys Cloud does */
  view(otherSource: string | null): PresenceView['primaryOffer'] {
    if (otherSource === null || !this.#deps.asks()) return 'none';
    return this.#isPutAwayFor(otherSource) ? 'quiet' : 'ask';
  }

  /** What the service said: once Genesys Cloud decides again, or another source, the next time is a new one. */
  heard(otherSource: string | null): void {
    if (this.#putAwayFor === null) return;
    if (otherSource === null || !this.#isPutAwayFor(otherSource)) this.#set(null);
    // A source may be named only after it was asked about.
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
