/** Turns a request into a pick, or explains why it cannot be one. Pure functions only. */
import type { ProblemText } from '../../genesys/problem.js';
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { DefinitionRef, DefinitionsView } from '../presence-view.js';
import type { DefinitionBook } from '../definitions/definition-book.js';
import type { PickRequest } from '../engine-port.js';
import { isPersonsAct, type Pick } from './pick.js';
import { problem } from '../problems.js';
import { builtInPresence } from '../current/source-presence.js';

export interface ResolvedPick {
  readonly pick: Pick;
  /** Null: it may be sent. */
  readonly refusal: ProblemText | null;
}

export interface ResolveContext {
  readonly book: DefinitionBook;
  /** False: only the built-in definitions are known. */
  readonly isLoaded: boolean;
  readonly mayGoOnQueue: boolean;
  readonly systemName: (systemPresence: SystemPresence) => string;
  /** Stands in for a definition's name while the list is missing. */
  readonly unnamed: string;
}

export function resolvePick(request: PickRequest, context: ResolveContext): ResolvedPick {
  const { definitionId, message, makePrimary, forMs, origin } = request;
  const known = definitionId === undefined ? null : find(definitionId, context);
  const isListed = definitionId === undefined || known !== null || context.isLoaded;
  const pick: Pick = {
    definition: isListed ? known : { id: definitionId, label: context.unnamed, systemPresence: UNKNOWN },
    isListed,
    edited: message ?? null,
    makePrimary: makePrimary ?? false,
    forMs: forMs ?? null,
    origin,
  };
  return { pick, refusal: refusalOf(pick, definitionId, context) };
}

/** Looks up again a pick made before the list was there. */
export const resolveAgain = ({ definition, edited, makePrimary, forMs, origin }: Pick, context: ResolveContext) =>
  resolvePick(
    { definitionId: definition?.id, message: edited ?? undefined, makePrimary, forMs: forMs ?? undefined, origin },
    context,
  );

/**
 * Whether a pick waits for the list of definitions. A person's pick waits only while the list is being read: if that
 * fails, it is sent anyway, and the service says whether the presence exists. All others wait until they are known,
 * since they must not put anyone On Queue.
 */
export const waitsForList = ({ isListed, origin }: Pick, list: DefinitionsView['kind']): boolean =>
  !isListed && (list === 'loading' || (list !== 'ready' && !isPersonsAct(origin)));

/** A neutral placeholder: nobody can pick it, and no rule depends on it. */
const UNKNOWN: SystemPresence = 'Idle';

function find(id: string, { book, isLoaded, systemName }: ResolveContext): DefinitionRef | null {
  const builtIn = builtInPresence(id);
  if (isLoaded || builtIn === null) return book.find(id);
  return { id, label: systemName(builtIn), systemPresence: builtIn };
}

function refusalOf(pick: Pick, definitionId: string | undefined, context: ResolveContext): ProblemText | null {
  const { definition, isListed, origin } = pick;
  if (!isListed) return null;
  if (definition === null) {
    if (definitionId !== undefined) return problem('pick.unknownDefinition');
    return pick.edited === null && !pick.makePrimary ? problem('pick.nothing') : null;
  }
  const params = { presence: definition.label };
  if (definition.systemPresence === 'OnQueue') {
    if (!isPersonsAct(origin)) return problem('pick.onQueueNeedsPerson', params);
    if (!context.mayGoOnQueue) return problem('pick.onQueueNotPermitted', params);
  }
  // Offline is in no list, but an automation may set it at the end of a shift.
  const settable =
    definition.systemPresence === 'Offline' || !context.isLoaded || context.book.selectable(definition.id);
  return settable ? null : problem('pick.notOffered', params);
}
