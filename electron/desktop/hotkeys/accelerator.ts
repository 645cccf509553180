import { lookUp } from '../../look-up.js';

/**
 * Hotkeys in Electron's form ("Ctrl+Shift+F9"), made from pressed keys and turned into readable text. The settings
 * window, which captures the keys, imports it too.
 */
export type HotkeyPlatform = 'linux' | 'darwin' | 'win32';

/** The part of a browser's `KeyboardEvent` that we use. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  /** Windows' number of the key in the current layout. Chromium provides it on every system. */
  readonly keyCode: number;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** `event.getModifierState('AltGraph')` */
  readonly altGraph: boolean;
}

/** Why a combination is no hotkey, as a catalogue key. */
export type HotkeyReason =
  | {
      readonly key:
        'hotkey.onlyModifiers' | `hotkey.needsModifier.${HotkeyPlatform}` | 'hotkey.unknownKey' | 'hotkey.nowhere';
      readonly params: Record<string, never>;
    }
  | {
      readonly key: 'hotkey.reserved' | 'hotkey.everyday' | 'hotkey.refused' | 'hotkey.invalid';
      readonly params: { readonly hotkey: string };
    }
  | { readonly key: 'hotkey.typesCharacter'; readonly params: { readonly hotkey: string; readonly character: string } }
  | { readonly key: 'hotkey.takenByOurs'; readonly params: { readonly hotkey: string; readonly other: string } };

export type Captured =
  | { readonly kind: 'accelerator'; readonly accelerator: string }
  /** More keys must follow. There is nothing to complain about yet. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly reason: HotkeyReason };

/** In writing order. `Super` is the Windows key. On macOS it is `Cmd`. */
const MODIFIERS = ['Ctrl', 'Cmd', 'Super', 'Alt', 'Shift'] as const;
type Modifier = (typeof MODIFIERS)[number];

interface Accelerator {
  readonly modifiers: ReadonlySet<Modifier>;
  readonly key: string;
}

const MODIFIER_NAMES: Readonly<Record<string, Modifier | 'CmdOrCtrl'>> = {
  ctrl: 'Ctrl',
  control: 'Ctrl',
  cmd: 'Cmd',
  command: 'Cmd',
  super: 'Super',
  meta: 'Super',
  alt: 'Alt',
  option: 'Alt',
  altgr: 'Alt',
  shift: 'Shift',
  cmdorctrl: 'CmdOrCtrl',
  commandorcontrol: 'CmdOrCtrl',
};

/** Keys that are neither letters, digits nor function keys: `KeyboardEvent.code` → the accelerator's name. */
const NAMED_KEYS: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Escape: 'Escape',
  Enter: 'Return',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
  PrintScreen: 'PrintScreen',
  ScrollLock: 'Scrolllock',
  NumLock: 'Numlock',
  CapsLock: 'Capslock',
  AudioVolumeMute: 'VolumeMute',
  AudioVolumeDown: 'VolumeDown',
  AudioVolumeUp: 'VolumeUp',
  MediaPlayPause: 'MediaPlayPause',
  MediaStop: 'MediaStop',
  MediaTrackNext: 'MediaNextTrack',
  MediaTrackPrevious: 'MediaPreviousTrack',
};
const KEY_NAMES = new Map(Object.values(NAMED_KEYS).map((name) => [name.toLowerCase(), name]));
KEY_NAMES.set('enter', 'Return');
KEY_NAMES.set('esc', 'Escape');

/**
 * The signs that Electron knows, as on a US keyboard: the key's place, the sign without and with Shift, and Windows'
 * number. Electron registers the key that types the first one (X11), that has the number (Windows), or that is in the
 * place (macOS).
 */
