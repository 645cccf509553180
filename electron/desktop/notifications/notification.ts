/** A notification before it is shown: its words as keys, its buttons as commands. */
import type { TextKey, TextParams } from '../../../assets/locales/catalogue.js';
import type { DesktopCommand } from '../commands.js';

/** What a notification's button does: a command of the desktop, or the person's word that they are there. */
export type NotificationCommand = DesktopCommand | { readonly command: 'session:imHere'; readonly request: undefined };

export type NotificationId =
  | 'changed'
  | 'pick'
  | 'picked'
  | 'session'
  | 'idle'
  | 'notResponding'
  | 'goOnQueue'
  | 'timer'
  | 'limit'
  | 'planned'
  | 'differs'
  | 'crash'
  | 'proxy'
  | PersonNotificationId;

/** One for each person that a supervisor goes on watching. */
export type PersonNotificationId = `person:${string}`;
export const isOfPerson = (id: NotificationId): id is PersonNotificationId => id.startsWith('person:');

/** A text and its parameters. `time` is formatted where it is shown. */
export interface NotificationText {
  readonly key: TextKey;
  readonly params: TextParams;
  readonly time?: number;
}

export interface Notification {
  /** A new one replaces the one with the same id. */
  readonly id: NotificationId;
  readonly title: NotificationText;
  readonly body: NotificationText | null;
  /** The service's own words, appended to the body. */
  readonly detail: string | null;
  /** Stays until seen, with a sound if the system has one. */
  readonly urgent: boolean;
  readonly actions: readonly { readonly label: TextKey; readonly run: NotificationCommand }[];
  readonly click: NotificationCommand;
}

export const text = (key: TextKey, params: TextParams = {}): NotificationText => ({ key, params });
const openPopup: DesktopCommand = { command: 'popup:open', request: { focusMessage: false } };

export const notification = (
  id: NotificationId,
  title: NotificationText,
  rest: Partial<Notification> = {},
): Notification => ({
  id,
  title,
  body: null,
  detail: null,
  urgent: false,
  actions: [],
  click: openPopup,
  ...rest,
});
