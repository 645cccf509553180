import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextPopup,
  POPUP_CLOSED,
  type PopupEffect,
  type PopupEvent,
  type PopupState,
} from '../../../../electron/desktop/windows/popup-toggle.js';

function play(...events: PopupEvent[]): { effects: PopupEffect[]; open: boolean } {
  let state: PopupState = POPUP_CLOSED;
  const effects = events.map((event) => {
    const next = nextPopup(state, event);
    ({ state } = next);
    return next.effect;
  });
  return { effects, open: state.open };
}
const click = (at: number): PopupEvent => ({ type: 'trayClick', at });
const blur = (at: number, overIcon = false): PopupEvent => ({ type: 'blur', at, overIcon });

describe('the popup', () => {
  it('opens at the first click on the icon and closes at the second', () => {
    expect(play(click(1000), click(3000), click(5000)).effects).toEqual(['show', 'hide', 'show']);
  });

  it('closes when the person goes elsewhere', () => {
    expect(play(click(1000), blur(3000)).open).toBe(false);
  });

  it('stays closed when the desktop takes the focus away before it reports the click', () => {
    expect(play(click(1000), blur(3000), click(3090)).effects).toEqual(['show', 'hide', 'nothing']);
  });

  it('stays closed when the button was held down over the icon', () => {
    expect(play(click(1000), blur(3000, true), click(4200)).open).toBe(false);
  });

  it('opens again at the click after that one', () => {
    expect(play(click(1000), blur(3000), click(3090), click(3200)).open).toBe(true);
  });

  it('closes once when the desktop reports the click first and takes the focus afterwards', () => {
    expect(play(click(1000), click(3000), blur(3010)).effects).toEqual(['show', 'hide', 'nothing']);
  });

  it('opens at a click well after it lost the focus', () => {
    expect(play(click(1000), blur(3000), click(4000)).open).toBe(true);
  });

  it('takes the focus back, once, from a panel that steals it right after the click', () => {
    expect(play(click(1000), blur(1040), blur(1080)).effects).toEqual(['show', 'focus', 'hide']);
  });

  it("closes when the icon's menu opens", () => {
    expect(play(click(1000), { type: 'menuOpen', at: 2000 }).open).toBe(false);
  });

  it('opens by the hotkey right after it lost the focus, since a hotkey takes none', () => {
    expect(play(click(1000), blur(3000), { type: 'toggle', at: 3050 }).open).toBe(true);
  });

  it('comes forward when it is asked to open and is open already', () => {
    expect(play({ type: 'open', at: 1 }, { type: 'open', at: 900 }).effects).toEqual(['show', 'focus']);
  });

  it('is shown only when closed and hidden only when open, in any order of events', () => {
    const event = fc.record({
      type: fc.constantFrom('trayClick', 'toggle', 'open', 'close', 'menuOpen', 'blur'),
      wait: fc.integer({ min: 0, max: 4000 }),
      overIcon: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let at = 0;
        let state = POPUP_CLOSED;
        let visible = false;
        for (const { type, wait, overIcon } of events) {
          at += wait;
          const next = nextPopup(state, type === 'blur' ? { type, at, overIcon } : { type, at });
          if (next.effect === 'show') expect(visible).toBe(false);
          if (next.effect === 'hide') expect(visible).toBe(true);
          if (next.effect === 'show') visible = true;
          if (next.effect === 'hide') visible = false;
          ({ state } = next);
          expect(state.open).toBe(visible);
        }
        const later = nextPopup(state, { type: 'trayClick', at: at + 3000 });
        expect(later.state.open).toBe(!visible);
      }),
    );
  });
});
