/** Shows what notifications.ts decides, by the system's own notifications. */
import type { NotificationConstructorOptions } from 'electron';
import type { Texts } from '../../../assets/locales/catalogue.js';
import { clockText } from '../clock-text.js';
import type { Notice, NoticeCommand, NoticeId, NoticeText } from './notifier.js';
import { shortText } from '../short-text.js';

/** The part of Electron's `Notification` that is used. */
export interface NotificationPort {
  show(): void;
  close(): void;
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  on(event: 'action', listener: (details: unknown, index: unknown) => void): unknown;
}

export interface NotificationCenterDeps {
  /** Electron's `Notification.isSupported()`: false on a desktop without a notification service. */
  isSupported(): boolean;
  make(options: NotificationConstructorOptions): NotificationPort;
  texts(): Texts;
  now(): number;
  run(command: NoticeCommand): void;
}

export interface NotificationCenter {
  show(notice: Notice): void;
  close(id: NoticeId): void;
  closeAll(): void;
}

/** Longest text a notification shows in full on every system. */
const LONGEST_BODY = 240;
const LONGEST_TITLE = 60;

export function createNotificationCenter(deps: NotificationCenterDeps): NotificationCenter {
  /** Held here, or the garbage collector takes them and their clicks. */
  const shown = new Map<NoticeId, NotificationPort>();

  const words = ({ key, params, time }: NoticeText): string => {
    const texts = deps.texts();
    return texts(key, time === undefined ? params : { ...params, time: clockText(time, deps.now(), texts.language) });
  };

  const close = (id: NoticeId): void => {
    const notification = shown.get(id);
    shown.delete(id);
    notification?.close();
  };

  return {
    show(notice) {
      close(notice.id);
      if (!deps.isSupported()) return;
      const texts = deps.texts();
      const body = [notice.body && words(notice.body), notice.detail].filter((part) => part !== null && part !== '');
      const notification = deps.make({
        title: shortText(words(notice.title), LONGEST_TITLE),
        body: shortText(withoutMarkup(body.join(' ')), LONGEST_BODY),
        silent: !notice.urgent,
        urgency: notice.urgent ? 'critical' : 'normal',
        timeoutType: notice.urgent ? 'never' : 'default',
        actions: notice.actions.map(({ label }) => ({ type: 'button' as const, text: texts(label) })),
      });
      shown.set(notice.id, notification);
      const forget = (): void => {
        if (shown.get(notice.id) === notification) shown.delete(notice.id);
      };
      notification.on('click', () => deps.run(notice.click));
      notification.on('action', (details, index) => {
        const action = notice.actions[actionIndex(details, index)];
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

/** Linux' notification services may read a body as markup; labels and the service's words are none. */
const withoutMarkup = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');

/** Newer runtimes put the index into the event, older ones beside it. */
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
