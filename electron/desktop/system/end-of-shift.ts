/**
 * Leaving while On Queue (docs/design.md §3.12): interactions would go to somebody who no longer sees them, so quitting and signing out ask
 * once. When the system itself ends, or a command ends the app, there is nobody to ask: then the quit automation has two seconds, and nothing is made
 * up for later.
 */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { PRIMARY_DEFINITION_IDS } from '../../genesys/primary-definitions.js';
import type { Clock } from '../../ports.js';
import type { DefinitionRef } from '../../presence/presence-view.js';
import { SETTLES_WITHIN_MS, type PresenceAutomations } from '../../presence/automations/automations.js';
import type { EngineView, PickRequest } from '../../presence/engine-port.js';
import type { PickOutcome } from '../../presence/picks/pick.js';
import { settledWithin } from '../../presence/automations/settled-within.js';
import { inMenu } from '../surface-text.js';
import type { Platform } from '../tray/tray-images.js';

export type Leaving = 'quit' | 'signOut';
export type LeaveAnswer = 'offline' | 'stay' | 'cancel';

/** What Electron's `dialog.showMessageBox` takes. */
export interface LeaveDialog {
  readonly type: 'question';
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
  readonly noLink: true;
  /** Each system marks keys in buttons its own way, Linux by `_`: `&` stands for all of them, and `&&` for the sign. */
  readonly normalizeAccessKeys: true;
}

/**
 * Whether a quit that did not come from our own menus is a person's wish: ⌘Q and the Dock on macOS. There the system says that it ends before it asks
 * programs to quit (`NSWorkspaceWillPowerOffNotification`), and must not be held up by a question. Elsewhere only the system ends the app that way.
 */
export const asksFirst = (platform: Platform, systemEnds: boolean): boolean => platform === 'darwin' && !systemEnds;

const ANSWERS: readonly LeaveAnswer[] = ['offline', 'stay', 'cancel'];

export const leaveDialog = (leaving: Leaving, onQueue: DefinitionRef, texts: Texts): LeaveDialog => ({
  type: 'question',
  title: texts(leaving === 'quit' ? 'leave.quitTitle' : 'leave.signOutTitle'),
  message: texts('leave.onQueue', { label: onQueue.label }),
  detail: texts(leaving === 'quit' ? 'leave.quitDetail' : 'leave.signOutDetail'),
  buttons: [texts('leave.goOffline'), texts('leave.stay', { label: onQueue.label }), texts('leave.cancel')].map(inMenu),
  defaultId: ANSWERS.indexOf('offline'),
  cancelId: ANSWERS.indexOf('cancel'),
  // Windows else shows the answers as links.
  noLink: true,
  normalizeAccessKeys: true,
});

/** @param button as `showMessageBox` tells it */
export const leaveAnswer = (button: number): LeaveAnswer => ANSWERS[button] ?? 'cancel';

/** So long the service may take to answer before the person is told that they are not Offline. In milliseconds. */
const OFFLINE_WITHIN = 10_000;

export interface EndOfShiftDeps {
  readonly clock: Clock;
  /** Null while nobody is signed in. */
  view(): Pick<EngineView, 'presence'> | null;
  pick(request: PickRequest): Promise<PickOutcome> | null;
  cancelPick(): void;
  automations(): Pick<PresenceAutomations, 'quitting'> | null;
  ask(leaving: Leaving, onQueue: DefinitionRef): Promise<LeaveAnswer>;
}

/** `stays`: the person thought better of it; `notOffline`: they wanted to go Offline, which did not come true: the popup says why. */
export type LeaveResult = 'go' | 'stays' | 'notOffline';

export interface EndOfShift {
  /** To be asked before the app quits or signs out by a person's wish; never rejects. A second wish while the first is asked about is the same one. */
  leave(leaving: Leaving): Promise<LeaveResult>;
  /** The system ends, or a command that can ask nobody ends the app. Resolves after two seconds at the latest; who asks twice waits for one answer. */
  shutDown(): Promise<void>;
}

export function createEndOfShift(deps: EndOfShiftDeps): EndOfShift {
  let running: { readonly leaving: Leaving; readonly result: Promise<LeaveResult> } | null = null;
  /** The person has answered, and goes Offline. */
  let goesOffline: Promise<LeaveResult> | null = null;

  const leave = async (leaving: Leaving): Promise<LeaveResult> => {
    const onQueue = queueOf(deps.view());
    if (onQueue !== null) {
      const answer = await deps.ask(leaving, onQueue).catch(() => 'cancel' as const);
      if (answer === 'cancel') return 'stays';
      // The person's word is the last one: no automation overrides it.
      if (answer === 'stay') return 'go';
      goesOffline = goOffline(deps).finally(() => (goesOffline = null));
      return goesOffline;
    }
    if (leaving === 'quit') await deps.automations()?.quitting();
    return 'go';
  };

  return {
    async leave(leaving) {
      while (running !== null) {
        if (running.leaving === leaving) return running.result;
        await running.result;
      }
      const result = leave(leaving).finally(() => {
        running = null;
      });
      running = { leaving, result };
      return result;
    },
    async shutDown() {
      // The person's word here, too: it has the same two seconds.
      if (goesOffline === null) await deps.automations()?.quitting();
      else await settledWithin(deps.clock, SETTLES_WITHIN_MS, goesOffline);
    },
  };
}

/** The presence in which interactions come in and nobody has asked to leave it; null: none. */
export function queueOf(view: Pick<EngineView, 'presence'> | null): DefinitionRef | null {
  const current = view?.presence.current ?? null;
  if (current === null || current.future !== null) return null;
  return current.definition.systemPresence === 'OnQueue' ? current.definition : null;
}

async function goOffline(deps: EndOfShiftDeps): Promise<LeaveResult> {
  const outcome = deps.pick({ definitionId: PRIMARY_DEFINITION_IDS.Offline, origin: 'popup' });
  // Signed out meanwhile: whoever was On Queue is not here any more.
  if (outcome === null) return 'go';
  if (!(await settledWithin(deps.clock, OFFLINE_WITHIN, outcome))) {
    deps.cancelPick();
    return 'notOffline';
  }
  return (await outcome).result === 'done' ? 'go' : 'notOffline';
}
