/**
 * What the card shows elsewhere, as notifications: how a pick by hotkey, command line or menu goes on and ends. For
 * desktops where every window takes the keyboard (docs/adr/0020).
 */
import type { AppState } from '../../ipc/app-state.js';
import type { Cancel, Clock } from '../../ports.js';
import type { PickOutcome } from '../../presence/picks/pick.js';
import { notification, text, type Notification, type NotificationId } from './notification.js';

/** Some services show a notification until somebody puts it away. The good news goes by itself. */
export const PICKED_LINGERS_MS = 4_000;

export interface PickNotifications {
  follow(outcome: Promise<PickOutcome>): void;
  update(state: Pick<AppState, 'presence'>): void;
  stop: Cancel;
}

/** A failed pick is a signal of the engine, which notifier.ts tells under the same id. */
export function createPickNotifications(deps: {
  readonly clock: Clock;
  popupOpen(): boolean;
  show(notification: Notification): void;
  close(id: NotificationId): void;
}): PickNotifications {
  let underWay = 0;
  let latest: Pick<AppState, 'presence'> | null = null;
  /** The pick of which it was said that it waits. */
  let waitTold: number | null = null;
  let cancel: Cancel = () => undefined;

  const done = (current: { readonly definition: { readonly label: string } }): void => {
    if (deps.popupOpen()) {
      deps.close('picked');
      return;
    }
    deps.show(notification('picked', text('notify.moved', { label: current.definition.label })));
    cancel = deps.clock.after(PICKED_LINGERS_MS, () => deps.close('picked'));
  };

  const tellWait = (): void => {
    const pending = latest?.presence.pending ?? null;
    if (underWay === 0 || pending === null || pending.step === 'sending' || pending.pickId === waitTold) return;
    waitTold = pending.pickId;
    if (deps.popupOpen() || pending.definition === null) return;
    cancel();
    deps.show(notification('picked', text('tray.waiting', { label: pending.definition.label })));
  };

  return {
    follow(outcome) {
      underWay += 1;
      tellWait();
      void outcome.then((ended) => {
        underWay -= 1;
        if (underWay > 0) return;
        cancel();
        if (ended.result === 'done') done(ended.current);
      });
    },
    update(state) {
      latest = state;
      tellWait();
    },
    stop: () => cancel(),
  };
}
