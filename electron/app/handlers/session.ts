/** Signing in and out, and where to. */
import type { sessionChannels } from '../../ipc/contract/session.js';
import type { Handlers } from '../../ipc/server.js';
import type { Session } from '../../session/session.js';
import type { SettingsStore } from '../../settings/settings-store.js';
import { chosenEnvironment } from '../environment.js';
import { changeSettings } from './change-settings.js';

export interface SessionParts {
  readonly session: Session;
  readonly settings: SettingsStore;
  exploreDemo(): void;
  /** Asks first if the agent is On Queue. */
  signOut(alsoInBrowser: boolean): void;
  copy(text: string): void;
}

export function sessionHandlers(parts: SessionParts): Pick<Handlers, keyof typeof sessionChannels> {
  const { session, settings } = parts;
  return {
    'session:signIn': ({ asSomeoneElse }) => void session.signIn({ asSomeoneElse }),
    'session:openAgain': () => void session.openAgain(),
    'session:copyLink': () => {
      const url = session.signInUrl();
      if (url !== null) parts.copy(url);
    },
    'session:pasteAnswer': ({ address }) => {
      const key = session.pasteAnswer(address);
      return key === null ? { ok: true, problem: null } : { ok: false, problem: { key, params: {} } };
    },
    'session:cancelSignIn': () => session.cancelSignIn(),
    'session:signOut': ({ alsoInBrowser }) => parts.signOut(alsoInBrowser),
    'session:exploreDemo': () => parts.exploreDemo(),
    'environment:set': (choice) => {
      const values = chosenEnvironment(settings, choice);
      return values !== null && changeSettings(settings, values).ok;
    },
  };
}
