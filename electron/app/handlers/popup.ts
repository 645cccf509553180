/** For the popup's and the card's own windows. */
import type { popupChannels } from '../../ipc/contract/popup.js';
import type { Handlers } from '../../ipc/server.js';

export interface PopupParts {
  closePopup(window: 'popup' | 'card'): void;
  resize(window: 'popup' | 'card', height: number): void;
  /** Whether the popup holds a message that somebody has begun. */
  draft(begun: boolean): void;
}

export const popupHandlers = (
  parts: PopupParts,
): Pick<Handlers, Exclude<keyof typeof popupChannels, 'popup:opened'>> => ({
  'popup:close': (_nothing, from) => parts.closePopup(from === 'card' ? 'card' : 'popup'),
  'popup:draft': ({ begun }) => parts.draft(begun),
  'popup:resize': ({ height }, from) => parts.resize(from === 'card' ? 'card' : 'popup', height),
});
