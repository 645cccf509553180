/** What every window has: the app's state, and the way to the other windows and out of the app. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { appChannels, WindowPlace } from '../../ipc/contract/app.js';
import type { Handlers } from '../../ipc/server.js';
import type { StateStore } from '../../ipc/state-store.js';
import type { Source } from '../../ipc/subscriptions.js';
import type { OpenedWindow } from '../../ipc/window-table.js';
import type { Session } from '../../session/session.js';
import type { SettingsStore } from '../../settings/settings-store.js';
import { nextZoom } from '../../settings/zoom.js';
import { problemDetails } from '../problem-details.js';
import { changeSettings } from './change-settings.js';

export interface AppParts {
  readonly store: StateStore;
  readonly session: Pick<Session, 'target'>;
  readonly settings: SettingsStore;
  texts(): Texts;
  readonly windows: {
    open(window: OpenedWindow, place: WindowPlace): void;
    readonly place: Source<'app:place'>;
  };
  /** Begins what a window will ask for while its page loads. */
  windowOpens(window: OpenedWindow): void;
  openLink(link: 'help' | 'oauthClientHelp'): void;
  dismissNotice(id: string): void;
  copy(text: string): void;
  quit(): void;
}

export const appHandlers = (parts: AppParts): Pick<Handlers, Exclude<keyof typeof appChannels, 'state:changed'>> => ({
  'state:get': () => parts.store.get(),
  'app:texts': () => {
    const { language, formats, messages } = parts.texts();
    return { language, formats, messages: JSON.stringify(messages) };
  },
  'app:openWindow': ({ window, section, definitionId }) => {
    // Whoever may not open it was not offered it. An outdated page, menu or notification may still ask.
    if (!parts.store.get().app.windows.includes(window)) return;
    parts.windows.open(window, { section: section ?? null, definitionId: definitionId ?? null });
    parts.windowOpens(window);
  },
  'app:place': parts.windows.place,
  'app:openLink': ({ link }) => parts.openLink(link),
  'app:dismissNotice': ({ id }) => parts.dismissNotice(id),
  'app:copyDetails': () => parts.copy(problemDetails(parts.store.get(), parts.session.target, parts.texts())),
  'app:zoom': ({ step }) => {
    changeSettings(parts.settings, { zoom: nextZoom(parts.settings.get().zoom, step) });
  },
  'app:quit': () => parts.quit(),
});
