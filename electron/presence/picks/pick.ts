/**
 * What a person asked for, what is sent for it, and whether the service took it (docs/design.md §3.2, 3.3). Pure
 * functions only.
 */
import type { UserPresencePatch } from '../../genesys/models/presence.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { CurrentPresenceView, DefinitionRef, MessageLifetime } from '../presence-view.js';
import { sameId } from '../../genesys/same-id.js';
import { sameMessage, type SourcePresence } from '../current/source-presence.js';

/** `timer`: the end of a timed presence (docs/design.md §3.11). It never sets On Queue. */
export type PickOrigin = 'popup' | 'tray' | 'hotkey' | 'commandLine' | 'notification' | 'timer' | 'automation';

/** False for origins where no person acts right then (docs/design.md §3.12). */
export const isPersonsAct = (origin: PickOrigin): origin is Exclude<PickOrigin, 'timer' | 'automation'> =>
  origin !== 'timer' && origin !== 'automation';

export interface MessageEdit {
  readonly text: string;
  readonly lifetime: MessageLifetime;
}

/** What was picked, without its state in the queue. */
export interface Pick {
  /** Null: the presence stays. */
  readonly definition: DefinitionRef | null;
  /** False: the list of definitions was missing, so only the id of `definition` is known. */
  readonly isListed: boolean;
  /** Null: the person edited no message. */
  readonly edited: MessageEdit | null;
  readonly makePrimary: boolean;
  /** How long to set the presence for, in milliseconds (docs/design.md §3.11). Null: until changed. */
  readonly forMs: number | null;
  readonly origin: PickOrigin;
}

/** True also while the definition is unknown, since it could be On Queue. */
export const mayBeOnQueue = ({ definition, isListed }: Pick): boolean =>
  !isListed || definition?.systemPresence === 'OnQueue';

export type PickOutcome =
  | { readonly result: 'done'; readonly current: CurrentPresenceView }
  | { readonly result: 'refused' | 'notApplied' | 'dropped'; readonly problem: ProblemText }
  | { readonly result: 'replaced' };

/** What one request sends. A missing field stays as it is. */
export interface PickPatch {
  readonly definitionId: string | null;
  readonly message: string | null;
  readonly primary: boolean;
}

/**
 * The message that goes with a pick. The one just edited, else none if the current one was set here for one presence
 * and another is picked, else the current one. Null leaves the field out, because the current message is unknown.
 */
export function messageFor(pick: Pick, current: SourcePresence | null, setForOnePresence: boolean): string | null {
  if (pick.edited !== null) return pick.edited.text;
  if (pick.definition === null || current === null || current.message === null) return null;
  if (setForOnePresence && !sameId(pick.definition.id, current.definition.id)) return '';
  return current.message;
}

export const patchBody = (patch: PickPatch): UserPresencePatch => ({
  ...(patch.primary ? { primary: true } : {}),
  ...(patch.definitionId === null ? {} : { presenceDefinition: { id: patch.definitionId } }),
  ...(patch.message === null ? {} : { message: patch.message }),
});

/** How much of a patch a statement shows as taken. `unknown`: the statement does not say. */
export type Taken = 'all' | 'definitionOnly' | 'messageOnly' | 'none' | 'unknown';

/**
 * Compares an answer or event with what was asked. A future presence counts as taken: the agent is still interacting
 * and leaves the queue afterwards. Its message may come with it, so it is not compared.
 */
export function howMuchTaken(patch: PickPatch, said: SourcePresence | null): Taken {
  if (said === null) return patch.definitionId === null && patch.message === null ? 'all' : 'unknown';
  const later = patch.definitionId !== null && said.future !== null && sameId(said.future.id, patch.definitionId);
  if (later) return 'all';
  const definition = patch.definitionId === null || sameId(said.definition.id, patch.definitionId);
  // Some answers leave out an empty message. So silence proves nothing about one we asked for.
  const silent = patch.message !== null && said.message === null && patch.message.trim() !== '';
  const message = patch.message === null || said.message === null || sameMessage(said.message, patch.message);
  if (definition && silent) return 'unknown';
  if (definition && message) return 'all';
  if (patch.definitionId === null || patch.message === null) return 'none';
  if (definition) return 'definitionOnly';
  return message && !silent ? 'messageOnly' : 'none';
}

/** The half to send once more, alone, because only the other one was taken. */
export function otherHalf(patch: PickPatch, taken: Taken): PickPatch | null {
  if (taken === 'definitionOnly') return { definitionId: null, message: patch.message, primary: false };
  if (taken === 'messageOnly') return { definitionId: patch.definitionId, message: null, primary: patch.primary };
  return null;
}
