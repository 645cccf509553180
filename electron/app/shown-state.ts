/**
 * The state that tray and windows are drawn from: its initial value, and the parts that follow settings, session and
 * notices.
 */
import { createStateStore, type StateStore } from '../ipc/state-store.js';
import { windowsFor } from '../ipc/windows-for.js';
import type { AppInfo } from '../ipc/app-state.js';
import type { Log } from '../ports.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { ChosenLanguage } from './chosen-language.js';
import { environmentSlice } from './environment.js';
import { initialState } from './initial-state.js';
import type { Notices } from './notices.js';
import { appSlice, type Platform } from './settings-slices.js';

export function createShownState(deps: {
  readonly version: string;
  readonly platform: Platform;
  readonly settings: SettingsStore;
  readonly language: Pick<ChosenLanguage, 'texts'>;
  readonly session: Pick<Session, 'me' | 'onChange'>;
  readonly notices: Pick<Notices, 'all' | 'onChange'>;
  readonly log: Log;
}): StateStore {
  const { version, platform, settings, language, session, notices } = deps;
  const appView = (): AppInfo => {
    // They remain while the session is expired or being renewed.
    const permissions = session.me?.permissions ?? [];
    const windows = windowsFor({
      signedIn: session.me !== null,
      permissions,
      leads: session.me?.leads ?? false,
      settings: settings.get(),
    });
    return appSlice({ version, platform, windows }, language.texts(), settings, notices.all());
  };
  const store = createStateStore(initialState({ app: appView(), environment: environmentSlice(settings) }), deps.log);
  const showApp = (): void => store.update({ app: appView() });
  notices.onChange(showApp);
  session.onChange(showApp);
  settings.onChange(() => store.update({ app: appView(), environment: environmentSlice(settings) }));
  return store;
}
