/**
 * Decides in one place what a key does in the popup, from the focus and the popup's contents (docs/design.md §4). Pure
 * functions only.
 */

export interface Press {
  /** `KeyboardEvent.key` */
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** An input method is composing and needs every key. */
  readonly composing: boolean;
  readonly repeat: boolean;
}

/**
 * Where the focus is: in the filter, on the list, in the message, on a button or switch (`control`), or where keys have
 * their own meaning (`own`: a menu, a form field).
 */
export type Place = 'filter' | 'list' | 'message' | 'control' | 'own';

export interface Situation {
  readonly place: Place;
  readonly mac: boolean;
  /** Ids of the rows, top to bottom. */
  readonly rows: readonly string[];
  readonly active: string | null;
  readonly pageRows: number;
  readonly filter: string;
  readonly recents: number;
  /** The message is being edited, wherever the focus is. */
  readonly editing: boolean;
  /** The person chose the active row after opening the message, so Enter there sets both. */
  readonly navigated: boolean;
}

export type Act =
  /** The browser handles the key. */
  | { readonly do: 'nothing' }
  /** We take the key and do nothing. */
  | { readonly do: 'swallow' }
  | { readonly do: 'move'; readonly to: string }
  | { readonly do: 'pick'; readonly id: string }
  | { readonly do: 'pickRecent'; readonly index: number }
  | { readonly do: 'menu'; readonly id: string }
  | { readonly do: 'sendMessage' | 'leaveMessage' | 'clearFilter' | 'close' }
  /** Focuses the filter. The key then types there. */
  | { readonly do: 'type' }
  /** Focuses the filter and types nothing. */
  | { readonly do: 'find' };

const NOTHING: Act = { do: 'nothing' };
const SWALLOW: Act = { do: 'swallow' };

function target(key: string, { rows, active, pageRows }: Situation): string | null {
  const at = active === null ? -1 : rows.indexOf(active);
  const last = rows.length - 1;
  const index = {
    ArrowDown: at + 1,
    ArrowUp: at === -1 ? last : at - 1,
    Home: 0,
    End: last,
    PageDown: at + pageRows,
    PageUp: at === -1 ? 0 : at - pageRows,
  }[key];
  return index === undefined ? null : (rows[Math.max(0, Math.min(last, index))] ?? null);
}

/** In a text field these move the caret instead of the list. */
const CARET_KEYS = new Set(['Home', 'End']);
const MOVING_KEYS = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp']);

export function decide(press: Press, at: Situation): Act {
  const { key } = press;
  if (press.composing || key === 'Process' || key === 'Dead' || at.place === 'own') return NOTHING;
  const command = at.mac ? press.meta && !press.ctrl : press.ctrl && !press.meta;
  const plain = !press.ctrl && !press.meta && !press.alt;

  if (command && !press.alt && !press.shift) {
    if (/^[1-9]$/.test(key)) {
      const index = Number(key) - 1;
      return index < at.recents && !press.repeat ? { do: 'pickRecent', index } : SWALLOW;
    }
    if (key === 'Enter') return at.editing && !press.repeat ? { do: 'sendMessage' } : SWALLOW;
    if (key.toLowerCase() === 'f') return { do: 'find' };
    return NOTHING;
  }
  if (key === 'Escape' && plain) {
    if (at.place === 'message') return { do: 'leaveMessage' };
    return { do: at.filter === '' ? 'close' : 'clearFilter' };
  }
  if (
    at.place !== 'message' &&
    at.active !== null &&
    (key === 'ContextMenu' || (key === 'F10' && press.shift && plain))
  )
    return { do: 'menu', id: at.active };

  if (MOVING_KEYS.has(key) && plain && !press.shift) {
    if (at.place === 'message' && CARET_KEYS.has(key)) return NOTHING;
    const to = target(key, at);
    return to === null ? SWALLOW : { do: 'move', to };
  }
  if (key === 'Enter' && plain) {
    if (at.place === 'control') return NOTHING;
    if (press.repeat) return SWALLOW;
    if (at.place === 'message' && !at.navigated) return { do: 'sendMessage' };
    return at.active === null ? SWALLOW : { do: 'pick', id: at.active };
  }
  // AltGr types characters and arrives as Ctrl+Alt on Windows.
  const types =
    Array.from(key).length === 1 &&
    (plain || (press.ctrl && press.alt && !press.meta) || (at.mac && press.alt && !press.ctrl && !press.meta));
  if (types && (at.place === 'list' || (at.place === 'control' && key !== ' '))) return { do: 'type' };
  if (key === 'Backspace' && plain && at.filter !== '' && (at.place === 'list' || at.place === 'control'))
    return { do: 'type' };
  return NOTHING;
}
