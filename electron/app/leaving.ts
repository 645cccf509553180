/**
 * How the app ends: by a person, who is asked first if they are On Queue, or by a command or the system, which are not
 * asked. Whatever was started is released once, whoever asks and however often.
 */
import type { App, BrowserWindow, MessageBoxReturnValue } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import {
  asksFirst,
  createEndOfShift,
  leaveAnswer,
  DISCARD,
  leaveDialog,
  unsavedDialog,
  type LeaveDialog,
  type Leaving,
} from '../desktop/system/end-of-shift.js';
import type { Unsaved } from '../ipc/contract/manage.js';
import type { LogFile } from '../desktop/system/log-file.js';
import type { Clock } from '../ports.js';
import type { Session } from '../session/session.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { Platform } from './settings-slices.js';
import type { Account } from './signed-in.js';

export interface LeavingDeps {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly account: Pick<Account, 'current' | 'close' | 'flushed'>;
  readonly session: Pick<Session, 'signOut' | 'keychainBusy'>;
  readonly files: Pick<SavedFiles, 'flushed'>;
  readonly log: Pick<LogFile, 'error' | 'flushed' | 'flushNow'>;
  texts(): Texts;
  /** What _Manage presences_ would lose. */
  wouldLose(): Unsaved;
  ask(dialog: LeaveDialog): Promise<Pick<MessageBoxReturnValue, 'response'>>;
  /** They wanted to go Offline first, which failed. The popup says why. */
  notOffline(): void;
  /** A window that is never shown, for events that Windows sends only to windows. */
  hiddenWindow(): Pick<BrowserWindow, 'on'>;
  /**
   * What is installed once everything has been let go of. Null: nothing now. Asked only where a person ends the app,
   * and before anything is let go of.
   */
  update(restart: boolean): (() => Promise<void>) | null;
  /** Ends the process at once, even if its threads still wait for something. */
  kill(): void;
}

export interface AppLeaving {
  /** A person's act. They are asked first if they are On Queue. */
  quit(): void;
  /** A person's act: quits, installs the update that is ready, and starts again. */
  restart(): void;
  signOut(alsoInBrowser: boolean): void;
  /** Signs out in a way of its own. */
  leave(go: () => void): void;
  /** The shift ends where nobody can be asked: the quit automation has two seconds. */
  shiftEnds(): Promise<void>;
  /** A command's act: releases everything and ends the app, once all files are written. */
  end(): void;
  /** The system shuts down, or the person logs off. @param hold asks the system for a little time */
  systemEnds(hold: () => void): void;
  /**
   * Calls once when the app ends, in reverse order. A promise is awaited. If the app is already ending, it calls at
   * once.
   */
  atEnd(letGo: () => unknown): void;
}

export function createLeaving(deps: LeavingDeps): AppLeaving {
  const { platform, clock, app, account, session } = deps;
  const endOfShift = createEndOfShift({
    clock,
    view: () => account.current()?.engine.view() ?? null,
    pick: (request) => account.current()?.pick(request) ?? null,
    cancelPick: () => account.current()?.engine.cancelPick(),
    automations: () => account.current()?.automations ?? null,
    ask: async (leaving, onQueue) =>
      leaveAnswer((await deps.ask(leaveDialog(leaving, onQueue, deps.texts()))).response),
  });
  const held: (() => unknown)[] = [];
  let ending: Promise<unknown> | null = null;
  let systemEnds = false;

  const endShift = (leaving: Leaving, go: () => void): void =>
    void endOfShift.leave(leaving).then((result) => {
      if (result === 'go') go();
      else if (result === 'notOffline') deps.notOffline();
    });
  let asking: Promise<boolean> | null = null;
  /** A window's page asks when the window is closed, but not when the app ends. A second wish is the same question. */
  const mayLose = async (leaving: Leaving, unsaved: NonNullable<Unsaved>): Promise<boolean> => {
    asking ??= deps.ask(unsavedDialog(leaving, unsaved, deps.texts())).then(
      ({ response }) => response === DISCARD,
      () => false,
    );
    const may = await asking;
    asking = null;
    return may;
  };
  const leave = (leaving: Leaving, go: () => void): void => {
    const unsaved = deps.wouldLose();
    if (unsaved === null) endShift(leaving, go);
    else void mayLose(leaving, unsaved).then((may) => (may ? endShift(leaving, go) : undefined));
  };
  /** A failing one must not keep the app from ending. */
  const letGoOf = async (letGo: () => unknown): Promise<void> => {
    try {
      await letGo();
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      deps.log.error('something could not be let go of', { reason: message, stack });
    }
  };
  let install: (() => Promise<void>) | null = null;
  let installing: Promise<void> | null = null;
  /** Nothing is installed where the system ends the app meanwhile: it would be cut off. */
  const installed = (): Promise<void> =>
    (installing ??= systemEnds ? Promise.resolve() : (install?.() ?? Promise.resolve()));
  const end = (update: 'none' | 'install' | 'restart' = 'none'): void => {
    if (ending === null && update !== 'none') install = deps.update(update === 'restart');
    // The account comes first, so that a command waiting for a pick hears the outcome.
    ending ??= Promise.all([() => account.close(), ...held.splice(0).reverse()].map(letGoOf));
    void Promise.all([ending, deps.files.flushed(), account.flushed()])
      .then(installed)
      .then(() => deps.log.flushed())
      .then(() => app.quit());
  };
  const shutDown = (): void => void endOfShift.shutDown().then(() => end());

  // Others can end the app too: a person in macOS' Dock or with Cmd+Q, who is asked, and on Linux SIGTERM, which also
  // ends the session at logoff.
  app.on('before-quit', (event) => {
    if (ending !== null) return;
    event.preventDefault();
    if (asksFirst(platform, systemEnds)) leave('quit', () => end('install'));
    else shutDown();
  });
  // An unanswered keychain prompt blocks a thread that the end of the process would wait for.
  app.on('quit', () => {
    deps.log.flushNow();
    if (session.keychainBusy()) deps.kill();
  });
  // Windows announces a logoff only to windows, and the popup's may have been freed.
  if (platform === 'win32')
    deps.hiddenWindow().on('session-end', () => {
      systemEnds = true;
      void endOfShift.shutDown();
    });

  return {
    quit: () => leave('quit', () => end('install')),
    restart: () => leave('quit', () => end('restart')),
    signOut: (alsoInBrowser) => leave('signOut', () => void session.signOut({ alsoInBrowser })),
    leave: (go) => leave('signOut', go),
    shiftEnds: () => endOfShift.shutDown(),
    end: () => end('install'),
    systemEnds(hold) {
      systemEnds = true;
      hold();
      shutDown();
    },
    atEnd(letGo) {
      if (ending === null) held.push(letGo);
      else void letGoOf(letGo);
    },
  };
}
