/** What an automation may do at this moment (docs/design.md §3.9, 3.12). Computes only. */
import type { SystemPresence } from '../../genesys/system-presence.js';
import type { AutomationRule, AutomationTrigger } from '../../settings/automation-rules.js';
import type { CurrentPresenceView, DefinitionRef, MessageLifetime } from '../presence-view.js';
import type { EngineView } from '../engine-port.js';
import type { MessageEdit } from '../picks/pick.js';
import { builtInPresence, sameId, sameMessage } from '../current/source-presence.js';

/** From which presences a rule acts that is not for `any`: in all others the agent has said that they are elsewhere. */
const READY: Readonly<Record<Exclude<AutomationTrigger, 'quit'>, readonly SystemPresence[]>> = {
  lock: ['Available', 'OnQueue'],
  suspend: ['Available', 'OnQueue'],
  start: ['Available', 'Offline', 'Idle'],
  idle: ['Available', 'OnQueue'],
  preBreak: ['Available', 'OnQueue'],
};
/** After these the earlier presence does not return. */
const STAYS: readonly AutomationTrigger[] = ['start', 'preBreak'];

/** Whether automations may set it: never On Queue, and else what a person could pick, or Offline. */
export function mayBeSetByAutomation(id: string, { definitions }: Pick<EngineView, 'definitions'>): boolean {
  const builtIn = builtInPresence(id);
  if (builtIn === 'OnQueue') return false;
  if (builtIn === 'Offline') return true;
  const found = definitions.groups.flatMap((group) => group.definitions).find((each) => sameId(each.id, id));
  return found !== undefined && found.systemPresence !== 'OnQueue';
}

/** Whether the routing status allows it: known, and in no interaction. */
export const isFree = ({ routing }: Pick<EngineView, 'routing'>): boolean =>
  routing.status !== null && routing.status !== 'INTERACTING' && routing.status !== 'COMMUNICATING';

/**
 * Why an automation keeps still, in words for the log; null: it may act.
 * @param ownPick the automation's own pick that may be under way
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
  // Set for a time: the person has said when they are back.
  if (timed !== null) return 'set for a time';
  if (rule.from === 'ready' && !READY[trigger].includes(current.definition.systemPresence)) return 'elsewhere';
  return STAYS.includes(trigger) || canBeReturnedTo(current) ? null : 'could not be restored';
}

const canBeReturnedTo = ({ definition, selectable }: CurrentPresenceView): boolean =>
  selectable || definition.systemPresence === 'OnQueue' || definition.systemPresence === 'Offline';

/** What was there before an automation acted. */
export interface Earlier {
  readonly definition: DefinitionRef;
  /** The message that the automation takes away, and for how long it was meant; null: it takes none away. */
  readonly message: MessageEdit | null;
  /** When the message's time would have been over, on the wall clock; null: not by time. */
  readonly messageEnd: number | null;
}

export function earlierOf(current: CurrentPresenceView, rule: AutomationRule, messageEnd: number | null): Earlier {
  const { definition, message, messageLifetime } = current;
  const taken = rule.message !== '' || messageLifetime?.kind === 'presence';
  const lifetime: MessageLifetime = messageLifetime ?? { kind: 'untilCleared' };
  return { definition, message: taken && message !== null ? { text: message, lifetime } : null, messageEnd };
}

/**
 * The message that goes with the return; undefined: the one that is there stays. A message whose time is over meanwhile
 * does not come back.
 */
export function returningMessage({ message, messageEnd }: Earlier, now: number): MessageEdit | undefined {
  if (message === null) return undefined;
  const { kind } = message.lifetime;
  if (kind === 'presence' || kind === 'untilCleared') return message;
  if (messageEnd === null || messageEnd <= now) return { text: '', lifetime: { kind: 'untilCleared' } };
  if (kind === 'untilTime') return message;
  return { text: message.text, lifetime: { kind, minutes: Math.max(1, Math.round((messageEnd - now) / 60_000)) } };
}

/** What an automation set, as far as it can be told from what somebody else sets. */
export interface SetPresence {
  readonly definitionId: string;
  readonly message: string | null;
}

/** Whether that is still what the service says. */
export const stands = (set: SetPresence, current: CurrentPresenceView | null): boolean =>
  current !== null &&
  sameId(set.definitionId, current.definition.id) &&
  (set.message === null || current.message === null || sameMessage(set.message, current.message));
