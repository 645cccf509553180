/** What others changed while a pick waited. The pick must not override it (docs/design.md §3.5). */
import type { QueuedPick } from './queued-pick.js';
import type { SourcePresence } from '../current/source-presence.js';

export class ChangesByOthers {
  #count = 0;
  /** Changes to Offline, which our own expiry or lost connection may have caused. */
  #offlines = 0;

  /** Somebody else set the presence. */
  seen(presence: SourcePresence): void {
    if (presence.definition.systemPresence === 'Offline') this.#offlines += 1;
    else this.#count += 1;
  }

  /** Whoever picked this already knew of all changes so far. */
  known(entry: QueuedPick): void {
    entry.changesByOthersBefore = this.#count;
    entry.offlinesBefore = this.#offlines;
  }

  /** Whether somebody changed the presence since. Offline after a lost session or connection does not count. */
  since(entry: QueuedPick): boolean {
    return (
      this.#count !== entry.changesByOthersBefore || (this.#offlines !== entry.offlinesBefore && !entry.lostConnection)
    );
  }
}
