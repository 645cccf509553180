/** The parts of the app's state that the presence engine owns, made from what it knows. Computes only. */
import type { CurrentPresence, DefinitionRef, FailedPick, PendingPick } from './presence-view.js';
import type { DefinitionBook } from './definitions/definition-book.js';
import type { OwnMessages } from './timers/own-message.js';
import { messageFor } from './picks/pick.js';
import type { Failure, PickEntry } from './picks/queued-pick.js';
import type { PresenceWord } from './current/current-presence.js';
import { type DefinitionId, type PresenceStatement } from './current/source-presence.js';

const refOf = (book: DefinitionBook, definition: DefinitionId): DefinitionRef =>
  book.ref(definition.id, definition.systemPresence);

export function currentView(word: PresenceWord, book: DefinitionBook, own: OwnMessages): CurrentPresence | null {
  const statement = word.statement;
  if (statement === null) return null;
  return {
    definition: refOf(book, statement.definition),
    selectable: book.selectable(statement.definition.id),
    message: statement.message,
    messageLifetime: own.lifetimeOf(statement),
    since: word.since(),
    future: statement.future === null ? null : refOf(book, statement.future),
  };
}

export function pendingView(
  entry: PickEntry | null,
  statement: PresenceStatement | null,
  setForOnePresence: boolean,
): PendingPick | null {
  if (entry === null) return null;
  const { wish, waitingFor } = entry;
  const step = waitingFor === null ? 'sending' : waitingFor === 'confirmation' ? 'asking' : 'waiting';
  return {
    pickId: entry.id,
    definition: wish.definition,
    message: messageShown(entry, statement, setForOnePresence),
    step,
    waitingFor,
    until: entry.until,
  };
}

/** The message as it will be, where that differs from what it is. */
function messageShown(entry: PickEntry, statement: PresenceStatement | null, forOne: boolean): string | null {
  const message = messageFor(entry.wish, statement, forOne);
  return entry.wish.edited === null && message === statement?.message ? null : message;
}

export function failedView(failure: Failure | null): FailedPick | null {
  if (failure === null) return null;
  const { entry, kind, problem } = failure;
  const { definition, edited } = entry.wish;
  return { pickId: entry.id, definition, message: edited?.text ?? null, kind, problem };
}
