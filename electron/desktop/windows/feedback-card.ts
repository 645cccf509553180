/**
 * The card at the tray's corner. It shows a pick by hotkey or command line, from pending to the service's word, without
 * taking the focus, and then disappears. A refusal stays until it was seen. A missed interaction shows it too, because
 * Focus Assist suppresses notifications.
 */
import type { AppState } from '../../ipc/app-state.js';
import type { Cancel, Clock } from '../../ports.js';
import { isNotResponding } from '../tray/presence-facts.js';

export interface CardDeps {
  readonly clock: Clock;
  /** Whether it shows a missed interaction. Not where the card would take the keyboard. */
  readonly alerts: boolean;
  show(): void;
  hide(): void;
}

export interface FeedbackCard {
  /** Shows how this pick ends. @param end settles when the engine is finished with it, whatever the outcome */
  follow(end: Promise<unknown>): void;
  /** The state changed, or the popup opened or closed. If the popup shows the same, no card is needed. */
  update(state: AppState, popupOpen: boolean): void;
  /** The person dismissed the card. */
  dismiss(): void;
}

/** How long the service's word stays after a successful pick. */
export const CARD_LINGERS_MS = 2_500;

/** `following`: the pick is on its way or has failed. `lingering`: it succeeded. `alert`: a missed interaction. */
type Mode = 'hidden' | 'following' | 'lingering' | 'alert';

export function createFeedbackCard(deps: CardDeps): FeedbackCard {
  let mode: Mode = 'hidden';
  /** The number of followed picks that have not ended. */
  let underWay = 0;
  let busy = false;
  let alert = false;
  let alertDismissed = false;
  let popupOpen = false;
  let cancelTimer: Cancel = () => undefined;

  const enter = (next: Mode): void => {
    if (next === mode) return;
    cancelTimer();
    const was = mode;
    mode = next;
    if (next === 'hidden') deps.hide();
    else if (was === 'hidden') deps.show();
    if (next === 'lingering') cancelTimer = deps.clock.after(CARD_LINGERS_MS, () => enter('hidden'));
  };

  const decide = (): void => {
    if (popupOpen) enter('hidden');
    else if (alert && !alertDismissed) enter('alert');
    else if (mode === 'alert') enter('hidden');
    else if (mode === 'following' && underWay === 0 && !busy) enter('lingering');
    else if (mode === 'lingering' && busy) enter('following');
  };

  return {
    follow(end) {
      underWay += 1;
      if (!popupOpen && mode !== 'alert') enter('following');
      const over = (): void => {
        underWay -= 1;
        decide();
      };
      void end.then(over, over);
    },
    update(state, isPopupOpen) {
      popupOpen = isPopupOpen;
      busy = state.presence.pending !== null || state.presence.failed !== null;
      alert = deps.alerts && isNotResponding(state);
      if (!alert) alertDismissed = false;
      decide();
    },
    dismiss() {
      alertDismissed = alert;
      enter('hidden');
    },
  };
}
