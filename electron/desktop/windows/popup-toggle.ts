/**
 * When the popup opens and closes. Desktops disagree on whether a click on the icon comes before or after the popup
 * loses the focus.
 */

export interface PopupState {
  readonly open: boolean;
  readonly openedAt: number;
  /** Set when losing the focus closed it, until it opens again. */
  readonly blur: { readonly at: number; readonly overIcon: boolean } | null;
  /** Whether it has already taken the focus back since it opened. */
  readonly refocused: boolean;
}

/** Times are monotonic, in milliseconds. */
export type PopupEvent =
  | { readonly type: 'trayClick' | 'toggle' | 'open' | 'close' | 'menuOpen'; readonly at: number }
  /** @param overIcon whether the pointer was over the icon. False if the icon's place is unknown (Linux) */
  | { readonly type: 'blur'; readonly at: number; readonly overIcon: boolean };

export type PopupEffect = 'show' | 'hide' | 'focus' | 'nothing';

export const POPUP_CLOSED: PopupState = { open: false, openedAt: 0, blur: null, refocused: false };

/**
 * The time between losing the focus and the click that caused it, if the icon's place is unknown. A deliberate click
 * takes longer.
 */
const SAME_CLICK_MS = 300;
/** For a button held down over the icon: pressing takes the focus, and releasing is the click. */
const SAME_LONG_CLICK_MS = 3_000;
/** Some panels take the focus back right after the click that opened the popup. The popup takes it again, once. */
const STOLEN_FOCUS_MS = 120;

export function nextPopup(state: PopupState, event: PopupEvent): { state: PopupState; effect: PopupEffect } {
  const stay = { state, effect: 'nothing' } as const;
  const shown = { state: { open: true, openedAt: event.at, blur: null, refocused: false }, effect: 'show' } as const;
  const hidden = { state: { ...state, open: false, blur: null }, effect: 'hide' } as const;

  switch (event.type) {
    case 'open':
      return state.open ? { state, effect: 'focus' } : shown;
    case 'toggle':
      return state.open ? hidden : shown;
    case 'close':
    case 'menuOpen':
      return state.open ? hidden : stay;
    case 'trayClick': {
      if (state.open) return hidden;
      const since = state.blur ? event.at - state.blur.at : Infinity;
      const closedByThisClick = since < SAME_CLICK_MS || (state.blur?.overIcon === true && since < SAME_LONG_CLICK_MS);
      return closedByThisClick ? { state: { ...state, blur: null }, effect: 'nothing' } : shown;
    }
    case 'blur':
      if (!state.open) return stay;
      if (!state.refocused && event.at - state.openedAt < STOLEN_FOCUS_MS)
        return { state: { ...state, refocused: true }, effect: 'focus' };
      return { state: { ...state, open: false, blur: { at: event.at, overIcon: event.overIcon } }, effect: 'hide' };
  }
}
