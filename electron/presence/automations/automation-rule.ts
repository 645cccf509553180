/** What an automation may do right now (docs/design.md §3.9, 3.12). Pure functions only. */
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { AutomationRule, AutomationTrigger } from '../../settings/automation-rules.js';
import type { CurrentPresenceView, DefinitionRef, MessageLifetime } from '../presence-view.js';
import type { EngineView } from '../engine-port.js';
import type { MessageEdit } from '../picks/pick.js';
import { sameId } from '../../genesys/same-id.js';
import { builtInPresence, sameMessage } from '../current/source-presence.js';

/**
 * The presences a rule acts from, unless it acts from `any`. In every other one the agent has already said they are
 * away.
 */
const READY: Readonly<Record<Exclude<AutomationTrigger, 'quit'>, readonly SystemPresence[]>> = {
  lock: ['Available', 'OnQueue'],
  suspend: ['Available', 'OnQueue'],
  start: ['Available', 'Offline', 'Idle'],
  idle: ['Available', 'OnQueue'],
  preBreak: ['Available', 'OnQueue'],
};
/** After these the earlier presence does not return. */
const STAYS: readonly AutomationTrigger[] = ['start', 'preBreak'];

/** Automations may set whatever a person could pick, and Offline, but never On Queue. */
export function mayBeSetByAutomation(id: string, { definitions }: Pick<EngineView, 'definitions'>): boolean {
  const builtIn = builtInPresence(id);
  if (builtIn === 'OnQueue') return false;
  if (builtIn === 'Offline') return true;
  const found = definitions.groups.flatMap((group) => group.definitions).find((each) => sameId(each.id, id));
  return found !== undefined && found.systemPresence !== 'OnQueue';
}

export const isFree = ({ routing }: Pick<EngineView, 'routing'>): boolean =>
  routing.status !== null && routing.status !== 'INTERACTING' && routing.status !== 'COMMUNICATING';

/**
 * Why an automation does nothing, in words for the log. Null: it may act.
 * @param ownPick the automation's own pick, which may still be under way
 */
export function whyNot(
  trigger: AutomationTrigger,
  rule: AutomationRule,
  view: EngineView,
  ownPick: number | null,
): string | null {
  const { current, pending, timed } = view.presence;
  if (view.connection.kind !== 'live' && view.connection.kind !== 'polling') return 'not connected';
  if (current === null) return 'presence unknown';
  if (!isFree(view)) return view.routing.status === null ? 'routing status unknown' : 'interacting';
  if (current.future !== null || (pending !== null && pending.pickId !== ownPick)) return 'a change is under way';
  if (!mayBeSetByAutomation(rule.definitionId, view)) return 'may not be set by an automation';
  if (pending === null && sameId(rule.definitionId, current.definition.id)) return 'already there';
  if (trigger === 'quit') return null;
  // A timed presence: the person has said when they will be back.
  if (timed !== null) return 'set for a time';
  if (rule.from === 'ready' && !READY[trigger].includes(current.definition.systemPresence)) return 'elsewhere';
  return STAYS.includes(trigger) || canBeReturnedTo(current) ? null : 'could not be restored';
}

const canBeReturnedTo = ({ definition, selectable }: CurrentPresenceView): boolean =>
  selectable || definition.systemPresence === 'OnQueue' || definition.systemPresence === 'Offline';

/** What was there before an automation acted. */
export interface Earlier {
  readonly definition: DefinitionRef;
  /** The message that the automation removes, with its lifetime. Null: it removes none. */
  readonly message: MessageEdit | null;
  /** When the message's time ends, on the wall clock. Null: it has no end. */
  readonly messageEnd: number | null;
}

export function earlierOf(current: CurrentPresenceView, rule: AutomationRule, messageEnd: number | null): Earlier {
  const { definition, message, messageLifetime } = current;
  const taken = rule.message !== '' || messageLifetime?.kind === 'presence';
  const lifetime: MessageLifetime = messageLifetime ?? { kind: 'untilCleared' };
  return { definition, message: taken && message !== null ? { text: message, lifetime } : null, messageEnd };
}

/**
 * The message to send with the return. Undefined: keep the current one. A message whose time has ended meanwhile does
 * not come back.
 */
export function returningMessage({ message, messageEnd }: Earlier, now: number): MessageEdit | undefined {
  if (message === null) return undefined;
  const { kind } = message.lifetime;
  if (kind === 'presence' || kind === 'untilCleared') return message;
  if (messageEnd === null || messageEnd <= now) return { text: '', lifetime: { kind: 'untilCleared' } };
  if (kind === 'untilTime') return message;
  return { text: message.text, lifetime: { kind, minutes: Math.max(1, Math.round((messageEnd - now) / 60_000)) } };
}

/** What an automation set, in enough detail to tell it from what somebody else sets. */
export interface SetPresence {
  readonly definitionId: string;
  readonly message: string | null;
}

export const stands = (set: SetPresence, current: CurrentPresenceView | null): boolean =>
  current !== null &&
  sameId(set.definitionId, current.definition.id) &&
  (set.message === null || current.message === null || sameMessage(set.message, current.message));
