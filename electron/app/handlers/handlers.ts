/**
 * What the app does when a window, the tray or a notification asks, and what it sends to windows that follow something.
 * Each subject has a file, as in the contract, joined here. Commands only start things. Their outcome arrives as state.
 */
import type { SharedChannel } from '../../desktop/commands.js';
import type { Request } from '../../ipc/contract.js';
import type { Commands, Handlers } from '../../ipc/server.js';
import { aboutHandlers, type AboutParts } from './about.js';
import { appHandlers, type AppParts } from './app.js';
import { dayHandlers, type DayParts } from './day.js';
import { manageHandlers, type ManageParts } from './manage.js';
import { personalHandlers, type PersonalParts } from './personal.js';
import { popupHandlers, type PopupParts } from './popup.js';
import { presenceHandlers, type PresenceParts } from './presence.js';
import { scheduleHandlers, type ScheduleParts } from './schedule.js';
import { proxyHandlers, type ProxyParts } from './proxy.js';
import { sessionHandlers, type SessionParts } from './session.js';
import { settingsHandlers, type SettingsParts } from './settings.js';
import { teamHandlers, type TeamParts } from './team.js';
import { updateHandlers, type UpdateParts } from './updates.js';

/** The parts of the app that handlers use. */
export type HandlerParts = Omit<AppParts, 'windowOpens'> &
  AboutParts &
  PresenceParts &
  SessionParts &
  PersonalParts &
  SettingsParts &
  PopupParts &
  DayParts &
  ScheduleParts &
  ManageParts &
  ProxyParts &
  TeamParts &
  UpdateParts;

export const createHandlers = (parts: HandlerParts): Handlers => ({
  ...appHandlers({
    ...parts,
    windowOpens(window) {
      if (window === 'team') void parts.teamDesk().then((desk) => desk.windowOpens());
    },
  }),
  ...aboutHandlers(parts),
  ...presenceHandlers(parts),
  ...sessionHandlers(parts),
  ...personalHandlers(parts),
  ...settingsHandlers(parts),
  ...popupHandlers(parts),
  ...dayHandlers(parts),
  ...scheduleHandlers(parts),
  ...manageHandlers(parts),
  ...proxyHandlers(parts),
  ...teamHandlers(parts),
  ...updateHandlers(parts),
});

type CommandOf<C extends SharedChannel = SharedChannel> = {
  readonly [K in C]: { readonly command: K; readonly request: Request<K> };
}[C];

/** Handles what the tray or a notification asks as if the popup had asked it. */
export function runCommand<C extends SharedChannel>(commands: Commands, { command, request }: CommandOf<C>): void {
  const handler: Commands[C] = commands[command];
  void handler(request, 'popup');
}