const SIGNS: readonly {
  readonly code: string;
  readonly plain: string;
  readonly shifted: string;
  readonly keyCode: number;
}[] = [
  { code: 'Semicolon', plain: ';', shifted: ':', keyCode: 186 },
  { code: 'Equal', plain: '=', shifted: '+', keyCode: 187 },
  { code: 'Comma', plain: ',', shifted: '<', keyCode: 188 },
  { code: 'Minus', plain: '-', shifted: '_', keyCode: 189 },
  { code: 'Period', plain: '.', shifted: '>', keyCode: 190 },
  { code: 'Slash', plain: '/', shifted: '?', keyCode: 191 },
  { code: 'Backquote', plain: '`', shifted: '~', keyCode: 192 },
  { code: 'BracketLeft', plain: '[', shifted: '{', keyCode: 219 },
  { code: 'Backslash', plain: '\\', shifted: '|', keyCode: 220 },
  { code: 'BracketRight', plain: ']', shifted: '}', keyCode: 221 },
  { code: 'Quote', plain: "'", shifted: '"', keyCode: 222 },
];
/** These have the same number in every layout that has them. */
const SAME_EVERYWHERE = new Set([',', '-', '.']);

const isFunctionKey = (key: string): boolean => /^F([1-9]|1\d|2[0-4])$/.test(key);
/** Nobody hits these while typing, so macro pads may use them without modifiers. */
const standsAlone = (key: string): boolean => /^(F(1[3-9]|2[0-4])|Media\w+)$/.test(key);

/** The accelerator in its canonical form. Null: it is none. */
export function normalAccelerator(text: string, platform: HotkeyPlatform): string | null {
  const parsed = parse(text, platform);
  return parsed && write(parsed);
}

function parse(text: string, platform: HotkeyPlatform): Accelerator | null {
  const parts = text.split('+').map((part) => part.trim());
  const last = parts.pop();
  if (last === undefined) return null;
  const shifted = SIGNS.find((sign) => sign.shifted === (/^plus$/i.test(last) ? '+' : last));
  const key = shifted?.plain ?? parseKey(last);
  const modifiers = parts.map((part) => toModifier(part, platform));
  if (key === null || modifiers.includes(null)) return null;
  const held = new Set(modifiers.filter((modifier) => modifier !== null));
  if (shifted !== undefined) held.add('Shift');
  return { key, modifiers: held };
}

function toModifier(text: string, platform: HotkeyPlatform): Modifier | null {
  const name = lookUp(MODIFIER_NAMES, text.toLowerCase());
  if (name === undefined) return null;
  const mac = platform === 'darwin';
  if (name === 'CmdOrCtrl') return mac ? 'Cmd' : 'Ctrl';
  if (name === 'Super' && mac) return 'Cmd';
  return name === 'Cmd' && !mac ? 'Super' : name;
}

function parseKey(text: string): string | null {
  if (/^[a-z0-9]$/i.test(text)) return text.toUpperCase();
  if (isFunctionKey(text.toUpperCase())) return text.toUpperCase();
  if (/^num[0-9]$/i.test(text)) return text.toLowerCase();
  if (SIGNS.some(({ plain }) => plain === text)) return text;
  return KEY_NAMES.get(text.toLowerCase()) ?? null;
}

const write = ({ modifiers, key }: Accelerator): string =>
  [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), key].join('+');

/**
 * What a key press means while capturing a hotkey. Letters count as typed (Z where a German keyboard has it). If the
 * key types no Latin letter, its place counts.
 */
export function captureAccelerator(press: KeyPress, platform: HotkeyPlatform): Captured {
  if (/^(Control|Shift|Alt|Meta|OS)(Left|Right)?$/.test(press.code) || press.key === 'AltGraph')
    return { kind: 'incomplete' };
  const key = pressedKey(press, platform);
  if (key === null) return { kind: 'refused', reason: { key: 'hotkey.unknownKey', params: {} } };
  const held: Readonly<Record<Modifier, boolean>> = {
    Ctrl: press.ctrlKey,
    Cmd: press.metaKey && platform === 'darwin',
    Super: press.metaKey && platform !== 'darwin',
    Alt: press.altKey,
    Shift: press.shiftKey || SIGNS.some(({ plain, shifted }) => plain === key && shifted === press.key),
  };
  const accelerator = write({ modifiers: new Set(MODIFIERS.filter((modifier) => held[modifier])), key });
  const character = typedCharacter(press, key, platform);
  if (character !== null)
    return {
      kind: 'refused',
      reason: {
        key: 'hotkey.typesCharacter',
        params: { hotkey: acceleratorLabel(accelerator, platform), character },
      },
    };
  const reason = refusedBefore(accelerator, platform);
  return reason ? { kind: 'refused', reason } : { kind: 'accelerator', accelerator };
}

