/** What a person asked for, what is sent for it, and whether the service took it (design §3.2–§3.3). Computes only. */
import type { UserPresencePatch } from '../../genesys/models/presence.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { CurrentPresence, DefinitionRef, MessageLifetime } from '../presence-view.js';
import { sameId, sameMessage, type PresenceStatement } from '../current/source-presence.js';

/** `timer`: a timed presence that ends (design §3.11); it never carries On Queue. */
export type PickOrigin = 'popup' | 'tray' | 'hotkey' | 'commandLine' | 'notification' | 'timer' | 'automation';

/** Origins in which no person acts in that moment (design §3.12). */
export const isPersonsAct = (origin: PickOrigin): boolean => origin !== 'timer' && origin !== 'automation';

export interface MessageEdit {
  readonly text: string;
  readonly lifetime: MessageLifetime;
}

/** The wish itself, without its life. */
export interface Wish {
  /** Null: the presence stays. */
  readonly definition: DefinitionRef | null;
  /** Null: the person has edited no message. */
  readonly edited: MessageEdit | null;
  readonly makePrimary: boolean;
  /** Sets the presence for so long (design §3.11); null: until changed. */
  readonly forMs: number | null;
  readonly origin: PickOrigin;
}

export type PickOutcome =
  | { readonly result: 'done'; readonly current: CurrentPresence }
  | { readonly result: 'refused' | 'notApplied' | 'dropped'; readonly problem: ProblemText }
  | { readonly result: 'replaced' };

/** What one request asks the service for; a missing field is left as it is. */
export interface Ask {
  readonly definitionId: string | null;
  readonly message: string | null;
  readonly primary: boolean;
}

/**
 * The message that goes with a pick: the one just edited; else none where the current one was set here for one presence only and another
 * presence is picked; else the current one, unchanged. Null, the field left out, where the current message is unknown.
 */
export function messageFor(wish: Wish, current: PresenceStatement | null, setForOnePresence: boolean): string | null {
  if (wish.edited !== null) return wish.edited.text;
  if (wish.definition === null || current === null || current.message === null) return null;
  if (setForOnePresence && !sameId(wish.definition.id, current.definition.id)) return '';
  return current.message;
}

export const patchBody = (ask: Ask): UserPresencePatch => ({
  ...(ask.primary ? { primary: true } : {}),
  ...(ask.definitionId === null ? {} : { presenceDefinition: { id: ask.definitionId } }),
  ...(ask.message === null ? {} : { message: ask.message }),
});

/** How much of an ask a statement shows as taken. `unknown`: the statement does not say. */
export type Taken = 'all' | 'definitionOnly' | 'messageOnly' | 'none' | 'unknown';

/**
 * Compares an answer or event with what was asked. A future presence counts as taken: the agent is still interacting and leaves the queue
 * afterwards; its message may come with it, so it is not compared then.
 */
export function howMuchTaken(ask: Ask, said: PresenceStatement | null): Taken {
  if (said === null) return ask.definitionId === null && ask.message === null ? 'all' : 'unknown';
  const later = ask.definitionId !== null && said.future !== null && sameId(said.future.id, ask.definitionId);
  if (later) return 'all';
  const definition = ask.definitionId === null || sameId(said.definition.id, ask.definitionId);
  // An answer that names no message says nothing about an empty one that was asked for.
  const silent = ask.message !== null && said.message === null && ask.message.trim() !== '';
  const message = ask.message === null || said.message === null || sameMessage(said.message, ask.message);
  if (definition && silent) return 'unknown';
  if (definition && message) return 'all';
  if (ask.definitionId === null || ask.message === null) return 'none';
  if (definition) return 'definitionOnly';
  return message && !silent ? 'messageOnly' : 'none';
}

/** The half that is sent once alone where only the other one was taken. */
export function otherHalf(ask: Ask, taken: Taken): Ask | null {
  if (taken === 'definitionOnly') return { definitionId: null, message: ask.message, primary: false };
  if (taken === 'messageOnly') return { definitionId: ask.definitionId, message: null, primary: ask.primary };
  return null;
}
