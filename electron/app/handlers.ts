/** What the app does for each thing a window, the tray or a notification asks. Commands only start things; what becomes of them arrives as state. */
import type { Texts } from '../../assets/locales/catalogue.js';
import type { Handlers } from '../ipc/server.js';
import type { Request, SettingsSection } from '../ipc/contract.js';
import type { SharedChannel } from '../desktop/commands.js';
import type { StateStore } from '../ipc/state-store.js';
import type { AppState, ChangeResult, HotkeyTarget } from '../ipc/app-state.js';
import type { Session } from '../session/session.js';
import { SettingLockedError, type SettingsStore } from '../settings/settings-store.js';
import type { Settings } from '../settings/settings.js';
import { chosenEnvironment } from './environment.js';
import type { createPersonalHandlers } from './personal-handlers.js';
import { problemDetails } from './problem-details.js';
import { pickRequest, type Account } from './signed-in.js';

/** What the handlers use of the app. */
export interface HandlerParts {
  readonly store: StateStore;
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly account: Account;
  texts(): Texts;
  exploreDemo(): Promise<void>;
  quit(): void;
  /** Asks first where the agent is On Queue. */
  signOut(alsoInBrowser: boolean): void;
  copy(text: string): void;
  dismissNotice(id: string): void;
  openLink(link: 'help' | 'oauthClientHelp'): void;
  openWindow(
    window: 'settings' | 'day' | 'team' | 'manage',
    section: SettingsSection,
    definitionId: string | null,
  ): void;
  closePopup(window: 'popup' | 'card'): void;
  resize(window: 'popup' | 'card', height: number): void;
  /** Whether the popup holds a message that somebody has begun. */
  draft(begun: boolean): void;
  readonly personal: ReturnType<typeof createPersonalHandlers>;
  readonly hotkeys: {
    set(target: HotkeyTarget, accelerator: string): ChangeResult;
    clear(target: HotkeyTarget): ChangeResult;
    mode(mode: 'work' | 'capture' | 'test'): void;
  };
}

const OK: ChangeResult = { ok: true, problem: null };

export function createHandlers(parts: HandlerParts): Handlers {
  const { session, settings, account, store } = parts;
  /** Sets a setting; a locked one is refused by whoever locked it. */
  const change = (values: Partial<Settings>): ChangeResult => {
    try {
      settings.set(values);
      return OK;
    } catch (error) {
      const key =
        error instanceof SettingLockedError ? `settings.locked.${error.lockedBy}` : 'settings.problem.notAllowed';
      return { ok: false, problem: { key, params: {} } };
    }
  };
  const state = (): AppState => store.get();

  return {
    'state:get': state,
    'presence:pick': (request, from) => {
      void account.current()?.pick(pickRequest(request, from === 'popup' ? 'popup' : 'notification'));
    },
    'presence:setMessage': (message) => {
      void account.current()?.pick({ message, origin: 'popup' });
    },
    'presence:cancelPick': () => account.current()?.engine.cancelPick(),
    'presence:retry': () => {
      account.current()?.automations.personActed();
      account.current()?.engine.retry();
    },
    'presence:dismissFailed': () => account.current()?.engine.dismissFailed(),
    'presence:confirmPick': () => account.current()?.engine.confirmPick(),
    'presence:makePrimary': () => {
      account.current()?.automations.personActed();
      account.current()?.engine.makePrimary();
    },
    'presence:putPrimaryOfferAway': () => account.current()?.engine.putPrimaryOfferAway(),
    'presence:cancelTimed': () => account.current()?.engine.cancelTimed(),
    'presence:extendTimed': ({ minutes }) => account.current()?.engine.extendTimed(minutes * 60_000),
    'presence:refresh': () => account.current()?.engine.refresh(),
    'routing:backOnQueue': () => account.current()?.engine.backOnQueue(),
    'routing:offQueue': () => account.current()?.engine.offQueue(),

    'session:signIn': ({ asSomeoneElse }) => void session.signIn({ asSomeoneElse }),
    'session:openAgain': () => void session.openAgain(),
    'session:copyLink': () => {
      const url = session.signInUrl();
      if (url !== null) parts.copy(url);
    },
    'session:pasteAnswer': ({ address }) => {
      const key = session.pasteAnswer(address);
      return key === null ? OK : { ok: false, problem: { key, params: {} } };
    },
    'session:cancelSignIn': () => session.cancelSignIn(),
    'session:signOut': ({ alsoInBrowser }) => parts.signOut(alsoInBrowser),
    'session:exploreDemo': () => void parts.exploreDemo(),
    'environment:set': (choice) => {
      const values = chosenEnvironment(settings, choice);
      return values !== null && change(values).ok;
    },

    ...parts.personal,

    'app:openWindow': ({ window, section, definitionId }) =>
      parts.openWindow(window, section ?? 'general', definitionId ?? null),
    'app:openLink': ({ link }) => parts.openLink(link),
    'app:dismissNotice': ({ id }) => parts.dismissNotice(id),
    'app:copyDetails': () => parts.copy(problemDetails(state(), parts.texts())),
    'app:quit': () => parts.quit(),

    'settings:set': ({ key, value }) => change({ [key]: value }),
    'hotkeys:set': ({ target, accelerator }) => parts.hotkeys.set(target, accelerator),
    'hotkeys:clear': ({ target }) => parts.hotkeys.clear(target),
    'hotkeys:mode': ({ mode }) => parts.hotkeys.mode(mode),

    'popup:close': (_nothing, from) => parts.closePopup(from === 'card' ? 'card' : 'popup'),
    'popup:draft': ({ begun }) => parts.draft(begun),
    'popup:resize': ({ height }, from) => parts.resize(from === 'card' ? 'card' : 'popup', height),
  };
}

type CommandOf<C extends SharedChannel = SharedChannel> = {
  readonly [K in C]: { readonly command: K; readonly request: Request<K> };
}[C];

/** Does what the tray or a notification asks as if the popup had asked it. */
export function runCommand<C extends SharedChannel>(handlers: Handlers, { command, request }: CommandOf<C>): void {
  const handler: Handlers[C] = handlers[command];
  void handler(request, 'popup');
}
