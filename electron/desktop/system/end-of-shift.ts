/**
 * Leaving while On Queue (docs/design.md §3.12). Interactions would go to somebody who no longer sees them, so
 * quitting and signing out ask once. If the system ends, or a command ends the app, nobody can be asked. Then the quit
 * automation has two seconds, and nothing is made up for later.
 */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { PRIMARY_DEFINITION_IDS } from '../../genesys/primary-definitions.js';
import type { Clock } from '../../ports.js';
import type { DefinitionRef } from '../../presence/presence-view.js';
import { SETTLES_WITHIN_MS, type PresenceAutomations } from '../../presence/automations/automations.js';
import type { EngineView, PickRequest } from '../../presence/engine-port.js';
import type { PickOutcome } from '../../presence/picks/pick.js';
import { settledWithin } from '../../presence/automations/settled-within.js';
import type { Unsaved } from '../../ipc/contract/manage.js';
import { inMenu } from '../surface-text.js';
import type { Platform } from '../tray/tray-images.js';

export type Leaving = 'quit' | 'signOut';
export type LeaveAnswer = 'offline' | 'stay' | 'cancel';

/** The options for Electron's `dialog.showMessageBox`. */
export interface LeaveDialog {
  readonly type: 'question';
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
  readonly noLink: true;
  /**
   * Systems mark keys in buttons differently (Linux by `_`). With this, `&` works on all of them, and `&&` is the
   * character.
   */
  readonly normalizeAccessKeys: true;
}

/**
 * Whether a quit from outside our own menus is a person's wish: ⌘Q and the Dock on macOS. When macOS itself ends, it
 * says so before it asks programs to quit (`NSWorkspaceWillPowerOffNotification`), and a question must not hold it up.
 * On other systems only the system ends the app this way.
 */
export const asksFirst = (platform: Platform, systemEnds: boolean): boolean => platform === 'darwin' && !systemEnds;

const ANSWERS: readonly LeaveAnswer[] = ['offline', 'stay', 'cancel'];

/** @param ask `buttons` as shown. `defaultId` and `cancelId` count them from 0 */
const question = (
  leaving: Leaving,
  texts: Texts,
  ask: Pick<LeaveDialog, 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId'>,
): LeaveDialog => ({
  ...ask,
  type: 'question',
  title: texts(leaving === 'quit' ? 'leave.quitTitle' : 'leave.signOutTitle'),
  buttons: ask.buttons.map(inMenu),
  // Otherwise Windows shows the answers as links.
  noLink: true,
  normalizeAccessKeys: true,
});

export const leaveDialog = (leaving: Leaving, onQueue: DefinitionRef, texts: Texts): LeaveDialog =>
  question(leaving, texts, {
    message: texts('leave.onQueue', { label: onQueue.label }),
    detail: texts(leaving === 'quit' ? 'leave.quitDetail' : 'leave.signOutDetail'),
    buttons: [texts('leave.goOffline'), texts('leave.stay', { label: onQueue.label }), texts('leave.cancel')],
    defaultId: ANSWERS.indexOf('offline'),
    cancelId: ANSWERS.indexOf('cancel'),
  });

/** The button of {@link unsavedDialog} that gives it up. */
export const DISCARD = 0;

/** Asks before what _Manage presences_ has not saved is lost with the app. */
export const unsavedDialog = (leaving: Leaving, what: NonNullable<Unsaved>, texts: Texts): LeaveDialog =>
  question(leaving, texts, {
    message: texts(what === 'edits' ? 'manage.discardAsk' : 'manage.importRunsAsk'),
    detail: texts(what === 'edits' ? 'manage.discardHint' : 'manage.importRunsHint'),
    buttons: [
      texts(what === 'edits' ? 'manage.discard' : 'manage.stopAndClose'),
      texts(what === 'edits' ? 'manage.keepEditing' : 'manage.keepRunning'),
    ],
    defaultId: 1,
    cancelId: 1,
  });

/** @param button as `showMessageBox` reports it */
export const leaveAnswer = (button: number): LeaveAnswer => ANSWERS[button] ?? 'cancel';

/** How long the service may take before the person is told that they are not Offline. */
const OFFLINE_WITHIN_MS = 10_000;

export interface EndOfShiftDeps {
  readonly clock: Clock;
  /** Null: nobody is signed in. */
  view(): Pick<EngineView, 'presence'> | null;
  pick(request: PickRequest): Promise<PickOutcome> | null;
  cancelPick(): void;
  automations(): Pick<PresenceAutomations, 'quitting'> | null;
  ask(leaving: Leaving, onQueue: DefinitionRef): Promise<LeaveAnswer>;
}

/**
 * `stays`: the person changed their mind. `notOffline`: they wanted to go Offline, which failed. The popup says why.
 */
export type LeaveResult = 'go' | 'stays' | 'notOffline';

export interface EndOfShift {
  /**
   * Call before a person quits or signs out. Never rejects. A second wish while the first question is open counts as
   * the same one.
   */
  leave(leaving: Leaving): Promise<LeaveResult>;
  /**
   * The system ends, or a command ends the app without asking. Resolves after two seconds at the latest. A second call
   * gets the same promise.
   */
  shutDown(): Promise<void>;
}

export function createEndOfShift(deps: EndOfShiftDeps): EndOfShift {
  let running: { readonly leaving: Leaving; readonly result: Promise<LeaveResult> } | null = null;
  /** The person has answered, and is going Offline. */
  let goesOffline: Promise<LeaveResult> | null = null;

  const leave = async (leaving: Leaving): Promise<LeaveResult> => {
    const onQueue = queueOf(deps.view());
    if (onQueue !== null) {
      const answer = await deps.ask(leaving, onQueue).catch(() => 'cancel' as const);
      if (answer === 'cancel') return 'stays';
      // The person's word is final: no automation overrides it.
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
      // The person's choice has the same two seconds.
      if (goesOffline === null) await deps.automations()?.quitting();
      else await settledWithin(deps.clock, SETTLES_WITHIN_MS, goesOffline);
    },
  };
}

/** The current presence if it receives interactions and nobody has asked to leave it. Null: none. */
export function queueOf(view: Pick<EngineView, 'presence'> | null): DefinitionRef | null {
  const current = view?.presence.current ?? null;
  if (current === null || current.future !== null) return null;
  return current.definition.systemPresence === 'OnQueue' ? current.definition : null;
}

async function goOffline(deps: EndOfShiftDeps): Promise<LeaveResult> {
  const outcome = deps.pick({ definitionId: PRIMARY_DEFINITION_IDS.Offline, origin: 'popup' });
  // Signed out meanwhile, so whoever was On Queue is gone.
  if (outcome === null) return 'go';
  if (!(await settledWithin(deps.clock, OFFLINE_WITHIN_MS, outcome))) {
    deps.cancelPick();
    return 'notOffline';
  }
  return (await outcome).result === 'done' ? 'go' : 'notOffline';
}
