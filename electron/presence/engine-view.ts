/** Builds the engine's parts of the app's state. Pure functions only. */
import type { CurrentPresenceView, DefinitionRef, FailedPick, PendingPick } from './presence-view.js';
import type { DefinitionBook } from './definitions/definition-book.js';
import type { OwnMessages } from './timers/own-message.js';
import { messageFor, type Pick } from './picks/pick.js';
import type { Failure, QueuedPick } from './picks/queued-pick.js';
import type { CurrentPresence } from './current/current-presence.js';
import { type DefinitionId, type SourcePresence } from './current/source-presence.js';

const refOf = (book: DefinitionBook, definition: DefinitionId): DefinitionRef =>
  book.ref(definition.id, definition.systemPresence);

export function currentView(
  currentPresence: CurrentPresence,
  book: DefinitionBook,
  own: OwnMessages,
): CurrentPresenceView | null {
  const presence = currentPresence.presence;
  if (presence === null) return null;
  return {
    definition: refOf(book, presence.definition),
    selectable: book.selectable(presence.definition.id),
    message: presence.message,
    messageLifetime: own.lifetimeOf(presence),
    since: currentPresence.since(),
    future: presence.future === null ? null : refOf(book, presence.future),
  };
}

/** A pick made before the list was there gets its name once the list is. */
const named = ({ definition, isListed }: Pick, book: DefinitionBook): DefinitionRef | null =>
  definition === null || isListed ? definition : (book.find(definition.id) ?? definition);

export function pendingView(
  entry: QueuedPick | null,
  book: DefinitionBook,
  presence: SourcePresence | null,
  setForOnePresence: boolean,
): PendingPick | null {
  if (entry === null) return null;
  const { pick, waitingFor } = entry;
  const step = waitingFor === null ? 'sending' : waitingFor === 'confirmation' ? 'asking' : 'waiting';
  return {
    pickId: entry.id,
    definition: named(pick, book),
    message: messageShown(entry, presence, setForOnePresence),
    step,
    waitingFor,
    until: entry.until,
  };
}

/** The message as it will be. Null: it stays. */
function messageShown(entry: QueuedPick, presence: SourcePresence | null, forOne: boolean): string | null {
  const message = messageFor(entry.pick, presence, forOne);
  return entry.pick.edited === null && message === presence?.message ? null : message;
}

export function failedView(failure: Failure | null, book: DefinitionBook): FailedPick | null {
  if (failure === null) return null;
  const { entry, kind, problem } = failure;
  const message = entry.pick.edited?.text ?? null;
  return { pickId: entry.id, definition: named(entry.pick, book), message, kind, problem };
}
