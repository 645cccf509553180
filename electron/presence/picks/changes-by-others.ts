/** What others changed while a pick waited: it must not override that (docs/design.md §3.5). */
import type { QueuedPick } from './queued-pick.js';
import type { SourcePresence } from '../current/source-presence.js';

export class ChangesByOthers {
  #count = 0;
  /** Those to Offline, which our own expiry or lost connection may have caused. */
  #offlines = 0;

  /** Somebody else set another presence. */
  seen(presence: SourcePresence): void {
    if (presence.definition.systemPresence === 'Offline') this.#offlines += 1;
    else this.#count += 1;
  }

  /** What was changed so far was known when this was picked. */
  known(entry: QueuedPick): void {
    entry.changesByOthersBefore = this.#count;
    entry.offlinesBefore = this.#offlines;
  }

  /** Whether somebody changed the presence since. Offline after a lost session or connection is nobody's act. */
  since(entry: QueuedPick): boolean {
    return (
      this.#count !== entry.changesByOthersBefore || (this.#offlines !== entry.offlinesBefore && !entry.lostConnection)
    );
  }
}
