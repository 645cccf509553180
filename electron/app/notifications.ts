/** The system's notifications, driven by the engine's signals and the state. */
import { Notification, app, type NotificationConstructorOptions } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { DesktopCommand } from '../desktop/commands.js';
import { createLinuxNotifications, notificationService } from '../desktop/notifications/linux-notifications.js';
import { createNotificationCenter, type NotificationPort } from '../desktop/notifications/notification-center.js';
import type { NotificationCommand } from '../desktop/notifications/notification.js';
import { createNotifier, type Notifier } from '../desktop/notifications/notifier.js';
import { followProgram, runProgram } from '../desktop/system/run-program.js';
import { HEAD_START_MS } from '../desktop/windows/redraw-delay.js';
import type { PickOutcome } from '../presence/picks/pick.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Clock } from '../ports.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Account } from './signed-in.js';

export interface AppNotifications extends Pick<
  Notifier,
  'startedHidden' | 'windowsCrash' | 'proxyAsks' | 'watchedTooLong'
> {
  /** Tells how a pick outside of the popup goes on and ends: on the card, or, on Wayland, by a notification. */
  followPick(outcome: Promise<PickOutcome>): void;
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
  /** Wayland draws the windows. Then the card would take the keyboard. */
  readonly wayland: boolean;
  readonly card: { follow(outcome: Promise<PickOutcome>): void };
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
  /** Whether notifications stand in for the card. Null: not known yet if the desktop has a service for them. */
  let served: boolean | null = parts.wayland ? null : false;
  const notifier = createNotifier({
    clock,
    cardShows: () => served === false,
    wanted: () => settings.get(),
    popupOpen: () => parts.popupOpen(),
    show: (notification) => center.show(notification),
    close: (id) => center.close(id),
  });
  store.onChange((_change, state) => notifier.update(state));
  parts.account.onSignal((signal) => notifier.signal(signal));
  const followPick = async (outcome: Promise<PickOutcome>): Promise<void> => {
    if (served !== true) served = (await notificationService(runProgram)) !== null;
    (served ? notifier : parts.card).follow(outcome);
  };
  return {
    followPick(outcome) {
      if (!parts.wayland) parts.card.follow(outcome);
      // The pick's request goes out before a program is started.
      else clock.after(HEAD_START_MS, () => void followPick(outcome));
    },
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
