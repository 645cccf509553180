/** Turns what somebody asked for into a pick, or says why it cannot be one. Computes only. */
import type { ProblemText } from '../../genesys/problem.js';
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { DefinitionRef } from '../presence-view.js';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { PickRequest } from '../engine-port.js';
import { isPersonsAct, type Pick } from './pick.js';
import { problem } from '../problems.js';
import { builtInPresence } from '../current/source-presence.js';

export type ResolvedPick =
  { readonly pick: Pick; readonly refusal: null } | { readonly pick: Pick; readonly refusal: ProblemText };

export interface ResolveContext {
  readonly book: DefinitionBook;
  /** While false, only the built-in definitions are known. */
  readonly isLoaded: boolean;
  readonly mayGoOnQueue: boolean;
  readonly systemName: (systemPresence: SystemPresence) => string;
}

export function resolvePick(request: PickRequest, context: ResolveContext): ResolvedPick {
  const { definitionId, message, makePrimary, forMs, origin } = request;
  const definition = definitionId === undefined ? null : find(definitionId, context);
  const pick: Pick = {
    definition,
    edited: message ?? null,
    makePrimary: makePrimary ?? false,
    forMs: forMs ?? null,
    origin,
  };
  return { pick, refusal: refusalOf(pick, definitionId, context) };
}

function find(id: string, { book, isLoaded, systemName }: ResolveContext): DefinitionRef | null {
  const builtIn = builtInPresence(id);
  if (isLoaded || builtIn === null) return book.find(id);
  return { id, label: systemName(builtIn), systemPresence: builtIn };
}

function refusalOf(pick: Pick, definitionId: string | undefined, context: ResolveContext): ProblemText | null {
  const { definition, origin } = pick;
  if (definition === null) {
    if (definitionId !== undefined) return problem('pick.unknownDefinition');
    return pick.edited === null && !pick.makePrimary ? problem('pick.nothing') : null;
  }
  const params = { presence: definition.label };
  if (definition.systemPresence === 'OnQueue') {
    if (!isPersonsAct(origin)) return problem('pick.onQueueNeedsPerson', params);
    if (!context.mayGoOnQueue) return problem('pick.onQueueNotPermitted', params);
  }
  // Offline is in no list, but the end of a shift may set it (genesys.md §2.1).
  const settable =
    definition.systemPresence === 'Offline' || !context.isLoaded || context.book.selectable(definition.id);
  return settable ? null : problem('pick.notOffered', params);
}
