/** When the popup opens and closes. Desktops disagree about whether a click on the icon comes before or after the popup loses the focus. */

export interface PopupState {
  readonly open: boolean;
  readonly openedAt: number;
  /** Set where losing the focus closed it, until the next opening. */
  readonly blur: { readonly at: number; readonly overIcon: boolean } | null;
  /** Whether it took the focus back once since it opened. */
  readonly refocused: boolean;
}

/** Times are monotonic, in milliseconds. */
export type PopupEvent =
  | { readonly type: 'trayClick' | 'toggle' | 'open' | 'close' | 'menuOpen'; readonly at: number }
  /** @param overIcon whether the pointer was over the icon; false where the icon's place is unknown (Linux) */
  | { readonly type: 'blur'; readonly at: number; readonly overIcon: boolean };

export type PopupEffect = 'show' | 'hide' | 'focus' | 'nothing';

export const POPUP_CLOSED: PopupState = { open: false, openedAt: 0, blur: null, refocused: false };

/** Between the loss of the focus and the click that caused it, where the icon's place is unknown. A person needs longer to click on purpose. */
const SAME_CLICK = 300;
/** A button held down over the icon: the focus goes at its press, the click comes at its release. */
const SAME_LONG_CLICK = 3_000;
/** Some panels take the focus back right after the click that opened the popup; it takes it again, once. */
const STOLEN_FOCUS = 120;

/** What an event makes of the popup. */
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
      const closedByThisClick = since < SAME_CLICK || (state.blur?.overIcon === true && since < SAME_LONG_CLICK);
      return closedByThisClick ? { state: { ...state, blur: null }, effect: 'nothing' } : shown;
    }
    case 'blur':
      if (!state.open) return stay;
      if (!state.refocused && event.at - state.openedAt < STOLEN_FOCUS)
        return { state: { ...state, refocused: true }, effect: 'focus' };
      return { state: { ...state, open: false, blur: { at: event.at, overIcon: event.overIcon } }, effect: 'hide' };
  }
}
