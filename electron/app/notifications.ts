/** The system's notifications, driven by the engine's signals and the state. */
import { Notification, app, type NotificationConstructorOptions } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { DesktopCommand } from '../desktop/commands.js';
import { createLinuxNotifications } from '../desktop/notifications/linux-notifications.js';
import { createNotificationCenter, type NotificationPort } from '../desktop/notifications/notification-center.js';
import { createNotifier, type NotificationCommand, type Notifier } from '../desktop/notifications/notifier.js';
import { followProgram, runProgram } from '../desktop/system/run-program.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Clock } from '../ports.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Account } from './signed-in.js';

export interface AppNotifications extends Pick<
  Notifier,
  'startedHidden' | 'windowsCrash' | 'proxyAsks' | 'watchedTooLong'
> {
  /** Takes back what stands on the desktop, and shows nothing any more. */
  end(): void;
}

export function createAppNotifications(parts: {
  readonly clock: Clock;
  readonly store: StateStore;
  readonly settings: SettingsStore;
  readonly account: Pick<Account, 'current' | 'onSignal'>;
  texts(): Texts;
  popupOpen(): boolean;
  run(command: DesktopCommand): void;
}): AppNotifications {
  const { clock, settings, store } = parts;
  const run = (command: NotificationCommand): void => {
    if (command.command === 'session:imHere') parts.account.current()?.engine.imHere();
    else parts.run(command);
  };
  const native = (options: NotificationConstructorOptions): NotificationPort => new Notification(options);
  const make =
    process.platform === 'linux'
      ? createLinuxNotifications({
          run: runProgram,
          follow: followProgram,
          clock,
          appName: app.getName(),
          fallback: native,
        })
      : native;
  const center = createNotificationCenter({
    isSupported: () => Notification.isSupported(),
    make,
    texts: () => parts.texts(),
    now: () => clock.now(),
    run,
  });
  const notifier = createNotifier({
    clock,
    wanted: () => settings.get(),
    popupOpen: () => parts.popupOpen(),
    show: (notification) => center.show(notification),
    close: (id) => center.close(id),
  });
  store.onChange((_change, state) => notifier.update(state));
  parts.account.onSignal((signal) => notifier.signal(signal));
  return {
    startedHidden: () => notifier.startedHidden(),
    windowsCrash: (reason) => notifier.windowsCrash(reason),
    proxyAsks: (proxy) => notifier.proxyAsks(proxy),
    watchedTooLong: (watched) => notifier.watchedTooLong(watched),
    end() {
      notifier.stop();
      center.closeAll();
    },
  };
}