function pressedKey(press: KeyPress, platform: HotkeyPlatform): string | null {
  const { code, key } = press;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const byPlace = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9])|(F\d{1,2}))$/.exec(code);
  if (byPlace) {
    const [, letter, digit, pad, functionKey] = byPlace;
    if (pad !== undefined) return `num${pad}`;
    return letter ?? digit ?? functionKey ?? null;
  }
  // On other systems it is a key of its own, which Electron does not know.
  if (code === 'NumpadEnter') return platform === 'win32' ? 'Return' : null;
  return lookUp(NAMED_KEYS, code) ?? pressedSign(press, platform);
}

/** The sign on the pressed key, if Electron would register that very key for it. Null for others. */
function pressedSign({ code, key, keyCode, altKey, shiftKey }: KeyPress, platform: HotkeyPlatform): string | null {
  const placed = SIGNS.find((sign) => sign.code === code);
  const typed = SIGNS.find(({ plain, shifted }) => key === plain || key === shifted);
  switch (platform) {
    case 'darwin':
      // Option types another sign on the same key.
      return placed && (placed === typed || altKey) ? placed.plain : null;
    case 'win32': {
      const numbered = SIGNS.find((sign) => sign.keyCode === keyCode);
      return numbered && (numbered === typed || SAME_EVERYWHERE.has(numbered.plain)) ? numbered.plain : null;
    }
    case 'linux': {
      if (!shiftKey && typed?.plain === key) return key;
      if (placed !== undefined && placed === typed) return placed.plain;
      const numbered = SIGNS.find((sign) => sign.keyCode === keyCode);
      return shiftKey && numbered && SAME_EVERYWHERE.has(numbered.plain) ? numbered.plain : null;
    }
  }
}

/** On Windows Ctrl+Alt is AltGr. A hotkey there would block the layout's € or @. */
function typedCharacter(press: KeyPress, key: string, platform: HotkeyPlatform): string | null {
  if (platform !== 'win32' || !press.ctrlKey || !press.altKey || press.key.length !== 1 || press.key === ' ')
    return null;
  // Shift changes what every key types. AltGraph says whether it is the layout's AltGr sign.
  const plain = press.key.toUpperCase() === key || press.shiftKey || /^Numpad/.test(press.code);
  return plain && !press.altGraph ? null : press.key;
}

/**
 * Reserved by the system (`Ctrl+Alt+Delete` and the like), although `register` accepts some of them (seen with
 * Ctrl+Alt+Delete and Super+L on X11).
 */
const RESERVED: Readonly<Record<HotkeyPlatform, RegExp>> = {
  win32:
    /^(Ctrl\+Alt\+Delete|(Ctrl\+Shift|Ctrl|Alt)\+Escape|Alt\+(F4|Tab|Space)|Alt\+Shift\+Tab|Ctrl\+Alt\+Tab|Shift\+F10|F12|(Ctrl\+)?Super\+.*)$/,
  darwin:
    /^(Cmd\+(Q|W|H|M|Tab|Space)|Cmd\+Shift\+(Tab|Q|[3-6])|Ctrl\+Cmd\+(Q|F|Space)|Cmd\+Alt\+(D|H|M|Space|Escape)|Ctrl\+(Up|Down|Left|Right|Space|F[1-8])|Ctrl\+Shift\+F6|Cmd\+Alt\+Shift\+Q)$/,
  linux:
    /^(Ctrl\+Alt\+(Delete|Backspace|Up|Down|Left|Right|F([1-9]|1[0-2]))|Alt\+(F[124]|F([7-9]|10)|Tab|Space)|Alt\+Shift\+Tab|Super\+(L|D|A|S|V|Tab|Space|Up|Down|Left|Right|[0-9])|Shift\+F10)$/,
};

