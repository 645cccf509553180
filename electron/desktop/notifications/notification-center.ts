/** Shows what notifier.ts decides, with the system's own notifications. */
import type { NotificationConstructorOptions } from 'electron';
import type { Texts } from '../../../assets/locales/catalogue.js';
import { isolate } from '../../foreign-text.js';
import { clockText } from '../clock-text.js';
import type { Notification, NotificationCommand, NotificationId, NotificationText } from './notification.js';
import { shortText } from '../short-text.js';

/** The part of Electron's `Notification` that we use. */
export interface NotificationPort {
  show(): void;
  close(): void;
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  on(event: 'action', listener: (details: unknown, index: unknown) => void): unknown;
}

export interface NotificationCenterDeps {
  /** Electron's `Notification.isSupported()`. False on a desktop without a notification service. */
  isSupported(): boolean;
  make(options: NotificationConstructorOptions): NotificationPort;
  texts(): Texts;
  now(): number;
  run(command: NotificationCommand): void;
}

export interface NotificationCenter {
  show(wanted: Notification): void;
  close(id: NotificationId): void;
  closeAll(): void;
}

/** The longest text that every system shows completely. */
const LONGEST_BODY = 240;
const LONGEST_TITLE = 60;

export function createNotificationCenter(deps: NotificationCenterDeps): NotificationCenter {
  /** Kept here, otherwise the garbage collector removes them with their clicks. */
  const shown = new Map<NotificationId, NotificationPort>();

  const words = ({ key, params, time }: NotificationText): string => {
    const texts = deps.texts();
    return texts(key, time === undefined ? params : { ...params, time: clockText(time, deps.now(), texts.formats) });
  };

  const close = (id: NotificationId): void => {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  };

  return {
    show(wanted) {
      close(wanted.id);
      if (!deps.isSupported()) return;
      const texts = deps.texts();
      const detail = wanted.detail === null ? null : isolate(wanted.detail, texts.direction);
      const body = [wanted.body && words(wanted.body), detail].filter((part) => part !== null && part !== '');
      const notification = deps.make({
        title: shortText(words(wanted.title), LONGEST_TITLE),
        body: shortText(body.join(' '), LONGEST_BODY),
        silent: !wanted.urgent,
        urgency: wanted.urgent ? 'critical' : 'normal',
        timeoutType: wanted.urgent ? 'never' : 'default',
        actions: wanted.actions.map(({ label }) => ({ type: 'button' as const, text: texts(label) })),
      });
      shown.set(wanted.id, notification);
      const forget = (): void => {
        if (shown.get(wanted.id) === notification) shown.delete(wanted.id);
      };
      notification.on('click', () => deps.run(wanted.click));
      notification.on('action', (details, index) => {
        const action = wanted.actions[actionIndex(details, index)];
        if (action) deps.run(action.run);
      });
      notification.on('close', forget);
      notification.on('failed', forget);
      notification.show();
    },
    close,
    closeAll() {
      for (const id of [...shown.keys()]) close(id);
    },
  };
}

/** Newer runtimes put the index into the event, older ones pass it separately. */
function actionIndex(details: unknown, index: unknown): number {
  if (
    typeof details === 'object' &&
    details !== null &&
    'actionIndex' in details &&
    typeof details.actionIndex === 'number'
  )
    return details.actionIndex;
  return typeof index === 'number' ? index : -1;
}