/** What we refuse before asking the system, because of the platform or of common use. Null: nothing. */
export function refusedBefore(accelerator: string, platform: HotkeyPlatform): HotkeyReason | null {
  const parsed = parse(accelerator, platform);
  const hotkey = acceleratorLabel(accelerator, platform);
  if (!parsed) {
    const modifiersOnly = accelerator.split('+').every((part) => toModifier(part.trim(), platform) !== null);
    return modifiersOnly ? { key: 'hotkey.onlyModifiers', params: {} } : { key: 'hotkey.invalid', params: { hotkey } };
  }
  const { modifiers, key } = parsed;
  if (RESERVED[platform].test(write(parsed))) return { key: 'hotkey.reserved', params: { hotkey } };
  const strong = [...modifiers].filter((modifier) => modifier !== 'Shift');
  if (strong.length === 0 && !standsAlone(key)) return { key: `hotkey.needsModifier.${platform}`, params: {} };
  // A global Ctrl+C would break copying in every program.
  const [only] = strong;
  if (
    modifiers.size === 1 &&
    only === (platform === 'darwin' ? 'Cmd' : 'Ctrl') &&
    !isFunctionKey(key) &&
    !standsAlone(key)
  )
    return { key: 'hotkey.everyday', params: { hotkey } };
  return null;
}

const MAC_SYMBOLS: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Cmd: '⌘',
  Return: '↩',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: '⎋',
  Tab: '⇥',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Home: '↖',
  End: '↘',
  PageUp: '⇞',
  PageDown: '⇟',
};
/** Apple's order. */
const MAC_ORDER = ['Ctrl', 'Alt', 'Shift', 'Cmd'] as const;
const PLAIN_NAMES: Readonly<Record<string, string>> = {
  Return: 'Enter',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Delete: 'Del',
  Escape: 'Esc',
  PrintScreen: 'Print Screen',
  Scrolllock: 'Scroll Lock',
  Numlock: 'Num Lock',
  Capslock: 'Caps Lock',
  VolumeMute: 'Mute',
  VolumeDown: 'Volume Down',
  VolumeUp: 'Volume Up',
  MediaPlayPause: 'Play/Pause',
  MediaStop: 'Stop',
  MediaNextTrack: 'Next Track',
  MediaPreviousTrack: 'Previous Track',
  numadd: 'Num +',
  numsub: 'Num -',
  nummult: 'Num *',
  numdiv: 'Num /',
  numdec: 'Num .',
};

/** In readable form: "Ctrl Shift F9", "⌃⌘P". An invalid accelerator stays as it is. */
export function acceleratorLabel(accelerator: string, platform: HotkeyPlatform): string {
  const parsed = parse(accelerator, platform);
  if (!parsed) return accelerator;
  const { modifiers, key } = parsed;
  const name = /^num\d$/.test(key) ? `Num ${key.slice(3)}` : (lookUp(PLAIN_NAMES, key) ?? key);
  if (platform === 'darwin') {
    const held = MAC_ORDER.filter((modifier) => modifiers.has(modifier)).map(
      (modifier) => MAC_SYMBOLS[modifier] ?? modifier,
    );
    return [...held, lookUp(MAC_SYMBOLS, key) ?? name].join('');
  }
  const held = MODIFIERS.filter((modifier) => modifiers.has(modifier));
  return [...held.map((modifier) => (modifier === 'Super' && platform === 'win32' ? 'Win' : modifier)), name].join(' ');
}
